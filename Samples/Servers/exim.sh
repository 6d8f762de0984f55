# Exim (sourced by lib.sh inside the namespaces that make.sh makes)
# packages: exim4-daemon-heavy
mkdir -p /var/spool/exim4/db /var/spool/exim4/input /var/spool/exim4/msglog /var/log/exim4
chown -R Debian-exim:Debian-exim /var/spool/exim4 /var/log/exim4
install -d -m 1777 /var/mail
head -c 4096 /dev/zero | tr '\0' 'x' >/var/mail/full
chown mail:mail /var/mail/full
cat >/etc/exim4/exim4.conf <<'END'
primary_hostname = mx.example.org
domainlist local_domains = mx.example.org : users.example.org
local_interfaces = 127.0.0.1
disable_ipv6 = true
keep_environment =
smtputf8_advertise_hosts = *
dsn_advertise_hosts = *
acl_smtp_rcpt = accept
acl_smtp_data = accept
acl_not_smtp = accept
message_size_limit = 20M
bounce_return_size_limit = 100K
delay_warning = 5s:1h
ignore_bounce_errors_after = 1m
timeout_frozen_after = 1m
prdr_enable = false
tls_advertise_hosts =

begin routers
refused:
  driver = redirect
  domains = users.example.org
  local_parts = refused
  data = :fail: this mailbox is no longer in use
  allow_fail
aliases:
  driver = redirect
  domains = +local_domains
  data = ${lookup{$local_part}lsearch{/etc/exim4/samples.aliases}}
  pipe_transport = program
  user = nobody
full:
  driver = accept
  domains = +local_domains
  local_parts = full
  transport = mailbox
dns:
  driver = dnslookup
  domains = ! +local_domains
  transport = remote
  no_more

begin transports
remote:
  driver = smtp
  interface = 192.0.2.1
  hosts_try_fastopen =
program:
  driver = pipe
  return_output
mailbox:
  driver = appendfile
  file = /var/mail/full
  user = mail
  quota = 1K

begin retry
full@users.example.org    quota       F,8s,2s
*                         *           F,14s,3s
END
cat >/etc/exim4/samples.aliases <<'END'
team: anna.no-such-user@example.net, ben.also-gone@example.net
mixed: carla.no-such-user@example.net, dora@example.net
broken: "|/bin/sh -c 'echo cannot open the database; exit 73'"
filter: "|/bin/sh -c 'exit 67'"
END
exim4 -bd -q3s
listen

send unknown-user anna.no-such-user@example.net
send unknown-local-user nobody-here@users.example.org
send unknown-user-multiline bert.no-such-user@example.com
send unknown-user-legacy carl.no-such-user@legacy.example.net
send unavailable-legacy dina.unavailable@legacy.example.net
send unknown-host erna@no-such-domain.invalid
send no-address-of-exchanger emil@gone.example.net
send null-mx frieda@nomail.example.net
send not-in-use refused@users.example.org
send mailbox-full gerd.full@example.net
send expired-local-mailbox-full full@users.example.org
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
send program-failed broken@users.example.org
send program-no-such-user filter@users.example.org
send smtputf8 jörg.müller@example.net --utf8
send success sara@example.net --notify SUCCESS,FAILURE --ret HDRS
send success-relayed stefan@legacy.example.net --notify SUCCESS --ret HDRS
send failure-headers-only tina+news.no-such-user@example.net --notify FAILURE --ret HDRS
finish 60
kill "$(cat /run/exim4/exim.pid)" 2>/dev/null || true
