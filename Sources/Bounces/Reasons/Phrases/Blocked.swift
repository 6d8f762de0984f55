extension Phrases {
    /// The host that sent is refused for what it is or where it stands.
    static let blocked: [PhraseTable] = [
        PhraseTable(
            .blocked,
            """
            client host * blocked
            client host * rejected
            client was blocked
            host rejected
            helo name does not resolve
            ehlo name does not resolve
            helo name that does not resolve
            helo hostname does not resolve
            helo does not resolve
            mail from unknown host
            unknown user agent
            mail not accepted from this
            connections not accepted from
            host blocked
            host is blocked
            host has been blocked
            your host * blocked
            your host * blacklisted
            helo command rejected
            bad helo
            invalid helo
            helo requires domain address
            ehlo requires domain address
            bad sender ip address
            banned sending ip
            banned by
            ip is banned
            blocked using
            blocked by rbl
            blocked - see
            blocked, see
            blocked see
            blocked for abuse
            blocked due to abuse
            blocked by our
            is currently blocked by
            ers-dul
            ers-qil
            ers-rbl
            blocked ip
            blacklisted by
            blacklisted at
            blacklisted in
            blacklisted on
            blacklisted ip
            blacklisted:
            ip blacklisted
            ip address is on
            ip address blocked
            ip address rejected
            ip address is rejected
            ip address * is on
            ip address * blacklist
            ip is blocked
            ip was blocked
            ip has been blocked
            ip is listed
            ip blocked
            ip not in whitelist
            ip rejected
            sender ip must
            sending ip * blocked
            source ip * blocked
            your mail server * blacklist
            your server * blocked
            your server * blacklist
            your network * blocked
            messages from * weren't sent
            is in a blacklist
            is on a blacklist
            is in an rbl
            is in rbl
            our blacklist
            local blacklist
            """),
        PhraseTable(
            .blocked,
            """
            on our blocklist
            on a blocklist
            on the blocklist
            on a block list
            on our block list
            in our blocklist
            is blocklisted
            blocklisted
            listed in our
            your ip is blocked
            your ip is blacklisted
            your ip is listed
            your ip * blocked
            your ip * blacklisted
            your ip address * blocked
            your ip address * blacklisted
            your ip address * listed
            your ip address has been blocked
            your mail server is blocked
            your mail server is blacklisted
            known spam source
            listed at dnsbl
            on a black list
            on our black list
            in a black list
            your network * banned
            connection refused by
            access denied. ip name lookup failed
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
            spammer
            sending spam
            for spamming
            due to spam activity
            spamming issues
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
            sending mta or the sender has not passed validation
            denied by * blacklist
            denied - see
            rejected - see
            rejected by rbl
            rejected due to rbl
            refused by rbl
            relay quota
            in a network that
            server requires confirmation
            graylist
            greylist
            try again in * seconds
            try again in * minutes
            try again in a few minutes
            retry in * seconds
            retry in * minutes
            you are not welcome
            we don't accept mail from you
            your address * blacklisted
            dnsbl
            (bl)
            """),
        PhraseTable(
            .blocked, .weak,
            """
            listed on
            listed at
            listed by
            listed in
            your ip address
            your ip is
            your mail server is
            your mail server has been
            connecting ip
            access forbidden
            block list
            black list
            blocklist
            denylist
            deny list
            network is on
            ip is on
            source ip is
            your network is
            your mailserver
            your server ip
            spam source
            blocked
            blacklist
            banned
            is listed
            forbidden
            a problem occurred
            refused to talk to me
            """),
    ]

    /// Blocklists by name: who is named here was refused for being on it, whatever the code says.
    static let blocklists: [PhraseTable] = [
        PhraseTable(
            .blocked, .plain,
            """
            spamhaus
            sbl-xbl
            blocked using zen
            spamcop.net
            bl.spamcop
            barracudacentral.org
            barracudanetworks.com/reputation
            sorbs.net
            cbl.abuseat
            abuseat.org
            psbl.surriel
            surriel.com
            uceprotect
            njabl.org
            mailspike
            spamrats
            manitu.net
            nixspam
            invaluement
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
            no such host in ptr
            in ptr for
            ptr name does not exist
            can't find your hostname
            cannot resolve your address
            cannot resolve your hostname
            client host rejected: cannot find
            missing ptr
            no valid ptr
            no ptr
            no rdns
            no matching ptr
            without a ptr
            without ptr
            doesn't have a ptr
            have a valid ptr
            has no reverse
            bad ptr
            bad rdns
            invalid ptr
            invalid rdns
            ptr record
            ptr lookup
            ptr resource record
            reverse dns
            reverse-dns
            rdns validation
            rdns check
            rdns lookup
            rdns required
            invalid or missing rdns
            reverse lookup
            reverse ip lookup
            reverse address
            reverse mapping
            reverse hostname
            corresponding forward dns entry does not point
            forward confirmed reverse
            forward-confirmed reverse
            unresolvable relay host name
            mismatches client ip
            dns lookup failure * try again later
            c=rdns
            fcrdns
            iprev
            reverses dns
            reverse-lookup
            valid sender domain. fix reverse
            """),
        PhraseTable(
            .requirePTR,
            """
            does not resolve to
            dns ptr
            ptr name
            """),
    ]

    /// The sending host or domain has a bad name.
    static let badReputation: [PhraseTable] = [
        PhraseTable(
            .badReputation, .plain,
            """
            ip reputation
            poor reputation
            bad reputation
            low reputation
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
            domain reputation
            sender reputation
            host reputation
            network reputation
            sender's reputation
            url reputation
            senderbase
            user complaints
            unexpected volume
            too many complaints
            high complaint
            high volume of complaints
            spam complaints
            """)
    ]
}
