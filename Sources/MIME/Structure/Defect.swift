/// Something in a message that is not as the standards ask, and how it was read all the same.
///
/// A defect is data, not an error: reading a message never fails. Every repair is one, with its place, up to
/// ``Limits/maximumDefects`` for a message and a hundred of a kind for one header or body; what is more than that is
/// told by ``Kind/tooManyDefects``. Bytes that follow on each other and are broken alike are one repair.
///
/// What is read as it stands is none: line ends of any kind in a body, `>From ` in a text, a line that is too long.
public struct Defect: Sendable, Hashable, CustomStringConvertible {
    /// What is wrong. The raw value is the stable name that programs may rely on.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        // Header blocks (RFC 5322, 2.2).
        /// A line of a header block is neither a field nor a continuation; it is kept as a nameless field.
        case invalidHeaderLine = "invalid-header-line"
        /// The header block starts with a folded line; there is no field that it continues.
        case orphanContinuation = "orphan-continuation"
        /// A line that continues a field does not begin with a blank.
        case unindentedContinuation = "unindented-continuation"
        /// Empty lines stand before the header.
        case emptyLineBeforeHeader = "empty-line-before-header"
        /// White space stands between a field's name and its colon (RFC 5322, 4.5).
        case spaceBeforeColon = "space-before-colon"
        /// The text does not start with a header: all of it is body.
        case missingHeader = "missing-header"
        /// The header block is ended by a line that can be none of its own, not by an empty line.
        case missingHeaderSeparator = "missing-header-separator"
        /// An mbox separator, `From sender date`, stands where the header should begin.
        case mboxSeparator = "mbox-separator"
        /// An mbox separator quoted with `>` stands in the header block.
        case quotedMboxSeparator = "quoted-mbox-separator"
        /// A line of a header block ends with a carriage return alone, or with one too many.
        case bareCarriageReturn = "bare-carriage-return"
        /// A line of a header block ends with CR LF, LF or CR, and the one before it with another of them.
        case mixedLineEnds = "mixed-line-ends"
        /// A NUL byte stands in a header block.
        case nulInHeader = "nul-in-header"
        /// A field that may stand there once (RFC 5322, 3.6; RFC 2045 and 2183) stands there again; the first counts.
        case repeatedField = "repeated-field"

        // Content-Type and its parameters (RFC 2045, 5.1; RFC 2231).
        /// Content-Type cannot be read; the default is taken.
        case invalidContentType = "invalid-content-type"
        /// A parameter cannot be read and is left out.
        case invalidParameter = "invalid-parameter"
        /// No semicolon stands before a parameter.
        case missingSemicolon = "missing-semicolon"
        /// A parameter value stands there without the quotes that it needs for what is in it (RFC 2045, 5.1).
        case unquotedParameter = "unquoted-parameter"
        /// `%` is followed by no two hexadecimal digits in a value that is percent-encoded; it is kept as it stands.
        case badPercentEscape = "bad-percent-escape"
        /// A parameter stands there twice; the first counts.
        case repeatedParameter = "repeated-parameter"
        /// A quoted parameter is never closed.
        case unclosedQuote = "unclosed-quote"
        /// A percent-encoded value lacks the charset or the language in front, even empty ones (RFC 2231, 4); it is UTF-8 or else
        /// windows-1252.
        case missingParameterCharset = "missing-parameter-charset"
        /// A parameter value carries an encoded word, which RFC 2047 forbids; it is decoded.
        case encodedWordInParameter = "encoded-word-in-parameter"
        /// Sections of an RFC 2231 parameter are missing; the ones before the gap count.
        case missingParameterSection = "missing-parameter-section"

        // Multiparts (RFC 2046, 5.1).
        /// A multipart names no boundary; its body is kept whole.
        case missingBoundaryParameter = "missing-boundary-parameter"
        /// A multipart names a boundary that is longer than any reader takes; its body is kept whole.
        case boundaryTooLong = "boundary-too-long"
        /// A multipart names the empty boundary; its body is kept whole.
        case emptyBoundaryParameter = "empty-boundary-parameter"
        /// The boundary of a multipart never begins a part in its body, which is kept whole.
        case boundaryNotFound = "boundary-not-found"
        /// A multipart ends without its closing boundary.
        case missingClosingBoundary = "missing-closing-boundary"
        /// An inner multipart has the same boundary as one around it; the inner one takes the lines.
        case repeatedBoundary = "repeated-boundary"
        /// A multipart or a message is encoded, which RFC 2045, 6.4 forbids.
        case encodedContainer = "encoded-container"

        // Transfer encodings (RFC 2045, 6).
        /// The name of the transfer encoding is not known; the bytes are left as they are.
        case unknownTransferEncoding = "unknown-transfer-encoding"
        /// The bytes are not what the transfer encoding says, or what 7bit is without one; they are left as they are. Of
        /// bytes above 127 in 7bit and quoted-printable, the first of each line.
        case lyingTransferEncoding = "lying-transfer-encoding"
        /// A NUL byte stands in a body that is not binary (RFC 2045, 2.7 and 2.8): the first of each line.
        case nulInBody = "nul-in-body"
        /// Bytes outside the base64 alphabet, or padding where none belongs, were skipped.
        case invalidBase64 = "invalid-base64"
        /// Base64 ends, or another begins in it, without its padding or with too little of it.
        case missingPadding = "missing-padding"
        /// Padding stands amid base64, which goes on after it.
        case innerPadding = "inner-padding"
        /// Base64 ends with a single sextet, which is no byte.
        case truncatedBase64 = "truncated-base64"
        /// `=` is followed by no two hexadecimal digits; it is kept as it stands.
        case badQuotedPrintableEscape = "bad-quoted-printable-escape"
        /// A soft line break was ended by LF or CR alone.
        case bareSoftLineBreak = "bare-soft-line-break"
        /// Blanks at the end of a quoted-printable line, or after a soft line break, were dropped.
        case trailingWhitespace = "trailing-whitespace"
        /// A line of uuencoded text has the wrong length or bytes, or text stands around the file, which is left out.
        case invalidUuencode = "invalid-uuencode"
        /// Uuencoded text is never ended by `end`.
        case missingUuencodeEnd = "missing-uuencode-end"
        /// Uuencoded text lacks its `begin` line.
        case missingUuencodeBegin = "missing-uuencode-begin"

        // Charsets and encoded words (RFC 2047).
        /// The charset is not known; the bytes are read as UTF-8 or else windows-1252.
        case unknownCharset = "unknown-charset"
        /// Bytes above 127 stand in text without a charset, or with US-ASCII, which has none of them; all of it is read as
        /// UTF-8 or else windows-1252.
        case missingCharset = "missing-charset"
        /// Bytes have no meaning in the charset; U+FFFD stands for them.
        case undecodableBytes = "undecodable-bytes"
        /// An encoded word cannot be decoded and is kept as it stands.
        case invalidEncodedWord = "invalid-encoded-word"
        /// A header carries bytes above 127 that are no UTF-8: the first of each line.
        case eightBitHeader = "eight-bit-header"

        // Values of fields.
        /// An address cannot be read, or lacks its local part or its domain.
        case invalidAddress = "invalid-address"
        /// An address or a list is not spelled as RFC 5322, 3.4 and 4.4 have it, and can be read all the same: a bracket, a
        /// quote, a comment or a group is open or was never opened, a comma is missing or is a semicolon, text stands behind an
        /// address, or another @ in it.
        case malformedAddress = "malformed-address"
        /// An encoded word stands in a quoted display name, which RFC 2047, 5 forbids; it is decoded.
        case encodedWordInQuotes = "encoded-word-in-quotes"
        /// A date is not spelled as RFC 5322, 3.3 and 4.3 have it, and can be read all the same.
        case malformedDate = "malformed-date"
        /// A date cannot be read.
        case invalidDate = "invalid-date"

        // Limits.
        /// More was repaired than is listed; the first that is left out stands here.
        case tooManyDefects = "too-many-defects"
        /// Parts nest deeper than ``Limits/maximumDepth``; the part is kept raw.
        case tooDeep = "too-deep"
        /// There are more parts than ``Limits/maximumParts``; the rest is kept raw.
        case tooManyParts = "too-many-parts"
        /// There are more fields than ``Limits/maximumHeaderFields``; the rest of the block is read as a raw body.
        case tooManyHeaderFields = "too-many-header-fields"
        /// A header block is larger than ``Limits/maximumHeaderBytes``; the rest of it is read as a raw body.
        case headerTooLarge = "header-too-large"
        /// The message is larger than ``Limits/maximumBytes``; what is beyond is kept raw and not read.
        case messageTooLarge = "message-too-large"
    }

    /// What was wrong.
    public let kind: Kind

    /// Where it is, in bytes from the start of the message. In text that had to be decoded first (an encoded
    /// message/rfc822, the charset of an encoded body), where that part's body starts; in an encoded word, where that does.
    public let offset: Int

    /// The path of the part, as IMAP numbers parts; empty for the message itself.
    public let part: String

    public init(kind: Kind, offset: Int, part: String = "") {
        self.kind = kind
        self.offset = offset
        self.part = part
    }

    /// `invalid-base64 at 1234 in part 1.2`
    public var description: String {
        part.isEmpty ? "\(kind.rawValue) at \(offset)" : "\(kind.rawValue) at \(offset) in part \(part)"
    }
}
