# A list behind Debian's Postfix that delivers by LMTP to `email serve`, set up as the README says: forgeries are refused while
# the sender is still there, bounces come in, and what comes while the service is down or is killed waits in Postfix's queue.
# Run it with sandbox.sh.
# packages: postfix python3 sqlite3
source "$PROJECT/Tests/Servers/set-up.sh"
server_log() {
    tail -n 30 /var/log/postfix.log /tmp/service.log >/tmp/both.log 2>&1
    echo /tmp/both.log
}
queued() { find /var/spool/postfix/{maildrop,incoming,active,deferred} -type f | wc -l; }

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
program=/usr/local/bin/email-server

# serve ADDRESS: starts the service, and waits until it listens.
serve() {
    # Neither is the terminal's: the service outlives the function.
    runuser -u email -- "$program" serve --db "$EMAIL_DB" --listen off --loop off --lmtp "$1" >>/tmp/service.log 2>&1 </dev/null &
    wait_for "the service listens at $1" listens "$1"
    service=$(pgrep -u email -f "$program serve" | head -n 1)
}
listens() {
    python3 - "$1" <<'END'
import socket, sys
address = sys.argv[1]
try:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address[5:])
    else:
        host, port = address.rsplit(":", 1)
        connection = socket.create_connection((host, int(port)))
    sys.exit(0 if connection.recv(100).startswith(b"220 ") else 1)
except OSError:
    sys.exit(1)
END
}
has_ended() { ! kill -0 "$service" 2>/dev/null; }
stop() {
    kill "-$1" "$service"
    wait_for "the service ends" has_ended
}
# envelope RECIPIENT: the reply of Postfix to RCPT.
envelope() {
    python3 - "$1" <<'END'
import smtplib, sys
with smtplib.SMTP("127.0.0.1", 25, timeout=60) as server:
    server.ehlo()
    server.mail("")
    code, text = server.rcpt(sys.argv[1])
    print(code, text.decode())
END
}
# How often the bounce of a subscriber came in.
bounced() { value "SELECT count(*) FROM fx_email_history WHERE address='$1'"; }

# check_lmtp NAME: with addresses of its own.
check_lmtp() {
    local name=$1 path before
    step "$name: a bounce is verified, and silences that subscriber alone"
    before=$(silenced)
    as_owner email subscribe "anna-$name.gone@example.net" --verified >/dev/null
    alert "First of $name"
    as_owner email exec
    wait_for "the bounce is back" is_silenced "$(printf '%s\n' ${before//,/ } "anna-$name.gone@example.net" | sort | paste -sd,)"
    expect "trust" "$(value "SELECT DISTINCT trust FROM fx_email_history WHERE effect='do-not-call'")" verified
    expect "sender" "$(value "SELECT quote(sender) FROM fx_email_inbound ORDER BY inboundId DESC LIMIT 1")" "''"
    wait_for "the queue is empty" is_queue_empty
    grep -q 'kept as mail [0-9]*' /var/log/postfix.log || fail "Postfix does not log the number of the mail"

    step "$name: email doctor finds nothing wrong"
    as_owner "$program" doctor --wait 60 >/tmp/doctor.out || { cat /tmp/doctor.out; fail "email doctor is not content"; }
    grep -q 'came back after .* as email, in ' /tmp/doctor.out || { cat /tmp/doctor.out; fail "the marked mail did not come back"; }

    step "$name: a return path that is not ours is refused while the sender is there"
    path=$(value "SELECT recipient FROM fx_email_inbound WHERE kind='bounce' ORDER BY inboundId DESC LIMIT 1")
    [[ $(envelope "$path") == 250* ]] || fail "a genuine return path is refused: $(envelope "$path")"
    for forged in "bounces+aaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org" "bounces@example.org" "bounces+$name@example.org"; do
        [[ $(envelope "$forged") == 550*5.1.1* ]] || fail "$forged is not refused: $(envelope "$forged")"
    done
    wait_for "the queue is empty" is_queue_empty

    step "$name: what comes while the service is down waits"
    stop TERM
    as_owner email subscribe "bert-$name.gone@example.net" --verified >/dev/null
    alert "Second of $name"
    as_owner email exec
    wait_for "the bounce waits in the queue" is_queue_of 1
    expect "bounces of bert" "$(bounced "bert-$name.gone@example.net")" 0
    serve "$2"
    postfix flush
    wait_for "the queue is empty" is_queue_empty
    expect "bounces of bert" "$(bounced "bert-$name.gone@example.net")" 1
}

step "by TCP"
follow postfix-lmtp
serve 127.0.0.1:8024
check_lmtp tcp 127.0.0.1:8024

step "a storm of bounces, and a service that is killed: each is there once"
cat >/tmp/storm.py <<'END'
import smtplib, sys, threading
path = sys.argv[1]
def send(first):
    with smtplib.SMTP("127.0.0.1", 25, timeout=60) as server:
        for number in range(first, first + 50):
            server.sendmail("", [path], f"Subject: Undelivered Mail\r\nX-Storm: {number}\r\n\r\nno such user\r\n")
threads = [threading.Thread(target=send, args=(50 * index,)) for index in range(10)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
END
is_storming() { [ "$(value "SELECT count(*) FROM fx_email_raw WHERE CAST(mail AS TEXT) LIKE '%X-Storm%'")" -ge "$1" ]; }
path=$(value "SELECT recipient FROM fx_email_inbound WHERE kind='bounce' ORDER BY inboundId DESC LIMIT 1")
python3 /tmp/storm.py "$path" &
storm=$!
for count in 20 120 250; do
    wait_for "$count are there" is_storming "$count"
    stop KILL
    serve 127.0.0.1:8024
    postfix flush
done
wait $storm
emptied() { postfix flush; is_queue_empty; }
wait_for "the queue is empty" emptied
expect "mails of the storm" "$(value "SELECT count(*) FROM fx_email_raw WHERE CAST(mail AS TEXT) LIKE '%X-Storm%'")" 500
expect "their states" "$(value "SELECT group_concat(DISTINCT state) FROM fx_email_inbound")" judged
expect "bounces in Postfix" "$(grep -c 'status=bounced.*relay=127.0.0.1' /var/log/postfix.log || true)" 0

step "by a Unix socket"
stop TERM
follow postfix-lmtp-socket
serve unix:/var/spool/postfix/email/lmtp
expect "the socket" "$(stat -c '%U %G %a' /var/spool/postfix/email/lmtp)" "email postfix 660"
check_lmtp unix unix:/var/spool/postfix/email/lmtp
stop TERM
[ ! -e /var/spool/postfix/email/lmtp ] || fail "the socket is left"
