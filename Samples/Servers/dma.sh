# dma, the DragonFly Mail Agent (sourced by lib.sh inside the namespaces that make.sh makes). It does not listen on a port
# and returns mail five days after it came: the files in its queue are set back by a week to have it expired.
# packages: dma
cat >/etc/dma/dma.conf <<'END'
MAILNAME mx.example.org
END
cat >/etc/aliases <<'END'
team: ben.also-gone@example.net
END
install -d -m 2775 -o root -g mail /var/spool/dma
install -d -m 1777 /var/mail
useradd --create-home alerts
dma="runuser -u alerts -- dma -f bounces@example.org"

send unknown-user anna.no-such-user@example.net --command "$dma"
send unknown-user-multiline bert.no-such-user@example.com --command "$dma"
send unknown-user-legacy carl.no-such-user@legacy.example.net --command "$dma"
send unavailable-legacy dina.unavailable@legacy.example.net --command "$dma"
send unknown-host erna@no-such-domain.invalid --command "$dma"
send expired-null-mx frieda@nomail.example.net --command "$dma"
send mailbox-full gerd.full@example.net --command "$dma"
send suspended hans.suspended@example.net --command "$dma"
send moved ida.moved@example.net --command "$dma"
send too-large jan.too-large@example.net --command "$dma"
send relay-denied karl.relay@example.net --command "$dma"
send policy lena.policy@example.net --command "$dma"
send blocked max.blocked@example.net --command "$dma"
send spam nina.spam@example.net --command "$dma"
send spam-legacy nico.spam@legacy.example.net --command "$dma"
send virus otto.virus@example.net --command "$dma"
send smtputf8 jörg.müller@example.net --command "$dma"
send alias team --command "$dma"
send expired paula@busy.example.net --command "$dma"
send expired-refused-connection peter@down.example.net --command "$dma"
send expired-greylisted petra.greylisted@example.net --command "$dma"
sleep 8
# what is left waits for another try
pkill -x dma || true
touch -d '7 days ago' /var/spool/dma/[MQ]* 2>/dev/null || true
dma -q
sleep 3
dma -q
finish 20
