extension Phrases {
    /// SPF, DKIM, DMARC or ARC did not pass.
    static let authFailure: [PhraseTable] = [
        PhraseTable(
            .authFailure, .plain,
            """
            dmarc
            dkim key does not exist
            dkim key not found
            no dkim key
            spf.pobox.com
            openspf
            spf check
            spf fail
            spf validation
            spf record
            spf policy
            spf softfail
            spf hardfail
            spf hard fail
            spf permerror
            spf temperror
            spf violation
            spf restriction
            spf reject
            spf:
            spf -
            spf unauthorized
            spf unauthorised
            spf verification
            spf test
            spf settings
            failed spf
            fails spf
            fail spf
            no spf
            missing spf
            by spf
            due to spf
            sender policy framework
            dkim signature
            dkim check
            dkim fail
            dkim verification
            dkim validation
            dkim not
            dkim unauthenticated
            dkim missing
            dkim policy
            dkim pass
            failed dkim
            bad dkim
            invalid dkim
            no dkim
            no valid dkim
            by dkim
            adsp policy
            arc validation
            arc chain
            sender id (pra) not permitted
            sender id check
            is not allowed to send mail * _401
            is not allowed to send mail from
            not allowed to send from
            not authorized to send mail from
            not authorized to send on behalf
            not permitted to send mail from
            not permitted to send from
            is not a permitted sender
            is not designated
            does not designate
            unauthenticated email
            unauthenticated mail
            unauthenticated message
            does not have authentication information
            fails to pass
            doesn't meet the required authentication
            does not meet the required authentication
            does not pass authentication
            doesn't pass authentication
            did not pass authentication
            sender authentication
            sender is unauthenticated
            message failed authentication
            email authentication
            domain authentication fail
            sender domain authentication
            authentication checks
            authentication results
            senderid
            sender-id
            spf sender invalid
            spf mail from
            dkim sender invalid
            """)
    ]

    /// The dialogue lacks authentication or authorisation.
    static let securityError: [PhraseTable] = [
        PhraseTable(
            .securityError,
            """
            not authorized to send
            not authorised to send
            you are not authorized
            user is not authorized
            is not authorized to send
            is not authorized to perform
            no permission to send
            account not subscribed to ses
            sending suspended for this account
            sending paused for this account
            authentication credentials invalid
            authentication failure
            authentication failed
            authentication is required
            authentication required
            authentication needed
            authentication error
            authentication turned on
            authentication unsuccessful
            auth required
            smtp auth
            must authenticate
            must log in
            please authenticate
            not authenticated
            not logged in
            login required
            requires authentication
            resolver.rst.authrequired
            unauthorized sender
            unauthenticated senders not allowed
            you don't authenticate
            verification failure
            insufficient security
            insufficient privilege
            insufficient authorization
            email address is not verified
            client does not have permissions to send as
            sendasdenied
            submission quota
            invalid credentials
            bad credentials
            username and password not accepted
            executable files are not allowed in compressed files
            """),
        PhraseTable(
            .securityError, .weak,
            """
            not authorized
            not authorised
            is not authorized
            no permission
            not authorized to
            security policy
            security restriction
            security failure
            must be authenticated
            message integrity
            cryptographic
            """),
    ]

    /// Encryption failed or is lacking.
    static let failedSTARTTLS: [PhraseTable] = [
        PhraseTable(
            .failedSTARTTLS,
            """
            dane validation
            dane failure
            dane required
            must issue a starttls
            must issue starttls
            starttls command first
            starttls is required
            starttls required
            starttls failed
            starttls not
            requires starttls
            cannot start tls
            can not start tls
            could not start tls
            tls required
            tls is required
            tls not available
            tls not supported
            tls handshake
            tls negotiation
            tls negotiation failed
            tls connection failed
            tls session
            tls error
            tls failed
            tls is not
            tls currently unavailable
            tls encryption
            tls certificate
            tls-rpt
            required tls
            requiring tls
            requires tls
            does not support tls
            doesn't support tls
            not support starttls
            ssl required
            ssl handshake
            ssl error
            ssl_connect
            ssl routines
            sslv3 alert
            encryption needed
            encryption required
            encryption requested mechanism
            encryption is required
            must be encrypted
            certificate verification failed
            certificate verify failed
            certificate not trusted
            certificate not verified
            certificate validation
            mandatory tls
            no tlsa
            tlsa record
            """),
        PhraseTable(
            .failedSTARTTLS, .weak,
            """
            secure connection
            server certificate
            mta-sts
            """),
    ]
}
