# Sourced by the scripts of one mail server each: the list of the README, and what has to hold behind every server. Before it
# calls `check_list`, a script says in functions how its server is spoken to:
#   queued     the number of mails in its queue
#   flush      has it try all of them now
#   server_log the file that it logs to
set -Eeuo pipefail
export EMAIL_DB=/var/lib/email/email.db
OWNER=email
step() { printf -- '-- %s (%ds)\n' "$*" "$SECONDS"; }
fail() {
    echo "FAILED: $*"
    tail -n 40 "$(server_log)" || true
    email inbound log --messages 2>&1 | tail -n 20
    email inbound log 2>&1 | tail -n 20
    exit 1
}
trap 'fail "${BASH_SOURCE[0]##*/}, line $LINENO: $BASH_COMMAND"' ERR
expect() { [ "$2" = "$3" ] || fail "$1: expected '$3', got '$2'"; }
# wait_for WHAT COMMAND…: until the command succeeds, at most a minute and a half (cron looks once a minute).
wait_for() {
    local what=$1 end=$((SECONDS + 90))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || fail "waited in vain until $what"
        read -r -t 0.2 <> <(:) || true
    done
}
# The lines that the README shows after `<!-- set-up: NAME -->`.
readme() {
    awk -v mark="<!-- set-up: $1 -->" '
        found && /^    / { print substr($0, 5); some = 1; next }
        found && some && NF { exit }
        found && some { print "" }
        $0 == mark { found = 1 }
        END { if (!some) exit 1 }' "$PROJECT/README.md" || fail "the README has no lines for $1"
}
# Runs them, as a person would who pastes them into a shell of root.
follow() {
    readme "$1" >"/tmp/$1.sh"
    bash -eu "/tmp/$1.sh" >/tmp/set-up.log 2>&1 </dev/null || { cat /tmp/set-up.log; fail "the lines of the README for $1"; }
}
as_owner() { runuser -u "$OWNER" -- "$@"; }
# The first column of the first row.
value() { sqlite3 -cmd '.timeout 30000' "$EMAIL_DB" "$1"; }

# The rest of the world, and the list as the README makes it.
make_list() {
    coproc WORLD { python3 "$PROJECT/Tests/Servers/rejecting.py" 2525 /srv/world; }
    read -r -u "${WORLD[0]}" _
    cd "$PROJECT"
    follow program
    follow list
    cd /
    expect "owner" "$(stat -c %U /var/lib/email "$EMAIL_DB" | sort -u)" email
    expect "modes" "$(stat -c %a /var/lib/email "$EMAIL_DB" | tr '\n' ' ')" "700 600 "
}
silenced() { value "SELECT group_concat(semail) FROM (SELECT semail FROM subscriber WHERE sdonotcall ORDER BY 1)"; }
is_silenced() { [ "$(silenced)" = "$1" ]; }
is_queue_empty() { [ "$(queued)" -eq 0 ]; }
is_queue_of() { [ "$(queued)" -eq "$1" ]; }
has_mails() { [ "$(value "SELECT count(*) FROM fx_email_inbound WHERE state='judged'")" -eq "$1" ]; }
alert() { as_owner email event add --type c --subject "$1" </dev/null >/dev/null; }
# What the world was sent, and how much.
world() { (cd /srv/world && find . -type f -size +0 -printf '%p %s\n' | sort); }

# check_list NAME: the three checks, with addresses of their own.
check_list() {
    local name=$1 before expected
    expected=$(silenced)
    step "$name: the extension arrives: a bounce is verified, and silences that subscriber alone"
    as_owner email subscribe "anna-$name.gone@example.net" --verified >/dev/null
    alert "First of $name"
    as_owner email exec
    expected=$(printf '%s\n' ${expected//,/ } "anna-$name.gone@example.net" | sort | paste -sd,)
    wait_for "the bounce is back" is_silenced "$expected"
    expect "trust" "$(value "SELECT DISTINCT trust FROM fx_email_history WHERE effect='do-not-call'")" verified
    expect "proof" "$(value "SELECT count(*) FROM fx_email_history WHERE effect='do-not-call' AND because NOT LIKE '%signed return path%'")" 0
    value "SELECT recipient FROM fx_email_inbound ORDER BY inboundId DESC LIMIT 1" | grep -q '^bounces+[a-z2-7]\{28\}@example.org$' \
        || fail "the server did not say who the recipient is"
    expect "sender" "$(value "SELECT quote(sender) FROM fx_email_inbound ORDER BY inboundId DESC LIMIT 1")" "''"
    wait_for "the queue is empty" is_queue_empty

    step "$name: status 75 leaves the mail in the queue, and it is delivered later"
    before=$(value "SELECT count(*) FROM fx_email_inbound")
    as_owner email subscribe "bert-$name.gone@example.net" --verified >/dev/null
    alert "Second of $name"
    chown root /var/lib/email # As after a mistake: root may still send, the mail server's user may not write.
    email exec
    wait_for "the bounce waits in the queue" is_queue_of 1
    wait_for "it was tried" was_tried
    expect "mails taken" "$(value "SELECT count(*) FROM fx_email_inbound")" "$before"
    is_silenced "$expected" || fail "somebody was silenced by a mail that was not taken"
    chown "$OWNER" /var/lib/email
    flush
    expected=$(printf '%s\n' ${expected//,/ } "bert-$name.gone@example.net" | sort | paste -sd,)
    wait_for "the bounce is delivered" is_silenced "$expected"
    wait_for "the queue is empty" is_queue_empty

    step "$name: nothing that comes in makes a mail go out"
    before=$(value "SELECT count(*) FROM fx_email_inbound")
    world >/tmp/world.before
    python3 "$PROJECT/Tests/Servers/junk.py" "$PROJECT/Samples" "$name" >/tmp/junk.count
    wait_for "all of them are taken" has_mails "$((before + $(cat /tmp/junk.count)))"
    wait_for "the queue is empty" is_queue_empty
    world | diff /tmp/world.before - || fail "mails went out"
    is_silenced "$expected" || fail "somebody was silenced"
    echo "   $(cat /tmp/junk.count) mails taken, none answered"
}

# check_doctor NAME: `email doctor` is content with the set-up, and a marked mail has come back as that user.
check_doctor() {
    step "$1: email doctor finds nothing wrong"
    email doctor --wait 60 >/tmp/doctor.out || { cat /tmp/doctor.out; fail "email doctor is not content"; }
    grep -q "came back after .* as $OWNER, in " /tmp/doctor.out || { cat /tmp/doctor.out; fail "the marked mail did not come back as $OWNER"; }
    sed 's/^/   /' /tmp/doctor.out
    as_owner /usr/local/bin/email doctor --wait 60 >/tmp/doctor.out || { cat /tmp/doctor.out; fail "email doctor of $OWNER is not content"; }
    expect "effects of the marked mail" "$(value "SELECT count(*) FROM fx_email_history WHERE address LIKE '%doctor%'")" 0
}
