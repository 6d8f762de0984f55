extension Provider {
    /// Gmail and Google Workspace. https://support.google.com/a/answer/3726730
    static let google = Provider(
        "google",
        signs: """
            gmail-smtp-in.l.google.com
            google.com
            googlemail.com
            gsmtp
            smtp-in.l.google
            aspmx.l.google
            dns error:
            """,
        phrases: [
            PhraseTable(
                .networkError,
                """
                dns error: * dns type
                dns error:
                """),
            PhraseTable(
                .notAccept,
                """
                returned null mx
                doesn't receive email according to the administrator
                """),
            PhraseTable(
                .userUnknown,
                """
                account that you tried to reach does not exist
                answer=6596
                answer/6596
                p=nosuchuser
                """),
            PhraseTable(
                .mailboxFull,
                """
                account that you tried to reach is over quota
                recipient's inbox is out of storage space
                user you are trying to reach is over quota
                answer=6558
                """),
            PhraseTable(
                .suspend,
                """
                account that you tried to reach is disabled
                account that you tried to reach is inactive
                answer=6598
                """),
            PhraseTable(
                .badReputation,
                """
                very low reputation of the sending
                low reputation of the sending
                likely suspicious due to the very low reputation
                """),
            PhraseTable(
                .spamDetected,
                """
                likely unsolicited mail
                message is likely unsolicited
                is likely suspicious
                message is suspicious
                violates the security guidelines
                message's content presents a potential security issue
                p=unsolicitedmessageerror
                p=unsolicitedrateerror
                spam-resistant
                blocked because its content
                """),
            PhraseTable(
                .blocked,
                """
                ip not in whitelist for rcpt domain
                ip you're using to send mail is not authorized to send email directly
                is not authorized to send email directly to our servers
                p=notauthorizederror
                unusual rate of unsolicited mail originating from your ip
                suspicious nature of the content
                """),
            PhraseTable(
                .speeding,
                """
                receiving mail at a rate that
                receiving mail too quickly
                p=receivingrate
                daily user sending quota exceeded
                daily smtp relay limit exceeded
                daily sending quota exceeded
                """),
            PhraseTable(
                .virusDetected,
                """
                blocked because its content presents a potential security issue
                answer/6590
                p=blockedmessage
                """),
            PhraseTable(
                .notCompliantRFC,
                """
                messages with multiple addresses in from
                is not rfc 5322 compliant
                messages missing a valid address in from
                p=rfcmessagenoncompliant
                p=nonrfccompliant
                """),
            PhraseTable(
                .requirePTR,
                """
                does not have a ptr record
                does not meet ipv6 sending guidelines regarding ptr
                p=ipv6authentication
                """),
            PhraseTable(
                .authFailure,
                """
                unauthenticated email from
                does not have authentication information
                sender is unauthenticated
                spf record with a hard fail
                unauthenticated email is not accepted
                """),
            PhraseTable(
                .failedSTARTTLS,
                """
                remote server does not support tls
                does not support tls
                must issue a starttls command first
                """),
        ],
        codes: [
            Code(7, 25...25, .requirePTR),
            Code(7, 26...27, .authFailure),
            Code(7, 28...28, .speeding),
            Code(7, 29...29, .failedSTARTTLS),
            Code(7, 30...32, .authFailure),
            Code(7, 40...40, .authFailure),
        ])
}
