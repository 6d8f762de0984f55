import Foundation
import Testing

/// A comment database that isso itself made (`Tests/python.sh isso`) and goes on using.
@Suite struct IssoTests {
    private func isso(_ program: Program) throws {
        try program.isso("comments.db", #"new:/post/:{"text": "Hello", "author": "Ann", "title": "A post"}"#)
    }

    @Test("init adopts a database of isso, whose own tables stay as they are, and isso goes on writing to it")
    func adoption() throws {
        let program = try Program()
        defer { program.remove() }
        try isso(program)
        let environment = ["EMAIL_DB": program.folder.appendingPathComponent("comments.db").path]
        let tables =
            "SELECT name, sql FROM sqlite_schema WHERE tbl_name IN ('comments', 'threads', 'preferences') "
            + "AND name NOT LIKE 'email_%' ORDER BY name"
        let before = try program.query(tables, file: "comments.db")
        let journal = try program.query("PRAGMA journal_mode", file: "comments.db")
        #expect(before.contains("comments"))
        for _ in 1...2 { #expect(try program.shell("$email init", environment: environment).status == 0) }
        #expect(try program.query(tables, file: "comments.db") == before)
        #expect(try program.query("PRAGMA journal_mode", file: "comments.db") == journal)
        try isso(program)
        #expect(try program.query("SELECT count(*) FROM comments", file: "comments.db") == "2")
    }

    @Test("a bounce marks a subscriber in a database of isso")
    func bounce() throws {
        let program = try Program()
        defer { program.remove() }
        try isso(program)
        let environment = ["EMAIL_DB": program.folder.appendingPathComponent("comments.db").path]
        #expect(try program.shell("$email init", environment: environment).status == 0)
        for name in ["anna", "ben"] {
            #expect(
                try program.shell("$email subscribe \(name)@example.net --verified", environment: environment).status
                    == 0)
        }
        let code = try program.query(
            "SELECT lower(hex(subscriberCode)) FROM subscriber WHERE semail LIKE 'anna%'", file: "comments.db")
        let mail = Mails.bounce(of: "anna@example.net", code: code)
        #expect(try program.shell("$email inbound", input: mail, environment: environment).status == 0)
        #expect(
            try program.query("SELECT group_concat(sdonotcall) FROM subscriber ORDER BY semail", file: "comments.db")
                == "1,0")
        try isso(program)
    }
}
