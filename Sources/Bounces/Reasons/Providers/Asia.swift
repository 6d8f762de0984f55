extension Provider {
    /// Tencent: QQ and Exmail. https://service.mail.qq.com/detail/122
    static let tencent = Provider(
        "tencent",
        signs: """
            mail.qq.com
            qq.com
            exmail.qq
            """,
        phrases: [
            PhraseTable(
                .authFailure,
                """
                dmarc check failed
                spf check failed
                spf limit exceed
                dkim check failed
                """),
            PhraseTable(
                .blocked,
                """
                suspected bounce attacks
                suspected spam ip
                ip address listed
                connection denied
                sender ip * not allowed
                """),
            PhraseTable(
                .mesgTooBig,
                """
                message too large
                """),
            PhraseTable(
                .rejected,
                """
                domain frequency limited
                mail from address must be same as authorization user
                sender frequency
                """),
            PhraseTable(
                .spamDetected,
                """
                mail is rejected by recipients
                suspected spam
                spam is embedded in the email
                mail content denied
                """),
            PhraseTable(
                .speeding,
                """
                mailbox unavailable or access denied * frequency
                sending frequency
                """),
            PhraseTable(
                .suspend,
                """
                mailbox unavailable or access denied
                """),
            PhraseTable(
                .tooManyConn,
                """
                connection frequency limited
                ip frequency limited
                frequency limited
                the number of connections
                """),
            PhraseTable(
                .userUnknown,
                """
                mailbox not found
                """),
        ])

    /// NetEase: 163.com, 126.com, yeah.net. https://help.mail.163.com
    static let netease = Provider(
        "netease",
        signs: """
            163.com
            126.com
            netease.com
            yeah.net
            dt:spm
            dt:sum
            dt:spd
            dt:rbl
            mi:spb
            hl:itc
            """,
        phrases: [
            PhraseTable(
                .spamDetected,
                """
                dt:spm
                dt:sum
                dt:spd
                hl:iffl
                hl:mfl
                """),
            PhraseTable(
                .tooManyConn,
                """
                mi:cfl
                mi:dmc
                mi:ccl
                hl:iln
                hl:ifc
                rp:dcl
                rp:rcl
                rp:csl
                rp:drc
                rp:mrc
                mi:ill
                """),
            PhraseTable(
                .speeding,
                """
                rp:qrc
                hl:rep
                rp:trc
                """),
            PhraseTable(
                .blocked,
                """
                ip:ircb
                mi:spb
                mi:capb
                rp:ibc
                dt:rbl
                hl:icc
                hl:itc
                ip is rejected, smtp auth error
                """),
            PhraseTable(
                .authFailure,
                """
                mi:spf
                mi:dmarc
                dt:dmarc
                """),
            PhraseTable(
                .rejected,
                """
                mi:nhd
                mi:nre
                mi:dms
                mi:sfq
                invalid user * sender
                """),
        ])

    /// KDDI: au, EZweb.
    static let kddi = Provider(
        "kddi",
        signs: """
            ezweb.ne.jp
            au.com
            auone-net.jp
            kddi.com
            """,
        phrases: [
            PhraseTable(
                .filtered,
                """
                550 : user unknown
                550 : invalid recipient
                """),
            PhraseTable(
                .userUnknown,
                """
                : user unknown
                recipient address rejected
                """),
            PhraseTable(
                .suspend,
                """
                the user(s) account is disabled
                the user(s) account is temporarily limited
                """),
            PhraseTable(
                .mailboxFull,
                """
                as their mailbox is full
                """),
            PhraseTable(
                .expired,
                """
                was not delivered within
                """),
            PhraseTable(
                .noRelaying,
                """
                due to the following smtp relay error
                """),
            PhraseTable(
                .hostUnknown,
                """
                as the remote domain doesnt exist
                as the remote domain doesn't exist
                """),
        ])

    /// NTT Docomo and SoftBank.
    static let docomo = Provider(
        "docomo",
        signs: """
            docomo.ne.jp
            softbank.ne.jp
            vodafone.ne.jp
            disney.ne.jp
            """,
        phrases: [
            PhraseTable(
                .userUnknown,
                """
                550 unknown user
                550 invalid recipient
                """)
        ])

    /// Facebook. https://www.facebook.com/postmaster/response_codes
    static let facebook = Provider(
        "facebook",
        signs: """
            postmaster.facebook.com
            facebook.com
            """,
        phrases: [
            PhraseTable(
                .userUnknown,
                """
                rcp-p1
                int-p1
                int-p3
                int-p4
                """),
            PhraseTable(
                .filtered,
                """
                rcp-p2
                rcp-p3
                int-p2
                """),
            PhraseTable(
                .mailboxFull,
                """
                int-p7
                """),
            PhraseTable(
                .rejected,
                """
                dns-p1
                dns-p2
                dns-p3
                """),
            PhraseTable(
                .spamDetected,
                """
                pol-p6
                pol-p7
                """),
            PhraseTable(
                .badReputation,
                """
                pol-p1
                con-t1
                con-t2
                con-t3
                """),
            PhraseTable(
                .policyViolation,
                """
                pol-p3
                pol-p4
                """),
            PhraseTable(
                .blocked,
                """
                pol-p5
                """),
            PhraseTable(
                .virusDetected,
                """
                pol-p2
                """),
            PhraseTable(
                .authFailure,
                """
                pol-p8
                """),
            PhraseTable(
                .mesgTooBig,
                """
                msg-p1
                msg-p2
                """),
            PhraseTable(
                .contentError,
                """
                msg-p3
                """),
            PhraseTable(
                .tooManyConn,
                """
                rcp-t1
                rcp-t2
                rcp-t3
                con-t4
                """),
            PhraseTable(
                .systemError,
                """
                sys-t1
                int-t1
                """),
        ])
}
