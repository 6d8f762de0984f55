/// What all mails of a letter share, rendered and encoded once. Made by `Composer.prepare`.
package struct PreparedLetter: Sendable {
    package let kind: Letter.Kind
    /// With the prefix, as a person reads it.
    package let subject: String
    /// From the first field to before `To`.
    let head: [UInt8]
    /// From after `To` to before `Message-ID`.
    let middle: [UInt8]
    /// From after `Message-ID` to before the fields that know the reader.
    let tail: [UInt8]
    /// The text for a reader who has a code.
    let withCode: PreparedText
    /// The text for a reader who has none.
    let withoutCode: PreparedText
}

/// A text of which all is ready but what only one reader gets.
struct PreparedText: Sendable {
    /// A part of the end that is not shared.
    enum Part: Sendable {
        /// The same text with LF and with CRLF.
        case text([UInt8], lines: [UInt8])
        case code
        case address
    }

    /// As far as it is shared, lines ended by LF.
    let shared: [UInt8]
    /// The shared text as far as it makes whole lines, encoded.
    let encoded: [UInt8]
    /// The rest of the shared text, with CRLF, which is encoded together with the end.
    let rest: [UInt8]
    /// What follows.
    let end: [Part]
    /// The bytes of the texts in `end`, with CRLF.
    let endLength: Int
}
