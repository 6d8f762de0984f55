/// What one can subscribe to: the letters of `subscriber.ssub`.
package enum SubscriptionLetter: Character, Sendable, CaseIterable {
    case announcements = "a", checkins = "c", forum = "f", newThreads = "n", replies = "r", tickets = "t", wiki = "w"
    /// For administrators of newer Fossils, which send them; no event of ours is one.
    case elevations = "u"
    case edits = "x"
    /// Nothing at all: newer Fossils put it in the place of all others when a mail agent unsubscribes its reader at one click.
    case unsubscribed = "k"

    /// What a new subscriber gets unless asked otherwise.
    package static let usual = "acftw"

    /// What the letters of a text stand for.
    package static func names(_ letters: String) -> [String] {
        letters.map { SubscriptionLetter(rawValue: $0)?.name ?? "\($0)" }
    }

    package var name: String {
        switch self {
        case .announcements: "announcements"
        case .checkins: "check-ins"
        case .forum: "forum posts"
        case .newThreads: "new forum threads"
        case .replies: "replies"
        case .tickets: "tickets"
        case .wiki: "wiki edits"
        case .elevations: "elevations of users' rights"
        case .edits: "edits of forum posts"
        case .unsubscribed: "nothing, unsubscribed at one click"
        }
    }

    /// The letters of a text without repetition, in the order of the cases; nil where another character stands in it.
    package static func normalized(_ letters: String) -> String? {
        var found: Set<SubscriptionLetter> = []
        for character in letters {
            guard let letter = SubscriptionLetter(rawValue: character) else { return nil }
            found.insert(letter)
        }
        return String(allCases.filter(found.contains).map(\.rawValue))
    }
}
