/// A row of our own table `event`, and the words for it. Any application adds such rows.
package struct OwnEvent: Sendable, Hashable {
    package var number: Int64
    /// As it stands in the table: `c` or `ci`, `w`, `t`, `f`, …
    package var type: String
    /// Seconds since 1970.
    package var time: Int64
    package var user: String?
    /// What happened: a line, and more after it where there is no body.
    package var comment: String
    package var body: String?
    package var url: String?

    package init(
        number: Int64, type: String, time: Int64, user: String?, comment: String, body: String?, url: String?
    ) {
        self.number = number
        self.type = type
        self.time = time
        self.user = user
        self.comment = comment
        self.body = body
        self.url = url
    }

    /// The types that `email event add` takes, with the words for them.
    package static let kinds: [(type: Character, name: String)] = [
        ("a", "Announcement"), ("c", "Check-In"), ("f", "Forum Post"), ("n", "New Thread"),
        ("r", "Reply"), ("t", "Ticket Change"), ("w", "Wiki Edit"), ("x", "Edit"),
    ]

    package var alert: AlertEvent {
        let letter = type.first ?? "?"
        let kind = OwnEvent.kinds.first { $0.type == letter }?.name ?? "Event"
        // As a web form sends it; to Swift a CR LF is one character.
        let (comment, body) = (Wording.lineFeeds(comment), body.map(Wording.lineFeeds))
        let lines = comment.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let subject = lines.first.map { String($0) } ?? ""
        let rest = [lines.count > 1 ? String(lines[1]) : "", body ?? ""].map(Wording.withoutLastLineEnds)
            .filter { !$0.isEmpty }.joined(separator: "\n")
        let url = url ?? ""
        let author = user.flatMap { $0.isEmpty ? nil : $0 }
        let said = subject + (author.map { " (user: \($0))" } ?? "")
        let summary = Wording.lines("== \(DateText.plain(time)) \(kind) ==", said, url)
        // A post reads by itself; of the others a mail may tell several.
        let isSeparate = "afnrx".contains(letter)
        let text: String
        if isSeparate {
            text = Wording.lines(rest.isEmpty ? said : rest) + (url.isEmpty ? "" : "\n\(url)\n")
        } else {
            text = summary + (rest.isEmpty ? "" : "\n" + Wording.lines(rest))
        }
        let letters =
            switch letter {
            case "n", "r": "f\(letter)"
            case "a", "c", "f", "t", "w", "x": String(letter)
            default: ""
            }
        return AlertEvent(
            id: "\(letter)\(number)", letters: letters, subject: subject, fromName: author, text: text,
            summary: summary, url: url, time: time, isSeparate: isSeparate)
    }
}
