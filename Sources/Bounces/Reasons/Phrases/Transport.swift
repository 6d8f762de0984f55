extension Phrases {
    /// Too much at once.
    static let rates: [PhraseTable] = [
        PhraseTable(
            .speeding,
            """
            exceeded messages per hour
            too many messages per
            message count quota
            message rate quota
            message quota exceeded
            message limit exceeded
            throttling failure
            excessive rate
            excessive volume
            sent too fast
            receiving mail at a rate that
            receiving mail at too high
            prevents additional messages from being delivered
            p=receivingrate
            try again slower
            slow down
            throttled
            rate limit
            rate-limit
            ratelimit
            rate control
            sending rate
            mail flood
            unusual rate
            exceeded the rate
            exceeds rate
            too many messages
            too many mails
            too many emails
            too much traffic
            too much mail from
            sending limit
            send limit exceeded
            limit for the number of messages
            sent too many
            daily limit
            daily message limit
            hourly message limit
            daily quota
            daily sending quota
            hourly limit
            hourly quota
            sending frequency
            frequency limit
            """),
        PhraseTable(
            .tooManyConn,
            """
            connection rate limit exceeded
            too many sessions from
            too many concurrent sessions
            connection rate limit
            connection rate
            connection limit
            connection frequency limited
            connection frequency
            ip frequency limited
            exceeded the max emails per hour
            concurrent connections
            concurrency limit
            maximum concurrent
            maximum connections
            maximum sessions
            max connections
            number of connections
            simultaneous connections
            throttling failure: daily message quota exceeded
            throttling failure: maximum sending rate exceeded
            too many connections
            too many concurrent
            too many simultaneous
            too many smtp sessions
            too many tls sessions
            too many open connections
            too many connections from your
            too many sessions
            too many errors
            too many failed
            too many bad recipients
            too many invalid recipients
            too many unknown
            too many unknown recipients
            too many non-existent users
            too many non-existent recipients
            too many nonexistent users
            too many nonexistent recipients
            too many unknown users
            excessive unknown recipients
            excessive invalid recipients
            too many recipients
            too many rcpt
            too many transactions
            too many requests
            too many addresses
            maximum recipients
            maximum number of recipients
            recipient limit
            recipient thread limit
            message submission rate
            please try again later from [
            recipients limit
            recipients exceeded
            recipient count exceeds
            connections per
            we have already made numerous attempts to deliver
            """),
        PhraseTable(
            .speeding, .weak,
            """
            per hour
            per day
            per minute
            excessive
            too fast
            too quickly
            messages per
            emails per
            mails per
            throttling
            too frequent
            too frequently
            volume limit
            message rate
            mail rate
            """),
    ]

    /// No way through to the other host.
    static let network: [PhraseTable] = [
        PhraseTable(
            .networkError,
            """
            could not connect and send the mail to
            no answer from server
            dns records for the destination computer could not be found
            dns server returned answer with no data
            dns error
            dns failure
            dns lookup failed
            dns lookup failure
            dns lookup error
            dns timeout
            dns query failed
            dns resolution
            dns temporary
            dns server failure
            domain name lookup failure
            hop count
            host is unreachable
            host unreachable
            host name lookup
            host lookup failed
            host lookup did not complete
            name service error
            name server timeout
            nameserver error
            mail forwarding loop
            mail loop
            loops back to
            malformed name server reply
            malformed * name server reply
            maximum forwarding loop count
            maximum number of hops
            message loop
            looping
            loop detected
            routing loop
            network error
            network is unreachable
            network unreachable
            no route to host
            too many hops
            too many forwards
            too many received headers
            too many received
            unable to resolve route
            unable to connect to remote
            unable to route
            cannot route
            no route found to
            cname lookup failed
            lowest numbered mx record points to local host
            mx list for * points back to
            could not route
            wasn't able to establish an smtp connection
            unable to establish an smtp connection
            could not establish an smtp connection
            unable to contact
            cannot connect to
            could not connect to
            can't connect to
            couldn't connect to
            failed to connect
            connection lost
            lost connection
            connection reset
            connection was dropped
            connection closed
            connection died
            connection aborted
            connection failed
            connection failure
            connection error
            connection terminated
            connection unexpectedly
            broken pipe
            end of file
            unexpectedly closed
            closed connection
            closed the connection
            remote host closed
            socket error
            smtp connection went away
            temporary dns
            temporary lookup failure
            temporary name resolution
            temporary failure in name resolution
            temporarily unable to resolve
            """),
        // Postfix's answer while its probe (`reject_unverified_recipient`) has none; "undeliverable address" would be one.
        PhraseTable(
            .networkError,
            """
            recipient address rejected: unverified address: address verification
            recipient address rejected: unverified address: connect to
            recipient address rejected: unverified address: conversation with
            recipient address rejected: unverified address: lost connection
            recipient address rejected: unverified address: delivery temporarily suspended
            recipient address rejected: unverified address: host
            """),
        // The resolver got no answer, whatever is said before or behind it of hosts and users that were not found: Postfix's
        // `dns_strerror(TRY_AGAIN)` stands behind "Host or domain name not found".
        PhraseTable(
            .networkError, .plain,
            """
            undeliverable address: mail for * loops back to
            smtpsend.dns.mxloopback
            dns records for this domain are configured in a loop
            host not found, try again
            host not found (try again)
            host not found; try again
            host not found. try again
            lookup timed out
            dns query timed out
            lookup timeout
            """),
        PhraseTable(
            .networkError, .weak,
            """
            name server
            unable to connect
            server unavailable
            unreachable
            not reachable
            """),
    ]

    /// It was tried too long; why it failed each time may stand beside it.
    static let expired: [PhraseTable] = [
        PhraseTable(
            .expired,
            """
            did not accept our requests to connect
            queue.expired
            """),
        PhraseTable(
            .expired, .outcome,
            """
            timed out
            time out
            timeout
            timeout exceeded
            connection refused
            read error
            no response
            no answer from host
            not responding
            did not respond
            does not respond
            isn't responding
            is down
            could not find a gateway for
            delivery attempts will continue
            delivery delayed
            delivery expired
            delivery incomplete
            delivery time expired
            delivery temporarily suspended
            envelope expired
            failed to deliver to domain
            failed * attempts
            giving up.
            giving up!
            giving up after
            gave up
            given up
            has been delayed
            have been failing for a long time
            host failed for a long time
            in the queue too long
            it has not been collected after
            message expired
            message delayed
            message has been in the queue
            will be retried
            maximum queue
            maximum retries
            maximum attempts
            max retry
            retries exceeded
            multiple retries
            multiple attempts
            not able to be delivered within
            queue expiration
            queue expired
            queue time
            queue lifetime
            too long in queue
            too old
            undelivered for
            unable to deliver message after
            retry time not reached
            retry timeout exceeded
            retry limit
            retry later
            try again later
            try later
            temporarily unavailable
            temporarily rejected
            deferred
            was not reachable within
            will continue to try
            will continue trying
            will keep trying
            will try again
            could not be delivered for
            was not delivered within
            has not been delivered
            not yet been delivered
            not yet received
            still being attempted
            still trying
            ttl expired
            ttl exceeded
            unable to deliver within
            """),
    ]
}
