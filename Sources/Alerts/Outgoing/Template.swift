/// A text in Mustache's syntax, read once and rendered often.
///
/// Known are variables (`{{name}}`, and the same as `{{{name}}}` or `{{&name}}`: a mail is plain text and nothing is escaped),
/// sections (`{{#name}}…{{/name}}`, for what is there and for each of a list), inverted sections (`{{^name}}…{{/name}}`) and
/// comments (`{{! … }}`). A line that holds nothing but a section's tag or a comment leaves no line behind. A value is never
/// read as a template.
package struct Template: Sendable, Hashable {
    indirect enum Node: Sendable, Hashable {
        case text([UInt8])
        case variable(String)
        case section(String, isInverted: Bool, [Node])
    }

    let nodes: [Node]

    /// - Parameters:
    ///   - name: By which errors call it.
    ///   - names: The names that mean something in it.
    ///   - lists: Those of them that stand for lists, and the names that mean something in a section of each.
    package init(
        _ source: String, name: String, names: Set<String>, lists: [String: Set<String>] = [:]
    ) throws(TemplateError) {
        var parser = TemplateParser(source: Array(source.utf8), template: name, names: names, lists: lists)
        nodes = try parser.parse()
    }

    /// Writes the text. What has no value is empty.
    package func render(_ values: TemplateValues) -> [UInt8] {
        var text: [UInt8] = []
        for case .text(let bytes) in pieces(values, holes: []) { text += bytes }
        return text
    }

    /// A rendered text with holes for what is known later.
    enum Piece: Sendable, Hashable {
        case text([UInt8])
        case hole(String)
    }

    /// Renders all but the variables that are named as holes. For sections, a hole has the value that is given.
    func pieces(_ values: TemplateValues, holes: Set<String>) -> [Piece] {
        var pieces: [Piece] = []
        Template.render(nodes, [values], holes, into: &pieces)
        return pieces
    }

    private static func render(
        _ nodes: [Node], _ stack: [TemplateValues], _ holes: Set<String>, into pieces: inout [Piece]
    ) {
        for node in nodes {
            switch node {
            case .text(let bytes): append(bytes, to: &pieces)
            case .variable(let name):
                if holes.contains(name) {
                    pieces.append(.hole(name))
                } else if case .text(let value)? = Template.value(name, stack) {
                    append(Array(value.utf8), to: &pieces)
                }
            case .section(let name, let isInverted, let inner):
                let value = Template.value(name, stack)
                if isInverted {
                    if value?.isEmpty ?? true { render(inner, stack, holes, into: &pieces) }
                } else if case .list(let items)? = value {
                    for item in items { render(inner, stack + [item], holes, into: &pieces) }
                } else if let value, !value.isEmpty {
                    render(inner, stack, holes, into: &pieces)
                }
            }
        }
    }

    private static func append(_ bytes: [UInt8], to pieces: inout [Piece]) {
        if case .text(let before)? = pieces.last {
            pieces[pieces.count - 1] = .text(before + bytes)
        } else {
            pieces.append(.text(bytes))
        }
    }

    private static func value(_ name: String, _ stack: [TemplateValues]) -> TemplateValue? {
        for values in stack.reversed() {
            if let value = values[name] { return value }
        }
        return nil
    }
}

/// What the names of a template stand for.
package typealias TemplateValues = [String: TemplateValue]

/// What a name in a template stands for.
package enum TemplateValue: Sendable, Hashable, ExpressibleByStringLiteral {
    case text(String)
    case flag(Bool)
    case list([TemplateValues])

    package init(stringLiteral value: String) { self = .text(value) }

    /// Whether an inverted section is shown for it.
    var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .flag(let flag): !flag
        case .list(let items): items.isEmpty
        }
    }
}
