import MIME

/// `CFBL-Feedback-ID` (RFC 9477 3.2): which delivery a complaint is about, and that we sent it.
///
///     4711:17:b3gq…     the delivery, the subscriber, and 26 letters of base32
///
/// The last are HMAC-SHA256 over the word `cfbl`, both numbers and the folded address, cut to 128 bits.
package struct FeedbackID: Sendable, Hashable {
    package let delivery: Int64
    package let subscriber: Int64
    private let signature: [UInt8]

    /// An id as it stands in a header, not verified; nil for anything that has not its form.
    package init?(spelling: String) {
        let parts = spelling.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, let delivery = Int64(String(parts[0]) ?? ""),
            let subscriber = Int64(String(parts[1]) ?? ""), let signature = Base32.decode(parts[2]),
            signature.count == 16
        else { return nil }
        self.delivery = delivery
        self.subscriber = subscriber
        self.signature = signature
    }

    /// Those of the mails that a report returns, as a message or its headers alone (RFC 9477 3.3).
    static func returned(in message: Message) -> [FeedbackID] {
        var found: [FeedbackID] = []
        for part in message.parts.dropFirst() where found.count < 4 {
            let root = part.contentType.essence == "text/rfc822-headers" ? Message(part.decodedBody()).root : part
            if let value = root.value("cfbl-feedback-id"), let id = FeedbackID(spelling: trimmed(value)) {
                found.append(id)
            }
        }
        return found
    }

    /// Without white space: the value may have been folded.
    private static func trimmed(_ value: [UInt8]) -> String {
        String(decoding: value.filter { $0 > 0x20 }, as: UTF8.self)
    }

    /// Whether we made it for this address. Compares in constant time.
    package func isGenuine(address: String, keys: [[UInt8]]) -> Bool {
        var isGenuine = false
        for key in keys {
            let expected = FeedbackID.signature(delivery, subscriber, address, SigningKey(key))
            if areEqualInConstantTime(expected, signature) { isGenuine = true }
        }
        return isGenuine
    }

    /// The id for a mail.
    static func spelling(of mail: Addressee, key: SigningKey) -> String {
        let signature = signature(mail.deliveryID, mail.subscriberID, mail.address, key)
        return "\(mail.deliveryID):\(mail.subscriberID):\(Base32.encode(signature))"
    }

    private static func signature(
        _ delivery: Int64, _ subscriber: Int64, _ address: String, _ key: SigningKey
    ) -> [UInt8] {
        var signed = Array("cfbl".utf8)
        for number in [delivery, subscriber] {
            for shift in stride(from: Int64(56), through: 0, by: -8) {
                signed.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        return Array(key.sign(signed + foldedAddress(address)).prefix(16))
    }
}
