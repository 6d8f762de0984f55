import Bounces
import Testing

@testable import Alerts

private let anna = Subscriber(id: 1, address: "anna@example.net")
private let bert = Subscriber(id: 2, address: "Bert@Example.net")

private func failure(_ address: String, original: String? = nil, _ reason: Reason = .userUnknown) -> Recipient {
    Recipient(
        address: address, original: original, action: .failed, classification: reason.isAddressDead ? .hard : .soft,
        reason: reason, rule: "test")
}

private func bounce(to: [String] = [], _ recipients: [Recipient]) -> Report {
    var original = Original()
    original.to = to
    return Report(kind: .bounce, rule: "test", original: original, recipients: recipients)
}

private func proofs(codes: [Int64] = [], tokens: [Int64] = [], deliveries: [Int64] = []) -> Proofs {
    var proofs = Proofs()
    proofs.subscribers = [anna, bert]
    proofs.codeOwners = codes
    proofs.tokenOwners = tokens
    proofs.deliveries = deliveries.map { Proofs.Delivery(subscriber: $0) }
    return proofs
}

@Suite struct SubjectTests {
    private func ids(_ report: Report, _ proofs: Proofs) -> [Int64] {
        proofs.subjects(of: report, envelope: Envelope()).map(\.subscriber.id)
    }

    @Test("what is proven goes before what is named, and excludes it")
    func provenFirst() {
        let report = bounce(to: ["bert@example.net"], [failure("bert@example.net")])
        #expect(ids(report, proofs(tokens: [1])) == [1])
        #expect(ids(report, proofs(codes: [1])) == [1])
        #expect(ids(report, proofs(deliveries: [1])) == [1])
        #expect(ids(report, proofs(codes: [2], tokens: [1])) == [1])
    }

    @Test("of several codes only one whose owner is named as well is a proof")
    func quotedCodes() {
        let report = bounce([failure("bert@example.net")])
        let subjects = proofs(codes: [1, 2]).subjects(of: report, envelope: Envelope())
        #expect(subjects.map(\.subscriber.id) == [2])
        #expect(subjects.map(\.proof) == [.subscriberCode])
        let unnamed = proofs(codes: [1, 2]).subjects(of: bounce([failure("x@example.com")]), envelope: Envelope())
        #expect(unnamed.isEmpty)
    }

    @Test("without proof the To of the returned original goes before the report's recipients")
    func originalFirst() {
        #expect(ids(bounce(to: ["anna@example.net"], [failure("bert@example.net")]), proofs()) == [1])
        #expect(ids(bounce([failure("bert@example.net")]), proofs()) == [2])
        #expect(ids(bounce([failure("x@example.com", original: "anna@example.net")]), proofs()) == [1])
        #expect(ids(bounce([failure("anna@example.net"), failure("bert@example.net")]), proofs()) == [1, 2])
        #expect(ids(bounce(to: ["<ANNA@example.net>"], [failure("x@example.com")]), proofs()) == [1])
    }

    @Test("addresses that a forwarder wrapped are unwrapped")
    func wrapped() {
        #expect(ids(bounce([failure("SRS0=HHHH=TT=example.net=anna@forwarder.example")]), proofs()) == [1])
        #expect(ids(bounce([failure("prvs=1234abcdef=anna@example.net")]), proofs()) == [1])
    }

    @Test("one dead address among those that a mail was passed on to is not the subscriber's")
    func forwardedToSeveral() {
        let report = bounce([failure("dead@example.com"), failure("full@example.com", .mailboxFull)])
        let subject = proofs(tokens: [1]).subjects(of: report, envelope: Envelope()).first
        #expect(subject?.recipient == 1)
    }

    @Test("an unsubscribe request is from whom it is from")
    func requests() {
        let report = Report(kind: .unsubscribe, rule: "test")
        let envelope = Envelope(recipients: [], sender: "x@example.com", from: ["bert@example.net"])
        #expect(proofs().subjects(of: report, envelope: envelope).map(\.subscriber.id) == [2])
    }
}
