import Foundation
import Testing

/// Comments in a database that the real isso keeps.
@Suite struct IssoEventTests {
    private func isso(_ program: Program, moderated: Bool = false, _ steps: String...) throws {
        try program.isso("email.db", moderated: moderated, steps)
    }

    @Test("a comment that gets the number of one that was deleted is told of too")
    func numberGivenAgain() throws {
        let program = try Program()
        defer { program.remove() }
        try isso(program, #"new:/page/:{"text": "Old comment", "author": "Anna", "title": "The page"}"#)
        let made = try program.shell(
            """
            set -e
            $email init
            $email settings email-self list@example.org
            $email settings email-url https://example.org
            $email settings email-send-method stdout
            $email subscribe bert@example.net --verified --subscriptions f
            """)
        #expect(made.status == 0, "\(made.errors)")
        try isso(program, #"new:/page/:{"text": "Spam", "author": "Carl", "title": "The page"}"#)
        #expect(try program.shell("$email exec").output.contains("Carl"))
        _ = try program.query("UPDATE pending_alert SET sentSep=1; DELETE FROM comments WHERE id=2")
        try isso(program, #"new:/page/:{"text": "A real one", "author": "Dora", "title": "The page"}"#)
        #expect(try program.query("SELECT max(id) FROM comments") == "2")
        #expect(try program.shell("$email exec").output.contains("Dora"))
        // The same where each waits for a moderator.
        _ = try program.query("UPDATE pending_alert SET sentSep=1; DELETE FROM comments WHERE id=2")
        try isso(
            program, moderated: true, #"new:/page/:{"text": "Held", "author": "Emil", "title": "The page"}"#,
            "activate:2")
        #expect(try program.query("SELECT max(id) FROM comments") == "2")
        #expect(try program.shell("$email exec").output.contains("Emil"))
    }

    @Test("comments are queued once they are shown, and read as isso tells them")
    func comments() throws {
        let program = try Program()
        defer { program.remove() }
        // isso makes its database itself.
        try isso(program, #"new:/page/:{"text": "Old comment", "author": "Anna", "title": "The page"}"#)
        #expect(try program.shell("$email init").output.contains("isso's comments"))
        for setting in ["email-self list@example.org", "email-url https://example.org", "email-send-method stdout"] {
            #expect(try program.shell("$email settings \(setting)").status == 0)
        }
        #expect(try program.shell("$email subscribe bert@example.net --verified --subscriptions f").status == 0)
        try isso(
            program,
            #"new:/page/:{"text": "New comment", "author": "Anna", "title": "The page", "website": "https://anna.example"}"#
        )
        try isso(program, moderated: true, #"new:/page/:{"text": "Held", "author": "Carl", "title": "The page"}"#)
        #expect(try program.shell("$email pending").output == "        i2\n")
        let told = try program.shell("$email test-alert").output
        #expect(
            told == """
                Subject: New comment posted on The page
                From: Anna

                Anna wrote:

                New comment

                User's URL: https://anna.example
                Link to comment: https://example.org/page/#isso-2

                """)
        let sent = try program.shell("$email exec")
        #expect(sent.status == 0 && sent.output.contains("From: Anna <list@example.org>"), "\(sent.errors)")
        #expect(sent.output.contains("References: <isso-2@example.org>"))
        try isso(program, moderated: true, "activate:3", #"new:/page/:{"text": "Reply", "parent": 1, "title": "x"}"#)
        #expect(try program.query("SELECT eventid FROM pending_alert WHERE NOT sentSep") == "i3")
        try isso(program, #"new:/page/:{"text": "Reply", "parent": 1, "title": "x"}"#)
        #expect(
            try program.shell("$email test-alert i5").output.contains("Subject: Re: New comment posted on The page"))
        #expect(try program.shell("$email triggers off").status == 0)
        try isso(program, #"new:/page/:{"text": "Imported", "title": "x"}"#)
        #expect(try program.query("SELECT count(*) FROM pending_alert WHERE eventid='i6'") == "0")
    }
}
