import Alerts
import Foundation
import TestSupport
import Testing
import Transports

@testable import SMTP

/// `smtp`, against a server that misbehaves when asked to.
@Suite struct SMTPTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/email-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func client(
        _ server: FaultyServer?, parallel: Int = 1, _ values: [String: String] = [:]
    ) throws -> SMTPTransport {
        var settings = Settings([
            "email-send-method": "smtp", "email-send-relayhost": "127.0.0.1:\(server?.port ?? 1)",
            "email-send-parallel": "\(parallel)", "email-send-timeout": "20", "email-self": "list@example.org",
        ])
        settings.values.merge(values) { $1 }
        return try SMTPTransport(settings: settings)
    }

    private func deliver(
        _ mails: [OutgoingMessage], options: FaultyServer.Options = FaultyServer.Options(), parallel: Int = 1,
        _ values: [String: String] = [:]
    ) throws -> (outcomes: [DeliveryOutcome], received: [FaultyServer.Mail]) {
        let server = try FaultyServer(options, folder: folder)
        defer {
            server.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
        var transport = try client(server, parallel: parallel, values)
        let outcomes = transport.deliver(mails)
        transport.close()
        return (outcomes, try server.mails)
    }

    private static let bare: FaultyServer.Options = {
        var options = FaultyServer.Options()
        options.extensions = ["HELP"]
        return options
    }()

    private static let ancient: FaultyServer.Options = {
        var options = FaultyServer.Options()
        options.extensions = []
        return options
    }()

    @Test("a mail arrives as it is, with what the server's extensions allow in its envelope")
    func envelope() throws {
        let body = ".\r\n..x\r\n.y\r\nend\r\n"
        let (outcomes, received) = try deliver([mail(1, body: body)])
        #expect(outcomes == [.accepted("250 2.0.0 queued")])
        let sent = mail(1, body: body)
        #expect(received.map(\.data) == [String(decoding: sent.bytes, as: UTF8.self)])
        let size = sent.bytes.count
        #expect(received.first?.mail == "MAIL FROM:<bounces+abc@example.org> SIZE=\(size) RET=HDRS ENVID=env+2B1")
        #expect(received.first?.rcpt == "RCPT TO:<anna@example.net> NOTIFY=FAILURE ORCPT=rfc822;anna@example.net")
    }

    @Test("a server without extensions, and one that knows HELO only, get the mails too", arguments: [bare, ancient])
    func bareServer(options: FaultyServer.Options) throws {
        let recipients = ["a@x", "nouser@x", "b@x", "later@x", "c@x", "full@x", "d@x"]
        let mails = recipients.enumerated().map { mail(Int64($0 + 1), to: $1) }
        let (outcomes, received) = try deliver(mails, options: options)
        #expect(outcomes[1] == .refused(reply: 550, status: "5.1.1", text: "550 5.1.1 no such 5.1.1 user"))
        #expect(outcomes[3] == .deferred("450 4.2.1 mailbox busy"))
        #expect(outcomes[5] == .deferred("452 4.3.1 full"))
        #expect(received.map(\.mail) == Array(repeating: "MAIL FROM:<bounces+abc@example.org>", count: 4))
        #expect(Set(received.map(\.connection)) == [1])
    }

    @Test("each mail has an outcome of its own, and the connection goes on where it can")
    func outcomes() throws {
        let recipients = [
            "a@x", "nouser@x", "b@x", "later@x", "spam@x", "full@x", "nodata@x", "stubborn@x", "c@x", "droprcpt@x",
            "d@x", "dropdata@x", "dropdot@x", "f@x", "closing@x", "garbage@x", "e@x", "neverdata@x", "g@x",
            "oddata@x",
        ]
        let (outcomes, received) = try deliver(recipients.enumerated().map { mail(Int64($0 + 1), to: $1) })
        func text(_ index: Int) -> String { "\(outcomes[index])" }
        for index in [0, 2, 8, 10, 13, 16, 18] {
            #expect(outcomes[index] == .accepted("250 2.0.0 queued"), "\(recipients[index])")
        }
        #expect(outcomes[1] == .refused(reply: 550, status: "5.1.1", text: "550 5.1.1 no such 5.1.1 user"))
        #expect(outcomes[3] == .deferred("450 4.2.1 mailbox busy"))
        #expect(outcomes[4] == .refused(reply: 554, status: "5.7.1", text: "554 5.7.1 spam"))
        #expect(outcomes[5] == .deferred("452 4.3.1 full"))
        #expect(outcomes[6] == .deferred("451 4.3.0 disk"))
        #expect(outcomes[7] == .refused(reply: 550, status: "5.1.1", text: "550 5.1.1 no such user"))
        #expect(outcomes[17] == .refused(reply: 554, status: "5.7.1", text: "554 5.7.1 not this one"))
        #expect(outcomes[19] == .deferred("250 2.0.0 what for?"))
        for index in [9, 14, 15] {
            #expect(text(index).hasPrefix("deferred"), "\(recipients[index]): \(text(index))")
        }
        // It has not read the mail, which nobody can see from here.
        for index in [11, 12] {
            #expect(text(index).hasPrefix("uncertain"), "\(recipients[index]): \(text(index))")
        }
        #expect(received.map { $0.rcpt.prefix(10) } == ["a", "b", "c", "d", "f", "e", "g"].map { "RCPT TO:<\($0)" })
        // What dropped a connection cost a new one; what was refused did not.
        #expect(received.map(\.connection) == [1, 1, 1, 2, 4, 6, 6])
    }

    @Test("a server that says nothing is waited for as long as it is set, twice as long after the mail")
    func silence() throws {
        let (outcomes, _) = try deliver(
            [mail(1, to: "slowrcpt@x"), mail(2, to: "slowdot@x")], parallel: 2, ["email-send-timeout": "1"])
        #expect(outcomes[0] == .deferred("\(server(outcomes[0])) said nothing for 1 seconds"))
        guard case .uncertain(let reason) = outcomes[1] else {
            Issue.record("\(outcomes[1])")
            return
        }
        #expect(reason.hasSuffix("said nothing for 2 seconds"))
    }

    private func server(_ outcome: DeliveryOutcome) -> String {
        guard case .deferred(let reason) = outcome else { return "" }
        return String(reason.prefix { $0 != " " })
    }

    private static let refusedSender = "MAIL FROM was answered with 553 5.7.1 not from you"

    @Test("a sender that is not taken concerns its mail alone, as long as others are taken")
    func sender() throws {
        // Never more than two senders in a row, but some of them often.
        let senders = ["1", "1", "1", "1", "2", nil, "1", "2", nil, "3", "4", nil, "5"]
        let mails = senders.enumerated().map { index, name in
            mail(Int64(index + 1), returnPath: name.map { "badsender\($0)@x" } ?? "good@x")
        }
        let (outcomes, received) = try deliver(mails)
        for (name, outcome) in zip(senders, outcomes) {
            #expect(outcome == (name == nil ? .accepted("250 2.0.0 queued") : .deferred(Self.refusedSender)))
        }
        #expect(received.count == 3)
        let (later, _) = try SMTPTests().deliver([mail(1, returnPath: "greylist@x"), mail(2)])
        #expect(later == [.deferred("451 4.7.1 later"), .accepted("250 2.0.0 queued")])
    }

    @Test("one poisoned sender among many does not stop the others, nor when the server hangs up after it")
    func poison() throws {
        for name in ["badsender", "badsender-drop"] {
            let mails = (1...40).map { mail($0, returnPath: $0 % 20 == 1 ? "\(name)@x" : "good\($0)@x") }
            for parallel in [1, 4] {
                let (outcomes, received) = try SMTPTests().deliver(mails, parallel: parallel)
                for (mail, outcome) in zip(mails, outcomes) {
                    #expect(
                        outcome
                            == (mail.returnPath.hasPrefix("bad")
                                ? .deferred(Self.refusedSender) : .accepted("250 2.0.0 queued")))
                }
                #expect(received.count == 38)
            }
        }
    }

    @Test(
        "three senders in a row that are not taken concern the agent: no mail counts as tried",
        arguments: ["badsender", "badsender-drop"])
    func senders(name: String) throws {
        for parallel in [1, 4] {
            let server = try FaultyServer(folder: folder)
            defer { server.stop() }
            var transport = try client(server, parallel: parallel)
            var outcomes: [Int: DeliveryOutcome] = [:]
            var given = 0
            transport.run(queue: 30, notes: nil) { finished, room in
                for handover in finished { outcomes[handover.number] = handover.outcome }
                let mails = (given..<30).map { mail(Int64($0), returnPath: "\(name)\($0)@x") }
                given = 30
                return mails
            }
            transport.close()
            #expect(outcomes.count == 30)
            #expect(Set(outcomes.values) == [.agentFailed(Self.refusedSender)])
            #expect(try server.mails.isEmpty)
        }
    }

    @Test(
        "a server that relays for nobody concerns the agent: three are put off, and no other is tried",
        arguments: [1, 4])
    func relaying(parallel: Int) throws {
        let server = try FaultyServer(folder: folder)
        defer { server.stop() }
        var transport = try client(server, parallel: parallel)
        var outcomes: [Int: DeliveryOutcome] = [:]
        var given = 0
        func run(_ names: [String]) {
            (outcomes, given) = ([:], 0)
            transport.run(queue: 64, notes: nil) { finished, room in
                for handover in finished { outcomes[handover.number] = handover.outcome }
                let mails = names.indices.dropFirst(given).map { mail(Int64($0 + 1), to: names[$0]) }
                given = names.count
                return mails
            }
        }
        run((1...20).map { "relay\($0)@d\($0).example" })
        let refused = outcomes.values.filter { if case .agentRefused = $0 { true } else { false } }
        #expect((3...2 + parallel).contains(refused.count))
        #expect(refused.allSatisfy { $0.reason.contains("refuses every recipient: 554 5.7.1 <relay") })
        #expect(outcomes.values.count { $0.isOfAgent } == 20 - refused.count)
        // One or two may be refused for themselves, and so may those between others that are taken.
        run(["relay1@x", "relay2@y"])
        #expect(Set(outcomes.values) == Set([1, 2].map { Self.noRelay("relay\($0)") }))
        if parallel == 1 {
            run(["relay1@v", "relay2@w", "a@x", "relay3@y", "relay4@z"])
            #expect([0, 1, 3, 4].map { outcomes[$0] } == (1...4).map { Self.noRelay("relay\($0)") })
            #expect(outcomes[2] == .accepted("250 2.0.0 queued"))
        }
        // A domain that the server does not want holds nobody else up, unless there is nobody else.
        run((1...30).map { $0 <= 20 ? "relay\($0)@x" : "a\($0)@y" })
        #expect((0..<20).map { outcomes[$0] } == (1...20).map { Self.noRelay("relay\($0)") })
        #expect((20..<30).allSatisfy { outcomes[$0] == .accepted("250 2.0.0 queued") })
        run((1...20).map { "relay\($0)@x" })
        #expect(outcomes.values.count { if case .agentRefused = $0 { true } else { false } } == 20)
        // That an address is dead is said of it alone.
        run((1...9).map { "dead\($0)@d\($0).example" })
        #expect(outcomes.values.count { if case .refused = $0 { true } else { false } } == 9)
        transport.close()
    }

    private static func noRelay(_ name: String) -> DeliveryOutcome {
        .refused(reply: 554, status: "5.7.1", text: "554 5.7.1 <\(name)>: Relay access denied")
    }

    @Test("no server, and one that does not want us, concern the agent")
    func unreachable() throws {
        var nobody = try client(nil)
        let failure = DeliveryOutcome.agentFailed("127.0.0.1:1: Connection refused")
        #expect(nobody.deliver([mail(1), mail(2)]) == [failure, failure])
        nobody.close()
        // A socket that is not there fails at once.
        var nowhere = try client(nil, parallel: 4, ["email-send-relayhost": "lmtp:\(folder)/none"])
        let ends = nowhere.deliver((1...10).map { mail($0) })
        #expect(ends.count { "\($0)".contains("No such file or directory") && $0.isOfAgent } == 10, "\(ends)")
        nowhere.close()
        #expect(throws: TransportError.self) {
            try self.client(nil, ["email-send-relayhost": "lmtp:/\(String(repeating: "x", count: 200))"])
        }
        var options = FaultyServer.Options()
        options.greeting = "554 5.3.2 go away"
        let (outcomes, _) = try deliver([mail(1), mail(2)], options: options, parallel: 2)
        for outcome in outcomes { #expect("\(outcome)".contains("greeted with 554 5.3.2 go away"), "\(outcome)") }
        options.greeting = "HTTP/1.1 400 Bad Request"
        let (others, _) = try SMTPTests().deliver([mail(1)], options: options)
        #expect("\(others)".contains("does not speak SMTP"))
    }

    @Test("connections stay open from batch to batch, and one that was closed meanwhile costs no mail")
    func reuse() throws {
        var options = FaultyServer.Options()
        options.mailsPerConnection = 3
        for saysGoodbye in [false, true] {
            options.saysGoodbye = saysGoodbye
            let server = try FaultyServer(options, folder: folder)
            defer { server.stop() }
            var transport = try client(server)
            for batch in 0..<4 {
                let outcomes = transport.deliver([mail(Int64(2 * batch)), mail(Int64(2 * batch + 1))])
                #expect(outcomes == Array(repeating: .accepted("250 2.0.0 queued"), count: 2))
            }
            transport.close()
            #expect(try server.mails.map(\.connection) == [1, 1, 1, 2, 2, 2, 3, 3])
        }
    }

    @Test("several connections share the mails, each mail goes once")
    func parallel() throws {
        let mails = (1...200).map { mail(Int64($0), to: "u\($0)@x") }
        let (outcomes, received) = try deliver(mails, parallel: 5)
        #expect(outcomes == Array(repeating: .accepted("250 2.0.0 queued"), count: 200))
        #expect(Set(received.map(\.rcpt)).count == 200)
        #expect(received.count == 200)
        #expect(Set(received.map(\.connection)).count == 5)
    }

    @Test(
        "nothing in a mail ends it early",
        arguments: [
            "a\n.\nMAIL FROM:<evil@x>\n", "a\r\n.\nMAIL FROM:<evil@x>\r\n", "a\n.\r\nMAIL FROM:<evil@x>\r\n",
            "a\r.\r\nMAIL FROM:<evil@x>\r\n", "a\r.\rMAIL FROM:<evil@x>\r", "a\r\n.\r\nMAIL FROM:<evil@x>\r\n",
            "a\r\n.\r\r\nMAIL FROM:<evil@x>\r\n",
        ])
    func smuggling(body: String) throws {
        let (outcomes, received) = try deliver([mail(1, body: body), mail(2)])
        #expect(outcomes == Array(repeating: .accepted("250 2.0.0 queued"), count: 2))
        #expect(received.count == 2)
        #expect(received[0].data.contains("evil@x"))
        #expect(received.allSatisfy { $0.mail.hasPrefix("MAIL FROM:<bounces+abc@example.org>") })
    }

    @Test(
        "addresses that hold a command, or what the server cannot take, are given up",
        arguments: [
            "a@x>\r\nRCPT TO:<evil@x", "a b@x", "a>@x", "\"a@x", "a\0@x", "",
        ])
    func addresses(recipient: String) throws {
        let (outcomes, received) = try deliver([mail(1, to: recipient), mail(2), mail(3, returnPath: "x\ny@x")])
        guard case .givenUp = outcomes[0], case .givenUp = outcomes[2] else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(received.count == 1)
    }

    @Test("SMTPUTF8 and 8BITMIME are asked for where needed, and a mail too large is not sent")
    func internationalised() throws {
        let needy = OutgoingMessage(
            deliveryID: 1, returnPath: "b@example.org", recipient: "jörg@exämple.net", messageID: "<1@x>",
            givenEnvelopeID: "1", from: "l@x", subject: "s", bytes: Array("Subject: ü\r\n\r\nü\r\n".utf8),
            bodyOffset: 0,
            text: [], needsSMTPUTF8: true)
        let large = mail(2, body: String(repeating: "0123456789\r\n", count: 10_000))
        let (outcomes, received) = try deliver([needy, large])
        #expect(outcomes[0] == .accepted("250 2.0.0 queued"))
        #expect("\(outcomes[1])".contains("takes 100000"))
        #expect(received[0].mail == "MAIL FROM:<b@example.org> SIZE=19 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=1")
        #expect(received[0].rcpt == "RCPT TO:<jörg@exämple.net> NOTIFY=FAILURE ORCPT=utf-8;jörg@exämple.net")
        let (others, _) = try SMTPTests().deliver([needy], options: Self.bare)
        #expect("\(others)".contains("SMTPUTF8"))
    }

    @Test("LMTP over a Unix socket")
    func lmtp() throws {
        var options = FaultyServer.Options()
        options.lmtp = true
        options.socket = folder + "/lmtp"
        let (outcomes, received) = try deliver(
            [mail(1), mail(2, to: "nouser@x"), mail(3)], options: options,
            ["email-send-relayhost": "lmtp:\(folder)/lmtp"])
        #expect(outcomes[0] == .accepted("250 2.0.0 queued"))
        #expect(outcomes[1] == .refused(reply: 550, status: "5.1.1", text: "550 5.1.1 no such 5.1.1 user"))
        #expect(received.count == 2)
    }

    // MARK: TLS and passwords

    /// A CA of our own and a certificate of `localhost` that it vouches for.
    ///
    /// - Parameter dates: When the certificate begins to be valid and when it ends; empty for now and two days.
    private func certificates(
        name: String = "localhost", dates: String = ""
    ) throws -> (ca: String, certificate: String, key: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.arguments = [
            "-ec",
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=test-ca
            openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=localhost
            printf 'subjectAltName=DNS:\(name)\(name == "localhost" ? ",IP:127.0.0.1" : "")\\n' > names
            : > index
            printf '[ca]\\ndefault_ca=a\\n[a]\\ndatabase=index\\nnew_certs_dir=.\\nrand_serial=yes\\ndefault_md=sha256\\n' > ca.cnf
            printf 'policy=p\\nunique_subject=no\\n[p]\\ncommonName=supplied\\n' >> ca.cnf
            set -- \(dates)
            if [ "$1" ]; then set -- -startdate $1 -enddate $2; else set -- -days 2; fi
            openssl ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -in request.pem -out cert.pem \
                -extfile names "$@"
            """,
        ]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return (folder + "/ca.pem", folder + "/cert.pem", folder + "/key.pem")
    }

    @Test(
        "STARTTLS and TLS from the first byte, with a certificate for the name or the number",
        arguments: [
            ("starttls", "localhost"), ("tls", "localhost"), ("starttls", "127.0.0.1"), ("tls", "127.0.0.1"),
        ])
    func encrypted(mode: String, host: String) throws {
        let files = try certificates()
        var options = FaultyServer.Options()
        options.tls = mode
        options.certificate = files.certificate
        options.key = files.key
        let server = try FaultyServer(options, folder: folder)
        defer { server.stop() }
        var transport = try client(
            server,
            [
                "email-send-tls": mode, "email-send-tls-ca": files.ca,
                "email-send-relayhost": "\(host):\(server.port)",
            ])
        #expect(transport.deliver([mail(1), mail(2)]) == Array(repeating: .accepted("250 2.0.0 queued"), count: 2))
        transport.close()
        #expect(try server.mails.map(\.tls) == [true, true])
        // The system's certificates do not vouch for it.
        var strict = try client(
            server, ["email-send-tls": mode, "email-send-relayhost": "\(host):\(server.port)"])
        for outcome in strict.deliver([mail(1), mail(2)]) {
            #expect(outcome == .agentFailed("\(host):\(server.port): \(Self.untrusted)"))
        }
        strict.close()
        #expect(try server.mails.count == 2)
    }

    private static let untrusted =
        "nobody whom this machine trusts vouches for the server's certificate; email-send-tls-ca names a file with those "
        + "who may"

    @Test("a certificate that has expired, is not valid yet, or is for another name, is called that")
    func certificateWords() throws {
        for (mode, host, dates, name, words) in [
            ("tls", "localhost", "20200101000000Z 20200201000000Z", "localhost", "expired at 2020-02-01 00:00:00 UTC"),
            ("starttls", "localhost", "20200101000000Z 20200201000000Z", "localhost", "expired at 2020-02-01"),
            (
                "tls", "localhost", "20900101000000Z 20900201000000Z", "localhost",
                "is not valid before 2090-01-01 00:00:00"
            ),
            ("tls", "localhost", "", "elsewhere", "is for another name than that in email-send-relayhost"),
            ("starttls", "localhost", "", "elsewhere", "is for another name than that in email-send-relayhost"),
            ("tls", "127.0.0.1", "", "elsewhere", "is for another name than that in email-send-relayhost"),
        ] {
            let files = try certificates(name: name, dates: dates)
            var options = FaultyServer.Options()
            options.tls = mode
            options.certificate = files.certificate
            options.key = files.key
            let server = try FaultyServer(options, folder: folder)
            defer { server.stop() }
            let place = "\(host):\(server.port)"
            var transport = try client(
                server,
                ["email-send-tls": mode, "email-send-tls-ca": files.ca, "email-send-relayhost": place])
            let outcome = transport.deliver([mail(1)])[0]
            transport.close()
            guard case .agentFailed(let reason) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(reason.hasPrefix("\(place): the server's certificate \(words)"))
            #expect(try server.mails.isEmpty)
        }
    }

    @Test("a server that does not speak TLS where it should names the setting")
    func noTLS() throws {
        let (outcomes, received) = try deliver([mail(1)], ["email-send-tls": "tls"])
        #expect("\(outcomes)".contains("does not speak TLS from the first byte there: look at email-send-tls"))
        #expect(received.isEmpty)
    }

    @Test("a server that offers no STARTTLS, or speaks before it is encrypted, gets no mail")
    func stripped() throws {
        let (outcomes, received) = try deliver([mail(1)], ["email-send-tls": "starttls"])
        #expect("\(outcomes)".contains("offers no STARTTLS"))
        #expect(received.isEmpty)
        let again = try SMTPTests()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let files = try certificates()
        var options = FaultyServer.Options()
        options.tls = "starttls"
        options.certificate = files.certificate
        options.key = files.key
        options.injected = "250 injected\r\n"
        let (injected, none) = try again.deliver(
            [mail(1)], options: options, ["email-send-tls": "starttls", "email-send-tls-ca": files.ca])
        #expect("\(injected)".contains("sent more in the clear after its answer to STARTTLS"), "\(injected)")
        #expect(!"\(injected)".contains("injected"))
        #expect(none.isEmpty)
    }

    @Test(
        "a password goes by PLAIN or LOGIN, and one that is wrong concerns the agent",
        arguments: ["PLAIN LOGIN", "LOGIN"])
    func password(mechanisms: String) throws {
        let file = folder + "/credentials"
        try "me:pa:ss wörd\n".write(toFile: file, atomically: true, encoding: .utf8)
        #expect(throws: TransportError.self) { try client(nil, ["email-send-credentials": file]) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        var options = FaultyServer.Options()
        options.extensions.append("AUTH \(mechanisms)")
        options.password = "me:pa:ss wörd"
        let server = try FaultyServer(options, folder: folder)
        defer { server.stop() }
        var transport = try client(server, ["email-send-credentials": file])
        #expect(transport.deliver([mail(1)]) == [.accepted("250 2.0.0 queued")])
        transport.close()
        #expect(try server.mails.map(\.user) == ["me"])
        try "me:wrong\n".write(toFile: file, atomically: false, encoding: .utf8)
        var wrong = try client(server, ["email-send-credentials": file])
        let outcomes = wrong.deliver([mail(1), mail(2)])
        for outcome in outcomes { #expect("\(outcome)".contains("535 5.7.8 wrong password")) }
        #expect(!"\(outcomes)".contains("me:wrong"))
        wrong.close()
    }

    @Test("a password is not sent in the clear over a network")
    func clearPassword() throws {
        let file = folder + "/credentials"
        try "a:b".write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let error = #expect(throws: TransportError.self) {
            try client(
                nil,
                [
                    "email-send-credentials": file, "email-send-tls": "off",
                    "email-send-relayhost": "mail.example.org",
                ])
        }
        #expect(error?.setting == "email-send-tls")
    }

    @Test(
        "where a server is",
        arguments: [
            ("mail.example.org", "mail.example.org:25", false), ("mail.example.org:587", "mail.example.org:587", false),
            ("[::1]:2525", "[::1]:2525", false), ("::1", "[::1]:25", false),
            ("[mail.example.org]:25", "mail.example.org:25", false),
            ("lmtp:/run/x", "/run/x", true), ("lmtp:unix:/run/x", "/run/x", true),
            ("lmtp:localhost", "localhost:24", true),
            ("lmtp:localhost:2003", "localhost:2003", true),
        ])
    func endpoints(text: String, description: String, speaksLMTP: Bool) throws {
        let endpoint = try #require(SMTPEndpoint(text))
        #expect(endpoint.description == description)
        #expect(endpoint.speaksLMTP == speaksLMTP)
    }

    @Test(
        "what is no server is refused",
        arguments: [
            "", ":25", "a:b", "a:0", "a:99999", "a b", "[::1", "[::1]x", "http://x", "smtp://x", "a@b", "lmtp:unix:x",
            "[a b]",
        ])
    func badEndpoints(text: String) {
        #expect(SMTPEndpoint(text) == nil)
    }

    @Test(
        "lines for SMTP end with CRLF, and no dot and no lone CR or LF can end the mail",
        arguments: [
            ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"), ("", ".\r\n"), ("a", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
            ("a\n.\nMAIL FROM:<x>\n", "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"),
            ("a\r.\rb\r\n", "a\r\n..\r\nb\r\n.\r\n"), ("a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
            ("a\r\n.\nb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"), ("\r\n", "\r\n.\r\n"),
            ("\n\r", "\r\n\r\n.\r\n"), ("a\r\n..b\r\n", "a\r\n...b\r\n.\r\n"),
        ])
    func smuggling(text: String, data: String) {
        #expect(String(decoding: SMTPData.content(Array(text.utf8)), as: UTF8.self) == data)
    }

    @Test("connections begin with mails that wait, and the journal names no more in doubt than there are connections")
    func journal() throws {
        let server = try FaultyServer(FaultyServer.Options(), folder: folder)
        defer {
            server.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
        let client = try client(server, parallel: 2)
        let origin = folder + "/list.db"
        var transport = try makeTransport(
            settings: Settings(["email-send-method": "smtp"]), origin: MailOrigin(path: origin)
        ) { _ throws(TransportError) in client }
        var next: Int64 = 1
        var accepted: Set<Int> = []
        var mostInDoubt = 0
        transport.run { finished, room in
            let lines =
                (try? String(contentsOfFile: origin + "-sending", encoding: .utf8))?.split(separator: "\n") ?? []
            var marks: [Int64: Character] = [:]
            for line in lines.dropFirst() { marks[Int64(line.dropFirst(2)) ?? 0] = line.first }
            mostInDoubt = max(mostInDoubt, marks.values.count { $0 == ">" })
            for handover in finished {
                #expect(marks[Int64(handover.number + 1)] == "+")
                accepted.insert(handover.number)
            }
            let given = (next..<min(201, next + Int64(room))).map { mail($0) }
            next += Int64(given.count)
            return given
        }
        transport.close()
        #expect(accepted == Set(0..<200))
        #expect(try server.mails.count == 200)
        #expect((1...2).contains(mostInDoubt))
        #expect(!FileManager.default.fileExists(atPath: origin + "-sending"))
    }
}
