# A list behind Debian's Exim, set up as the README says, and `sendmail` as the way out. Run it with sandbox.sh.
# packages: exim4-daemon-light python3 sqlite3 cron
source "$PROJECT/Tests/Servers/set-up.sh"
server_log() { echo /var/log/exim4/mainlog; }
queued() { exim4 -bpc; }
flush() { exim4 -qff; }
was_tried() { grep -q 'T=email_inbound defer' /var/log/exim4/mainlog; }

step "Exim"
cat >/etc/exim4/update-exim4.conf.conf <<'END'
dc_eximconfig_configtype='smarthost'
dc_other_hostnames='example.org'
dc_local_interfaces='127.0.0.1'
dc_readhost=''
dc_relay_domains=''
dc_minimaldns='false'
dc_relay_nets=''
dc_smarthost='127.0.0.1::2525'
CFILEMODE='644'
dc_use_split_config='true'
dc_hide_mailname='false'
dc_mailname_in_oh='true'
dc_localdelivery='mail_spool'
END
echo mx.example.org >/etc/mailname
# The rest of the world is on this machine.
cat >/etc/exim4/conf.d/router/150_world <<'END'
world:
  driver = manualroute
  domains = ! +local_domains
  route_list = * 127.0.0.1::2525
  self = send
  transport = remote_smtp
END
make_list
readme exim-router >/etc/exim4/conf.d/router/250_email
readme exim-transport >/etc/exim4/conf.d/transport/30_email
follow exim-reload
exim4 -bd -q30m
check_doctor exim
check_list exim

source "$PROJECT/Tests/Servers/mistakes.sh"
check_mistakes exim
# seeded FILE SED CODE WHAT [OPTION…]: a line of Exim's settings that is wrong.
seeded() {
    local file=$1 edit=$2 code=$3 what=$4
    shift 4
    cp "$file" /tmp/good
    sed -i "$edit" "$file"
    update-exim4.conf
    kill -HUP "$(cat /run/exim4/exim.pid)"
    named "$code" "$what" "$@"
    cp /tmp/good "$file"
    update-exim4.conf
    kill -HUP "$(cat /run/exim4/exim.pid)"
    mend
}
router=/etc/exim4/conf.d/router/250_email transport=/etc/exim4/conf.d/transport/30_email
seeded $router 's/local_parts = .*/local_parts = bounce/' no-handover "a router for another name" --offline
seeded $router '/local_part_suffix/d' no-handover "a router without extensions" --offline
seeded $router "/local_part_suffix/d" waiting "the same: the mail is frozen" --wait 3
seeded $transport 's/--db [^ ]*/--db \/var\/lib\/email\/other.db/' handover-database "another database" --offline
seeded $transport 's/ --db [^ ]*//' handover-database "no database" --offline
seeded $transport 's/bin\/email/bin\/e-mail/' handover-program "another program" --offline
seeded $transport 's/email inbound/email exec/' handover-command "another command" --offline
seeded $transport 's|command = \(.*\)|command = /bin/sh -c "\1; true"|' wrapped "a shell around the program" --wait 20
seeded $transport 's|email.db$|email.db --recipient bounces@example.org|' extension-lost "a recipient without its extension" --wait 20
seeded $transport 's|email.db$|email.db --sender mailer-daemon@example.org|' sender-not-null "a sender of its own" --wait 20
echo "   $SEEDED mistakes named"
