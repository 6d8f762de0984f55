import Alerts

/// Keys that belong to the database, each for one purpose.
struct Secrets: Sendable {
    private let root: [UInt8]

    /// - Parameter root: The oldest signing key of the database, which stays when others are added.
    init(root: [UInt8]) { self.root = root }

    /// HMAC-SHA256 of a text for a purpose.
    func tag(_ purpose: String, _ text: [UInt8]) -> [UInt8] {
        keyedHash(text, key: keyedHash(Array(purpose.utf8), key: root))
    }

    /// The same in lower-case hexadecimal digits.
    func tag(_ purpose: String, _ text: String) -> String { hexadecimal(tag(purpose, Array(text.utf8))) }

    /// Random bytes from the system.
    static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// Two lower-case digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// The bytes of a text of hexadecimal digits in either case; nil for anything else.
func bytes(hexadecimal text: some StringProtocol) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
        guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
        bytes.append(high << 4 | low)
    }
    return bytes
}

private func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
