import Testing

@testable import Alerts

@Suite struct WordingTests {
    private let base = "https://example.org/r"

    private func event(_ id: String, _ comment: String, tags: String = "", held: Bool = false) -> FossilEvent {
        FossilEvent(
            id: id, hash: "cd179b5094ef0c0a8c7fc74e0abc9b39", time: 1_795_252_520, user: "anna", comment: comment,
            tags: tags, awaitsModeration: held)
    }

    @Test("check-ins, wiki pages and tickets are told as Fossil tells them")
    func fossil() {
        #expect(
            event("c3", "First commit", tags: "trunk, v1").alert(baseURL: base).text
                == "== 2026-11-21 09:15:20 Check-In ==\nFirst commit (user: anna tags: trunk, v1)\n"
                + "https://example.org/r/info/cd179b5094ef0c0a8c7f\n")
        for (comment, kind, said) in [
            ("+Page", "Wiki Added", "Page"), ("-Page", "Wiki Removed", "Page"), (":Page", "Wiki Edit", "Page"),
            ("Changes to wiki page", "Wiki Edit", "Changes to wiki page"),
        ] {
            let text = event("w3", comment).alert(baseURL: base).text
            #expect(text.hasPrefix("== 2026-11-21 09:15:20 \(kind) ==\n\(said) (user: anna)\n"))
        }
        let held = event("t3", "New ticket", held: true).alert(baseURL: base)
        #expect(held.awaitsModeration && held.letters == "t")
        #expect(held.text.hasSuffix("** Pending moderator approval (https://example.org/r/modreq) **\n"))
        #expect(!event("c3", "x").alert(baseURL: "").text.contains("://"))
        #expect(event("g3", "x").alert(baseURL: base).letters.isEmpty)
    }

    @Test("a post of the forum is a mail of its own, from its author")
    func forum() {
        var post = event("f3", "Reply: A title: with a colon")
        post.post = FossilEvent.Post(
            text: "What I think\n", displayName: "Anna A.", isEdit: false, beginsThread: false, repliesTo: "bert")
        let alert = post.alert(baseURL: base)
        #expect(alert.isSeparate && alert.letters == "f" && alert.repliesTo == ["bert"])
        #expect(alert.subject == "A title: with a colon" && alert.fromName == "Anna A.")
        #expect(
            alert.text == "Forum post by anna on 2026-11-21 09:15:20\nhttps://example.org/r/forumpost/cd179b5094\n\n"
                + "What I think\n")
        #expect(alert.conversation == nil)
        let (root, answered) = (String(repeating: "a", count: 64), String(repeating: "b", count: 40))
        post.post?.root = root
        post.post?.answered = answered
        #expect(
            post.alert(baseURL: base).conversation
                == Conversation(root: String(repeating: "a", count: 32), answered: String(repeating: "b", count: 32)))
        post.post?.beginsThread = true
        #expect(post.alert(baseURL: base).letters == "fn")
        post.post?.isEdit = true
        #expect(post.alert(baseURL: base).letters == "x")
        post.awaitsModeration = true
        #expect(post.alert(baseURL: base).subject == "Pending Moderation: A title: with a colon")
        #expect(post.alert(baseURL: base).conversation == nil)
    }

    @Test("a comment is told as isso tells it")
    func isso() {
        var comment = IssoComment(
            number: 7, time: 1_795_252_520, author: "Anna", website: "https://anna.example", text: "Nice page",
            uri: "/blog/", title: "The blog", parent: nil, repliesTo: [], awaitsModeration: false)
        let alert = comment.alert(siteURL: "https://example.org/")
        #expect(alert.id == "i7" && alert.letters == "fn" && alert.fromName == "Anna")
        #expect(alert.subject == "New comment posted on The blog")
        #expect(
            alert.text == "Anna wrote:\n\nNice page\n\nUser's URL: https://anna.example\n"
                + "Link to comment: https://example.org/blog/#isso-7\n")
        #expect(alert.conversation == Conversation(root: "isso-7", answered: nil))
        comment.author = nil
        comment.title = nil
        comment.parent = 3
        comment.repliesTo = ["bert@example.net"]
        let reply = comment.alert(siteURL: "https://example.org")
        #expect(reply.conversation == Conversation(root: "isso-3", answered: "isso-3"))
        #expect(reply.subject == "Re: New comment posted" && reply.fromName == "Anonymous" && reply.letters == "f")
        #expect(reply.isWanted(by: Subscriber(id: 1, address: "Bert@example.net", subscriptions: "r")))
        #expect(!reply.isWanted(by: Subscriber(id: 1, address: "carl@example.net", subscriptions: "r")))
        #expect(reply.isWanted(by: Subscriber(id: 1, address: "carl@example.net", subscriptions: "af")))
    }

    @Test("an event of our own is told by its comment, its body and its link")
    func own() {
        let event = OwnEvent(
            number: 3, type: "ci", time: 1_795_252_520, user: "anna", comment: "Title\nMore\n", body: "Body",
            url: "https://x.example/3")
        #expect(event.alert.id == "c3" && event.alert.subject == "Title" && !event.alert.isSeparate)
        #expect(
            event.alert.text
                == "== 2026-11-21 09:15:20 Check-In ==\nTitle (user: anna)\nhttps://x.example/3\n\nMore\nBody\n")
        // As a web form sends it.
        var form = event
        form.comment = "Title\r\nMore\r\n"
        #expect(form.alert == event.alert)
        var announcement = event
        announcement.type = "a"
        announcement.comment = "News"
        #expect(announcement.alert.text == "Body\n\nhttps://x.example/3\n" && announcement.alert.isSeparate)
    }

    @Test("what is not separate goes out in one mail, in the order of time")
    func letters() throws {
        let events = [
            event("c3", "One").alert(baseURL: base),
            AlertEvent(
                id: "f4", letters: "f", subject: "Post", fromName: "Bert",
                text: "Text {{url}}\n", time: 1, isSeparate: true), event("w5", "+Two").alert(baseURL: base),
        ]
        let writer = LetterWriter(
            settings: Settings(["email-url": base]), templates: try Templates())
        let letters = LetterWriter.mails(of: events).map(writer.alert)
        #expect(letters.map(\.subject) == ["activity alert", "Post"])
        #expect(
            letters[0].body.hasPrefix(
                "This is an automated email sent by https://example.org/r to report changes.\n\n== "))
        #expect(letters[0].body.contains("One (user: anna)") && letters[0].body.contains("Two (user: anna)"))
        #expect(letters[1].body == "Text {{url}}\n" && letters[1].fromName == "Bert")
        let digest = writer.digest(events)
        #expect(digest.kind == .digest && digest.body.contains("Text {{url}}") && digest.body.contains("One"))
        #expect(writer.announcement(subject: "S", text: "T\n\n").body == "T\n")
        #expect(writer.renewal(daysLeft: 7).body.contains("about 7 days"))
        #expect(writer.verification().body.contains("signed you up"))
    }

    @Test("of a text that would fill mailboxes the beginning is sent, and that it is no more")
    func hugeText() throws {
        let writer = LetterWriter(settings: Settings(["email-url": base]), templates: try Templates())
        func event(_ text: String) -> AlertEvent {
            AlertEvent(id: "f4", letters: "f", subject: "Post", fromName: nil, text: text, time: 1, isSeparate: true)
        }
        let huge = "x" + String(repeating: "ä", count: 1 << 20)
        let body = writer.alert([event(huge)]).body
        #expect(body.utf8.count < 1 << 20 + 200 && !body.contains("\u{FFFD}"))
        #expect(body.hasSuffix("ä\n\n[This is the beginning only. The whole text has 2097153 bytes.]\n"))
        let many = writer.digest(Array(repeating: event(huge), count: 100)).body
        #expect(many.utf8.count < 10 << 20)
        let long = String(repeating: "y", count: 1 << 20)
        #expect(writer.alert([event(long)]).body == long + "\n")
    }

    @Test(
        "the reminder is a sentence whatever is set",
        arguments: [
            ([:], "Your subscription expires soon."),
            (["email-subname": "[x]"], "Your subscription to [x] expires soon."),
            (["email-url": "https://a.b"], "Your subscription at https://a.b expires soon."),
            (
                ["email-subname": "[x]", "email-url": "https://a.b"],
                "Your subscription to [x] at https://a.b expires soon."
            ),
        ] as [([String: String], String)])
    func reminder(settings: [String: String], sentence: String) throws {
        let writer = LetterWriter(settings: Settings(settings), templates: try Templates())
        #expect(writer.renewal(daysLeft: 7).body.hasPrefix(sentence + "\n"))
    }
}
