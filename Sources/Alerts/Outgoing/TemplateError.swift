/// Why a template was refused when it was loaded: which one, in which line, and what to write instead.
package struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What tests compare.
    package enum Code: Sendable, Hashable {
        /// A tag has no end, or nothing in it.
        case malformedTag
        /// A section is not closed, or closed by the wrong name.
        case unbalancedSection
        /// The name means nothing in this template.
        case unknownName
        /// The name means something elsewhere in it: a value of an event outside their section, a list inside itself.
        case misplaced
        /// Partials and other delimiters are Mustache, but of no use here, and so are a thousand sections in one another.
        case unsupported
        /// There is no template of that name.
        case unknownTemplate
    }

    package let code: Code
    /// The name of the template: `footer`.
    package let template: String
    /// Counted from 1.
    package let line: Int
    package let message: String

    package var description: String {
        "the template \(template), line \(line): \(message)"
    }
}
