import Bounces
import TestSupport
import Testing

@testable import Alerts
@testable import Storage

/// Mails that are kept and concluded together.
@Suite struct InboundGroupTests {
    private let file = TemporaryFile()
    private let store: Store
    private static let now: Int64 = 1_700_000_000

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
        for name in ["anna", "bert"] {
            _ = try store.subscribe(
                address: "\(name)@example.net", subscriptions: "ac", isVerified: true, wantsDigest: nil, userName: nil,
                now: 1)
        }
    }

    private func mail(_ text: String) -> InboundMail {
        let bytes = Array(text.utf8)
        return InboundMail(
            bytes: bytes, size: bytes.count, fingerprint: MailFingerprint.of(bytes), recipient: "bounces@example.org",
            sender: "", received: Self.now)
    }

    private func receive(_ texts: String..., isRunning: Bool = false) throws -> [Arrival] {
        try store.receive(group: texts.map(mail), process: 7) { _, _ in isRunning }
    }

    private func receiveAlone(_ text: String, isRunning: Bool = false) throws -> Arrival {
        try store.receive(mail(text), process: 8) { _, _ in isRunning }
    }

    private func judgement(_ id: Int64, rule: String = "test") throws -> Judgement {
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        var original = Original()
        original.codes = [anna.code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()]
        let recipient = Recipient(
            address: anna.address, action: .failed, classification: .hard, reason: .userUnknown, rule: rule)
        let report = Report(kind: .bounce, rule: rule, original: original, recipients: [recipient])
        let envelope = Envelope()
        return Judgement(
            inbound: id, clues: Clues(report: report, envelope: envelope), received: Self.now,
            ask: { Policy.questions(report: report, envelope: envelope, proofs: $0) },
            decide: { proofs, history in
                let decisions = Policy.decide(
                    report: report, envelope: envelope, proofs: proofs, history: history, settings: Settings(),
                    now: Self.now)
                return Conclusion(report: report, decisions: decisions, inbound: id, received: Self.now)
            }, observe: { _ in (Conclusion(probe: ""), "") })
    }

    private func states() throws -> [String] { try store.inboundLines(limit: 99).map(\.state) }

    @Test("a group is kept, and concluded in order, each seeing those before it")
    func group() throws {
        #expect(try receive("a", "b", "c") == [.new(1), .new(2), .new(3)])
        let results = store.conclude(group: try (1...3).map { try judgement($0) }, settings: Settings())
        #expect(try results.map { try $0.get().strongest?.effect } == [.doNotCall, .recorded, .recorded])
        #expect(try states() == ["judged", "judged", "judged"])
        #expect(try receive("b", "d") == [.known(2), .new(4)])
        #expect(try store.history(address: nil, limit: 9).count == 3)
    }

    @Test("the same mail twice in a group is kept once")
    func twins() throws {
        #expect(try receive("a", "b", "a") == [.new(1), .new(2), .inProgress(1)])
        #expect(try store.inboundLines(limit: 9).map(\.deliveries) == [2, 1])
    }

    @Test("after a crash each of a group is judged once more by itself, and set aside if that crashes too")
    func crashed() throws {
        #expect(try receive("a", "b", "c") == [.new(1), .new(2), .new(3)])
        // The process ends here.
        #expect(try receive("a", isRunning: true) == [.inProgress(1)])
        #expect(try receive("a", "b", "d") == [.again(1), .again(2), .new(4)])
        #expect(try receiveAlone("b") == .again(2))
        _ = try store.conclude(try judgement(2), settings: Settings())
        // This one ends the process again, after `d` and before `a` had its turn.
        #expect(try receiveAlone("c") == .again(3))
        #expect(try receive("c", "a") == [.abandoned(3), .again(1)])
        #expect(try receive("c") == [.known(3)])
        #expect(try receiveAlone("a") == .again(1))
        _ = try store.conclude(try judgement(1), settings: Settings())
        #expect(try receiveAlone("d") == .again(4))
        #expect(try states() == ["judged", "judged", "set-aside", "judging"])
        #expect(try store.logLines(limit: 9).filter { $0.level == "warning" }.map(\.inbound) == [3])
    }

    @Test("one that cannot be concluded leaves the others of its group unharmed")
    func oneFails() throws {
        #expect(try receive("a", "b", "c") == [.new(1), .new(2), .new(3)])
        try store.connection.run(
            """
            CREATE TRIGGER fx_email_fails BEFORE INSERT ON fx_email_history WHEN new.rule='broken'
            BEGIN SELECT raise(FAIL, 'broken'); END
            """)
        let results = store.conclude(
            group: [try judgement(1), try judgement(2, rule: "broken"), try judgement(3)], settings: Settings())
        #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
        #expect(try states() == ["judged", "judging", "judged"])
        #expect(try store.history(address: nil, limit: 9).count == 2)
        // The mail server sends it again, and it is judged.
        try store.connection.run("DROP TRIGGER fx_email_fails")
        #expect(try receive("b") == [.again(2)])
        #expect(try receiveAlone("b") == .again(2))
        _ = try store.conclude(try judgement(2), settings: Settings())
        #expect(try states() == ["judged", "judged", "judged"])
    }

    @Test("where there is no room, nothing of a group is kept")
    func full() throws {
        let pages = try store.connection.first("PRAGMA page_count") { $0.integer(0) } ?? 0
        try store.connection.run("PRAGMA max_page_count=\(pages + 8)")
        #expect { try receive("a", String(repeating: "x", count: 200_000)) } throws: {
            ($0 as? StoreError)?.code == .full
        }
        #expect(try states().isEmpty)
        #expect(try receive("a") == [.new(1)])
    }
}
