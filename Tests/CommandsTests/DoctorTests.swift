import Alerts
import Glibc
import Storage
import TestSupport
import Testing
import Transports

@testable import Commands

/// What a program says that cannot speak SMTP.
private func withoutSMTP(_ settings: Settings) throws(TransportError) -> any Transport {
    throw TransportError(.wrong, setting: Setting.sendMethod.rawValue, message: "there is no SMTP here")
}

@Suite struct ProbeReceptionTests {
    private let file = TemporaryFile()

    private func probe(_ token: ProbeToken) -> Descriptor.Content {
        let mail = ProbeMail.message(
            to: "bounces+\(token.spelling)@example.org", token: token, random: [UInt8](repeating: 9, count: 16))
        return Descriptor.Content(bytes: mail.bytes, size: mail.bytes.count)
    }

    private func receive(recipients: [String], now: Int64 = 1_795_000_000) throws -> (
        ProbeToken, Receiver.Outcome, Store
    ) {
        try file.initialised()
        let receiver = try Receiver(path: file.path)
        let token = ProbeToken(now: now, random: 5, key: try receiver.store.signingKeys()[0])
        let recipients = recipients.map { $0 == "TOKEN" ? "bounces+\(token.spelling)@example.org" : $0 }
        let outcome = try receiver.receive(probe(token), recipients: recipients, sender: "", now: now)
        return (token, outcome, receiver.store)
    }

    @Test("a probe is logged with what was seen when it came, and is about nobody")
    func logged() throws {
        let (token, outcome, store) = try receive(recipients: ["TOKEN"])
        #expect(outcome.conclusion?.kind == "probe")
        let found = try #require(try store.probeReturn(token))
        let sighting = try #require(ProbeSighting(json: found.sighting))
        #expect(sighting.source == .server && sighting.sender == "" && sighting.user == Int(geteuid()))
        #expect(sighting.variables.contains("PATH") && !sighting.folder.isEmpty && !sighting.parent.isEmpty)
        #expect(found.deliveries == 1)
        #expect(try store.connection.first("SELECT count(*) FROM fx_email_history") { $0.integer(0) } == 0)
        #expect(try store.inboundLines(limit: 9).map(\.kind) == ["probe"])
    }

    @Test("a recipient without the token, and no recipient at all, are told apart")
    func sources() throws {
        let (lost, _, store) = try receive(recipients: ["bounces@example.org"])
        #expect(ProbeSighting(json: try #require(try store.probeReturn(lost)).sighting)?.source == .lost)
        let other = ProbeToken(now: 1_795_000_001, random: 6, key: try store.signingKeys()[0])
        _ = try Receiver(path: file.path).receive(probe(other), recipients: [], sender: nil, now: 1_795_000_001)
        let sighting = ProbeSighting(json: try #require(try store.probeReturn(other)).sighting)
        #expect(sighting?.source == .header && sighting?.sender == nil)
    }

    @Test("a forged marker does nothing: the mail is judged as any other")
    func forged() throws {
        try file.initialised()
        let receiver = try Receiver(path: file.path)
        let token = ProbeToken(now: 1_795_000_000, random: 5, key: [1, 2, 3])
        let outcome = try receiver.receive(probe(token), recipients: [], sender: "", now: 1_795_000_000)
        #expect(outcome.conclusion?.kind == "bounce" && outcome.conclusion?.trust == .unverified)
        #expect(try receiver.store.probeReturn(token) == nil)
    }
}

@Suite struct ProbeSightingTests {
    @Test("what is logged is read again")
    func roundTrip() {
        let sighting = ProbeSighting(
            source: .lost, sender: "MAILER-DAEMON", user: 65534, group: 65534, folder: "/var/spool/\"x\"",
            parent: "local",
            isWrapped: true, variables: ["PATH", "SENDER"])
        #expect(ProbeSighting(json: sighting.json) == sighting)
        #expect(ProbeSighting(json: "{}") == nil && ProbeSighting(json: "probe") == nil)
    }

    @Test(
        "a shell that only starts the program stands not in the way",
        arguments: [
            (["sh", "-c", "/usr/local/bin/email inbound --db x"], false), (["local", "-t", "unix"], false),
            (["/bin/sh", "-c", "email inbound; true"], true), (["bash", "-c", "email inbound | cat"], true),
            (["/bin/sh", "/usr/local/bin/hand-over"], true), ([], false),
        ])
    func shells(arguments: [String], isWrapping: Bool) {
        #expect(ProbeSighting.isWrapping(arguments) == isWrapping)
    }
}

@Suite struct MailServerTests {
    @Test("OpenSMTPD: the action that a rule uses, its command and its user")
    func openSMTPD() {
        let lines = [
            "listen on localhost", "action \"other\" mda \"/usr/local/bin/email inbound\" user nobody",
            "action \"b\" mda \"/usr/local/bin/email inbound --db /d/e.db\" user email alias <b>",
            "match from any for rcpt-to \"bounces@example.org\" action \"b\"",
        ]
        let server = OpenSMTPD(lines: lines)
        let found = server.handover(local: "bounces", suffix: "+x", domain: "example.org")
        #expect(found?.user == "email" && found?.database == "/d/e.db" && found?.program == "/usr/local/bin/email")
        #expect(server.delimiters == "+")
        #expect(OpenSMTPD(lines: ["smtp sub-addr-delim '-'"]).delimiters == "-")
        #expect(OpenSMTPD(lines: []).handover(local: "bounces", suffix: "+x", domain: "example.org") == nil)
    }

    @Test("Exim: values of what it prints")
    func exim() {
        let routes = "bounces+x@example.org\n  router = email_bounces, transport = email_inbound"
        #expect(Exim.value(of: "transport", in: routes, separator: ",") == "email_inbound")
        let transport = "allow_commands = \ncommand = /usr/local/bin/email inbound --db /d/e.db\nuser = email"
        #expect(
            Exim.value(of: "command", in: transport, separator: "\n") == "/usr/local/bin/email inbound --db /d/e.db")
        #expect(Exim.value(of: "allow_commands", in: transport, separator: "\n") == nil)
        #expect(Exim.value(of: "group", in: transport, separator: "\n") == nil)
    }

    @Test(
        "a command of a mail server is judged",
        arguments: [
            ("/bin/sh inbound --db /d/e.db", []), ("/bin/sh \"inbound\" --db=/d/e.db", []),
            ("/bin/sh inbound", [.handoverDatabase]), ("/bin/sh inbound --db /d/x.db", [.handoverDatabase]),
            ("/bin/no-such inbound --db /d/e.db", [.handoverProgram]), ("sh inbound --db /d/e.db", [.handoverProgram]),
            ("/bin/cat", [.handoverCommand]),
        ] as [(String, [Finding.Code])])
    func commands(command: String, codes: [Finding.Code]) {
        let handover = Handover(server: "Postfix", place: "/etc/aliases", command: command, user: nil)
        #expect(HandoverChecks.judge(handover, database: "/d/e.db").map(\.code) == codes)
    }
}

@Suite struct FileFactsTests {
    private let email = Account(name: "email", user: 999, group: 995)

    @Test("the owner's bits hold for the owner, the group's for the group, the others' for others; root may all")
    func bits() {
        func facts(_ owner: UInt32, _ group: UInt32, _ mode: UInt32) -> FileFacts {
            FileFacts(path: "/x", owner: owner, group: group, mode: mode, isFolder: false)
        }
        #expect(facts(999, 0, 0o600).allows(6, email))
        #expect(!facts(999, 995, 0o066).allows(6, email))
        #expect(facts(0, 995, 0o060).allows(6, email))
        #expect(!facts(0, 995, 0o646).allows(6, email))
        #expect(facts(0, 0, 0o606).allows(6, email))
        #expect(!facts(0, 0, 0o660).allows(6, email))
        #expect(facts(1, 1, 0).allows(7, Account(name: "root", user: 0, group: 0)))
    }

    @Test("the folders that lead to a file")
    func ancestors() {
        #expect(FilePath.ancestors(of: "/var/lib/email/email.db") == ["/", "/var", "/var/lib", "/var/lib/email"])
        #expect(FilePath.ancestors(of: "/email.db") == ["/"])
    }

    @Test("a line of /etc/passwd")
    func account() {
        #expect(Account(line: "email:x:999:995::/var/lib/email:/usr/sbin/nologin") == email)
        #expect(Account(line: "email") == nil)
    }
}

@Suite struct DoctorCheckTests {
    private let file = TemporaryFile()
    private let store: Store

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
        for (name, value) in [
            ("email-self", "bounces@example.org"), ("email-admin", "postmaster@example.org"),
            ("email-url", "https://example.org"), ("email-send-method", "pipe"),
            ("email-send-command", "/bin/sh -c sendmail"),
        ] { try store.connection.run("REPLACE INTO config VALUES(?1, ?2, 1)", [.text(name), .text(value)]) }
    }

    private func codes() throws -> [Finding.Code] {
        try SettingChecks(store: store, settings: try store.settings()).findings(withoutSMTP).map(\.code)
    }

    @Test("a command that is no sendmail loses the return path")
    func sound() throws {
        #expect(try codes() == [.returnPathLost])
    }

    @Test(
        "each mistake is named",
        arguments: [
            ("email-self", "", .selfMissing), ("email-self", "bounces", .selfMissing),
            ("email-self", "\(String(repeating: "b", count: 40))@example.org", .composing),
            ("email-admin", "", .adminMissing), ("email-url", "", .urlMissing),
            ("email-url", "http://example.org", .urlNotHTTPS), ("email-rate", "fast", .settingWrong),
            ("email-send-method", "off", .methodOff), ("email-send-method", "smtp", .methodUnfit),
            ("email-send-method", "dir", .methodUnfit), ("email-send-method", "db", .methodUnfit),
            ("email-send-method", "pigeon", .methodUnfit), ("email-send-command", "/no/sendmail", .programMissing),
            ("email-send-command", "/bin/sendmail -f a@b.example", .returnPathLost),
            ("email-template-dir", "/nonexistent", .template), ("email-receive-dir", "/nonexistent", .receiveFolder),
        ] as [(String, String, Finding.Code)])
    func mistakes(name: String, value: String, code: Finding.Code) throws {
        try store.connection.run("REPLACE INTO config VALUES(?1, ?2, 1)", [.text(name), .text(value)])
        #expect(try codes().contains(code))
    }

    @Test("a folder of templates that stops the sending is refused when it is set")
    func templates() throws {
        func objection(_ folder: String) -> String? {
            Setting.templateDirectory.objection(to: folder, smtp: withoutSMTP)
        }
        #expect(objection("/nonexistent")?.contains("/nonexistent") == true)
        #expect(objection(file.folder) == nil)
        _ = file.file("footer.mustache", "{{#url}}")
        #expect(objection(file.folder)?.contains("footer") == true)
    }

    @Test("a program of exec that is not there, and a sendmail without the return path")
    func arguments() throws {
        func found(_ json: String) -> [Finding.Code] {
            WayOutChecks(settings: Settings(["email-send-method": "exec", "email-send-argv": json])).findings({ _ in
                StandardOutput()
            }).map(
                \.code)
        }
        #expect(found(#"["/bin/sh", "%TO%"]"#) == [])
        #expect(found(#"["/no/program"]"#) == [.programMissing])
        #expect(found(#"["/no/sendmail", "-t"]"#) == [.programMissing, .returnPathLost])
        #expect(found(#"["/no/sendmail", "-f", "%RETURN_PATH%"]"#) == [.programMissing])
    }

    @Test("no key, triggers that are off, a clock that was wrong, and alerts that nobody sends")
    func queue() throws {
        func found(_ now: Int64) throws -> [Finding.Code] {
            try QueueChecks(store: store, settings: try store.settings(), now: now).findings().map(\.code)
        }
        #expect(try found(1_795_000_000) == [])
        #expect(try found(1_600_000_000) == [.clock])
        _ = try store.addEvent(type: "c", subject: "x", body: nil, url: nil, user: nil, now: 1_795_000_000)
        #expect(try found(1_795_000_800) == [])
        #expect(try found(1_795_001_000) == [.notSent])
        try store.connection.run("DROP TRIGGER email_trigger1")
        #expect(try found(1_795_000_000) == [.triggersOff])
        try store.connection.run("DELETE FROM fx_email_key")
        #expect(try codes().contains(.keyMissing))
    }

    @Test("mails that were given up, and that nothing was taken at all")
    func endings() throws {
        func found() throws -> [Finding] {
            try QueueChecks(store: store, settings: try store.settings(), now: 1_795_000_000).findings()
        }
        func put(_ state: String, _ error: String?, age: Int64 = 0) throws {
            let id = try store.queue(
                Letter(kind: .direct, subject: "x", fromName: nil, body: ""), to: "anna@example.net", due: 0,
                now: 1_795_000_000 - age)
            try store.connection.run(
                "UPDATE fx_email_delivery SET state=?2, error=?3, due=NULL WHERE deliveryId=?1",
                [.integer(id), .text(state), SQLValue(error)])
        }
        try put("given-up", "exit status 78", age: 8 * 86_400)
        #expect(try found() == [])
        try put("failed", "554 first")
        try put("failed", "554 relay access denied")
        #expect(try found().map(\.code) == [.allRefused])
        #expect(try found()[0].problem.contains("2 mails, the last as: 554 relay access denied"))
        try put("sent", nil)
        #expect(try found() == [])
        try put("given-up", "exit status 78")
        #expect(try found().map(\.code) == [.givenUp])
        #expect(try found()[0].problem.contains("1 mail could not be sent, the last as: exit status 78"))
        #expect(try found()[0].remedy.contains("email deliveries retry --state given-up"))
    }

    @Test("who may read and write the database")
    func files() throws {
        let stranger = Account(name: "stranger", user: 4_000_000_000, group: 4_000_000_000)
        func found(_ account: Account?) -> [Finding.Code] {
            DatabaseChecks(database: FilePath.resolved(file.path), account: account).findings().map(\.code)
        }
        unsafe chmod(file.folder, 0o755)
        unsafe chmod(file.path, 0o600)
        #expect(found(Account(name: "me", user: geteuid(), group: getegid())) == [])
        #expect(Set(found(stranger)).contains(.databaseNotWritable))
        unsafe chmod(file.path, 0o644)
        #expect(found(nil) == [.databaseReadable])
        unsafe chmod(file.folder, 0o700)
        #expect(found(nil) == [])
        unsafe chmod(file.folder, 0o777)
        unsafe chmod(file.path, 0o666)
        _ = file.file("email.db-journal", "")
        #expect(found(stranger).contains(.companionFile))
    }

    @Test("what a probe shows")
    func probes() {
        var sighting = ProbeSighting(
            source: .server, sender: "", user: 1, group: 1, folder: "/", parent: "local", isWrapped: false,
            variables: [])
        func found(_ deliveries: Int = 1) -> [Finding.Code] {
            ProbeFindings.of(
                .returned(sighting, deliveries: deliveries, seconds: 1), waited: 30, delimiter: "+"
            ).map(\.code)
        }
        #expect(found() == [])
        #expect(found(2) == [.cameTwice])
        sighting.sender = nil
        #expect(found() == [])
        sighting = ProbeSighting(
            source: .lost, sender: "MAILER-DAEMON", user: 0, group: 0, folder: "/", parent: "sh", isWrapped: true,
            variables: [])
        #expect(found() == [.extensionLost, .senderNotNull, .runsAsRoot, .wrapped])
    }
}
