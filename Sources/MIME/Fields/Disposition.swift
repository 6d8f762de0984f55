/// A Content-Disposition: how a part wants to be shown (RFC 2183).
public struct Disposition: Sendable, Hashable {
    /// `attachment`, `inline` or another word, in lower case.
    public let kind: String
    /// `filename` and so on, decoded (RFC 2231).
    public let parameters: [Parameter]

    /// The suggested file name, decoded (RFC 2231, RFC 2047). It comes from the sender: not to be used as a path.
    public var filename: String? { parameters.value("filename") }

    public init(kind: String, parameters: [Parameter] = []) {
        self.kind = kind
        self.parameters = parameters
    }

    /// `disposition = "Content-Disposition" ":" disposition-type *(";" disposition-parm)`.
    ///
    /// - Returns: nil if there is neither a word nor a parameter.
    init?(_ bytes: [UInt8], _ range: Range<Int>, _ report: (Defect.Kind, Int) -> Void = { _, _ in }) {
        var parser = ParameterParser(bytes, range)
        var kind = parser.token()
        if parser.skip(UInt8(ascii: "=")) {
            // QUIRK: `Content-Disposition: filename="x"`, without a word.
            kind = nil
            parser = ParameterParser(bytes, range)
        } else {
            parser.skipToParameters(report)
        }
        let raw = parser.parameters(report)
        guard kind != nil || !raw.isEmpty else { return nil }
        self.kind = kind.map { lowercasedString(bytes, $0) } ?? "attachment"
        parameters = Parameter.joined(raw, bytes, report)
    }
}
