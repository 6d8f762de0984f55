import Bounces
import MIME

/// What in a mail may tell whom it is about. The store looks up what each clue is worth and makes `Proofs` of it.
package struct Clues: Sendable, Hashable {
    /// Return-path tokens of the envelope, not verified.
    package let tokens: [ReturnPathToken]
    /// Tokens of `email doctor`, not verified.
    package let probes: [ProbeToken]
    /// What may be the subscriberCode of somebody: 32 bytes each.
    package let codes: [[UInt8]]
    /// The Message-ID of the returned original.
    package let messageID: String?
    /// The Original-Envelope-Id of the report.
    package let envelopeID: String?
    /// The Message-ID of a mail that might be answered or passed on.
    package let ownID: String?
    /// The Message-IDs that a mail which might be passed on answers, the nearest first.
    package let answeredIDs: [String]
    /// The CFBL-Feedback-ID of the mail that a complaint is about, not verified.
    package let feedbackIDs: [FeedbackID]
    /// Every address that the report, the returned original, or the sender of a request names.
    package let addresses: [String]

    /// No more than this many addresses of one mail are looked up.
    static let maximumAddresses = 200
    /// No more than this many Message-IDs that a mail answers are looked up.
    static let maximumAnswered = 12

    package init(report: Report, envelope: Envelope, message: Message? = nil) {
        feedbackIDs = report.kind == .complaint ? message.map(FeedbackID.returned(in:)) ?? [] : []
        tokens = Array(envelope.recipients.prefix(20).flatMap(ReturnPathToken.candidates(in:)).prefix(4))
        probes = Array(envelope.recipients.prefix(20).flatMap(ProbeToken.candidates(in:)).prefix(4))
        codes = report.original.codes.prefix(16).compactMap(bytes(hexadecimal:)).filter { $0.count == 32 }
        messageID = report.original.messageID.flatMap { $0.isEmpty ? nil : $0 }
        envelopeID = report.original.envelopeID.flatMap { $0.isEmpty ? nil : $0 }
        ownID = report.kind == .other || report.kind == .unsubscribe ? report.messageID : nil
        answeredIDs = report.kind == .other ? message.map { Clues.answeredIDs($0.root) } ?? [] : []
        var spellings = report.original.to.prefix(20).map { $0 }
        for recipient in report.recipients.prefix(Clues.maximumAddresses) {
            if let original = recipient.original { spellings += WrappedAddress.layers(original) }
            spellings += WrappedAddress.layers(recipient.address)
        }
        if report.kind == .unsubscribe || report.kind == .autoReply || report.kind == .receipt {
            spellings += envelope.from
            if let sender = envelope.sender { spellings.append(sender) }
        }
        addresses = Clues.distinct(spellings)
    }

    /// Those of In-Reply-To, then those of References from the last one back (RFC 5322 3.6.4).
    private static func answeredIDs(_ root: Part) -> [String] {
        var found: [String] = []
        for field: StaticString in ["in-reply-to", "references"] {
            guard let value = root.value(field) else { continue }
            var end = value.endIndex
            while found.count < maximumAnswered,
                let close = value[..<end].lastIndex(of: UInt8(ascii: ">")),
                let open = value[..<close].lastIndex(of: UInt8(ascii: "<"))
            {
                found.append(String(decoding: value[open...close].filter { $0 > 0x20 }, as: UTF8.self))
                end = open
            }
        }
        return found
    }

    /// The first spelling of each address. They are few: the type of a set alone would take longer to set up.
    private static func distinct(_ spellings: [String]) -> [String] {
        var addresses: [String] = []
        var known: [[UInt8]] = []
        for spelling in spellings where !spelling.isEmpty && addresses.count < maximumAddresses {
            let folded = foldedAddress(spelling)
            guard !known.contains(where: { $0 == folded }) else { continue }
            known.append(folded)
            addresses.append(spelling)
        }
        return addresses
    }
}
