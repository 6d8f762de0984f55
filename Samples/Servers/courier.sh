# Courier (sourced by lib.sh inside the namespaces that make.sh makes)
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
install -d aliases
cat >aliases/system <<'END'
postmaster: root
team: anna.no-such-user@example.net, ben.also-gone@example.net
mixed: carla.no-such-user@example.net, dora@example.net
END
makealiases 2>/dev/null || true
printf '127.0.0.1\tallow,RELAYCLIENT,BLOCK=""\n' >smtpaccess/default
makesmtpaccess
sed -i 's/^ADDRESS=.*/ADDRESS=127.0.0.1/; s/^BOFHCHECKDNS=.*/BOFHCHECKDNS=0/; s/^TCPDOPTS=.*/TCPDOPTS="-nodnslookup -noidentlookup"/; s/^ESMTPAUTH=.*/ESMTPAUTH=""/' esmtpd
grep -q '^BOFHCHECKDNS' esmtpd || echo 'BOFHCHECKDNS=0' >>esmtpd
authdaemond start || true
courierfilter start || true
courier start || true
esmtpd start || true
listen

send unknown-user anna.no-such-user@example.net
send unknown-user-multiline bert.no-such-user@example.com
send unknown-user-legacy carl.no-such-user@legacy.example.net
send unavailable-legacy dina.unavailable@legacy.example.net
send unknown-host erna@no-such-domain.invalid
send no-address-of-exchanger emil@gone.example.net
send null-mx frieda@nomail.example.net
send mailbox-full gerd.full@example.net
send suspended hans.suspended@example.net
send moved ida.moved@example.net
send too-large jan.too-large@example.net
send too-large-announced jana@example.net --size 12000000 --ret HDRS
send relay-denied karl.relay@example.net
send policy lena.policy@example.net
send blocked max.blocked@example.net
send spam nina.spam@example.net
send spam-legacy nico.spam@legacy.example.net
send virus otto.virus@example.net
send delayed,expired paula@busy.example.net
send delayed-refused-connection,expired-refused-connection peter@down.example.net
send delayed-greylisted,expired-greylisted petra.greylisted@example.net
send delayed-mailbox-full,expired-mailbox-full paul.over-quota@example.net
send alias-two-recipients team@users.example.org
send alias-one-of-two mixed@users.example.org
send two-recipients quirin.no-such-user@example.net rosa.full@example.net
send smtputf8 jörg.müller@example.net --utf8
send success sara@example.net --notify SUCCESS,FAILURE --ret HDRS
send success-relayed stefan@legacy.example.net --notify SUCCESS --ret HDRS
send failure-headers-only tina+news.no-such-user@example.net --notify FAILURE --ret HDRS
finish 60
esmtpd stop || true
courier stop || true
