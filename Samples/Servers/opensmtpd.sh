# OpenSMTPD (sourced by lib.sh inside the namespaces that make.sh makes)
# packages: opensmtpd
cat >/etc/smtpd.conf <<'END'
table aliases file:/etc/smtpd-aliases
smtp max-message-size 30M
queue ttl 20s
bounce warn-interval 5s
listen on 127.0.0.1 hostname mx.example.org
action "local" mbox alias <aliases>
action "outbound" relay src 192.0.2.1 helo mx.example.org
match from local for domain { "mx.example.org", "users.example.org" } action "local"
match from local for any action "outbound"
END
cat >/etc/smtpd-aliases <<'END'
team: anna.no-such-user@example.net, ben.also-gone@example.net
mixed: carla.no-such-user@example.net, dora@example.net
broken: "|echo cannot open the database; exit 73"
filter: "|exit 67"
END
install -d -m 1777 /var/mail
smtpd
listen

send unknown-user anna.no-such-user@example.net
send unknown-user-multiline bert.no-such-user@example.com
send unknown-user-legacy carl.no-such-user@legacy.example.net
send unavailable-legacy dina.unavailable@legacy.example.net
send unknown-host erna@no-such-domain.invalid
send delayed-no-address-of-exchanger emil@gone.example.net
send delayed-null-mx frieda@nomail.example.net
send mailbox-full gerd.full@example.net
send suspended hans.suspended@example.net
send moved ida.moved@example.net
send too-large jan.too-large@example.net
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
send program-failed broken@users.example.org
send program-no-such-user filter@users.example.org
send success sara@example.net --notify SUCCESS,FAILURE --ret HDRS
finish 90
