extension Provider {
    /// Cox. https://www.cox.com/residential/support/email-error-codes.html
    static let cox = Provider(
        "cox",
        signs: """
            cox.net
            cox.com
            cxr.mx
            """,
        phrases: cloudmarkAUP)

    /// Spectrum, Charter, Time Warner. https://www.spectrum.net/support/internet/understanding-email-error-codes
    static let spectrum = Provider(
        "spectrum",
        signs: """
            spectrum.net
            charter.net
            rr.com
            """,
        phrases: cloudmarkAUP)

    /// The codes of Cloudmark's gateway, which both publish.
    private static let cloudmarkAUP: [PhraseTable] = [
        PhraseTable(
            .blocked,
            """
            aup#bl
            aup#cdrbl
            aup#cxdnsbl
            aup#cxmxbl
            aup#dnsbl
            aup#rbl
            aup#1-bl
            aup#in-1000
            aup#in-1100
            aup#out-1000
            cxbl
            cdrbl
            """),
        PhraseTable(
            .rejected,
            """
            aup#i-1000
            cxsndr
            cxmf
            """),
        PhraseTable(
            .requirePTR,
            """
            aup#ptr
            aup#rdns
            """),
        PhraseTable(
            .tooManyConn,
            """
            aup#in-1200
            aup#in-1210
            aup#in-1220
            aup#in-1230
            aup#in-1240
            aup#in-1250
            aup#in-1260
            aup#in-1270
            aup#in-1280
            aup#in-1290
            aup#in-1300
            aup#in-1310
            aup#in-1320
            aup#in-1330
            aup#in-1340
            aup#in-1350
            aup#in-1360
            aup#in-1370
            aup#in-1380
            aup#in-1390
            aup#cxcnct
            cxthrt
            cxrcpt
            cxmxrt
            """),
        PhraseTable(
            .spamDetected,
            """
            aup#cxsnrl
            aup#in-1500
            aup#cmae
            cxcmae
            """),
        PhraseTable(
            .policyViolation,
            """
            aup#pol
            aup#in-1400
            """),
    ]

    /// Comcast. https://postmaster.comcast.net/smtp-error-codes.php
    static let comcast = Provider(
        "comcast",
        signs: """
            comcast.net
            xfinity.com
            """,
        phrases: [
            PhraseTable(
                .blocked,
                """
                bl000000
                bl000001
                bl000010
                bl004000
                bl100000
                """),
            PhraseTable(
                .requirePTR,
                """
                pt00000
                ru000000
                """),
            PhraseTable(
                .tooManyConn,
                """
                rl000001
                rl000002
                rl000003
                rl000010
                too many sessions opened
                """),
            PhraseTable(
                .userUnknown,
                """
                account not found
                not our customer
                """),
            PhraseTable(
                .spamDetected,
                """
                message rejected as spam
                """),
        ])

    /// Orange, Wanadoo, La Poste, SFR. https://postmaster.orange.fr
    static let orange = Provider(
        "orange",
        signs: """
            orange.fr
            wanadoo.fr
            laposte.net
            sfr.fr
            free.fr
            ofr_
            lpn0
            ofr0
            """,
        phrases: [
            PhraseTable(
                .blocked,
                """
                ofr_101
                ofr_102
                ofr_103
                ofr_104
                ofr_105
                ofr_111
                ofr_112
                ofr005_
                ofr006_
                ofr005_100
                ofr006_102
                ofr_201
                ofr_999
                service refuse. veuillez essayer plus tard
                lpn007_510
                lpn105_
                adresse ip source bloquee
                ip bloquee
                """),
            PhraseTable(
                .requirePTR,
                """
                ofr_108
                """),
            PhraseTable(
                .tooManyConn,
                """
                ofr_109
                ofr_203
                too many connections, slow down
                trop de connexions, veuillez
                """),
            PhraseTable(
                .rejected,
                """
                ofr_402
                ofr_403
                ofr_405
                ofr_415
                emetteur invalide
                """),
            PhraseTable(
                .userUnknown,
                """
                ofr_416
                lpn007_416
                adresse d au moins un destinataire invalide
                adresse destinataire invalide
                """),
            PhraseTable(
                .mailboxFull,
                """
                ofr_417
                ofr_513
                lpn007_417
                boite du destinataire pleine
                """),
            PhraseTable(
                .suspend,
                """
                ofr_426
                lpn007_426
                lpn007_420
                boite du destinataire archivee
                compte du destinataire est bloque
                """),
            PhraseTable(
                .spamDetected,
                """
                ofr_506
                ofr_505
                ofr_515
                mail rejete. mail rejected
                """),
            PhraseTable(
                .mesgTooBig,
                """
                ofr_421
                ofr_522
                taille limite du message atteinte
                """),
        ])

    /// Centurylink and Synacor.
    static let centurylink = Provider(
        "centurylink",
        signs: """
            centurylink.net
            synacor.com
            """,
        phrases: [
            PhraseTable(
                .blocked,
                """
                url blocked
                ctl blocked
                """)
        ])

    /// T-Online. https://postmaster.t-online.de
    static let telekom = Provider(
        "telekom",
        signs: """
            t-online.de
            t-ipnet.de
            """,
        phrases: [
            PhraseTable(
                .blocked,
                """
                ask your postmaster for help or to contact
                contact tosa@
                a problem occurred
                """),
            PhraseTable(
                .requirePTR,
                """
                (dns)
                """),
        ])
}
