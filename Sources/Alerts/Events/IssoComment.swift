/// A comment in isso's database, and isso's words for it, as `isso/ext/notifications.py` has them.
package struct IssoComment: Sendable, Hashable {
    package var number: Int64
    /// Seconds since 1970.
    package var time: Int64
    package var author: String?
    package var website: String?
    package var text: String
    /// Path of the page.
    package var uri: String
    /// Title of the page.
    package var title: String?
    /// The number of the comment that it answers, if any. isso has no deeper levels: that one answers none.
    package var parent: Int64?
    /// The addresses of those whose comments it answers, where they gave one.
    package var repliesTo: [String]
    /// isso's mode 2.
    package var awaitsModeration: Bool

    package init(
        number: Int64, time: Int64, author: String?, website: String?, text: String, uri: String, title: String?,
        parent: Int64?, repliesTo: [String], awaitsModeration: Bool
    ) {
        self.number = number
        self.time = time
        self.author = author
        self.website = website
        self.text = text
        self.uri = uri
        self.title = title
        self.parent = parent
        self.repliesTo = repliesTo
        self.awaitsModeration = awaitsModeration
    }

    /// The letter that begins the id of a comment in `pending_alert`.
    package static let type: Character = "i"

    /// Who subscribes to the forum gets it; who subscribes to new threads, where it answers none.
    ///
    /// - Parameter siteURL: The URL of the site, `email-site-url`.
    package func alert(siteURL: String) -> AlertEvent {
        let isReply = parent != nil
        let name = author.flatMap { $0.isEmpty ? nil : $0 } ?? "Anonymous"
        let page = title.flatMap { $0.isEmpty ? nil : $0 }
        let url = Wording.url(siteURL, "\(uri)#isso-\(number)")
        let website = website.flatMap { $0.isEmpty ? nil : "User's URL: \($0)" } ?? ""
        let link = url.isEmpty ? "" : "Link to comment: \(url)"
        let tail = Wording.lines(website, link)
        let what = "New comment posted" + (page.map { " on \($0)" } ?? "")
        return AlertEvent(
            id: "\(IssoComment.type)\(number)", letters: isReply ? "f" : "fn", repliesTo: repliesTo,
            subject: (isReply ? "Re: " : "") + what, fromName: name,
            text: "\(name) wrote:\n\n\(text)\n" + (tail.isEmpty ? "" : "\n" + tail),
            summary: Wording.lines("== \(DateText.plain(time)) \(what) ==", "\(name) wrote:", text, url), url: url,
            time: time, isSeparate: true, awaitsModeration: awaitsModeration,
            conversation: Conversation(root: "isso-\(parent ?? number)", answered: parent.map { "isso-\($0)" }))
    }
}
