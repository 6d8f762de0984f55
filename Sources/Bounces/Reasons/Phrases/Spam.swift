extension Phrases {
    /// The content was taken for spam.
    static let spamDetected: [PhraseTable] = [
        PhraseTable(
            .spamDetected,
            """
            - spam
            : spam
            (spam)
            [spam]
            as spam
            is spam
            like spam
            be spam
            being spam
            for spam
            of spam
            no spam
            anti-spam
            antispam
            anti spam
            spam blocked
            spam check
            spam content
            spam detected
            spam detection
            spam email
            spam e-mail
            spam filter
            spam firewall
            spam found
            spam mail
            spam message
            spam not accepted
            spam or virus
            spam policy
            spam probability
            spam refused
            spam reject
            spam rules
            spam score
            spam suspect
            spam threshold
            spam tagged
            spam trap
            spam url
            spam-like
            spam limit
            spam level
            spamassassin
            spamming
            spammy
            spamtrap
            considered spam
            contains spam
            contain spam
            detected spam
            suspected spam
            possible spam
            probable spam
            potential spam
            likely spam
            high spam
            high on spam
            may consider spam
            we dont accept spam
            we don't accept spam
            spam-content
            spam/virus
            virus/spam
            due to spam
            sending address not accepted due to spam filter
            554 5.7.0 reject, id=
            ube, id=
            content rejected
            content denied
            content is not acceptable
            content filter
            content not accepted
            content refused
            content blocked
            content looked like
            content restriction
            unacceptable content
            message content
            message filtered
            message looks like
            unsolicited
            bulk email
            bulk e-mail
            bulk message
            junk mail
            junk email
            junk e-mail
            as junk
            blacklisted url
            url in message
            url listed
            url blocked
            urls in
            contains a url
            contains url
            contains links
            surbl
            uribl
            dbl.spamhaus
            spamhaus dbl
            listed in work.drbl
            bayes
            spamprofiler
            phish
            mail rejete. mail rejected
            our filters rate
            advertisement
            advertising
            spam erkannt
            """)
    ]

    /// The message holds a virus or malware.
    static let virusDetected: [PhraseTable] = [
        PhraseTable(
            .virusDetected, .plain,
            """
            virus detected
            virus found
            virus in message
            virus scan
            virus check
            virus phishing
            virus was
            virus(es)
            virus name
            virus alert
            a virus
            contains virus
            contain virus
            contained virus
            infected
            prohibited virus or spam content
            potentially executable attachment
            executable content
            malware
            malicious
            trojan
            ransomware
            worm detected
            clamav
            clam anti
            heuristics.
            macro virus
            suspicious attachment
            contient un virus
            """)
    ]

    /// The headers or the structure of the message are refused.
    static let content: [PhraseTable] = [
        PhraseTable(
            .notCompliantRFC,
            """
            not rfc 822 compliant
            not rfc compliant
            not rfc-compliant
            rfc 5322
            rfc 2822
            rfc5322
            rfc2822
            rfc 5321
            rfc 2821
            rfcmessagenoncompliant
            not compliant with
            non-compliant
            noncompliant
            multiple addresses in from
            missing a valid address in from
            missing a valid messageid
            missing a valid message-id
            messages without a valid
            messages without a from
            missing from header
            missing date header
            missing message-id
            missing required header
            missing header
            header is missing
            multiple from headers
            multiple headers
            multiple subject
            more than one from
            duplicate header
            duplicate from
            violates rfc
            rfc violation
            violation of rfc
            bare lf
            bare line feed
            bare linefeed
            bare newline
            bare cr
            bare <lf>
            stray newline
            lone cr
            lf not preceded by cr
            line too long
            lines too long
            line is too long
            line longer than
            lines longer than
            maximum allowed line length
            non-ascii characters in
            """),
        PhraseTable(
            .contentError,
            """
            headers too large
            header too large
            header too long
            header size exceeds
            header line too long
            headers too long
            too many header
            improper use of 8-bit
            8-bit data in header
            eight bit data
            8bit data
            8bitmime
            message header size, or recipient list, exceeds policy limit
            message header size exceeds
            mime complexity
            mime error
            mime structure
            mime header
            mime type
            mime version
            mime parts
            mime boundary
            mime nesting
            invalid mime
            malformed mime
            broken mime
            invalid header
            malformed header
            malformed message
            malformed date
            bad header
            badly formatted
            incorrectly formatted
            improperly-formatted binary content
            improperly formatted
            unnecessary base64
            base64 encoding
            unsupported encoding
            invalid character
            illegal character
            character set
            charset
            encoding not supported
            conversion * not supported
            conversion required
            conversion not supported
            media not supported
            unable to convert
            smtputf8
            non-ascii
            internationalized
            message parsing
            could not parse
            cannot be parsed
            parse error in
            routing loop detected -- too many received
            too many mime
            nested
            message contains nul
            null characters
            """),
    ]

    /// The message is too large.
    static let messageSize: [PhraseTable] = [
        PhraseTable(
            .exceedLimit,
            """
            recipsizelimit
            too large for this recipient
            too large for the recipient
            too big for this recipient
            size exceeds limit set by recipient
            exceeds limit set by recipient
            exceeds the recipient's
            """),
        PhraseTable(
            .mesgTooBig,
            """
            message is too long
            message too long
            message exceeds
            message exceeded
            message * exceeds the maximum
            message size is
            message size * exceeds
            message size greater
            message length exceeds
            message length is
            message larger than
            message is larger than
            message bigger than
            message over * limit
            exceeds message size
            exceeds maximum size
            exceeds the maximum size
            exceeds the maximum allowed
            exceeds size
            exceeds fixed limit
            exceeds fixed maximum
            exceeds administrative limit
            exceeds our
            exceeded message size
            exceeded the maximum message
            exceeded size
            exceeded * message size
            maximum message size
            maximum size for
            maximum allowed size
            maximum inbound message
            mail exceeds
            mail larger than
            email exceeds
            line limit exceeded
            size limit
            size exceeds
            size exceeded
            size is too
            size larger than
            too large
            too big
            attachment size
            """),
    ]
}
