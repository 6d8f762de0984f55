import Alerts
import Storage

/// A kind of alerts as the forms offer it.
struct AlertChoice: Sendable {
    let letter: SubscriptionLetter
    let label: String
    let hint: String?

    /// What one can subscribe to in a database of a kind.
    static func offered(_ kind: DatabaseKind) -> [AlertChoice] {
        switch kind {
        case .isso:
            [
                AlertChoice(letter: .announcements, label: "Announcements", hint: nil),
                AlertChoice(letter: .forum, label: "All comments", hint: nil),
                AlertChoice(letter: .newThreads, label: "New threads", hint: "comments that answer none"),
                AlertChoice(letter: .replies, label: "Replies to me", hint: "answers to comments of yours"),
            ]
        case .fossil, .own: common
        }
    }

    private static let common = [
        AlertChoice(letter: .announcements, label: "Announcements", hint: nil),
        AlertChoice(letter: .checkins, label: "Check-ins", hint: "changes of the source code"),
        AlertChoice(letter: .tickets, label: "Tickets", hint: "new and changed ones"),
        AlertChoice(letter: .wiki, label: "Wiki", hint: "edited pages"),
        AlertChoice(letter: .forum, label: "Forum", hint: "all posts"),
        AlertChoice(letter: .newThreads, label: "New threads", hint: "the first post of each"),
        AlertChoice(letter: .replies, label: "Replies to me", hint: "answers to posts of yours"),
        AlertChoice(letter: .edits, label: "Edits", hint: "changed forum posts"),
    ]

    /// What a new subscriber gets unless asked otherwise.
    static func usual(_ offered: [AlertChoice]) -> String { keep(SubscriptionLetter.usual, offered) }

    /// Those of the letters that are offered.
    static func keep(_ letters: String, _ offered: [AlertChoice]) -> String {
        letters.filter { letter in offered.contains { $0.letter.rawValue == letter } }
    }

    /// The letters that a form chose. Those that are not offered stay as they were: another program set them. But who chooses
    /// anything has not unsubscribed any more.
    static func chosen(_ form: Form, _ offered: [AlertChoice], before: String = "") -> String {
        let chosen = Set(form.all("alert").joined())
        let letters = offered.map(\.letter.rawValue).filter(chosen.contains)
        let others = before.filter { letter in
            !offered.contains { $0.letter.rawValue == letter }
                && (letters.isEmpty || letter != SubscriptionLetter.unsubscribed.rawValue)
        }
        return SubscriptionLetter.normalized(String(letters)).map { $0 + others } ?? others
    }

    /// For the template `choices`.
    static func values(_ offered: [AlertChoice], chosen: String, wantsDigest: Bool) -> [String: Any] {
        let choices = offered.map { choice in
            var values: [String: Any] = [
                "letter": String(choice.letter.rawValue), "label": choice.label,
                "isChosen": chosen.contains(choice.letter.rawValue),
            ]
            values["hint"] = choice.hint
            return values
        }
        return ["choices": choices, "digest": wantsDigest]
    }
}
