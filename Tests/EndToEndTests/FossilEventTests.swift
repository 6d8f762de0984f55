import Foundation
import Testing

/// What happens in a repository that the real Fossil keeps, and who sends it.
@Suite struct FossilEventTests {
    private struct Repository {
        let program: Program

        init() throws {
            program = try Program()
            try run(
                """
                fossil init --admin-user admin r.fossil && $email init && mkdir work
                for setting in "email-self list@example.org" "email-url https://example.org/r" "email-subname [r]"; do
                    $email settings $setting || exit 1
                done
                cd work && fossil open ../r.fossil
                """)
        }

        @discardableResult
        func run(_ script: String) throws -> String {
            let result = try program.shell(
                script,
                environment: [
                    "EMAIL_DB": program.folder.appendingPathComponent("r.fossil").path, "USER": "admin",
                    "FOSSIL_USER": "admin",
                ])
            #expect(result.status == 0, "\(script): \(result.output)\(result.errors)")
            return result.output
        }

        /// Makes a check-in with a branch and a tag, a wiki page and a ticket.
        func work(_ name: String) throws {
            try run(
                """
                cd work && echo \(name) >\(name).txt && fossil add \(name).txt
                fossil commit -m "Commit of \(name)" --branch branch-\(name) --tag tag-\(name) --user-override bert
                echo text | fossil wiki create "Page \(name)" -
                fossil ticket add title "Ticket \(name)" status Open
                """)
        }

        /// Posts to the forum as a browser would.
        func post(_ path: String, _ form: String) throws {
            let reply = try program.shell(
                "fossil http r.fossil --localauth --ipaddr 127.0.0.1 --nossl",
                input: "POST \(path) HTTP/1.0\r\nHost: localhost\r\nReferer: http://localhost/forumnew\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)"
            )
            #expect(reply.output.hasPrefix("HTTP/1.0 302"), "\(reply.output)\(reply.errors)")
        }

        func query(_ sql: String) throws -> String { try program.query(sql, file: "r.fossil") }

        /// The mails in the queue database of the method db.
        func mails() throws -> Int { Int(try program.query("SELECT count(*) FROM email", file: "q.db")) ?? 0 }
    }

    @Test(
        "check-ins with branch and tags, wiki pages, tickets and posts are queued by Fossil and read as Fossil tells them"
    )
    func wording() throws {
        let repository = try Repository()
        defer { repository.program.remove() }
        try repository.work("one")
        try repository.post(
            "/forumnew", "csrf=localhost&title=Hello&content=%C3%9Cber+text&mimetype=text%2Fplain&submit=1")
        let words = (0..<400).map { "word\($0)" }.joined(separator: "+")
        try repository.post("/forumnew", "csrf=localhost&title=Long&content=\(words)&mimetype=text%2Fplain&submit=1")
        let post = try repository.query("SELECT uuid FROM blob WHERE rid=(SELECT max(fpid) FROM forumpost)")
        // Then the first is kept as a difference to the second.
        try repository.post(
            "/forume2",
            "csrf=localhost&fpid=\(post)&edit=1&title=Long&content=\(words)+x&mimetype=text%2Fplain&submit=1")
        try repository.post(
            "/forume2", "csrf=localhost&fpid=\(post)&reply=1&content=Yes&mimetype=text%2Fplain&submit=1")
        #expect(try repository.query("SELECT count(*) FROM delta") != "0")
        #expect(try repository.query("SELECT count(*) FROM pending_alert") == "7")

        let ours = try repository.run("$email test-alert")
        let fossils = try repository.run("fossil test-alert -R r.fossil").replacingOccurrences(of: "\r\n", with: "\n")
        #expect(ours.contains("Commit of one (user: bert tags: branch-one, tag-one)"))
        // Fossil's paragraphs, without its own first one and the header of posts.
        let paragraphs = fossils.split(separator: "\n\n").dropFirst().map { String($0) }
        #expect(paragraphs.count >= 10)
        for paragraph in paragraphs {
            for line in paragraph.split(separator: "\n")
            where !line.hasPrefix("Message-Id: ") && !line.hasPrefix("In-Reply-To: ") {
                #expect(ours.contains("\n\(line)\n") || ours.hasPrefix("\(line)\n"), "\(line)")
            }
        }
        // Fossil's posts are known by the Message-IDs that it gives, to which ours refer.
        let sent = try repository.run(
            """
            sqlite3 r.fossil "UPDATE user SET cap=cap||'2' WHERE login='nobody'"
            $email subscribe anna@example.net --verified --subscriptions fx >/dev/null && $email exec --test
            """)
        let answers = fossils.split(separator: "\n").filter { $0.hasPrefix("In-Reply-To: ") }
        #expect(answers.count == 1)
        for line in answers { #expect(sent.contains("\(line)\r\n") || sent.contains("\(line)\n"), "\(sent)") }
        var roots = 0
        for line in fossils.split(separator: "\n") where line.hasPrefix("Message-Id: ") {
            // An edit is no answer: it belongs to what it changes.
            let id = line.dropFirst("Message-Id: ".count)
            let isRoot = try repository.query(
                "SELECT count(*) FROM forumpost JOIN blob ON rid=fpid WHERE froot=fpid AND uuid GLOB '\(id.dropFirst().prefix(32))*'"
            )
            guard isRoot == "1" else { continue }
            roots += 1
            #expect(sent.contains("References: \(id)"), "\(sent)")
        }
        #expect(roots == 2)
        for id in try repository.query("SELECT eventid FROM pending_alert").split(separator: "\n") {
            #expect(try !repository.run("$email test-alert \(id)").isEmpty)
        }
    }

    @Test("Fossil's own sender and ours on one repository: each alert goes out once, whoever comes first")
    func bothSenders() throws {
        let repository = try Repository()
        defer { repository.program.remove() }
        try repository.run(
            """
            $email settings email-send-method db && $email settings email-send-db "$PWD/q.db"
            $email subscribe anna@example.net --verified
            """)
        try repository.work("one")
        try repository.run("fossil alerts -R r.fossil send && $email exec && fossil alerts -R r.fossil send")
        #expect(try repository.mails() == 1)
        try repository.work("two")
        try repository.run("$email exec && fossil alerts -R r.fossil send && $email exec")
        #expect(try repository.mails() == 2)
        #expect(try repository.run("$email pending").contains("sentSep"))
    }

    @Test("Fossil's own sender and ours, at one instant or one a little ahead, many times: no alert twice, none lost")
    func race() throws {
        let repository = try Repository()
        defer { repository.program.remove() }
        let counted = try repository.run(
            """
            # Into a folder: in a queue database Fossil does not wait for a lock, and loses what it wanted to write.
            mkdir out && $email settings email-send-method dir && $email settings email-send-dir "$PWD/out"
            for name in anna bert carl; do $email subscribe $name@example.net --verified; done >/dev/null
            for round in $(seq 12); do
                cd work && seq $round >file && fossil add file >/dev/null 2>&1
                fossil commit -m "Change-$round-of-many" >/dev/null 2>&1; cd ..
                # Whichever is quicker to start on this machine, each gets its turns.
                (sleep 0.$((round % 3 == 1 ? 3 : 0)); fossil alerts -R r.fossil send >/dev/null 2>&1) &
                (sleep 0.$((round % 3 == 2 ? 3 : 0)); $email exec) & wait
            done
            # One that met the other has sent nothing, and left it to the next.
            fossil alerts -R r.fossil send && $email exec
            python3 - <<'END'
            import collections, email, email.policy, pathlib, re
            found = collections.Counter()
            senders = set()
            for file in pathlib.Path('out').glob('*.email'):
                text = file.read_bytes()
                mail = email.message_from_bytes(text, policy=email.policy.default)
                senders.add('ours' if text.startswith(b'Return-Path') else "Fossil's")
                for change in set(re.findall(r'Change-(\\d+)-of-many', mail.get_content())):
                    found[mail['To'].addresses[0].username, change] += 1
            print(len(found), set(found.values()), len(senders))
            END
            """)
        #expect(counted.hasSuffix("36 {1} 2\n"), "\(counted)")
    }

    @Test("no alert is lost because Fossil does not know a method of ours", arguments: ["stdout", "exec", "maildir"])
    func foreignMethod(method: String) throws {
        let repository = try Repository()
        defer { repository.program.remove() }
        try repository.run(
            """
            $email settings email-send-method \(method)
            $email subscribe anna@example.net --verified
            """)
        try repository.work("one")
        try repository.run("fossil alerts -R r.fossil send")
        #expect(try repository.query("SELECT count(*) FROM pending_alert WHERE NOT sentSep") == "3")
        #expect(try repository.query("SELECT value FROM config WHERE name='email-send-method'") == "off")
        #expect(try repository.run("$email settings email-send-method").contains(method))
        if method == "stdout" {
            #expect(try repository.run("$email exec").contains("To: anna@example.net"))
            #expect(try repository.query("SELECT count(*) FROM pending_alert WHERE NOT sentSep") == "0")
        }
    }

    @Test("a rebuild queues nothing again, and keeps what is ours")
    func rebuild() throws {
        let repository = try Repository()
        defer { repository.program.remove() }
        try repository.work("one")
        try repository.run(
            "echo 'DELETE FROM pending_alert' | sqlite3 r.fossil; $email triggers on; fossil rebuild r.fossil")
        #expect(try repository.query("SELECT count(*) FROM pending_alert") == "0")
        try repository.run("$email triggers off; $email triggers on; $email init")
        try repository.work("two")
        #expect(try repository.query("SELECT count(*) FROM pending_alert") == "3")
    }
}
