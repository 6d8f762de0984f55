extension Phrases {
    /// The host that sent is refused for what it is or where it stands.
    static let blocked: [PhraseTable] = [
        PhraseTable(
            .blocked,
            """
            client host rejected
            client host blocked
            client host * blocked
            client host * rejected
            client was blocked
            host rejected
            host blocked
            host is blocked
            host has been blocked
            your host is blacklisted
            your host is blocked
            your host * blocked
            your host * blacklisted
            helo command rejected
            bad helo
            invalid helo
            bad sender ip address
            banned sending ip
            banned by
            your ip is banned
            ip is banned
            blocked using
            blocked by rbl
            blocked by dnsbl
            blocked - see
            blocked, see
            blocked see
            blocked for abuse
            blocked due to abuse
            blocked by our
            blocked ip
            blacklisted by
            blacklisted at
            blacklisted in
            blacklisted on
            blacklisted ip
            blacklisted:
            ip blacklisted
            ip is blacklisted
            ip address is blacklisted
            ip address is on
            ip address has been blocked
            ip address has been blacklisted
            ip address blocked
            ip address is blocked
            ip address rejected
            ip address is rejected
            ip address * is blocked
            ip address * is on
            ip address * is listed
            ip address * has been blocked
            ip address * blacklist
            ip address * blocklist
            ip is blocked
            ip was blocked
            ip has been blocked
            ip is on
            ip is listed
            ip * is blocked
            ip * is listed
            ip * has been blocked
            ip * blacklisted
            ip * is on a
            ip blocked
            ip not in whitelist
            ip rejected
            sender ip address rejected
            sender ip rejected
            sender ip blocked
            sender ip must
            sending ip * blocked
            source ip * blocked
            source ip is
            connecting ip
            your ip address
            your ip is
            your mail server is
            your mail server has been
            your mail server * blacklist
            your mailserver
            your server has been blocked
            your server * blocked
            your server * blacklist
            your server ip
            your network is
            your network * blocked
            part of their network is on our block list
            messages from * weren't sent
            is on our block list
            is on our blocklist
            is in a black list
            is in a blacklist
            is on a blacklist
            is in an rbl
            is in rbl
            is in our blacklist
            is on our blacklist
            on our blacklist
            our blacklist
            local blacklist
            block list
            black list
            blocklist
            denylist
            deny list
            listed on
            listed at
            listed by
            listed in
            """),
        PhraseTable(
            .blocked,
            """
            connection refused by
            connection dropped
            connection rejected by policy
            connection not authorized
            connections will not be accepted from
            connections from your
            connections from this host
            connection from your
            connection denied
            connection blocked
            we do not accept mail from your
            we do not accept mail from dynamic
            we do not accept mail from dial
            we do not accept connections from
            not accepting mail from your
            not accepting connections from
            no access from mail server
            no mail from your host
            not accepted from this ip
            not accepted from your ip
            not allowed to connect
            not allowed from your
            invalid ip for sending mail of domain
            may not be mail exchanger
            open relay
            open proxy
            dialup
            dial-up
            dynamic ip
            dynamic/generic ptr
            dynamic address
            generic ptr
            generic rdns
            residential ip
            please use the smtp server of your isp
            please use your isp
            use your isp's mail server
            use your provider's smtp
            too many spams from your ip
            too many spam from
            remotehost looks suspiciously like spammer
            looks like spammer
            known spam source
            spam source
            known spammer
            spammer
            currently sending spam
            sending spam
            for spamming
            due to spam activity
            spamming issues
            incident de spam
            ip name lookup failed
            access denied. ip name lookup failed
            service refused
            service unavailable; client
            service unavailable; sending
            service not available from your
            email blocked by
            mail blocked by
            error: no first-hop
            domain name * in helo
            invalid domain name
            server access * forbidden
            access forbidden
            sending mta or the sender has not passed validation
            the sending mta
            network is on
            denied by * blacklist
            denied - see
            rejected - see
            rejected by rbl
            rejected due to rbl
            rejected by dnsbl
            rejected due to dnsbl
            refused by rbl
            relay quota
            in a network that
            server requires confirmation
            greylisted
            greylisting
            graylisted
            graylist
            greylist
            you are not welcome
            we don't accept mail from you
            your address * blacklisted
            dnsbl
            (bl)
            adresse ip source bloquee
            adresse ip bloquée
            adresse ip est bloquée
            ip-adresse ist gesperrt
            ip-adresse gesperrt
            ip-adresse blockiert
            dirección ip bloqueada
            lista negra
            endereço ip bloqueado
            indirizzo ip bloccato
            lista nera
            zwarte lijst
            czarnej liście
            czarna lista
            черный список
            черном списке
            чёрном списке
            заблокирован по ip
            ブラックリスト
            黑名单
            黑名單
            """),
        PhraseTable(
            .blocked, .weak,
            """
            blocked
            blacklist
            banned
            forbidden
            a problem occurred
            """),
    ]

    /// Blocklists by name: who is named here was refused for being on it, whatever the code says.
    static let blocklists: [PhraseTable] = [
        PhraseTable(
            .blocked, .plain,
            """
            spamhaus.org
            spamhaus
            zen.spamhaus
            sbl-xbl
            pbl.spamhaus
            blocked using zen
            spamcop.net
            bl.spamcop
            barracudacentral.org
            barracudanetworks.com/reputation
            dnsbl.sorbs
            sorbs.net
            cbl.abuseat
            abuseat.org
            psbl.surriel
            surriel.com
            uceprotect
            dnsbl-1.uceprotect
            rbl.jp
            njabl.org
            mailspike
            spamrats
            manitu.net
            nixspam
            invaluement
            truncate.gbudb
            gbudb
            dnswl
            backscatterer.org
            spamcannibal
            lashback
            senderscore
            spfbl.net
            dnsbl.
            .dnsbl
            rbl.
            .rbl.
            rbl-
            mail-abuse.org
            maps rbl
            ordb.org
            dsbl.org
            sectoor
            spameatingmonkey
            0spam.org
            junkemailfilter.com
            hostkarma
            blocklist.de
            bl.blocklist
            bogons.cymru
            csi.cloudmark.com
            dnsbl-lookup.cgi
            ipcheck.proofpoint
            support.proofpoint.com/dnsbl
            block.si
            mxrbl
            trendmicro * rbl
            mail-abuse.com
            ers.trendmicro
            dnsbl:attrbl
            att.net/blocks
            rbl restriction
            interserver.net
            antispam.imp.ch
            anti-spam.org.cn
            drbl
            virbl
            fabel.dk
            dnsrbl
            in rbl
            by rbl
            rbl list
            rbl check
            realtime blackhole
            real-time blackhole
            realtime block
            real-time block
            realtime blacklist
            """)
    ]

    /// The host that sent has no proper name in the reverse DNS.
    static let requirePTR: [PhraseTable] = [
        PhraseTable(
            .requirePTR, .plain,
            """
            cannot find your hostname
            can't find your hostname
            cannot find your reverse hostname
            cannot find your reverse dns
            cannot resolve your address
            cannot resolve your hostname
            client host rejected: cannot find
            fix reverse dns
            missing reverse dns
            missing ptr
            no reverse dns
            no valid reverse dns
            no valid ptr
            no ptr record
            no ptr
            no rdns
            no matching ptr
            without reverse dns
            without a reverse dns
            without a ptr
            without ptr
            ips with missing ptr records
            does not have a ptr record
            does not have a valid ptr
            doesn't have a ptr
            have a valid ptr
            have a ptr record
            has no ptr
            has no reverse
            has no rdns
            bad dns ptr
            bad ptr
            bad reverse dns
            bad rdns
            invalid ptr
            invalid rdns
            invalid reverse dns
            incorrect reverse dns
            wrong reverse dns
            ptr record setup
            ptr record
            ptr lookup
            ptr resource record
            ptr name
            dns ptr
            reverse dns failed
            reverse dns required
            reverse dns lookup
            reverse dns check
            reverse dns validation
            reverse dns entry
            reverse dns record
            reverse dns name
            reverse dns mismatch
            reverse dns does not
            reverse dns
            reverse-dns
            rdns validation
            rdns check
            rdns lookup
            rdns required
            invalid or missing rdns
            reverse lookup rejected
            reverse lookup failed
            reverse lookup
            reverse ip lookup
            reverse address
            reverse mapping
            reverse hostname
            does not resolve to
            please get a custom reverse dns
            corresponding forward dns entry does not point
            forward confirmed reverse
            forward-confirmed reverse
            unresolvable relay host name
            hosts with dynamic ip or generic dns ptr
            generic dns ptr-records
            domain * mismatches client ip
            mismatches client ip
            dns lookup failure * try again later
            c=rdns
            fcrdns
            iprev
            reverses dns
            reverse-lookup
            valid sender domain. fix reverse
            dns inverse
            dns inversé
            résolution inverse
            reverser dns
            """)
    ]

    /// The sending host or domain has a bad name.
    static let badReputation: [PhraseTable] = [
        PhraseTable(
            .badReputation,
            """
            due to ip reputation
            ip reputation
            poor reputation
            bad reputation
            low reputation
            very low reputation
            low sender reputation
            negative reputation
            reputation of the sending
            reputation of your
            reputation is too low
            reputation problems
            reputation score
            reputation filter
            reputation service
            reputation of the ip
            reputation-based
            ip/domain reputation
            domain reputation
            sender reputation
            host reputation
            network reputation
            sender's reputation
            url reputation
            senderbase reputation
            senderbase
            temporarily deferred due to unexpected volume or user complaints
            temporarily deferred due to user complaints
            deferred due to user complaints
            user complaints
            unexpected volume
            too many complaints
            high complaint
            high volume of complaints
            spam complaints
            """)
    ]
}
