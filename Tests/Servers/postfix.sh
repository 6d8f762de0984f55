# Alerts go out through a real Postfix, by pipe and by SMTP; what it bounces comes back through an alias; the subscriber whom
# the bounce is about, and nobody else, is do-not-call. From our own database, from a real Fossil repository (whose events
# Fossil queues, and whose own mails bounce too) and from a real isso database. Run it with sandbox.sh.
# packages: postfix fossil sqlite3 python3
set -euo pipefail
step() { printf -- '-- %s\n' "$*"; }
fail() {
    echo "FAILED: $*"
    tail -n 40 /var/log/postfix.log
    email bounces 2>&1 | tail -n 20
    email inbound log --messages 2>&1 | tail -n 20
    exit 1
}
# The value of the first column of the first row.
value() { sqlite3 -cmd '.timeout 30000' "$EMAIL_DB" "$1"; }
trap 'fail "line $LINENO"' ERR
expect() { [ "$2" = "$3" ] || fail "$1: expected '$3', got '$2'"; }
# Blocks until so many mails have gone through the alias into `email inbound`.
handed_over() {
    local end=$((SECONDS + 60))
    until [ "$(grep -c 'delivered to command' /var/log/postfix.log)" -ge "$1" ]; do
        [ $SECONDS -lt $end ] || fail "bounce $1 did not come back within a minute"
        read -r -t 0.1 <> <(:) || true
    done
}

step "Postfix"
postconf -e 'compatibility_level = 3.6' 'myhostname = mx.example.org' 'mydestination = example.org' 'mynetworks = 127.0.0.0/8' \
    'inet_interfaces = 127.0.0.1' 'inet_protocols = ipv4' 'maillog_file = /var/log/postfix.log' 'recipient_delimiter = +' \
    'alias_maps = hash:/etc/aliases' 'alias_database = hash:/etc/aliases' 'local_recipient_maps =' \
    'relayhost = [127.0.0.1]:2525' 'smtp_host_lookup = native' 'smtputf8_enable = yes' 'mailbox_command ='
postconf -M 'postlog/unix-dgram=postlog unix-dgram n - n - 1 postlogd'
for service in $(postconf -M | awk '$5 == "y" { print $1 "/" $2 }'); do postconf -F "$service/chroot=n"; done
cat >/etc/aliases <<'END'
own: "|/usr/local/bin/email inbound --db /srv/own/email.db"
fossil: "|/usr/local/bin/email inbound --db /srv/fossil/r.fossil"
isso: "|/usr/local/bin/email inbound --db /srv/isso/comments.db"
END
newaliases
mkdir -p /srv/own /srv/fossil /srv/isso
coproc WORLD { python3 "$PROJECT/Tests/Servers/rejecting.py" 2525 /srv/world; }
read -r -u "${WORLD[0]}" _
postfix start >/dev/null 2>&1 || fail "Postfix does not start"
handed=0

# prepare NAME: the settings of a list, and two subscribers of whom one is gone.
prepare() {
    email settings email-self "$1@example.org"
    email settings email-url "https://$1.example.org"
    email subscribe "anna.gone@example.net" --verified
    email subscribe "ben@example.net" --verified
    chown -R nobody "$(dirname "$EMAIL_DB")"
}
# marked ADDRESS BECAUSE: that subscriber and nobody else is do-not-call, for a reason that holds these words.
marked() {
    expect "do-not-call" "$(value "SELECT group_concat(semail) FROM subscriber WHERE sdonotcall")" "$1"
    value "SELECT because FROM fx_email_history WHERE effect='do-not-call'" | tail -n 1 | grep -q "$2" \
        || fail "the reason does not speak of '$2'"
    expect "trust" "$(value "SELECT DISTINCT trust FROM fx_email_history WHERE effect='do-not-call'")" verified
}
# In Postfix aliases run as nobody; so does our cron job.
as_nobody() { setpriv --reuid=nobody --regid=nogroup --clear-groups env "EMAIL_DB=$EMAIL_DB" "$@"; }

step "our own database, by pipe"
export EMAIL_DB=/srv/own/email.db
email init >/dev/null
prepare own >/dev/null
email settings email-send-method pipe >/dev/null
email event add --type c --subject "Release 2.1" --user anna --url https://own.example.org/e/1 </dev/null >/dev/null
as_nobody email exec || fail "email exec"
handed=$((handed + 1))
handed_over $handed
marked anna.gone@example.net "signed return path"
[ -s /srv/world/ben@example.net ] || fail "ben got no mail"
grep -qi '^List-Unsubscribe-Post: List-Unsubscribe=One-Click' /srv/world/ben@example.net || fail "no one-click header"

step "our own database, by SMTP"
email subscribe "carl.gone@example.net" --verified >/dev/null
email settings email-send-method smtp >/dev/null
email settings email-send-relayhost 127.0.0.1:25 >/dev/null
email event add --type c --subject "Release 2.2" --user anna </dev/null >/dev/null
as_nobody email exec || fail "email exec"
handed=$((handed + 1))
handed_over $handed
marked "anna.gone@example.net,carl.gone@example.net" "signed return path"
expect "alerts to ben" "$(grep -c '^Subject: ' /srv/world/ben@example.net)" 2

step "a refusal in the conversation counts like a bounce"
email subscribe "dora.gone@example.net" --verified >/dev/null
email settings email-send-relayhost 127.0.0.1:2525 >/dev/null
email event add --type c --subject "Release 2.3" --user anna </dev/null >/dev/null
as_nobody email exec || fail "email exec"
marked "anna.gone@example.net,carl.gone@example.net,dora.gone@example.net" "user-unknown"
postfix flush

export FOSSIL_USER=admin
step "a Fossil repository: events that Fossil queues, sent by us"
cd /srv/fossil
fossil init --admin-user admin r.fossil >/dev/null 2>&1
export EMAIL_DB=/srv/fossil/r.fossil
mkdir -p w && cd w && fossil open ../r.fossil --user admin >/dev/null
sqlite3 ../r.fossil "REPLACE INTO config(name, value, mtime) VALUES('email-self', 'fossil@example.org', 1),
    ('email-url', 'https://fossil.example.org', 1), ('email-subname', 'demo', 1), ('email-send-method', 'off', 1)"
email init >/dev/null
prepare fossil >/dev/null
cd /srv/fossil/w && echo one >one.txt && fossil add one.txt >/dev/null && fossil commit --user-override admin -m "Add one" >/dev/null
[ "$(value 'SELECT count(*) FROM pending_alert')" -ge 1 ] || fail "the check-in was not queued"
email settings email-send-method pipe >/dev/null
chown -R nobody /srv/fossil
as_nobody email exec || fail "email exec on a Fossil repository"
handed=$((handed + 1))
handed_over $handed
marked anna.gone@example.net "signed return path"
grep -q "Add one" <(decode-email /srv/world/ben@example.net) || fail "ben did not get the check-in"
expect "alerts that wait" "$(value 'SELECT count(*) FROM pending_alert WHERE NOT sentSep')" 0

step "mails that Fossil itself sends"
email subscribe "carl.gone@example.net" --verified >/dev/null
email settings email-send-method off >/dev/null
sqlite3 /srv/fossil/r.fossil "REPLACE INTO config(name, value, mtime) VALUES('email-send-method', 'pipe', 1),
    ('email-send-command', 'sendmail -ti -f fossil@example.org', 1)"
cd /srv/fossil/w && echo two >two.txt && fossil add two.txt >/dev/null && fossil commit --user-override admin -m "Add two" >/dev/null
fossil alerts send -R /srv/fossil/r.fossil >/dev/null
handed=$((handed + 1))
handed_over $handed
marked "anna.gone@example.net,carl.gone@example.net" subscriberCode
expect "alerts of Fossil to ben" "$(grep -c 'Add two\|X-Fossil-From' /srv/world/ben@example.net | sed 's/^[1-9].*/some/')" some
before=$(grep -c 'to=<carl.gone' /var/log/postfix.log)
cd /srv/fossil/w && echo three >three.txt && fossil add three.txt >/dev/null && fossil commit --user-override admin -m "Add three" >/dev/null
fossil alerts send -R /srv/fossil/r.fossil >/dev/null
mailq | grep -q . && postfix flush
expect "mails to carl after that" "$(grep -c 'to=<carl.gone' /var/log/postfix.log)" "$before"

step "a database of isso"
export EMAIL_DB=/srv/isso/comments.db
cd /srv/isso
comment() {
    "$PROJECT/.build/peers/bin/python" "$PROJECT/Tests/EndToEndTests/isso-comments.py" comments.db false \
        "new:/post/:{\"text\": \"$1\", \"author\": \"Ann\", \"title\": \"A post\"}" >/dev/null
}
comment "First" || fail "isso"
email init >/dev/null
prepare isso >/dev/null
email settings email-send-method pipe >/dev/null
comment "A new comment" || fail "isso"
chown -R nobody /srv/isso
as_nobody email exec || fail "email exec on a database of isso"
handed=$((handed + 1))
handed_over $handed
marked anna.gone@example.net "signed return path"
grep -q "A new comment" <(decode-email /srv/world/ben@example.net) || fail "ben did not get the comment"

postfix stop >/dev/null 2>&1
echo "$handed bounces of a real Postfix came back, and each silenced whom it was about and nobody else"
