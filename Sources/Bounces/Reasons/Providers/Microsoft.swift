extension Provider {
    /// Exchange, Office 365 and Outlook.com.
    ///
    /// https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online
    /// https://sendersupport.olc.protection.outlook.com/pm/troubleshooting
    static let microsoft = Provider(
        "microsoft",
        signs: """
            outlook.com
            hotmail.com
            office365
            outlook.de
            exchangelabs.com
            mail.protection.outlook
            microsoft
            office.com
            postmaster.live.com
            mail.live.com
            resolver.
            storedrv.
            """,
        phrases: [
            PhraseTable(
                .blocked,
                """
                banned sending ip
                banned sender
                5.7.511 * access denied
                5.7.606
                weren't sent. please contact your internet service provider
                unfortunately, messages from * weren't sent
                unfortunately, messages from
                (s3140)
                (s3150)
                part of their network is on our block list
                blocked using * customer block list
                ip address you're sending from was detected as open proxy
                sc-001
                sc-002
                sc-003
                sc-004
                dy-001
                dy-002
                ou-001
                ou-002
                as(48)
                as16012609
                as16012611
                ip is blocked by office 365
                """),
            PhraseTable(
                .badReputation,
                """
                temporarily rate limited due to ip reputation
                rate limited due to ip reputation
                rp-001
                rp-002
                rp-003
                """),
            PhraseTable(
                .userUnknown,
                """
                5.1.10 * recipient not found by smtp address lookup
                recipient not found by smtp address lookup
                recipient not found
                5.4.1 * recipient address rejected: access denied
                recipient address rejected: access denied
                requested action not taken: mailbox unavailable
                could not be found in the
                wasn't found at
                the email address you entered couldn't be found
                resolver.adr.invalidsmtp
                resolver.adr.badprimary
                resolver.adr.ambiguous
                """),
            PhraseTable(
                .rejected,
                """
                all recipient addresses rejected
                access denied, bad outbound sender
                bad outbound sender
                access denied, bad sender
                access denied, sending domain * blocked
                access denied, sender * blocked
                sender denied
                client not permitted to send as this sender
                sender not allowed
                anonymous clients does not have permissions to send as this sender
                """),
            PhraseTable(
                .authFailure,
                """
                does not pass dmarc verification
                does not meet the required authentication level
                5.7.23
                access denied, sending domain * does not pass
                """),
            PhraseTable(
                .securityError,
                """
                resolver.rst.authrequired
                client was not authenticated
                delivery not authorized
                5.7.57
                5.7.60
                """),
            PhraseTable(
                .filtered,
                """
                resolver.rst.notauthorized
                resolver.rst.restricted
                not authorized to send to the recipient
                recipient only accepts mail from
                5.7.124
                5.7.133
                5.7.134
                5.7.135
                5.7.136
                transport.rules.reject
                """),
            PhraseTable(
                .mailboxFull,
                """
                quotaexceededexception
                mapiexceptionshutoffquotaexceeded
                storedrv.deliver * quota
                """),
            PhraseTable(
                .hostUnknown,
                """
                5.4.310
                domain does not exist or
                the domain is not reachable
                """),
            PhraseTable(
                .expired,
                """
                queue.expired
                4.4.7 * message delayed
                5.4.300 * message expired
                """),
            PhraseTable(
                .networkError,
                """
                hop count exceeded
                5.4.14
                5.4.6
                routing loop
                4.4.316
                """),
            PhraseTable(
                .tooManyConn,
                """
                concurrent connections limit exceeded
                submission rate limit exceeded
                exceeded * recipient limit
                storedrv.submissionquota
                4.5.127
                """),
            PhraseTable(
                .systemError,
                """
                storedrv.deliver; * dynamic mailbox database throttling limit exceeded
                storedrv.deliver; dynamic mailbox database throttling limit exceeded
                5.3.190
                4.3.2 * system not accepting
                """),
            PhraseTable(
                .mesgTooBig,
                """
                sizelimit
                """),
            PhraseTable(
                .spamDetected,
                """
                5.7.703
                content is considered as spam
                spam abuse detected
                message was identified as spam
                message was rejected by organization policy * spam
                """),
        ],
        codes: [
            Code(1, 10...10, .userUnknown),
            Code(1, 90...90, .tooManyConn),
            Code(2, 14...15, .systemError),
            Code(4, 310...310, .hostUnknown),
            Code(4, 300...300, .expired),
            Code(4, 301...309, .networkError),
            // The DNS gave no answer.
            Code(4, 311...312, .networkError),
            Code(4, 313...324, .networkError),
            Code(7, 124...136, .filtered),
            Code(7, 321...325, .failedSTARTTLS),
            Code(7, 501...503, .spamDetected),
            Code(7, 504...505, .rejected),
            Code(7, 506...507, .rejected),
            Code(7, 508...508, .speeding),
            Code(7, 509...509, .authFailure),
            Code(7, 510...510, .rejected),
            Code(7, 511...511, .blocked),
            Code(7, 512...512, .notCompliantRFC),
            Code(7, 513...513, .blocked),
            Code(7, 515...515, .authFailure),
            Code(7, 520...520, .filtered),
            Code(7, 606...649, .blocked),
            Code(7, 650...650, .badReputation),
            Code(7, 651...652, .badReputation),
            Code(7, 700...705, .tooManyConn),
            Code(7, 708...708, .rejected),
            Code(7, 750...750, .rejected),
            Code(7, 850...850, .blocked),
        ])
}
