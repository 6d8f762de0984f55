extension Phrases {
    /// Words by which the sending server says at which command the other one refused.
    static let stages: [PhraseTable] = [
        PhraseTable(
            .stage(.connect),
            """
            after initial connection
            after connect
            while receiving the initial server greeting
            while performing the initial protocol exchange
            during smtp greeting
            refused to talk to me:
            (in reply to connect
            [connect]
            connected to * but greeting failed
            """),
        PhraseTable(
            .stage(.hello),
            """
            in reply to helo
            in reply to ehlo
            after helo
            after ehlo
            after lhlo
            our ehlo:
            our helo:
            my name was rejected
            does not like my name
            [ehlo]
            [helo]
            after helo command
            >>> helo
            >>> ehlo
            smtp:helo
            smtp:ehlo
            """),
        PhraseTable(
            .stage(.mail),
            """
            in reply to mail from
            after mail from
            after pipelined mail from
            our mail from:
            sender was rejected
            [mail_from]
            [mail from]
            after mail command
            rejected by mail from
            mail from response
            >>> mail from
            smtp:mail
            server rejected mail from address
            """),
        PhraseTable(
            .stage(.recipient),
            """
            in reply to rcpt to
            after rcpt to
            after pipelined rcpt to
            our rcpt to:
            does not like recipient
            rcpt to response
            [rcpt_to]
            [rcpt to]
            after rcpt command
            >>> rcpt to
            <<< rcpt to
            smtp:rcpt
            in response to the rcpt to
            in response to rcpt to
            """),
        PhraseTable(
            .stage(.data),
            """
            in reply to end of data
            in reply to data
            after end of data
            after pipelined end of data
            after data
            our final data:
            our data:
            failed after i sent the message
            failed on data command
            after text command
            for text command
            end of data response
            [data]
            [bodydata]
            >>> data
            smtp:data
            smtp command data
            """),
    ]

    /// Words that call the failure one for now.
    static let temporary: [PhraseTable] = [
        PhraseTable(
            .temporary,
            """
            have been failing for a long time
            temporary failure
            temporary error
            temporary problem
            temporary local problem
            temporary server error
            temporarily
            transient
            try again later
            please retry
            at the moment
            for now
            on this node yet
            try later
            is down
            did not answer
            did not respond
            in progress
            """)
    ]

    /// Refusals that do not say what was refused, or only in a word; the command that was answered tells the rest.
    static let refusals: [PhraseTable] = [
        PhraseTable(
            .userUnknown, .refusal,
            """
            recipient rejected
            rcpt rejected
            recipient denied
            recipient refused
            recipient not accepted
            recipient not ok
            address rejected
            rcpt denied
            """),
        // RFC 5321 4.2.2 gives these words to 450 and 550, "not found, no access, or rejected for policy reasons".
        PhraseTable(
            .filtered, .refusal,
            """
            mailbox unavailable
            mailbox not available
            mailbox is unavailable
            mailbox is not available
            requested action not taken: mailbox
            requested mail action not taken: mailbox
            recipient unavailable
            address unavailable
            user unavailable
            mailbox not accessible
            mailbox access denied
            """),
        PhraseTable(
            .rejected, .refusal,
            """
            access denied
            access to * denied
            permission denied
            not permitted
            not allowed
            unauthorized
            mail rejected
            mail refused
            message refused
            message rejected
            message was rejected
            message has been rejected
            transaction rejected
            email rejected
            rejected by server
            refused by server
            the server refused
            connection rejected
            """),
    ]
}
