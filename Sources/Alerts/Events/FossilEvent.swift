/// An event of a Fossil repository as it stands in the tables, and Fossil's words for it.
///
/// The words follow `alert_compute_event_text` of Fossil's src/alerts.c.
package struct FossilEvent: Sendable, Hashable {
    /// A post in the forum: what `event` does not say.
    package struct Post: Sendable, Hashable {
        /// The text of the post.
        package var text: String
        /// The author's display name in `user.info`, if any.
        package var displayName: String?
        /// Whether it changes an earlier post.
        package var isEdit: Bool
        package var beginsThread: Bool
        /// Who wrote the post that it answers.
        package var repliesTo: String?
        /// The hash of the first version of the post that began the thread.
        package var root: String?
        /// The hash of the first version of the post that it answers.
        package var answered: String?

        package init(
            text: String, displayName: String?, isEdit: Bool, beginsThread: Bool, repliesTo: String?,
            root: String? = nil, answered: String? = nil
        ) {
            self.text = text
            self.displayName = displayName
            self.isEdit = isEdit
            self.beginsThread = beginsThread
            self.repliesTo = repliesTo
            self.root = root
            self.answered = answered
        }

        /// By the first 32 characters, as Fossil makes its Message-IDs.
        var conversation: Conversation? {
            guard let root, root.count >= 32 else { return nil }
            return Conversation(root: String(root.prefix(32)), answered: answered.map { String($0.prefix(32)) })
        }
    }

    /// `c12`.
    package var id: String
    /// Of the artifact; of a ticket, its own.
    package var hash: String
    /// Seconds since 1970.
    package var time: Int64
    package var user: String
    package var comment: String
    /// The branch and the tags, separated by commas.
    package var tags: String
    package var awaitsModeration: Bool
    package var post: Post?

    package init(
        id: String, hash: String, time: Int64, user: String, comment: String, tags: String, awaitsModeration: Bool,
        post: Post? = nil
    ) {
        self.id = id
        self.hash = hash
        self.time = time
        self.user = user
        self.comment = comment
        self.tags = tags
        self.awaitsModeration = awaitsModeration
        self.post = post
    }

    /// - Parameter baseURL: `email-url`.
    package func alert(baseURL: String) -> AlertEvent {
        let (kind, comment) = heading
        let url = Wording.url(baseURL, "/info/\(hash.prefix(20))")
        let tags = tags.isEmpty ? "" : " tags: \(tags)"
        let moderation =
            awaitsModeration ? "** Pending moderator approval (\(Wording.url(baseURL, "/modreq"))) **" : ""
        let summary = Wording.lines(
            "== \(DateText.plain(time)) \(kind) ==", "\(comment) (user: \(user)\(tags))", url, moderation)
        if let post { return alert(of: post, summary: summary, moderation: moderation, baseURL: baseURL) }
        let letter = id.prefix(1)
        return AlertEvent(
            id: id, letters: "ctw".contains(letter) ? String(letter) : "", text: summary, url: url, time: time,
            awaitsModeration: awaitsModeration)
    }

    /// What kind of event it is, and its comment without the sign that says so.
    private var heading: (kind: String, comment: String) {
        let rest = String(comment.dropFirst())
        return switch (id.first, comment.first) {
        case ("c", _): ("Check-In", comment)
        case ("t", _): ("Ticket Change", comment)
        case ("w", "+"): ("Wiki Added", rest)
        case ("w", "-"): ("Wiki Removed", rest)
        case ("w", ":"): ("Wiki Edit", rest)
        case ("w", _): ("Wiki Edit", comment)
        case ("f", _): ("Forum Post", comment)
        case ("e", _): ("Technote", comment)
        default: ("Tag Change", comment)
        }
    }

    /// A post makes a mail of its own, from its author, with the thread's title as its subject.
    private func alert(of post: Post, summary: String, moderation: String, baseURL: String) -> AlertEvent {
        // `Post: Title`, `Reply: Title`, `Edit: Title`.
        let title = comment.firstIndex(of: ":").map { comment[comment.index(after: $0)...].drop { $0 == " " } }
        let url = Wording.url(baseURL, "/forumpost/\(hash.prefix(10))")
        let head = Wording.lines(moderation, "Forum post by \(user) on \(DateText.plain(time))", url)
        return AlertEvent(
            id: id, letters: post.isEdit ? "x" : post.beginsThread ? "fn" : "f",
            repliesTo: post.isEdit ? [] : [post.repliesTo].compactMap(\.self),
            subject: (awaitsModeration ? "Pending Moderation: " : "") + (title ?? comment[...]),
            fromName: post.displayName ?? user, text: head + "\n" + post.text, summary: summary, url: url, time: time,
            isSeparate: true, awaitsModeration: awaitsModeration,
            // What nobody has approved yet has no place in it.
            conversation: awaitsModeration ? nil : post.conversation)
    }
}
