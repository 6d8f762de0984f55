import MIME

/// Reads a template from front to back: text, a tag, text, a tag.
struct TemplateParser {
    private typealias Node = Template.Node

    private struct OpenSection {
        let name: String
        let isInverted: Bool
        let line: Int
        /// What stands before it, in the section around it.
        let before: [Template.Node]
    }

    private let source: [UInt8]
    private let name: String
    private let names: Set<String>
    private let lists: [String: Set<String>]
    private var position = 0
    private var line = 1
    private var nodes: [Template.Node] = []
    private var open: [OpenSection] = []

    /// Sections that stand in one another: each takes a piece of the stack where it is rendered.
    private static let maximumDepth = 1000

    init(source: [UInt8], template: String, names: Set<String>, lists: [String: Set<String>]) {
        self.source = source
        name = template
        self.names = names
        self.lists = lists
    }

    mutating func parse() throws(TemplateError) -> [Template.Node] {
        while let start = firstIndex(of: "{{", in: source, position..<source.count) {
            text(to: start)
            try tag()
        }
        text(to: source.count)
        if let section = open.last {
            throw error(.unbalancedSection, "the section \(section.name) of line \(section.line) is not closed")
        }
        return nodes
    }

    private mutating func text(to end: Int) {
        guard end > position else { return }
        nodes.append(.text(Array(source[position..<end])))
        line += source[position..<end].count { $0 == UInt8(ascii: "\n") }
        position = end
    }

    /// Stands at `{{`.
    private mutating func tag() throws(TemplateError) {
        let start = position
        let isTriple = source.count > start + 2 && source[start + 2] == UInt8(ascii: "{")
        let closing: StaticString = isTriple ? "}}}" : "}}"
        let contentStart = start + (isTriple ? 3 : 2)
        guard contentStart <= source.count,
            let end = firstIndex(of: closing, in: source, contentStart..<source.count)
        else { throw error(.malformedTag, "a tag is not closed; write {{name}}") }
        let content = trimmed(source, contentStart..<end)
        let after = end + closing.utf8CodeUnitCount
        guard let first = content.isEmpty ? nil : source[content.lowerBound] else {
            throw error(.malformedTag, "a tag is empty; write {{name}}")
        }
        let isMarked = !isTriple && "#^/!&>=".utf8.contains(first)
        let nameRange = isMarked ? trimmed(source, content.lowerBound + 1..<content.upperBound) : content
        let name = String(decoding: source[nameRange], as: UTF8.self)
        let isLineOfItsOwn = isMarked && first != UInt8(ascii: "&") && standsAlone(start, after)
        if isLineOfItsOwn { dropBlanksBefore() }
        switch isMarked ? first : UInt8(ascii: "&") {
        case UInt8(ascii: "!"): break
        case UInt8(ascii: "#"), UInt8(ascii: "^"):
            try check(name)
            try checkNesting(name)
            open.append(
                OpenSection(name: name, isInverted: first == UInt8(ascii: "^"), line: line, before: nodes))
            nodes = []
        case UInt8(ascii: "/"): try close(name)
        case UInt8(ascii: "&"):
            try check(name)
            if lists[name] != nil {
                throw error(
                    .misplaced, "\(name) is a list; write {{#\(name)}} before and {{/\(name)}} after what is of each")
            }
            nodes.append(.variable(name))
        case UInt8(ascii: ">"): throw error(.unsupported, "partials are not supported; copy \(name) in its place")
        default: throw error(.unsupported, "other delimiters are not supported")
        }
        line += source[position..<after].count { $0 == UInt8(ascii: "\n") }
        position = after
        if isLineOfItsOwn { skipLineEnd() }
    }

    private mutating func close(_ name: String) throws(TemplateError) {
        guard let section = open.popLast() else {
            throw error(.unbalancedSection, "{{/\(name)}} closes no section")
        }
        guard section.name == name else {
            throw error(
                .unbalancedSection,
                "{{/\(name)}} stands where the section \(section.name) of line \(section.line) should be closed")
        }
        nodes = section.before + [.section(section.name, isInverted: section.isInverted, nodes)]
    }

    private func check(_ name: String) throws(TemplateError) {
        let lists = lists.sorted { $0.key < $1.key }
        let inside = lists.filter { list in open.contains { $0.name == list.key && !$0.isInverted } }
        let known = inside.reduce(names) { $0.union($1.value) }
        if known.contains(name) { return }
        if let list = lists.first(where: { $0.value.contains(name) }) {
            throw error(
                .misplaced,
                "\(name) is of each of the \(list.key); write it between {{#\(list.key)}} and {{/\(list.key)}}")
        }
        throw error(.unknownName, "there is no \(name) here; known are \(known.sorted().joined(separator: ", "))")
    }

    private func checkNesting(_ name: String) throws(TemplateError) {
        // What is written would multiply with each.
        if lists[name] != nil, open.contains(where: { $0.name == name }) {
            throw error(.misplaced, "the section \(name) stands in itself")
        }
        if open.count >= TemplateParser.maximumDepth {
            throw error(.unsupported, "more than \(TemplateParser.maximumDepth) sections stand in one another")
        }
    }

    /// Mustache: whether the tag is all that its line holds.
    private func standsAlone(_ start: Int, _ end: Int) -> Bool {
        var before = start
        while before > 0, ASCII.isBlank(source[before - 1]) { before -= 1 }
        guard before == 0 || source[before - 1] == UInt8(ascii: "\n") else { return false }
        var after = end
        while after < source.count, ASCII.isSpace(source[after]), source[after] != UInt8(ascii: "\n") { after += 1 }
        return after == source.count || source[after] == UInt8(ascii: "\n")
    }

    private mutating func dropBlanksBefore() {
        guard case .text(var bytes)? = nodes.last else { return }
        while let last = bytes.last, ASCII.isBlank(last) { bytes.removeLast() }
        nodes[nodes.count - 1] = .text(bytes)
    }

    private mutating func skipLineEnd() {
        while position < source.count {
            position += 1
            if source[position - 1] == UInt8(ascii: "\n") {
                line += 1
                return
            }
        }
    }

    private func error(_ code: TemplateError.Code, _ message: String) -> TemplateError {
        TemplateError(code: code, template: self.name, line: line, message: message)
    }
}
