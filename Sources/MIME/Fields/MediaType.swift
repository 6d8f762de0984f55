/// A Content-Type: what a body is (RFC 2045, 5).
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// The top-level type in lower case: `text`, `multipart`.
    public let type: String

    /// The subtype in lower case: `plain`, `delivery-status`.
    public let subtype: String

    /// The parameters in order, continuations joined and charsets decoded (RFC 2231). A name occurs once.
    public let parameters: [Parameter]

    /// The boundary of a multipart as the bytes that stand in the field; empty without one.
    let boundary: [UInt8]

    public init(type: String, subtype: String, parameters: [Parameter] = []) {
        self.init(type: type, subtype: subtype, parameters: parameters, boundary: [])
    }

    init(type: String, subtype: String, parameters: [Parameter], boundary: [UInt8]) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
        self.boundary = boundary
    }

    /// What a part without Content-Type is (RFC 2045, 5.2).
    public static let plainText = MediaType(type: "text", subtype: "plain")

    /// What a part of a multipart/digest without Content-Type is (RFC 2046, 5.1.5).
    public static let message = MediaType(type: "message", subtype: "rfc822")

    /// Type and subtype: `multipart/report`.
    public var essence: String { "\(type)/\(subtype)" }

    /// The value of a parameter; the name is given in lower case.
    public subscript(name: String) -> String? { parameters.value(name) }

    /// The charset parameter as it stands.
    public var charset: String? { self["charset"] }

    public var isMultipart: Bool { type == "multipart" }

    /// Whether the body is itself a message that is opened: message/rfc822 or message/global (RFC 6532, 3.7).
    public var isMessage: Bool { type == "message" && (subtype == "rfc822" || subtype == "global") }

    public var description: String {
        parameters.reduce(into: essence) { $0 += "; \($1)" }
    }
}

extension MediaType {
    /// `content = type "/" subtype *(";" parameter)` (RFC 2045, 5.1), with comments and folding anywhere.
    ///
    /// - Returns: nil if there is no type or no subtype.
    init?(_ bytes: [UInt8], _ range: Range<Int>, _ report: (Defect.Kind, Int) -> Void = { _, _ in }) {
        var parser = ParameterParser(bytes, range)
        guard let type = parser.token() else { return nil }
        parser.skipComments()
        guard parser.skip(UInt8(ascii: "/")), let subtype = parser.token() else { return nil }
        self.type = MediaType.name(bytes, type)
        self.subtype = MediaType.name(bytes, subtype)
        parser.skipToParameters(report)
        let raw = parser.parameters(report)
        parameters = raw.isEmpty ? [] : Parameter.joined(raw, bytes, report)
        boundary = self.type == "multipart" ? Parameter.rawBoundary(raw, bytes, parameters) : []
    }
}

extension MediaType {
    /// A type or a subtype in lower case. Those that nearly all mail has need not be made.
    private static func name(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        switch range.count {
        case 4:
            if equalsIgnoringCase(bytes, range, "text") { return "text" }
            if equalsIgnoringCase(bytes, range, "html") { return "html" }
        case 5: if equalsIgnoringCase(bytes, range, "plain") { return "plain" }
        case 6:
            if equalsIgnoringCase(bytes, range, "report") { return "report" }
            if equalsIgnoringCase(bytes, range, "rfc822") { return "rfc822" }
        case 7: if equalsIgnoringCase(bytes, range, "message") { return "message" }
        case 9: if equalsIgnoringCase(bytes, range, "multipart") { return "multipart" }
        case 15: if equalsIgnoringCase(bytes, range, "delivery-status") { return "delivery-status" }
        default: break
        }
        return lowercasedString(bytes, range)
    }
}

/// ASCII letters in lower case, as a String. Nothing is allocated up to 15 bytes.
func lowercasedString(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    let range = clamped(range, bytes.count)
    guard isASCII(bytes, range) else { return text(lowercasedASCII(bytes, range), 0..<range.count) }
    return unsafe String(unsafeUninitializedCapacity: range.count) { buffer in
        for index in 0..<range.count { unsafe buffer[index] = ASCII.lowercased(bytes[range.lowerBound + index]) }
        return range.count
    }
}
