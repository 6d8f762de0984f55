import Alerts
import Storage
import TestSupport
import Testing
import Transports

@testable import Commands

/// What `email relay` does with the mails of a queue.
@Suite struct RelayTests {
    /// A mail agent that answers as it is told, by recipient.
    private final class Agent: BatchTransport {
        let batchSize = 3
        let usesEnvelope: Bool
        var answers: [String: DeliveryOutcome] = [:]
        var doubts = Doubts()
        var taken: [OutgoingMessage] = []
        var attempts = 0

        init(usesEnvelope: Bool) { self.usesEnvelope = usesEnvelope }

        func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
            attempts += mails.count
            return mails.map { mail in
                let answer = answers[mail.recipient] ?? .accepted("ok")
                if case .accepted = answer { taken.append(mail) }
                return answer
            }
        }
    }

    private let file = TemporaryFile("queue.db")

    private func fill(_ mails: [String]) throws -> QueueFile {
        let queue = try QueueFile(path: file.path, to: .fill)
        try queue.add(mails.map { QueueFile.Entry(deliveryID: 0, mail: Array($0.utf8)) }, origin: "", forgetting: [])
        return queue
    }

    private func mail(to recipients: String, more: String = "") -> String {
        "To: \(recipients)\r\nSubject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\r\nFrom: Jane <jane@x>\r\n\(more)\r\nbody\r\n"
    }

    @Test("what is accepted leaves the queue, what is put off is tried later, what is refused stays")
    func outcomes() throws {
        let queue = try fill(["a@x", "later@x", "no@x", "odd@x", "b@x", "c@x", "d@x"].map { mail(to: $0) })
        let agent = Agent(usesEnvelope: true)
        agent.answers = [
            "later@x": .deferred("busy"), "no@x": .refused(reply: 550, status: "5.1.1", text: "550 no"),
            "odd@x": .uncertain("gone"),
        ]
        var notes: [String] = []
        var warnings: [String] = []
        var relay = Relay(
            queue: queue, transport: agent, note: { notes.append($0) }, warn: { warnings.append($0) })
        var summary = try relay.pass(now: { 1000 }, shouldStop: { false })
        #expect((summary.accepted, summary.postponed, summary.refused) == (4, 2, 1))
        #expect(agent.taken.map(\.recipient) == ["a@x", "b@x", "c@x", "d@x"])
        #expect(try queue.count() == 3)
        #expect(
            notes == [
                "mail 2: is tried again: later@x: busy", "mail 3: stays in the queue: no@x: refused: 550 no",
            ])
        #expect(warnings == ["mail 4, : is tried again: odd@x: gone; it may come twice"])
        agent.answers = [:]
        summary = try relay.pass(now: { 1059 }, shouldStop: { false })
        // They wait, though nothing was tried.
        #expect((summary.accepted, summary.postponed, summary.refused) == (0, 2, 0))
        summary = try relay.pass(now: { 1060 }, shouldStop: { false })
        #expect(summary.accepted == 2)
        try queue.retryAll()
        summary = try relay.pass(now: { 1060 }, shouldStop: { false })
        #expect(summary.accepted == 1)
        #expect(try queue.count() == 0)
    }

    @Test("what was in hand when a relay died is named, whether it goes by the same way or by another")
    func doubts() throws {
        let queue = try fill([
            mail(to: "a@x", more: "Message-ID: <1@x>\r\n"), mail(to: "b@x, c@x", more: "Message-ID: <2@x>\r\n"),
        ])
        let rows = try queue.waiting(after: 0, now: 0, limit: 9, mark: Relay.mark)
        let marks = rows.map { Relay.mark($0.id, $0.mail) }
        func warnings(_ doubts: Doubts, usesEnvelope: Bool, others: Doubts = Doubts()) throws -> [String] {
            let agent = Agent(usesEnvelope: usesEnvelope)
            agent.doubts = doubts
            var lines: [String] = []
            var relay = Relay(queue: queue, transport: agent, note: { _ in }, warn: { lines.append($0) })
            try relay.nameDoubts(others: others)
            return lines.map { String($0.prefix { $0 != "," }) }
        }
        var doubts = Doubts()
        #expect(try warnings(doubts, usesEnvelope: true).isEmpty)
        doubts.handed = [Relay.mark(marks[1], "c@x"), 77]
        doubts.accepted = [Relay.mark(marks[0], "a@x")]
        #expect(try warnings(doubts, usesEnvelope: true) == ["mail 2 to c@x"])
        // By a way that asks for the whole mail, that of `a@x` goes again too.
        #expect(try warnings(doubts, usesEnvelope: false) == ["mail 1 to a@x", "mail 2 to c@x"])
        #expect(try warnings(Doubts(), usesEnvelope: false, others: doubts) == ["mail 1 to a@x", "mail 2 to c@x"])
        doubts.handed = [marks[1]]
        doubts.accepted = [marks[0]]
        #expect(try warnings(doubts, usesEnvelope: false) == ["mail 2 to b@x", "mail 2 to c@x"])
        #expect(
            try warnings(doubts, usesEnvelope: true) == ["mail 1 to a@x", "mail 2 to b@x", "mail 2 to c@x"])
        doubts = Doubts()
        doubts.isIncomplete = true
        #expect(try warnings(doubts, usesEnvelope: true).count == 1)
    }

    @Test("the waits grow up to four hours, and the number of a mail that is gone may be that of another")
    func waits() throws {
        let queue = try fill([mail(to: "later@x")])
        let agent = Agent(usesEnvelope: true)
        agent.answers = ["later@x": .deferred("busy")]
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        var now: Int64 = 0
        for wait in [60, 120, 240, 480, 960, 1920, 3840, 7680, 14_400, 14_400] as [Int64] {
            #expect(try relay.pass(now: { now }, shouldStop: { false }).postponed == 1)
            let attempts = agent.attempts
            #expect(try relay.pass(now: { now + wait - 1 }, shouldStop: { false }).postponed == 1)
            #expect(agent.attempts == attempts)
            now += wait
        }
        let connection = try Connection(path: file.path, mode: .readWrite)
        try connection.run("DELETE FROM email")
        try connection.run("INSERT INTO email(emailid, msg) VALUES(1, ?1)", [.text(mail(to: "a@x"))])
        #expect(try relay.pass(now: { now - 1 }, shouldStop: { false }).accepted == 1)
    }

    @Test("nothing is lost or marked when the agent does not work")
    func agentFailure() throws {
        let queue = try fill((1...8).map { mail(to: "r\($0)@x") })
        let agent = Agent(usesEnvelope: false)
        agent.answers = ["r4@x": .agentFailed("broken"), "r5@x": .agentFailed("broken")]
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        let summary = try relay.pass(now: { 0 }, shouldStop: { false })
        #expect(summary.agentFailure == "broken")
        #expect(agent.taken.map(\.recipient) == ["r1@x", "r2@x", "r3@x", "r6@x"])
        agent.answers = [:]
        #expect(try relay.pass(now: { 0 }, shouldStop: { false }).accepted == 4)
    }

    @Test("a mail whose recipients are refused and not all tried waits, and those behind it go")
    func manyRecipients() throws {
        let queue = try fill([mail(to: (1...40).map { "bad\($0)@x" }.joined(separator: ", ")), mail(to: "good@x")])
        let agent = Agent(usesEnvelope: true)
        agent.answers = ["bad1@x": .agentRefused("no relaying")]
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        #expect(try relay.pass(now: { 1000 }, shouldStop: { false }).agentFailure == "no relaying")
        agent.answers = [:]
        let accepted = try relay.pass(now: { 1001 }, shouldStop: { false }).accepted
        #expect(accepted == 1)
        #expect(try relay.pass(now: { 1100 }, shouldStop: { false }).accepted == 1)
    }

    @Test("mails of any number are passed on, and who gets one twice by another way is named")
    func numbers() throws {
        let queue = try fill([mail(to: "a@x, b@x")])
        let connection = try Connection(path: file.path, mode: .readWrite)
        try connection.run("INSERT INTO email(emailid, msg) VALUES(0, ?1), (-5, ?1)", [.text(mail(to: "c@x"))])
        let agent = Agent(usesEnvelope: true)
        agent.answers = ["b@x": .deferred("later")]
        var warnings: [String] = []
        var relay = Relay(queue: queue, transport: agent, note: { _ in }, warn: { warnings.append($0) })
        let first = try relay.pass(now: { 1000 }, shouldStop: { false })
        #expect(first.accepted == 2 && first.postponed == 1 && warnings.isEmpty)
        var other = Relay(
            queue: queue, transport: Agent(usesEnvelope: false), note: { _ in }, warn: { warnings.append($0) })
        #expect(try other.pass(now: { 2000 }, shouldStop: { false }).accepted == 1)
        #expect(warnings.count == 1 && warnings[0].contains("comes twice to a@x"))
    }

    @Test("what the agent refuses for its own reasons waits, and the rest is not tried")
    func agentRefusal() throws {
        let queue = try fill((1...8).map { mail(to: "r\($0)@x") })
        let agent = Agent(usesEnvelope: false)
        agent.answers = ["r1@x": .agentRefused("status 78")]
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        let summary = try relay.pass(now: { 1000 }, shouldStop: { false })
        #expect(summary.agentFailure == "status 78" && summary.postponed == 1 && summary.refused == 0)
        agent.answers = [:]
        let taken = summary.accepted
        #expect(try relay.pass(now: { 1000 }, shouldStop: { false }).accepted == 7 - taken)
        #expect(try relay.pass(now: { 1061 }, shouldStop: { false }).accepted == 1)
    }

    @Test("the envelope is that of the header: all recipients once, Return-Path, Sender or From")
    func envelope() throws {
        let more = "Cc: b@x, \"C\" <c@x>\r\nBcc: d@x,\r\n\ta@x\r\nSender: <s@x>\r\n"
        let queue = try fill([
            "Return-Path: <bounces+tok@x>\r\n" + mail(to: "a@x", more: more), mail(to: "a@x", more: more),
            mail(to: "a@x"), "Return-Path: <>\r\n" + mail(to: "a@x"), mail(to: "undisclosed-recipients:;"),
            "To: a@x\nFrom: b@x\n\nonly LF\n",
        ])
        let agent = Agent(usesEnvelope: true)
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        var summary = try relay.pass(now: { 0 }, shouldStop: { false })
        #expect((summary.accepted, summary.refused) == (5, 1))
        #expect(agent.taken.prefix(4).map(\.recipient) == ["a@x", "b@x", "c@x", "d@x"])
        let paths = ["bounces+tok@x", "bounces+tok@x", "bounces+tok@x", "bounces+tok@x", "s@x", "s@x", "s@x", "s@x"]
        #expect(agent.taken.map(\.returnPath) == paths + ["jane@x", "", "b@x"])
        let first = String(decoding: agent.taken[0].bytes, as: UTF8.self)
        let rest = "Cc: b@x, \"C\" <c@x>\r\nSender: <s@x>\r\n"
        #expect(first == mail(to: "a@x", more: rest))
        #expect(agent.taken[0].subject == "grüße")
        #expect(agent.taken[0].from == "jane@x")
        let last = String(decoding: agent.taken.last?.bytes ?? [], as: UTF8.self)
        #expect(last == "To: a@x\r\nFrom: b@x\r\n\r\nonly LF\r\n")

        let whole = Agent(usesEnvelope: false)
        let connection = try Connection(path: file.path, mode: .readWrite)
        try connection.run("INSERT INTO email(msg) VALUES(?1)", [.text(mail(to: "a@x", more: more))])
        relay = Relay(queue: queue, transport: whole, note: { _ in })
        summary = try relay.pass(now: { 0 }, shouldStop: { false })
        #expect(whole.taken.map(\.recipient) == ["a@x,b@x,c@x,d@x"])
        #expect(String(decoding: whole.taken[0].bytes, as: UTF8.self) == mail(to: "a@x", more: more))
    }

    @Test("of several recipients only those are tried again who have not been served")
    func partly() throws {
        let queue = try fill([mail(to: "a@x, later@x, b@x")])
        let agent = Agent(usesEnvelope: true)
        agent.answers = ["later@x": .deferred("busy")]
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        #expect(try relay.pass(now: { 0 }, shouldStop: { false }).postponed == 1)
        agent.answers = [:]
        #expect(try relay.pass(now: { 60 }, shouldStop: { false }).accepted == 1)
        #expect(agent.taken.map(\.recipient) == ["a@x", "b@x", "later@x"])
    }

    @Test("a person sees what was refused, and gives it up; what is to be tried, or was never tried, stays")
    func givenUp() throws {
        let queue = try fill(["a@x", "no@x", "later@x"].map { mail(to: $0, more: "Message-ID: <\($0)>\r\n") })
        let agent = Agent(usesEnvelope: true)
        agent.answers = [
            "no@x": .refused(reply: 550, status: "5.1.1", text: "550 no"), "later@x": .deferred("busy"),
        ]
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        _ = try relay.pass(now: { 1000 }, shouldStop: { false })
        try queue.add([QueueFile.Entry(deliveryID: 0, mail: Array(mail(to: "new@x").utf8))], origin: "", forgetting: [])
        let held = HeldMails(queue: queue)
        #expect(
            try held.lines() == [
                "2  <no@x>  refused after 1 try: no@x: refused: 550 no",
                "3  <later@x>  is tried again 1970-01-01 00:17:40 after 1 try: later@x: busy",
            ])
        let dropped = try held.drop([1, 2, 3, 4, 99])
        #expect(dropped.lines == ["mail 2 to no@x, <no@x>, is deleted: no@x: refused: 550 no"])
        #expect(dropped.unknown == [1, 3, 4, 99])
        #expect(try queue.count() == 2)
        #expect(try held.drop([2]).unknown == [2])
    }

    @Test("a number that was given to another mail since does not delete that one")
    func numberGivenAgain() throws {
        let queue = try fill([mail(to: "no@x")])
        let agent = Agent(usesEnvelope: true)
        agent.answers = ["no@x": .refused(reply: 550, status: "5.1.1", text: "550 no")]
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        _ = try relay.pass(now: { 0 }, shouldStop: { false })
        // As Fossil, or its email-sender.tcl, does, which know nothing of what we note.
        let other = try Connection(path: file.path, mode: .readWrite)
        try other.run("UPDATE email SET msg='To: b@x' || char(10) || char(10) || 'x'")
        let held = HeldMails(queue: queue)
        #expect(try held.lines() == [])
        #expect(try held.drop([1]).unknown == [1])
        #expect(try queue.count() == 1)
    }

    @Test("from one queue into another a mail goes once, though the first forgets that it went")
    func onceOnly() throws {
        let queue = try fill([mail(to: "a@x"), mail(to: "a@x")])
        let other = TemporaryFile("other.db")
        let mails = try queue.waiting(after: 0, now: 0, limit: 10, mark: Relay.mark)
        var transport = try DatabaseTransport(path: other.path, origin: "q")
        // As if the program had died before it could delete them.
        _ = transport.deliver(mails.map { ReadMail($0.mail).wholeMessage(id: Relay.mark($0.id, $0.mail)) })
        var relay = Relay(queue: queue, transport: transport, note: { _ in })
        #expect(try relay.pass(now: { 0 }, shouldStop: { false }).accepted == 2)
        #expect(try queue.count() == 0)
        #expect(try QueueFile(path: other.path, to: .empty).count() == 2)
    }

    // MARK: The ledger

    private func database(readers: Int) throws -> (TemporaryFile, Store) {
        let own = TemporaryFile("email.db")
        try own.initialised(now: 1000)
        let store = try Store(path: own.path)
        try store.set("email-self", to: "list@example.org", now: 1000)
        for number in 1...readers {
            _ = try store.subscribe(
                address: "r\(number)@example.net", subscriptions: "c", isVerified: true, wantsDigest: false,
                userName: nil,
                now: 1000)
        }
        return (own, store)
    }

    /// Hands mails over to the queue as `email exec` does by the method `db`.
    private func handOver(_ store: Store, origin: MailOrigin) throws -> [QueuedMail] {
        let letter = Letter(kind: .alert, subject: "x", fromName: nil, body: "x\n")
        let mails = try store.transaction { () throws(StoreError) -> [QueuedMail] in
            for number in 1...3 {
                if let reader = try store.subscriber(address: "r\(number)@example.net") {
                    try store.queue(letter, for: [reader], events: [], due: 1000, now: 1000)
                }
            }
            return try store.takeDue(limit: 10, now: 1000)
        }
        let settings = try store.settings()
        let composer = try Composer(
            settings: settings, keys: try store.signingKeys(), templates: Templates(), now: 1000)
        var transport = try DatabaseTransport(path: file.path, origin: origin.name)
        for mail in mails {
            let message = composer.compose(composer.prepare(letter), for: mail.addressee)
            #expect(transport.deliver([message]).count == 1)
        }
        return mails
    }

    private func states(_ store: Store) throws -> [String] {
        try store.deliveryLines(address: nil, state: nil, limit: 99).map {
            "\($0.address) \($0.state) \($0.error ?? "")"
        }
    }

    @Test("a delivery that is refused on the way counts once, as for exec, and leaves the queue; other mails stay")
    func ledger() throws {
        let (own, store) = try database(readers: 3)
        let origin = MailOrigin(path: own.path, id: try store.originID() ?? "")
        let mails = try handOver(store, origin: origin)
        // What exec does when the queue has them. One it has not yet noted.
        try store.transaction { () throws(StoreError) in
            try store.record(mails.dropLast().map { ($0, .sent) }, settings: store.settings(), now: 1000)
        }
        let queue = try QueueFile(path: file.path, to: .empty)
        let forged = "Message-ID: \(mails[0].addressee.messageID)\r\n"
        try queue.add(
            [
                QueueFile.Entry(deliveryID: 0, mail: Array(mail(to: "stranger@x", more: forged).utf8)),
                QueueFile.Entry(
                    deliveryID: 0,
                    mail: Array(mail(to: "r1@example.net", more: "Message-ID: <1.x@example.org>\r\n").utf8)),
            ], origin: "", forgetting: [])
        let agent = Agent(usesEnvelope: true)
        let refusal = DeliveryOutcome.refused(reply: 550, status: "5.1.1", text: "550 5.1.1 no such user")
        agent.answers = [
            "r2@example.net": refusal, "r3@example.net": refusal, "stranger@x": refusal,
            "r1@example.net": .deferred("busy"),
        ]
        var notes: [String] = []
        var relay = Relay(
            queue: queue, transport: agent, note: { notes.append($0) },
            ledger: Ledger(store, settings: try store.settings(), origin: origin))
        var summary = try relay.pass(now: { 2000 }, shouldStop: { false })
        #expect((summary.failed, summary.refused, summary.postponed) == (2, 1, 2))
        #expect(try queue.count() == 3)
        #expect(
            notes.contains("mail 2: failed and counts as a bounce: r2@example.net: refused: 550 5.1.1 no such user"))
        #expect(
            try states(store) == [
                "r1@example.net sent ", "r2@example.net failed 550 5.1.1 no such user",
                "r3@example.net failed 550 5.1.1 no such user",
            ])
        #expect(try store.subscriber(address: "r1@example.net")?.isDoNotCall == false)
        #expect(try store.subscriber(address: "r2@example.net")?.isDoNotCall == true)
        #expect(try store.subscriber(address: "r3@example.net")?.isDoNotCall == true)
        // What exec notes afterwards changes nothing.
        try store.transaction { () throws(StoreError) in
            try store.record(mails.suffix(1).map { ($0, .sent) }, settings: store.settings(), now: 2001)
        }
        #expect(try store.deliveryLines(address: nil, state: "failed", limit: 9).count == 2)
        #expect(try queue.hasAccepted(deliveryID: mails[1].id, origin: origin.name) == false)
        // By what is the mail's but for its number, nobody is accused.
        agent.answers["r1@example.net"] = refusal
        summary = try relay.pass(now: { 9000 }, shouldStop: { false })
        #expect((summary.failed, summary.refused) == (1, 1))
        #expect(try states(store)[0].hasPrefix("r1@example.net failed"))
        #expect(try store.connection.first("SELECT count(*) FROM fx_email_history") { $0.integer(0) } == 3)
    }

    @Test(
        "a refusal of a mail that Fossil itself wrote counts once, by the subscriber's code in it, and the mail stays")
    func fossilsOwn() throws {
        let (own, store) = try database(readers: 3)
        let origin = MailOrigin(path: own.path, id: try store.originID() ?? "")
        let refusal = DeliveryOutcome.refused(reply: 550, status: "5.1.1", text: "550 5.1.1 no such user")
        let agent = Agent(usesEnvelope: true)
        var mails: [String] = []
        // The second one has another's code, the third none.
        for (reader, codeOf) in [(1, 1), (2, 3), (3, nil)] {
            agent.answers["r\(reader)@example.net"] = refusal
            let code = try codeOf.flatMap { try store.subscriber(address: "r\($0)@example.net")?.code } ?? []
            let link = "https://example.org/repo/unsubscribe/" + code.map { hexadecimal($0) }.joined()
            mails.append(
                mail(to: "r\(reader)@example.net", more: "Message-Id: <m\(reader)@fossil>\r\n")
                    .replacing("body", with: "News\r\n--\r\nUnsubscribe: \(link)"))
        }
        let queue = try fill(mails)
        var notes: [String] = []
        var relay = Relay(
            queue: queue, transport: agent, note: { notes.append($0) },
            ledger: Ledger(store, settings: try store.settings(), origin: origin))
        for now: Int64 in [2000, 3000] {
            let summary = try relay.pass(now: { now }, shouldStop: { false })
            #expect((summary.failed, summary.refused) == (0, 3))
            #expect(
                notes.first == "mail 1: counts as a bounce, and stays in the queue: "
                    + "r1@example.net: refused: 550 5.1.1 no such user")
            #expect(notes.dropFirst().allSatisfy { $0.contains(": stays in the queue: ") })
            #expect(try (1...3).map { try store.subscriber(id: $0)?.isDoNotCall } == [true, false, false])
            #expect(try store.connection.first("SELECT count(*) FROM fx_email_history") { $0.integer(0) } == 1)
            #expect(try queue.count() == 3)
            try queue.retryAll()
            notes = []
        }
    }

    private func hexadecimal(_ byte: UInt8) -> String { String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }

    @Test("a refusal is that of the delivery, though the queue has the domain in ASCII")
    func internationalDomain() throws {
        let (own, store) = try database(readers: 2)
        try store.connection.run("UPDATE subscriber SET semail='r1@bücher.example' WHERE subscriberId=1")
        let origin = MailOrigin(path: own.path, id: try store.originID() ?? "")
        let letter = Letter(kind: .alert, subject: "x", fromName: nil, body: "x\n")
        let mails = try store.transaction { () throws(StoreError) -> [QueuedMail] in
            let reader = try store.subscriber(id: 1)
            try store.queue(letter, for: reader.map { [$0] } ?? [], events: [], due: 1000, now: 1000)
            return try store.takeDue(limit: 10, now: 1000)
        }
        let composer = try Composer(
            settings: try store.settings(), keys: try store.signingKeys(), templates: Templates(), now: 1000)
        var transport = try DatabaseTransport(path: file.path, origin: origin.name)
        for mail in mails { _ = transport.deliver([composer.compose(composer.prepare(letter), for: mail.addressee)]) }
        try store.transaction { () throws(StoreError) in
            try store.record(mails.map { ($0, .sent) }, settings: store.settings(), now: 1000)
        }
        let agent = Agent(usesEnvelope: true)
        agent.answers = [
            "r1@xn--bcher-kva.example": .refused(reply: 550, status: "5.1.1", text: "550 5.1.1 no such user")
        ]
        var relay = Relay(
            queue: try QueueFile(path: file.path, to: .empty), transport: agent, note: { _ in },
            ledger: Ledger(store, settings: try store.settings(), origin: origin))
        #expect(try relay.pass(now: { 2000 }, shouldStop: { false }).failed == 1)
        #expect(try store.subscriber(id: 1)?.isDoNotCall == true)
    }

    @Test("a mail of ours goes on with the envelope id by which a bounce finds its delivery")
    func envelopeID() throws {
        let (own, store) = try database(readers: 3)
        let mails = try handOver(store, origin: MailOrigin(path: own.path))
        let queue = try QueueFile(path: file.path, to: .empty)
        try queue.add(
            [
                QueueFile.Entry(deliveryID: 0, mail: Array(mail(to: "a@x", more: "Message-ID: <12.34@x>\r\n").utf8)),
                QueueFile.Entry(deliveryID: 0, mail: Array(mail(to: "a@x").utf8)),
            ], origin: "", forgetting: [])
        let agent = Agent(usesEnvelope: true)
        var relay = Relay(queue: queue, transport: agent, note: { _ in })
        #expect(try relay.pass(now: { 0 }, shouldStop: { false }).accepted == 5)
        #expect(agent.taken.map(\.envelopeID) == mails.map(\.addressee.envelopeID) + ["", ""])
        #expect(agent.taken.prefix(3).allSatisfy { !$0.envelopeID.isEmpty })
    }
}
