# A list behind Debian's Postfix in each way that the README shows: an alias that runs as `email`, a transport (pipe(8)), and a
# line in /etc/aliases that runs as `nobody`; with its `sendmail` as the way out, run by cron. Run it with sandbox.sh.
# packages: postfix python3 sqlite3 cron systemd
source "$PROJECT/Tests/Servers/set-up.sh"
source "$PROJECT/Tests/Servers/mistakes.sh"
server_log() { echo /var/log/postfix.log; }
queued() { find /var/spool/postfix/{maildrop,incoming,active,deferred} -type f | wc -l; }
flush() { postfix flush; }
was_tried() { tail -n 20 /var/log/postfix.log | grep -q 'status=deferred'; }

step "Postfix"
echo mx.example.org >/etc/mailname
postconf -e 'compatibility_level = 3.6' 'myhostname = mx.example.org' 'mydestination = example.org' 'mynetworks = 127.0.0.0/8' \
    'inet_interfaces = 127.0.0.1' 'inet_protocols = ipv4' 'maillog_file = /var/log/postfix.log' 'mailbox_command =' \
    'relayhost = [127.0.0.1]:2525' 'smtp_host_lookup = native' 'alias_maps = hash:/etc/aliases' 'recipient_delimiter ='
postconf -M 'postlog/unix-dgram=postlog unix-dgram n - n - 1 postlogd'
echo 'postmaster: root' >/etc/aliases
newaliases
postfix start >/dev/null 2>&1
make_list

follow postfix-alias
check_doctor alias
check_list alias

step "cron sends what is due"
readme cron >/etc/cron.d/email
chmod 644 /etc/cron.d/email
cron
alert "By cron"
sent_to_reader() { [ "$(grep -c '^Subject: ' /srv/world/reader@example.net)" -eq "$1" ]; }
wait_for "cron has sent the alert" sent_to_reader 3
kill "$(cat /run/crond.pid)"

step "systemd takes the units"
# What systemd-analyze says of our units; it says more of others, which lack what they need here.
verified() { systemd-analyze verify "$@" 2>&1 | grep -E '/email\.(service|timer)|^email\.' || true; }
cd /etc/systemd/system
readme systemd-service >email.service
expect "email.service" "$(verified ./email.service)" ""
readme systemd-once >email.service
readme systemd-timer >email.timer
expect "email.timer" "$(verified ./email.service ./email.timer)" ""
sed -i 's/OnCalendar=/OnCalender=/' email.timer
[[ $(verified ./email.timer) == *OnCalender* ]] || fail "systemd-analyze finds no mistake"
cp "$PROJECT/Samples/Service/email.service" email.service
expect "the service's email.service" "$(verified ./email.service)" ""
# Of 100, as systemd-analyze counts what a service may do; without the sandbox it is over 90.
systemd-analyze security --offline=yes --threshold=15 ./email.service >/dev/null || fail "the service may do too much"
cd /

check_mistakes alias
with email-self bounces@example.com foreign-domain "email-self is in the domain of another" --offline
with email-delimiter - delimiter "email-delimiter is another than Postfix's" --offline
postconf -e 'recipient_delimiter ='
named delimiter "Postfix knows no extensions" --offline
postfix reload 2>/dev/null
named not-returned "the same: the mail does not come back" --wait 3
postconf -e 'recipient_delimiter = +'
postfix reload 2>/dev/null
# alias COMMAND CODE WHAT [OPTION…]: an alias that is wrong.
alias() {
    local command=$1 code=$2 what=$3
    shift 3
    echo "$command" >/var/lib/email/aliases
    postalias hash:/var/lib/email/aliases
    named "$code" "$what" "$@"
}
program=/usr/local/bin/email
alias 'bounce: postmaster' no-handover "no alias" --offline
alias 'bounces: postmaster' handover-command "an alias to a person" --offline
alias "bounces: \"|$program inbound --db /var/lib/email/other.db\"" handover-database "another database" --offline
alias "bounces: \"|$program inbound\"" handover-database "no database" --offline
alias "bounces: \"|/usr/bin/email inbound --db $EMAIL_DB\"" handover-program "another program" --offline
alias "bounces: \"|$program exec --db $EMAIL_DB\"" handover-command "another command" --offline
alias "bounces: \"|$program inbound --db $EMAIL_DB; true\"" wrapped "a shell that does more than run the program" --wait 20

postconf -e 'alias_maps = hash:/etc/aliases'
rm /var/lib/email/aliases*
follow postfix-transport
check_doctor transport
check_list transport

# transport SED CODE WHAT: arguments of the transport that are wrong.
transport() {
    cp /etc/postfix/master.cf /tmp/good.cf
    sed -i "$1" /etc/postfix/master.cf
    postfix reload 2>/dev/null
    named "$2" "$3" --wait 20
    cp /tmp/good.cf /etc/postfix/master.cf
    postfix reload 2>/dev/null
}
remember
transport 's/ null_sender=//' sender-not-null "a name for the null sender"
transport 's/ --recipient \${recipient}//' recipient-unsaid "no recipient"
transport 's/ --recipient \${recipient}/ --recipient ${user}@${domain}/' extension-lost "a recipient without its extension"
transport 's/user=email/user=daemon/' database-not-writable "a user that may not write"
postqueue -f
echo "   $SEEDED mistakes named"

postconf -e 'transport_maps =' 'local_recipient_maps = proxy:unix:passwd.byname $alias_maps'
postconf -MX email/unix
OWNER=nobody
follow postfix-nobody
check_doctor nobody
check_list nobody
