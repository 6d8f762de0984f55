# Courier (sourced by lib.sh inside the namespaces that make.sh makes). Its SMTP service is not started: the alerts are given
# to its sendmail command.
# packages: courier-mta courier-authdaemon gamin
mkdir -p /run/courier/authdaemon
chown -R courier:courier /run/courier
cd /etc/courier
printf 'mx.example.org\n' >me
printf 'mx.example.org\nusers.example.org\n' >locals
printf '20s\n' >queuetime
printf '5s\n' >warntime
printf '2s\n' >retryalpha
printf '2s\n' >retrybeta
printf '3s\n' >retrygamma
printf '30000000\n' >sizelimit
printf '192.0.2.1\n' >ipout
printf 'opt BOFHBADMIME=accept\n' >bofh
authdaemond start
courierfilter start
courier start
useradd --create-home alerts
sendmail="runuser -u alerts -- sendmail -f bounces@example.org"

send unknown-user anna.no-such-user@example.net --command "$sendmail"
send unknown-user-multiline bert.no-such-user@example.com --command "$sendmail"
send unknown-user-legacy carl.no-such-user@legacy.example.net --command "$sendmail"
send unavailable-legacy dina.unavailable@legacy.example.net --command "$sendmail"
send unknown-host erna@no-such-domain.invalid --command "$sendmail"
send no-address-of-exchanger emil@gone.example.net --command "$sendmail"
send null-mx frieda@nomail.example.net --command "$sendmail"
send mailbox-full gerd.full@example.net --command "$sendmail"
send suspended hans.suspended@example.net --command "$sendmail"
send moved ida.moved@example.net --command "$sendmail"
send too-large jan.too-large@example.net --command "$sendmail"
send too-large-announced jana@example.net --size 12000000 --command "$sendmail"
send relay-denied karl.relay@example.net --command "$sendmail"
send policy lena.policy@example.net --command "$sendmail"
send blocked max.blocked@example.net --command "$sendmail"
send spam nina.spam@example.net --command "$sendmail"
send spam-legacy nico.spam@legacy.example.net --command "$sendmail"
send virus otto.virus@example.net --command "$sendmail"
send delayed,expired paula@busy.example.net --command "$sendmail"
send delayed-refused-connection,expired-refused-connection peter@down.example.net --command "$sendmail"
send delayed-greylisted,expired-greylisted petra.greylisted@example.net --command "$sendmail"
send delayed-mailbox-full,expired-mailbox-full paul.over-quota@example.net --command "$sendmail"
send unknown-local-user nobody-here@users.example.org --command "$sendmail"
send two-recipients quirin.no-such-user@example.net rosa.full@example.net --command "$sendmail"
send smtputf8 jörg.müller@example.net --command "$sendmail"
send success sara@example.net --command "$sendmail -N success -R hdrs"
send success-relayed stefan@legacy.example.net --command "$sendmail -N success -R hdrs"
send failure-headers-only tina+news.no-such-user@example.net --command "$sendmail -N fail -R hdrs"
finish 60
courier stop || true
