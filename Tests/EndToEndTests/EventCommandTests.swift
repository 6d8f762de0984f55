import Foundation
import Testing

/// Events of our own, from the command line to the mail.
@Suite struct EventCommandTests {
    private func program() throws -> Program {
        let program = try Program()
        #expect(try program.shell("$email init").status == 0)
        for setting in ["email-self list@example.org", "email-url https://example.org/l", "email-send-method stdout"] {
            #expect(try program.shell("$email settings \(setting)").status == 0)
        }
        return program
    }

    @Test("an event that is added is pending, can be looked at, and goes out once to whom it concerns")
    func event() throws {
        let program = try program()
        defer { program.remove() }
        #expect(try program.shell("$email subscribe anna@example.net --verified --subscriptions c").status == 0)
        #expect(try program.shell("$email subscribe bert@example.net --verified --subscriptions w").status == 0)
        let added = try program.shell(
            "$email event add --type c -S 'Nightly build' --body - --url https://x.example/1 --user Änne",
            input: "All is fine.\n")
        #expect(added.output == "c1\n" && added.status == 0, "\(added.errors)")
        #expect(try program.shell("$email pending").output == "        c1\n")
        let told = try program.shell("$email test-alert").output
        #expect(told.hasPrefix("Subject: Nightly build\nFrom: Änne\n\n"))
        #expect(told.contains("Nightly build (user: Änne)\nhttps://x.example/1\n\nAll is fine.\n"))
        let mails = try program.shell("$email exec").output
        #expect(mails.contains("To: anna@example.net") && !mails.contains("bert@example.net"))
        #expect(mails.contains("From: =?utf-8?"))
        #expect(try program.shell("$email exec").output.isEmpty)
        #expect(try program.shell("$email test-add-alerts c1").status == 0)
        #expect(try program.shell("$email exec").output.contains("To: anna@example.net"))
    }

    @Test("events that nobody can subscribe to are not printed as if they were sent")
    func unsent() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell(
            """
            $email init >/dev/null
            sqlite3 email.db "INSERT INTO event(type, mtime, comment) VALUES
              ('e', julianday('now'), 'A note'), ('g', julianday('now'), 'A tag'), ('c', julianday('now'), 'Fine')"
            $email test-alert; $email test-alert e1
            """)
        #expect(run.status == 0 && run.output.contains("Fine") && !run.output.contains("A note"), "\(run)")
        #expect(run.errors.contains("nobody can subscribe to such events: e1, g2\n"))
        #expect(run.errors.hasSuffix("nobody can subscribe to such events: e1\n") && !run.output.contains("A tag"))
    }

    @Test("announcements go to all who want them, those who want digests too")
    func announcement() throws {
        let program = try program()
        defer { program.remove() }
        for options in ["anna@example.net --verified", "bert@example.net --verified --digest", "carl@example.net"] {
            #expect(try program.shell("$email subscribe \(options)").status == 0)
        }
        #expect(try program.shell("$email subscribe dora@example.net --verified --subscriptions c").status == 0)
        let shown = try program.shell("$email announce -S News --test", input: "Hello\n")
        #expect(shown.output == "Subject: News\n\nHello\n" && shown.status == 0)
        #expect(try program.shell("$email announce -S News", input: " \n").status == 64)
        #expect(try program.shell("$email announce -S News", input: "Hello\n").output == "2 queued\n")
    }

    @Test(
        "what is wrong is said, with a status that a script can read",
        arguments: [
            ("event add --type z --subject x", 64), ("event add --type c --subject ''", 64),
            ("event add --type c --subject \"a\nb\"", 64), ("event add --type c --subject x --body /nowhere", 66),
            ("event add --type c --subject x --url \"$(printf 'a\\rb')\"", 64), ("test-alert c99", 1),
            ("test-add-alerts c99", 1), ("triggers sideways", 64), ("announce --subject x --body /nowhere", 66),
        ] as [(String, Int32)])
    func wrongUsage(arguments: String, status: Int32) throws {
        let program = try program()
        defer { program.remove() }
        let result = try program.shell("$email \(arguments)")
        #expect(result.status == status, "\(arguments): \(result.errors)")
        #expect(!result.errors.isEmpty)
        #expect(try program.query("SELECT (SELECT count(*) FROM event)+(SELECT count(*) FROM pending_alert)") == "0")
    }

    @Test("templates are checked when they are loaded")
    func templates() throws {
        let program = try program()
        defer { program.remove() }
        #expect(try program.shell("mkdir t && $email settings email-template-dir $PWD/t").status == 0)
        #expect(try program.shell("$email event add --type a --subject News --user Anna").status == 0)
        for (name, text) in [("footer", "{{bad}}"), ("footer", "{{#url}}"), ("foter", "x"), ("alert", "{{code}}")] {
            #expect(try program.shell("printf '%s' '\(text)' >t/\(name).mustache").status == 0)
            let refused = try program.shell("$email test-alert")
            #expect(refused.status == 78 && refused.errors.contains(name), "\(refused.errors)")
            #expect(try program.shell("rm t/\(name).mustache").status == 0)
        }
        #expect(
            try program.shell("echo '{{#events}}[{{subject}} by {{author}}]{{/events}}' >t/alert.mustache").status == 0)
        #expect(try program.shell("$email test-alert").output.contains("[News by Anna]"))
        #expect(try program.shell("$email settings email-template-dir /nowhere && $email test-alert").status == 78)
    }
}
