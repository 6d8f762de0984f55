import Hummingbird
import MIME
import NIOCore

/// What a form sends: names and values in their order, as `application/x-www-form-urlencoded` has them
/// (https://url.spec.whatwg.org, section 5.1).
struct Form: Sendable, Hashable {
    /// No form of ours sends more, but for that of announcements.
    static let maximumBytes = 1 << 16

    private(set) var fields: [(name: String, value: String)] = []

    /// Reads the body of a POST.
    ///
    /// - Throws: 413 for more than `maximumBytes`, 415 for another type, 400 for what is no UTF-8.
    init(_ request: Request, maximumBytes: Int = Form.maximumBytes) async throws {
        let type = request.headers[.contentType]?.split(separator: ";").first.map {
            $0.filter { $0 != " " }.lowercased()
        }
        guard type == "application/x-www-form-urlencoded" else { throw HTTPError(.unsupportedMediaType) }
        let body = try await request.body.collect(upTo: maximumBytes)
        try self.init(encoded: Array(body.readableBytesView))
    }

    /// - Throws: 400 for what is no UTF-8, and for more fields than any form of ours has.
    init(encoded bytes: some Collection<UInt8>) throws {
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < 500 else { throw HTTPError(.badRequest) }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Form.decoded(parts[0]), let value = parts.count == 2 ? Form.decoded(parts[1]) : "" else {
                throw HTTPError(.badRequest)
            }
            fields.append((name, value))
        }
    }

    /// The first value of a name; nil where there is none.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of a name.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        var text: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): text.append(0x20)
            case UInt8(ascii: "%"):
                guard let value = Web.bytes(hexadecimal: String(decoding: rest.prefix(2), as: UTF8.self)),
                    value.count == 1
                else { return nil }
                text.append(value[0])
                rest = rest.dropFirst(2)
            default: text.append(byte)
            }
        }
        return String(validating: text, as: UTF8.self)
    }

    static func == (one: Form, other: Form) -> Bool { one.fields.elementsEqual(other.fields, by: ==) }

    func hash(into hasher: inout Hasher) {
        for field in fields {
            hasher.combine(field.name)
            hasher.combine(field.value)
        }
    }
}
