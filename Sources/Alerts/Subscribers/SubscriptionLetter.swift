/// What one can subscribe to: the letters of `subscriber.ssub`.
package enum SubscriptionLetter: Character, Sendable, CaseIterable {
    case announcements = "a", checkins = "c", forum = "f", newThreads = "n", replies = "r", tickets = "t", wiki = "w"
    case edits = "x", special = "k"

    /// What a new subscriber gets unless asked otherwise.
    package static let usual = "acftw"

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
