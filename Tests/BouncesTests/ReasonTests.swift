import Testing

@testable import Bounces

@Suite("Reasons")
struct ReasonTests {
    private func judge(_ diagnostic: String, status: String? = nil, action: Action? = .failed) -> Judgement {
        let bytes = Array(diagnostic.lowercased().utf8)
        return ReasonJudge.judge(
            diagnostic: bytes.span, status: status, reply: nil, action: action, dialect: nil, remoteMTA: nil)
    }

    private func check(_ expected: ReasonCases.Case) {
        let judgement = judge(expected.diagnostic)
        let why = "by \(judgement.rule); \(judgement.evidence.map(\.outcome))"
        #expect(judgement.reason.rawValue == expected.reason, "\(expected.diagnostic) \(why)")
        #expect(judgement.classification.rawValue == expected.classification, "\(expected.diagnostic) \(why)")
        #expect(judgement.status == expected.status, "\(expected.diagnostic) \(why)")
    }

    @Test("what mail servers say is understood", arguments: ReasonCases.cases(ReasonCases.servers))
    func servers(_ expected: ReasonCases.Case) { check(expected) }

    @Test("what providers and gateways say is understood", arguments: ReasonCases.cases(ReasonCases.providers))
    func providers(_ expected: ReasonCases.Case) { check(expected) }

    @Test("other languages are understood", arguments: ReasonCases.cases(ReasonCases.languages))
    func languages(_ expected: ReasonCases.Case) { check(expected) }

    @Test("what is said of the sender calls no recipient dead", arguments: ReasonCases.cases(ReasonCases.senders))
    func senders(_ expected: ReasonCases.Case) { check(expected) }

    @Test(
        "what is said of the recipient counts beside the sender", arguments: ReasonCases.cases(ReasonCases.recipients))
    func recipients(_ expected: ReasonCases.Case) { check(expected) }

    @Test("the evidence says that words are set aside, and why")
    func aside() {
        func lost(_ diagnostic: String) -> String? {
            judge(diagnostic).evidence.first { $0.outcome.hasPrefix("user-unknown lost") }?.outcome
        }
        #expect(lost("550 Sender address is not valid") == "user-unknown lost: said of the sender")
        #expect(lost("550 too many invalid recipients") == "user-unknown lost: part of longer words")
        #expect(lost("501 5.1.7 Invalid address") == "user-unknown lost: the status is about the sender")
        #expect(judge("550 Sender address is not valid").rule == "sender address")
    }

    @Test("clear words beat the code, both ways", arguments: ReasonCases.cases(ReasonCases.contrary))
    func contrary(_ expected: ReasonCases.Case) { check(expected) }

    @Test("a code alone has its standard meaning", arguments: ReasonCases.cases(ReasonCases.codes))
    func codes(_ expected: ReasonCases.Case) { check(expected) }

    @Test("there are at least three hundred cases")
    func enough() {
        let tables = [
            ReasonCases.servers, ReasonCases.providers, ReasonCases.languages, ReasonCases.contrary, ReasonCases.codes,
        ]
        #expect(tables.map { ReasonCases.cases($0).count }.reduce(0, +) >= 300)
    }

    @Test("hard is only what says that the address is dead")
    func hardness() {
        let dead: Set<Reason> = [.userUnknown, .hostUnknown, .hasMoved, .notAccept]
        for reason in Reason.allCases {
            #expect(reason.isAddressDead == dead.contains(reason))
            #expect(reason.classification(permanent: true) == (dead.contains(reason) ? .hard : .soft))
        }
        #expect(Reason.userUnknown.classification(permanent: false) == .hard)
        #expect(Reason.notAccept.classification(permanent: false) == .soft)
    }

    @Test("each reason has a rank of its own, in the order in which they are declared")
    func ranks() {
        #expect(Reason.allCases.map(\.rank) == Array(0..<Reason.allCases.count))
    }

    @Test("the status reported is kept, unless it says nothing")
    func reportedStatus() {
        #expect(judge("550 5.1.1 user unknown", status: "5.0.0").status == "5.1.1")
        #expect(judge("550 user unknown", status: "5.0.0").status == "5.0.0")
        #expect(judge("552 5.2.2 over quota", status: "5.1.1").status == "5.1.1")
        #expect(judge("554 blocked using zen.spamhaus.org", status: "4.0.0").status == "4.0.0")
        #expect(judge("450 4.7.1 client host rejected", status: "4.4.7").status == "4.4.7")
        #expect(judge("5.1.1 user unknown", status: "5.0.0 (permanent failure)").status == "5.1.1")
    }

    @Test("without any code the action tells the first digit")
    func inferredStatus() {
        #expect(judge("mailbox is full").status == "5.2.2")
        #expect(judge("mailbox is full", action: .delayed).status == "4.2.2")
        #expect(judge("temporary failure, please retry").status == "4.3.0")
        #expect(judge("", action: .delayed).reason == .expired)
        #expect(judge("").reason == .undefined)
        #expect(judge("").status == "5.0.0")
    }

    @Test("a refusal means what the refused command is about")
    func stages() {
        func at(_ stage: Stage) -> Reason {
            let bytes = Array("550 access denied".utf8)
            return ReasonJudge.judge(
                diagnostic: bytes.span, status: nil, reply: nil, action: .failed, dialect: nil, remoteMTA: nil,
                stage: stage
            ).reason
        }
        #expect(at(.connect) == .blocked)
        #expect(at(.hello) == .blocked)
        #expect(at(.mail) == .rejected)
        #expect(at(.recipient) == .filtered)
        #expect(at(.data) == .rejected)
        #expect(judge("550 Denied by server (in reply to RCPT TO command)").reason == .filtered)
    }

    @Test("however often the sender is spoken of, all of it is about the sender")
    func manySenders() {
        let judgement = judge(String(repeating: "sender address user unknown ", count: 10_000))
        #expect(judgement.reason == .rejected)
    }

    @Test("the dialect's own phrase goes before all others")
    func dialectPhrases() {
        let dialect = Dialect("test", phrases: [.suspend: ["out to lunch"]])
        let bytes = Array("550 5.1.1 user unknown, out to lunch".utf8)
        let judgement = ReasonJudge.judge(
            diagnostic: bytes.span, status: nil, reply: nil, action: .failed, dialect: dialect, remoteMTA: nil)
        #expect(judgement.reason == .suspend)
        #expect(judgement.rule == "test: out to lunch")
    }

    @Test("a provider's rows hold only where the provider is known to speak")
    func providerRows() {
        let bytes = Array("550 5.7.606 denied".utf8)
        func reason(_ remote: String?) -> Reason {
            ReasonJudge.judge(
                diagnostic: bytes.span, status: nil, reply: nil, action: .failed, dialect: nil,
                remoteMTA: remote.map { Array($0.utf8) }
            ).reason
        }
        #expect(reason("dns; mail.protection.outlook.com") == .blocked)
        #expect(reason("dns; mx.example.com") != .blocked)
        #expect(reason(nil) != .blocked)
    }

    @Test("the evidence says what won, and what lost and why")
    func evidence() {
        let judgement = judge("550 5.2.2 no such user")
        #expect(judgement.rule == "no such user")
        #expect(judgement.evidence.first?.outcome == "user-unknown")
        #expect(judgement.evidence.first?.line?.contains("no such user") == true)
        #expect(judgement.evidence.contains { $0.rule == "status 5.2.2" && $0.outcome.hasPrefix("mailbox-full lost") })
    }
}
