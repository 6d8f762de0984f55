# A list behind OpenSMTPD, set up as the README says, and its `sendmail` as the way out. Run it with sandbox.sh.
# packages: opensmtpd python3 sqlite3
source "$PROJECT/Tests/Servers/set-up.sh"
server_log() { echo /var/log/smtpd.log; }
queued() { smtpctl show queue | wc -l; }
flush() { smtpctl schedule all >/dev/null; }
was_tried() { grep -q 'mda .*result=TempFail' /var/log/smtpd.log; }

step "OpenSMTPD"
make_list
{
    echo 'listen on 127.0.0.1 hostname mx.example.org'
    readme opensmtpd
    echo 'action "world" relay host smtp://127.0.0.1:2525'
    echo 'match from local for any action "world"'
} >/etc/smtpd.conf
smtpd -n 2>/dev/null || { smtpd -n; fail "smtpd.conf"; }
smtpd -d >/var/log/smtpd.log 2>&1 &
wait_for "OpenSMTPD listens" bash -c '</dev/tcp/127.0.0.1/25' 2>/dev/null
check_doctor opensmtpd
check_list opensmtpd

step "a database that is locked for longer than is waited: status 75 too, and the mail is delivered later"
tried=$(grep -c 'result=TempFail' /var/log/smtpd.log)
before=$(value "SELECT count(*) FROM fx_email_inbound")
is_tried_again() { [ "$(grep -c 'result=TempFail' /var/log/smtpd.log)" -gt "$tried" ]; }
is_locked() { ! sqlite3 -cmd '.timeout 0' "$EMAIL_DB" 'BEGIN IMMEDIATE; ROLLBACK' 2>/dev/null; }
exec 9> >(exec sqlite3 "$EMAIL_DB")
echo 'BEGIN IMMEDIATE;' >&9
wait_for "the database is locked" is_locked
printf 'Subject: locked out\n\nhello\n' | sendmail -f '<>' bounces@example.org
wait_for "the mail was tried" is_tried_again
expect "mails in the queue" "$(queued)" 1
expect "mails taken" "$(value "SELECT count(*) FROM fx_email_inbound")" "$before"
exec 9>&-
flush
wait_for "the mail is delivered" has_mails "$((before + 1))"

source "$PROJECT/Tests/Servers/mistakes.sh"
check_mistakes opensmtpd
start() {
    smtpd -d >>/var/log/smtpd.log 2>&1 &
    wait_for "OpenSMTPD listens" bash -c '</dev/tcp/127.0.0.1/25' 2>/dev/null
}
stop() {
    kill %+ && wait %+ || true
    wait_for "OpenSMTPD has ended" bash -c '! </dev/tcp/127.0.0.1/25' 2>/dev/null
}
# seeded SED CODE WHAT [OPTION…]: a line of smtpd.conf that is wrong.
seeded() {
    local edit=$1 code=$2 what=$3
    shift 3
    cp /etc/smtpd.conf /tmp/good
    sed -i "$edit" /etc/smtpd.conf
    stop
    start
    named "$code" "$what" "$@"
    cp /tmp/good /etc/smtpd.conf
    mend
}
seeded '/email-bounces/d' no-handover "no rule for bounces" --offline
seeded '/email-bounces/d' not-returned "the same: the mail goes elsewhere" --wait 3
seeded "1i smtp sub-addr-delim '-'" delimiter "another delimiter" --offline
seeded 's/--db [^ "]*/--db \/var\/lib\/email\/other.db/' handover-database "another database" --offline
seeded 's/bin\/email/bin\/e-mail/' handover-program "another program" --offline
seeded 's/email inbound/email exec/' handover-command "another command" --offline
seeded 's/email.db"/email.db; true"/' wrapped "a shell that does more than run the program" --wait 20
seeded 's/email.db"/email.db --recipient bounces@example.org"/' extension-lost "a recipient without its extension" --wait 20
echo "   $SEEDED mistakes named"
