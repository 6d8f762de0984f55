/// Something that happened, in words: what an alert says about it, and who may want to know.
package struct AlertEvent: Sendable, Hashable {
    /// As in `pending_alert`: a letter for the type and the number: `c12`.
    package let id: String
    /// The letters of `subscriber.ssub` that ask for it; empty where nobody can.
    package let letters: String
    /// The user names or addresses of those whose subscription `r` asks for it: it replies to something of theirs.
    package let repliesTo: [String]
    /// The subject of a mail about this event alone; empty where it has none of its own.
    package let subject: String
    /// The author's name.
    package let fromName: String?
    /// All that is to be said, lines ended by LF.
    package let text: String
    /// A line or three, for a digest.
    package let summary: String
    /// Where to see it; empty where there is no such place.
    package let url: String
    /// Seconds since 1970.
    package let time: Int64
    /// Whether it makes a mail of its own, as forum posts and comments do, rather than a paragraph among others.
    package let isSeparate: Bool
    /// Whether moderators have still to approve it: only they are told.
    package let awaitsModeration: Bool
    /// What it belongs to, where it answers something or can be answered.
    package let conversation: Conversation?

    package init(
        id: String, letters: String, repliesTo: [String] = [], subject: String = "", fromName: String? = nil,
        text: String, summary: String? = nil, url: String = "", time: Int64, isSeparate: Bool = false,
        awaitsModeration: Bool = false, conversation: Conversation? = nil
    ) {
        self.id = id
        self.letters = letters
        self.repliesTo = repliesTo
        self.subject = subject
        self.fromName = fromName
        self.text = text
        self.summary = summary ?? text
        self.url = url
        self.time = time
        self.isSeparate = isSeparate
        self.awaitsModeration = awaitsModeration
        self.conversation = conversation
    }

    /// Whether a subscriber asks for it. Rights and do-not-call are others' concern.
    package func isWanted(by subscriber: Subscriber) -> Bool {
        if subscriber.subscriptions.contains(where: { letters.contains($0) }) { return true }
        guard subscriber.subscriptions.contains("r") else { return false }
        return repliesTo.contains { $0 == subscriber.userName || subscriber.hasAddress($0) }
    }
}

/// A row of `pending_alert`.
package struct PendingAlert: Sendable, Hashable {
    package let id: String
    /// Those who want each alert by itself were served.
    package let isSentSeparately: Bool
    /// Those who want a mail a day were served.
    package let isSentInDigest: Bool
    /// The moderators were told.
    package let isSentToModerators: Bool

    package init(
        id: String, isSentSeparately: Bool = false, isSentInDigest: Bool = false, isSentToModerators: Bool = false
    ) {
        self.id = id
        self.isSentSeparately = isSentSeparately
        self.isSentInDigest = isSentInDigest
        self.isSentToModerators = isSentToModerators
    }
}
