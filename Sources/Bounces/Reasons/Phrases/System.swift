extension Phrases {
    /// The receiving or sending system is broken, wrongly set up or full.
    static let system: [PhraseTable] = [
        PhraseTable(
            .systemFull,
            """
            mail system full
            system storage
            system is full
            filesystem is full
            file system full
            filesystem full
            disk full
            disk is full
            no space left on device
            insufficient storage
            insufficient system resources
            insufficient resources
            insufficient disk
            server is full
            server disk
            exceeded storage allocation on server
            spool full
            queue full
            queue is full
            system resources
            out of memory
            not enough memory
            low on disk
            disk space
            """),
        PhraseTable(
            .systemError,
            """
            aliasing/forwarding loop broken
            ldap lookup failure
            user lookup failed
            recipient lookup failed
            address lookup failed
            service has moved
            server has moved
            servers have moved
            system has moved
            ldap lookup failed
            internal lookup failure
            lookup failure
            directory lookup failed
            service shutting down
            server shutting down
            system shutting down
            alias loop
            cannot send email via
            configuration error
            config error
            configuration problem
            could not load drd for domain
            internal problem
            internal failure
            interrupted system call
            it encountered an error while being processed
            it would create a mail loop
            loop was found in the mail exchanger
            loops back to myself
            mail for * loops back to
            missing or bad storedriver mdb properties
            not configured to accept
            not configured for
            misconfigured
            misconfiguration
            recipient deferred because there is no mdb
            server overloaded
            software error
            system failure
            system incorrectly configured
            system not capable
            system not available
            system resource
            system load
            load average
            temporary resources unavailable
            timeout waiting for input
            unexpected exception
            unhandled exception
            database error
            database is
            directory service
            directory server
            ldap error
            ldap server
            i/o error
            input/output error
            read-only file system
            alias database unavailable
            could not complete recipient verify
            cannot verify recipient at this time
            unable to verify recipient at this time
            temporarily unable to verify recipient
            temporary failure: unable to verify recipient
            recipient verification temporarily
            unable to chdir to maildir
            uh-oh:
            permissions problem
            backend error
            resource temporarily unavailable
            resolver.failed
            error in processing
            error while processing
            error writing
            write error
            unable to write
            """),
        PhraseTable(
            .systemError, .weak,
            """
            service currently unavailable
            service unavailable
            service temporarily unavailable
            service not available
            service is unavailable
            shutting down
            system problem
            system busy
            temporary error
            temporary failure
            temporary problem
            temporary system
            temporarily not available
            transaction failed
            unable to process
            unknown error
            unexpected error
            unexpected failure
            undefined error
            local error
            local problem
            can not open
            can't open
            cannot open
            could not open
            couldn't open
            unable to open
            maintenance
            server error
            server busy
            server is busy
            too busy
            system error
            internal error
            error processing
            lookup error
            storedrv
            mapiexception
            can't create
            cannot create
            """),
        PhraseTable(
            .onHold,
            """
            : on hold
            message on hold
            put on hold
            held for
            quarantined
            awaiting moderation
            moderator approval
            """),
        PhraseTable(
            .syntaxError,
            """
            sequence of commands
            out of sequence
            command not recognized
            command unrecognized
            unrecognized command
            command not implemented
            command not permitted
            command unknown
            unknown command
            unrecognized parameter
            unrecognised parameter
            unsupported parameter
            syntax error
            syntax: mail from
            syntax: rcpt to
            malformed address
            incorrectly constructed
            polite people say
            need mail command
            need rcpt
            nested mail command
            parameter not implemented
            protocol error
            invalid command
            invalid arguments
            bad command
            """),
    ]

    /// A program that should have taken the mail failed. sysexits(3), RFC 3464's `X-Unix`.
    static let mailerError: [PhraseTable] = [
        PhraseTable(
            .mailerError,
            """
            mailer error
            mailer returned
            command failed:
            command died
            command time limit
            command line usage error
            command output:
            child crashed
            child process
            local delivery failed
            local mailer
            mail server rejected
            pipe to |
            pipe to command
            procmail
            maildrop
            dovecot-lda
            deliver(
            sieve
            process returned
            returned a non-zero
            returned error code
            exit status
            exit code
            exited with
            terminated by signal
            exited abnormally
            /bin/sh
            /bin/bounce
            || exit
            user defined signal
            program not found
            :include:
            delivery agent
            delivery command
            transport filter
            filter failed
            vacation program
            """),
        PhraseTable(
            .mailerError, .weak,
            """
            x-unix
            """),
        PhraseTable(
            .userUnknown,
            """
            x-unix; 67
            """),
        PhraseTable(
            .hostUnknown,
            """
            x-unix; 68
            """),
        PhraseTable(
            .systemError,
            """
            x-unix; 71
            x-unix; 72
            x-unix; 73
            x-unix; 74
            x-unix; 77
            x-unix; 78
            """),
    ]
}
