# Postfix (sourced by lib.sh inside the namespaces that make.sh makes)
# packages: postfix
mkdir -p /etc/postfix
postconf -e 'compatibility_level = 3.6' 'myhostname = mx.example.org' 'mydestination = mx.example.org, users.example.org' \
    'mynetworks = 127.0.0.0/8' 'inet_interfaces = 127.0.0.1' 'inet_protocols = ipv4' 'smtp_bind_address = 192.0.2.1' \
    'maillog_file = /var/log/postfix.log' 'local_recipient_maps =' 'alias_maps = hash:/etc/aliases' 'alias_database = hash:/etc/aliases' \
    'message_size_limit = 20480000' 'mailbox_size_limit = 20480000' 'smtputf8_enable = yes' \
    'queue_run_delay = 5s' 'minimal_backoff_time = 5s' 'maximal_backoff_time = 10s' 'delay_warning_time = 6s' \
    'maximal_queue_lifetime = 25s' 'bounce_queue_lifetime = 25s' 'append_dot_mydomain = no' 'smtpd_peername_lookup = no'
# maillog_file needs postlogd; the port 25 service must not run in a chroot that lacks our resolv.conf
postconf -M 'postlog/unix-dgram=postlog unix-dgram n - n - 1 postlogd'
for service in $(postconf -M | awk '$5 == "y" { print $1 "/" $2 }'); do postconf -F "$service/chroot=n"; done
cat >/etc/aliases <<'END'
team: anna.no-such-user@example.net, ben.also-gone@example.net
friends: uwe@example.net, vera@example.net
mixed: carla.no-such-user@example.net, dora@example.net
filter: "|exit 67"
broken: "|echo cannot open the database; exit 73"
END
newaliases
postfix start >/dev/null 2>&1
listen

send unknown-user anna.no-such-user@example.net
send unknown-local-user nobody-here@users.example.org
send unknown-user-multiline bert.no-such-user@example.com
send unknown-user-legacy carl.no-such-user@legacy.example.net
send unavailable-legacy dina.unavailable@legacy.example.net
send unknown-host erna@no-such-domain.invalid
send no-address-of-exchanger emil@gone.example.net
send null-mx frieda@nomail.example.net
send mailbox-full gerd.full@example.net
send mailbox-full-legacy gisela.full@legacy.example.net
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
send program-no-such-user filter@users.example.org
send program-failed broken@users.example.org
send smtputf8 jörg.müller@example.net --utf8
send success sara@example.net --notify SUCCESS,FAILURE --ret HDRS
send success-relayed stefan@legacy.example.net --notify SUCCESS --ret HDRS
send success-expanded friends@users.example.org --notify SUCCESS --ret HDRS
send failure-headers-only tina+news.no-such-user@example.net --notify FAILURE --ret HDRS
finish 60
postfix stop >/dev/null 2>&1 || true
