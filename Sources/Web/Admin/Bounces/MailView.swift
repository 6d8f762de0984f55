import MIME

/// A mail of a stranger for a page: its headers and texts decoded, all other parts named. However large it is, what is shown
/// of it is not.
struct MailView: Sendable {
    /// A part, or a header alone.
    struct Section: Sendable {
        let path: String
        let type: String
        /// Name and size of what is not shown.
        var attachment: (name: String?, bytes: Int)?
        var fields: [(name: String, value: String)] = []
        var text: String?
    }

    private(set) var sections: [Section] = []
    private(set) var defects: [String] = []
    /// Whether something was left out.
    private(set) var isCut = false

    /// Enough for any report.
    private static let limits = Limits(
        maximumDepth: 20, maximumParts: 200, maximumHeaderFields: 300, maximumBytes: 8 << 20, maximumDefects: 30)
    /// Of one text, and of all.
    private static let textLimit = 100_000
    private static let wholeLimit = 300_000
    private static let valueLimit = 2000

    init(_ bytes: [UInt8]) {
        let message = Message(bytes, limits: MailView.limits)
        var left = MailView.wholeLimit
        for part in message.parts {
            var section = Section(path: part.path.isEmpty ? "–" : part.path, type: part.contentType.essence)
            if MailView.showsHeader(part, message) { section.fields = fields(part, &left) }
            if !part.isContainer { read(part, &section, &left) }
            if part.isContainer, section.fields.isEmpty { continue }
            sections.append(section)
        }
        defects = message.defects.map(\.description)
        if bytes.count > MailView.limits.maximumBytes { isCut = true }
    }

    /// Of the mail, and of each mail that is returned in it.
    private static func showsHeader(_ part: Part, _ message: Message) -> Bool {
        part.depth == 0 || part.parent.map { message.parts[$0].contentType.isMessage } ?? false
    }

    private mutating func fields(_ part: Part, _ left: inout Int) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for field in part.fields {
            guard left > 0 else {
                isCut = true
                break
            }
            let value = AdminText.cut(part.decodedValue(field), MailView.valueLimit)
            let name = AdminText.cut(part.name(field), 100)
            left -= value.utf8.count + name.utf8.count
            fields.append((name, value))
        }
        return fields
    }

    private mutating func read(_ part: Part, _ section: inout Section, _ left: inout Int) {
        let isText = ["text", "message"].contains(part.contentType.type) && part.disposition?.kind != "attachment"
        guard isText, left > 0 else {
            if isText { isCut = true }
            section.attachment = (part.filename.map { AdminText.cut($0, 300) }, part.decodedBody().count)
            return
        }
        let text = part.text()
        let shown = text.prefix(min(left, MailView.textLimit))
        if shown.count < text.count { isCut = true }
        left -= shown.count
        section.text = String(decoding: shown, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
            .joined(separator: "\n")
    }
}
