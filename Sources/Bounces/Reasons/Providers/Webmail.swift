extension Provider {
    /// Yahoo and AOL. https://senders.yahooinc.com/smtp-error-codes
    static let yahoo = Provider(
        "yahoo",
        signs: """
            yahoodns.net
            yahooinc.com
            verizonmedia.com
            postmaster.yahoo
            help.yahoo.com
            mail.yahoo.co.jp
            postmaster.aol.com
            postmaster.info.aol.com
            mx.aol.com
            yahoo.com
            """,
        phrases: [
            PhraseTable(
                .badReputation,
                """
                temporarily deferred due to unexpected volume or user complaints
                temporarily deferred due to user complaints
                permanently deferred due to unexpected volume or user complaints
                [ts01]
                [ts02]
                [ts03]
                [tss04]
                [tss05]
                [tss06]
                [tss07]
                [tss09]
                [tss11]
                rly:b1
                rly:ch2
                rly:cs4
                hvu:b1
                hvu:b2
                dyn:t1
                (con:b1)
                """),
            PhraseTable(
                .policyViolation,
                """
                message not accepted for policy reasons
                not accepted for policy reasons
                message not allowed
                [pr01]
                [ph01]
                """),
            PhraseTable(
                .authFailure,
                """
                message not accepted for policy reasons * dmarc
                550 5.7.9 * authentication
                """),
            PhraseTable(
                .blocked,
                """
                [bl21]
                [bl23]
                [bl28]
                [gl01]
                (rtr:
                your ip * spamhaus
                """),
            PhraseTable(
                .requirePTR,
                """
                (dns:nr)
                """),
            PhraseTable(
                .userUnknown,
                """
                this user doesn't have a
                dd requested mail action aborted, mailbox not found
                """),
            PhraseTable(
                .suspend,
                """
                this account has been disabled or discontinued
                account has been temporarily suspended
                """),
            PhraseTable(
                .mailboxFull,
                """
                account is full
                user over quota
                """),
            PhraseTable(
                .tooManyConn,
                """
                max message per connection reached
                all mail servers are busy
                too many concurrent connections
                resources temporarily not available
                resources unavailable
                """),
        ])

    /// iCloud. https://support.apple.com/102322
    static let apple = Provider(
        "apple",
        signs: """
            mail.icloud.com
            icloud.com
            mac.com
            me.com.akadns
            support.apple.com
            apple.com
            """,
        phrases: [
            PhraseTable(
                .hasMoved,
                """
                recipient no longer on server
                """),
            PhraseTable(
                .authFailure,
                """
                's dmarc policy
                """),
            PhraseTable(
                .policyViolation,
                """
                [cs01]
                [hm08]
                mail from * refused to protect
                """),
            PhraseTable(
                .spamDetected,
                """
                [hm07]
                [pr01]
                """),
            PhraseTable(
                .blocked,
                """
                mail from ip * was rejected due to listing
                blocked - see https://support.proofpoint.com/dnsbl-lookup
                """),
            PhraseTable(
                .speeding,
                """
                sending too many messages
                too many messages from
                """),
        ])

    /// GMX, web.de, mail.com and IONOS. https://postmaster.gmx.net/en/error-messages
    static let gmx = Provider(
        "gmx",
        signs: """
            gmx.net
            gmx.com
            web.de
            mail.com
            kundenserver.de
            ionos
            1and1
            nemesis esmtp
            """,
        phrases: [
            PhraseTable(
                .requirePTR,
                """
                bad dns ptr resource record
                c=rdns
                """),
            PhraseTable(
                .blocked,
                """
                ip address is black listed
                c=bl
                no smtp service * black list
                transaction failed * ip=
                no smtp service * ip address
                """),
            PhraseTable(
                .authFailure,
                """
                c=spf
                c=dmarc
                """),
            PhraseTable(
                .speeding,
                """
                c=rlc
                c=rl
                maximum message per time
                mail send limit exceeded
                """),
            PhraseTable(
                .tooManyConn,
                """
                c=tmc
                too many concurrent
                """),
            PhraseTable(
                .badReputation,
                """
                reject due to policy restrictions
                c=bip
                c=ip
                c=hi
                """),
            PhraseTable(
                .contentError,
                """
                c=hdr
                """),
            PhraseTable(
                .rejected,
                """
                c=mxr
                sender address is not allowed
                invalid dns mx
                """),
        ])

    /// mail.ru. https://help.mail.ru/mail-help/postmaster/errors
    static let mailRu = Provider(
        "mail-ru",
        signs: """
            mail.ru
            mxs.mail.ru
            help.mail.ru
            """,
        phrases: [
            PhraseTable(
                .userUnknown,
                """
                local mailbox * is unavailable: user not found
                local mailbox * is unavailable: user not exists
                """),
            PhraseTable(
                .suspend,
                """
                is unavailable: user is terminated
                is unavailable: account is disabled
                """),
            PhraseTable(
                .spamDetected,
                """
                spam message rejected. please visit http://help.mail.ru
                spam message rejected
                """),
            PhraseTable(
                .tooManyConn,
                """
                ratelimit exceeded
                """),
        ])

    /// Yandex. https://yandex.com/support/mail/web/letter/create/return.html
    static let yandex = Provider(
        "yandex",
        signs: """
            yandex.ru
            yandex.net
            yandex.com
            """,
        phrases: [
            PhraseTable(
                .spamDetected,
                """
                message rejected under suspicion of spam
                under suspicion of spam
                """),
            PhraseTable(
                .userUnknown,
                """
                bad address mailbox syntax
                """),
        ])

    /// Zoho. https://www.zoho.com/mail/help/non-delivery-reports.html
    static let zoho = Provider(
        "zoho",
        signs: """
            zoho.com
            zohomail
            error_code :
            """,
        phrases: [
            // "Invalid Address" stands before whatever the other server said.
            PhraseTable(
                .filtered,
                """
                requested action not taken: mailbox unavailable
                """),
            PhraseTable(
                .authFailure,
                """
                email rejected per dmarc policy
                email rejected per spf policy
                """),
            PhraseTable(
                .suspend,
                """
                user is not allowed to receive
                mail receiving disabled
                """),
            PhraseTable(
                .speeding,
                """
                unusual sending activity
                """),
        ])
}
