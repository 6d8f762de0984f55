# Sourced after set-up.sh: mistakes that are made on purpose, one at a time, and what `email doctor` calls them.
SEEDED=0
# Everything that a mistake may have touched, as it was.
remember() { rm -f /tmp/good.db; sqlite3 "$EMAIL_DB" ".backup /tmp/good.db"; }
mend() {
    chown -R "$OWNER" /var/lib/email
    chmod 700 /var/lib/email
    rm -f "$EMAIL_DB-journal"
    sqlite3 "$EMAIL_DB" ".restore /tmp/good.db"
    chmod 600 "$EMAIL_DB"
    chown "$OWNER" "$EMAIL_DB"*
}
# named CODE MISTAKE [OPTION…]: doctor ends with 1, and names it with a line to change.
named() {
    local code=$1 what=$2 status=0
    shift 2
    email doctor --json "$@" >/tmp/doctor.out || status=$?
    expect "status of doctor after: $what" "$status" 1
    python3 - "$code" /tmp/doctor.out <<'END' || { cat /tmp/doctor.out; fail "doctor does not name: $what ($code)"; }
import json, sys
found = {line["finding"]: line for line in map(json.loads, open(sys.argv[2]))}
line = found.get(sys.argv[1], {})
sys.exit(not (line.get("problem") and line.get("remedy")))
END
    SEEDED=$((SEEDED + 1))
    printf '   %-24s %s\n' "$code" "$what"
}
# set_by_hand NAME VALUE: past `email settings`, which would refuse it.
set_by_hand() { value "REPLACE INTO config(name, value, mtime) VALUES('$1', '$2', 1)"; }
# with NAME VALUE CODE WHAT [OPTION…]: a setting that is wrong.
with() {
    local name=$1 setting=$2 code=$3 what=$4
    shift 4
    if [ -z "$setting" ]; then value "DELETE FROM config WHERE name='$name'"; else set_by_hand "$name" "$setting"; fi
    named "$code" "$what" "$@"
    mend
}

# What can go wrong behind any server.
check_mistakes() {
    remember
    step "$1: email doctor is content with SMTP too, and with a command of its own"
    set_by_hand email-send-method smtp && set_by_hand email-send-relayhost 127.0.0.1:25
    email doctor --wait 60 >/tmp/doctor.out || { cat /tmp/doctor.out; fail "email doctor is not content with SMTP"; }
    mend
    email doctor --via '/usr/sbin/sendmail -ti' >/tmp/doctor.out || { cat /tmp/doctor.out; fail "email doctor --via"; }

    step "$1: mistakes that doctor has to name"
    with email-self '' self-missing "email-self is not set" --offline
    with email-self bounces self-missing "email-self has no domain" --offline
    with email-self "$(printf 'b%.0s' {1..40})@example.org" composing "email-self leaves no room for a token" --offline
    with email-url '' url-missing "no link to unsubscribe" --offline
    with email-url http://example.org/list url-not-https "a link without TLS" --offline
    with email-admin '' admin-missing "no administrator" --offline
    with email-encoding rot13 setting-wrong "a value that does not exist" --offline
    with email-receive-dir /nonexistent receive-folder "a folder for copies that is not there" --offline
    with email-send-method off method-off "nothing is sent" --offline
    with email-send-method carrier-pigeon method-unfit "a method that does not exist" --offline
    with email-send-method maildir method-unfit "a method without its folder" --offline
    with email-send-command '/usr/sbin/sendmial -ti' program-missing "a command that is not there" --offline
    with email-send-command 'sendmail -ti -f list@example.org' return-path-lost "a command with a sender of its own" --offline
    mkdir -p /tmp/templates && echo 'Hello {{#name}}' >/tmp/templates/alert.mustache
    with email-template-dir /tmp/templates template "a template with a mistake" --offline
    value "DELETE FROM fx_email_key"
    named key-missing "no key that signs" --offline && mend
    value "DROP TRIGGER email_trigger1"
    named triggers-off "no trigger that queues events" --offline && mend
    value "INSERT INTO event(type, mtime, comment) VALUES('ci', julianday('now') - 1, 'x')"
    named not-sent "nobody runs email exec" --offline && mend
    alert "A mistake of $1"
    as_owner env PATH=/usr/bin:/bin /usr/local/bin/email exec 2>/dev/null || true
    named agent-failed "cron does not find sendmail" --offline && mend
    value "UPDATE fx_email_key SET ctime=unixepoch() + 86400"
    named clock "a clock that was wrong" --offline && mend
    chmod 755 /var/lib/email && chmod 644 "$EMAIL_DB"
    named database-readable "a database that everybody may read" --offline && mend
    named database-unusable "a database that is not there" --offline --db /nonexistent/email.db
    touch "$EMAIL_DB-journal" && chmod 600 "$EMAIL_DB-journal"
    named companion-file "a file of SQLite that root has left" --offline --user "$OWNER" && mend
    # Those that only a mail shows.
    with email-send-command 'exit 75 # sendmail' way-out "a way out that takes nothing" --wait 5
    value "REPLACE INTO config(name, value, mtime) VALUES('email-send-method', 'smtp', 1), ('email-send-relayhost', '127.0.0.1:9', 1)"
    named way-out "a relay host that does not answer" --wait 5 && mend
    chown root /var/lib/email
    named database-not-writable "a folder that the mail server's user may not write" --wait 3
    named waiting "the same: the mail waits in the queue" --wait 3 && mend
    flush
    wait_for "the queue is empty" is_queue_empty
}
