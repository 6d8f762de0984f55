/// Writes letters: what happened, put into the texts of the templates.
package struct LetterWriter: Sendable {
    private let settings: Settings
    private let templates: Templates

    package init(settings: Settings, templates: Templates) {
        self.settings = settings
        self.templates = templates
    }

    /// The letter about these events: one that is separate by itself, or any number of others in the order of time.
    package func alert(_ events: [AlertEvent]) -> Letter {
        let single = events.count == 1 ? events.first : nil
        let subject = single.map(\.subject) ?? ""
        return Letter(
            kind: .alert, subject: HeaderText.cleaned(subject).isEmpty ? "activity alert" : subject,
            fromName: single?.fromName,
            body: body(.alert, events), conversation: single?.conversation)
    }

    /// The letter of the day.
    package func digest(_ events: [AlertEvent]) -> Letter {
        Letter(kind: .digest, subject: "daily digest", fromName: nil, body: body(.digest, events))
    }

    /// What somebody writes to all who subscribe to announcements.
    package func announcement(subject: String, text: String, fromName: String? = nil) -> Letter {
        let body = render(.announcement, ["subject": .text(subject), "text": .text(Wording.withoutLastLineEnds(text))])
        return Letter(kind: .announcement, subject: subject, fromName: fromName, body: body)
    }

    /// The notice that a subscription ends unless it is renewed.
    package func renewal(daysLeft: Int) -> Letter {
        let body = render(.renewal, ["days": .text(String(daysLeft))])
        return Letter(kind: .renewal, subject: "Subscription expires soon", fromName: nil, body: body)
    }

    /// The invitation to confirm a subscription.
    package func verification() -> Letter {
        Letter(
            kind: .verification, subject: "Subscription verification", fromName: nil, body: render(.verification, [:]))
    }

    /// The answer to somebody who asked for the link to a subscription; the links stand in the footer.
    package func link() -> Letter {
        Letter(
            kind: .announcement, subject: "Your subscription", fromName: nil,
            body: """
                Somebody, probably you, asked on our web page for the link to this subscription. It is below, with the one
                that unsubscribes. Keep them to yourself: whoever has them controls the subscription.

                If it was not you, you can ignore this mail. Nothing was changed.

                """)
    }

    /// What a visitor of the web pages writes to the administrator. Nobody knows whether the address is the writer's.
    package static func message(from address: String, name: String, subject: String, text: String, client: String)
        -> Letter
    {
        let words = HeaderText.cleaned(subject)
        return Letter(
            kind: .notice, subject: words.isEmpty ? "Message from the web page" : "Message: \(words)", fromName: nil,
            body: """
                Somebody wrote this on the web page of the list. Nothing proves that the address is the writer's.

                Name: \(HeaderText.cleaned(name))
                Address: \(address)
                Network: \(client)
                Subject: \(words)

                \(Wording.withoutLastLineEnds(text))

                """)
    }

    /// The events of a subscriber as they go out: one mail for all that are not separate, then one for each that is.
    package static func mails(of events: [AlertEvent]) -> [[AlertEvent]] {
        let combined = events.filter { !$0.isSeparate }
        return (combined.isEmpty ? [] : [combined]) + events.filter(\.isSeparate).map { [$0] }
    }

    /// The longest text of an event that is sent, and of all events of a letter together, in bytes. What is longer was written to
    /// do harm, or is read better where it stands.
    private static let longestText = 1 << 20
    private static let longestLetter = 8 << 20

    private static func cut(_ text: String, _ room: Int) -> String {
        if text.utf8.count <= room { return text }
        let kept = String(decoding: text.utf8.prefix(room), as: UTF8.self)
        // The last character may have been cut in two.
        let whole = kept.hasSuffix("\u{FFFD}") ? String(kept.dropLast()) : kept
        return whole + "\n\n[This is the beginning only. The whole text has \(text.utf8.count) bytes.]"
    }

    private func body(_ name: Templates.Name, _ events: [AlertEvent]) -> String {
        let room = max(4096, min(LetterWriter.longestText, LetterWriter.longestLetter / max(1, events.count)))
        let items = events.map { event -> TemplateValues in
            [
                "text": .text(Wording.withoutLastLineEnds(LetterWriter.cut(event.text, room))),
                "summary": .text(Wording.withoutLastLineEnds(LetterWriter.cut(event.summary, room))),
                "subject": .text(event.subject), "author": .text(event.fromName ?? ""), "link": .text(event.url),
                "time": .text(DateText.plain(event.time)),
            ]
        }
        let isSingle = events.count == 1 && events.first?.isSeparate == true
        return render(name, ["events": .list(items), "isSingle": .flag(isSingle)])
    }

    private func render(_ name: Templates.Name, _ values: TemplateValues) -> String {
        let url = settings[.url]
        let common: TemplateValues = [
            "url": .text(url.hasSuffix("/") ? String(url.dropLast()) : url), "subname": .text(settings[.subname]),
        ]
        let text = templates[name]?.render(values.merging(common) { own, _ in own }) ?? []
        return String(decoding: text, as: UTF8.self)
    }
}
