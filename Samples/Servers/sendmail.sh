# Sendmail (sourced by lib.sh inside the namespaces that make.sh makes)
# packages: sendmail-bin sendmail-cf m4 make
cd /etc/mail
cat >sendmail.mc <<'END'
include(`/usr/share/sendmail/cf/m4/cf.m4')dnl
OSTYPE(`debian')dnl
DOMAIN(`debian-mta')dnl
undefine(`confHOST_STATUS_DIRECTORY')dnl
define(`confDOMAIN_NAME', `mx.example.org')dnl
define(`confDONT_PROBE_INTERFACES', `True')dnl
define(`confTO_IDENT', `0')dnl
define(`confTO_QUEUEWARN', `4s')dnl
define(`confTO_QUEUERETURN', `20s')dnl
define(`confMIN_QUEUE_AGE', `0')dnl
define(`confPRIVACY_FLAGS', `')dnl
define(`ALIAS_FILE', `/etc/mail/aliases')dnl
define(`confLOCAL_MAILER', `local')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`accept_unqualified_senders')dnl
FEATURE(`no_default_msa')dnl
DAEMON_OPTIONS(`Name=MTA, Port=smtp, Addr=127.0.0.1')dnl
CLIENT_OPTIONS(`Family=inet, Addr=192.0.2.1')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
LOCAL_CONFIG
Cwmx.example.org users.example.org
END
cat >aliases <<'END'
team: anna.no-such-user@example.net, ben.also-gone@example.net
mixed: carla.no-such-user@example.net, dora@example.net
gone: no-such-local-user
filter: "|/bin/sh -c 'exit 67'"
broken: "|/bin/sh -c 'echo cannot open the database; exit 73'"
END
m4 sendmail.mc >sendmail.cf
install -d -m 755 /var/run/sendmail/mta
install -d -m 1777 /var/mail
mkdir -p /var/spool/mqueue
newaliases >/dev/null
# no smrsh: the programs of the aliases run as they are
sendmail -bd
sendmail -q2s
listen

send unknown-user anna.no-such-user@example.net
send unknown-local-user gone@users.example.org
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
send smtputf8 jörg.müller@example.net --command "sendmail -f bounces@example.org"
send program-failed broken@users.example.org
send program-no-such-user filter@users.example.org
send success sara@example.net --notify SUCCESS,FAILURE --ret HDRS
send success-relayed stefan@legacy.example.net --notify SUCCESS --ret HDRS
send failure-headers-only tina+news.no-such-user@example.net --notify FAILURE --ret HDRS
finish 60
