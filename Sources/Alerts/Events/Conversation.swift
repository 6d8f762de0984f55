import MIME

/// Where something that was said belongs, by ids that all mails about it share, whoever gets them: mail programs show those of
/// one conversation together (RFC 5322 3.6.4).
///
/// A mail of ours has a Message-ID that no other has, so these are ids of no mail. Those of Fossil's posts are the ones that
/// its own sender gives as Message-ID.
package struct Conversation: Sendable, Hashable {
    /// What began it. Letters, digits and hyphens, without a domain.
    package let root: String
    /// What this answers; nil for what began it.
    package let answered: String?

    /// Nil where an id has anything else in it, or is longer than 40 characters.
    package init?(root: String, answered: String?) {
        guard Conversation.isID(root), answered.map(Conversation.isID) ?? true else { return nil }
        self.root = root
        self.answered = answered
    }

    private static func isID(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
}
