extension Provider {
    /// Mimecast. https://community.mimecast.com (SMTP error codes)
    static let mimecast = Provider(
        "mimecast",
        signs: """
            mimecast.com
            mimecast
            """,
        phrases: [
            PhraseTable(
                .virusDetected,
                """
                mcspamsignature
                email rejected due to security policies
                rejected due to security policies
                message discarded due to virus
                signature was detected
                """),
            PhraseTable(
                .policyViolation,
                """
                host network not allowed
                administrative prohibition
                rejected by header based
                local cts
                message bounced due to content examination policy
                anti-spoofing policy
                """),
            PhraseTable(
                .badReputation,
                """
                submitter failed to disable
                rejected by reputation
                """),
            PhraseTable(
                .blocked,
                """
                open relay not allowed
                remote server returned rbl
                rejected by header based blocked senders
                envelope blocked
                sender ip * blocked
                internal email address
                """),
            PhraseTable(
                .userUnknown,
                """
                invalid recipient
                recipient address is not known
                """),
            PhraseTable(
                .speeding,
                """
                rejected. please try again in
                sender rate exceeded
                """),
            PhraseTable(
                .tooManyConn,
                """
                ip temporarily blacklisted
                account outbounds disabled
                """),
            PhraseTable(
                .rejected,
                """
                sender address blocked
                envelope blocked - user
                """),
        ])

    /// Proofpoint and Cloudmark behind it.
    static let proofpoint = Provider(
        "proofpoint",
        signs: """
            pphosted.com
            ppe-hosted.com
            proofpoint.com
            """,
        phrases: [
            PhraseTable(
                .blocked,
                """
                blocked - see https://support.proofpoint.com/dnsbl-lookup
                blocked - see https://ipcheck.proofpoint.com
                """),
            PhraseTable(
                .spamDetected,
                """
                message is classified as spam
                """),
        ])

    /// Barracuda. https://campus.barracuda.com
    static let barracuda = Provider(
        "barracuda",
        signs: """
            barracudanetworks.com
            barracuda
            ess.barracuda
            """,
        phrases: [
            PhraseTable(
                .spamDetected,
                """
                message content rejected
                permanent failure for one or more recipients*blocked)
                """),
            PhraseTable(
                .blocked,
                """
                service unavailable * barracuda reputation
                blocked by barracuda
                barracuda reputation
                """),
            PhraseTable(
                .virusDetected,
                """
                message was blocked because it contains a virus
                """),
        ])

    /// MessageLabs (Symantec, Broadcom).
    static let messageLabs = Provider(
        "messagelabs",
        signs: """
            messagelabs.com
            symanteccloud
            """,
        phrases: [
            PhraseTable(
                .userUnknown,
                """
                invalid recipient
                """),
            PhraseTable(
                .blocked,
                """
                you are trying to use me
                """),
            PhraseTable(
                .securityError,
                """
                client tls error
                """),
        ])

    /// Amazon SES and WorkMail. https://docs.aws.amazon.com/ses/latest/dg
    static let amazon = Provider(
        "amazon",
        signs: """
            amazonses.com
            amazonaws.com
            awsapps.com
            """,
        phrases: [
            PhraseTable(
                .userUnknown,
                """
                requested action not taken: mailbox unavailable
                mailbox does not exist
                """),
            PhraseTable(
                .securityError,
                """
                email address is not verified
                account not subscribed to ses
                signaturedoesnotmatch
                """),
            PhraseTable(
                .tooManyConn,
                """
                daily message quota exceeded
                maximum sending rate exceeded
                """),
        ])

    /// SendGrid.
    static let sendgrid = Provider(
        "sendgrid",
        signs: """
            sendgrid.net
            sendgrid.com
            """,
        phrases: [
            PhraseTable(
                .securityError,
                """
                unauthenticated senders not allowed
                """)
        ])

    /// GoDaddy's secureserver.net. https://www.godaddy.com/help/what-does-my-email-bounceback-mean-3568
    static let godaddy = Provider(
        "godaddy",
        signs: """
            secureserver.net
            godaddy.com
            """,
        phrases: [
            PhraseTable(
                .blocked,
                """
                ib101
                ib104
                ib105
                ib110
                ib111
                ib112
                ib113
                ib114
                ib115
                ib116
                ib117
                ib118
                ib007
                rbl 1
                connection refused by
                """),
            PhraseTable(
                .spamDetected,
                """
                ib212
                ib504
                ib704
                """),
            PhraseTable(
                .userUnknown,
                """
                account does not exist
                ib603
                """),
            PhraseTable(
                .securityError,
                """
                ib401
                """),
            PhraseTable(
                .tooManyConn,
                """
                ib106
                ib108
                """),
        ])
}
