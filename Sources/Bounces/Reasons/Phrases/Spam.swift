extension Phrases {
    /// The content was taken for spam.
    static let spamDetected: [PhraseTable] = [
        PhraseTable(
            .spamDetected,
            """
            rejected as spam
            message contained spam
            message contains spam
            mail contained spam
            mail contains spam
            contained spam and
            spam message refused
            refused as spam
            classified as spam
            detected as spam
            identified as spam
            identified spam
            similar to spam
            spam pattern
            spam points
            antispam check
            anti-spam check
            dspam check
            flagged as spam
            marked as spam
            considered as spam
            scored as spam
            tagged as spam
            recognized as spam
            regarded as spam
            treated as spam
            labeled as spam
            looks like spam
            looked like spam
            appears to be spam
            suspected of being spam
            high probability of spam
            unsolicited bulk
            unsolicited mail
            unsolicited email
            unsolicited commercial
            considered unsolicited
            appears to be unsolicited
            spam message rejected
            spam email not accepted
            rejected by an anti-spam
            blocked for spam
            block for spam
            contains phishing
            phishing detected
            suspected phishing
            spam limit reached
            content filter rejection
            rejected by content filter
            reject bulk.advertising
            as junk mail
            no spam please
            - spam
            being spam
            spam blocked
            spam check
            spam content
            spam detected
            spam detection
            spam firewall
            spam found
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
            spamassassin
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
            content not accepted
            content refused
            content blocked
            content looked like
            content restriction
            unacceptable content
            message filtered
            message looks like
            blacklisted url
            url in message
            url listed
            url blocked
            urls in
            contains a url
            contains url
            contains links
            a url in this email
            surbl
            uribl
            dbl.spamhaus
            spamhaus dbl
            listed in work.drbl
            spamprofiler
            mail rejete. mail rejected
            our filters rate
            spam erkannt
            gtube pattern
            """),
        PhraseTable(
            .spamDetected, .weak,
            """
            anti-spam
            antispam
            anti spam
            spam filter
            spam filters
            as spam
            of spam
            for spam
            is spam
            be spam
            like spam
            no spam
            (spam)
            [spam]
            : spam
            advertising
            advertisement
            bulk email
            bulk e-mail
            bulk message
            unsolicited
            spamming
            phishing
            phish
            junk mail
            junk email
            junk e-mail
            as junk
            message content
            content filter
            bayes
            spam limit
            spam level
            spam message
            spam mail
            spam email
            spam e-mail
            """),
    ]

    /// The message holds a virus or malware.
    static let virusDetected: [PhraseTable] = [
        PhraseTable(
            .virusDetected, .plain,
            """
            malware detected
            contains malware
            malicious content
            malicious url
            malicious attachment
            malicious file
            infected with
            infected by
            is infected
            infected file
            infected message
            trojan detected
            was infected
            virus infected
            virus detected
            virus found
            virus * found in message
            found virus
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
            prohibited virus or spam content
            potentially executable attachment
            executable content
            worm detected
            macro virus
            suspicious attachment
            eicar-
            - infected:
            contient un virus
            """),
        PhraseTable(
            .virusDetected, .weak,
            """
            malware
            malicious
            infected
            trojan
            ransomware
            clamav
            clam anti
            heuristics.
            """),
    ]

    /// The headers or the structure of the message are refused.
    static let content: [PhraseTable] = [
        PhraseTable(
            .notCompliantRFC,
            """
            not rfc 5322 compliant
            rfc 5322 compliant
            not rfc 2822 compliant
            rfc 5322 section
            does not comply with rfc
            not rfc 822 compliant
            not rfc compliant
            not rfc-compliant
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
            headers fail syntax check
            header syntax: missing
            non-ascii characters in
            """),
        PhraseTable(
            .contentError,
            """
            invalid mime headers
            mime structure is
            too many mime parts
            character set not supported
            illegal characters in
            invalid characters in
            non-ascii characters not
            8bitmime not
            smtputf8 is required
            smtputf8 required
            smtputf8 not
            not support smtputf8
            not support 8bitmime
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
            message header size, or recipient list, exceeds policy limit
            message header size exceeds
            mime complexity
            mime error
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
            unsupported encoding
            encoding not supported
            conversion * not supported
            conversion not supported
            media not supported
            unable to convert
            message parsing
            could not parse
            cannot be parsed
            parse error in
            routing loop detected -- too many received
            too many mime
            message contains nul
            invalid message content
            corrupt message content
            content conversion
            invalid mime content
            invalid address in from
            invalid address in reply-to
            invalid address in sender
            invalid address in header
            invalid addresses in the
            expected mime type
            null characters
            """),
        PhraseTable(
            .contentError, .weak,
            """
            mime header
            mime headers
            mime parts
            mime structure
            character set
            non-ascii
            internationalized
            invalid character
            illegal character
            conversion required
            base64 encoding
            """),
        PhraseTable(
            .notCompliantRFC, .weak,
            """
            rfc 5322
            rfc 2822
            rfc 5321
            rfc 2821
            rfc5322
            rfc2822
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
