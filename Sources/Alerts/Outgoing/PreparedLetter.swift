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
    /// Without a footer, lines ended by LF.
    let text: [UInt8]
    /// As much of the text as makes whole lines, encoded.
    let encoded: [UInt8]
    /// The rest of the text, with its line ends as CRLF, which is encoded together with the footer.
    let rest: [UInt8]
    /// How a mail ends for a reader who has a code, and for one who has none.
    let footers: (withCode: [Template.Piece], withoutCode: [Template.Piece])
}
