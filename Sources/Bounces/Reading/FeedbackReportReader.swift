import MIME

/// Reads a feedback report, RFC 5965 3, with the fields of RFC 6591 and of older senders.
struct FeedbackReportReader {
    /// `abuse`, `fraud`, `opt-out`, `auth-failure`, `not-spam`; lower case.
    private(set) var type = ""
    /// `Original-Rcpt-To`, then `Removal-Recipient`. May be redacted, as RFC 6590 has it.
    private(set) var recipients: [[UInt8]] = []
    private(set) var envelopeID: String?
    private(set) var reporter: String?
    private(set) var line: String?

    init(_ bytes: [UInt8]) {
        var removal: [[UInt8]] = []
        for group in fieldGroups(bytes, in: 0..<bytes.count) {
            for field in group {
                let name = trimmed(bytes, field.nameRange)
                let value = trimmed(bytes, field.valueRange)
                if equalsIgnoringCase(bytes, name, "feedback-type") {
                    // A token, behind which a comment may stand (RFC 5965 3.5).
                    type = Words.string(
                        lowercasedASCII(bytes, value).prefix { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
                            .map(\.self))
                    line = MIME.text(bytes, field.range.lowerBound..<value.upperBound)
                } else if equalsIgnoringCase(bytes, name, "original-rcpt-to") {
                    keep(bytes, value, &recipients)
                } else if equalsIgnoringCase(bytes, name, "removal-recipient")
                    || equalsIgnoringCase(bytes, name, "redacted-address")
                {
                    keep(bytes, value, &removal)
                } else if equalsIgnoringCase(bytes, name, "original-envelope-id") {
                    envelopeID = MIME.text(bytes, value)
                } else if equalsIgnoringCase(bytes, name, "reporting-mta") {
                    let semicolon =
                        firstIndex(of: UInt8(ascii: ";"), in: bytes, value).map { $0 + 1 } ?? value.lowerBound
                    reporter = MIME.text(bytes, trimmed(bytes, semicolon..<value.upperBound))
                }
            }
        }
        if recipients.isEmpty { recipients = removal }
    }

    private func keep(_ bytes: [UInt8], _ value: Range<Int>, _ list: inout [[UInt8]]) {
        guard list.count < 100, let address = AddressReader.fromField(bytes, value), !list.contains(address) else {
            return
        }
        list.append(address)
    }
}
