import Foundation
import Testing

/// `email doctor`, with a script in the place of the mail server. Real ones are in Tests/Servers.
@Suite struct DoctorTests {
    /// A list with nothing wrong, and `hand-over`, which does what a mail server does with a mail to our return path.
    private func list() throws -> Program {
        let program = try Program()
        let made = try program.shell(
            """
            set -e
            $email init
            $email settings email-self bounces@example.org
            $email settings email-admin postmaster@example.org
            $email settings email-url https://example.org/list
            $email settings email-send-method pipe
            printf '#!/bin/sh\\ncat >mail\\nexec env RECIPIENT="$(sed -n "s/^To: //p" mail)" SENDER= %s inbound <mail\\n' "$email" >hand-over
            cp hand-over sendmail
            chmod 755 hand-over sendmail
            $email settings email-send-command "$HOME/sendmail"
            """)
        #expect(made.status == 0, "\(made.errors)")
        return program
    }

    @Test("a mail that comes back is content with everything, and changes nobody")
    func sound() throws {
        let program = try list()
        defer { program.remove() }
        try program.shell("$email subscribe anna@example.net --verified")
        let before = try program.query("SELECT * FROM subscriber")
        let run = try program.shell("$email doctor --via ./hand-over")
        // These tests may run as root, which is a finding by itself.
        let isRoot = geteuid() == 0
        #expect(run.status == (isRoot ? 1 : 0) && run.errors.isEmpty, "\(run.output)\(run.errors)")
        #expect(run.output.hasPrefix("a marked mail came back after"))
        let findings = run.output.split(separator: "\n").dropFirst().filter { !$0.hasPrefix(" ") }
        #expect(findings.count == 1 && findings[0].hasPrefix(isRoot ? "runs-as-root: " : "nothing is wrong"))
        #expect(try program.query("SELECT kind, rule, effect FROM fx_email_inbound") == "probe|doctor|recorded")
        #expect(try program.query("SELECT count(*) FROM fx_email_history") == "0")
        #expect(try program.query("SELECT * FROM subscriber") == before)
        let again = try program.shell("$email inbound replay")
        #expect(again.output.hasSuffix("1 mail would be judged again; --apply writes it down, 0 differently\n"))
    }

    @Test("--offline sends nothing")
    func offline() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell("$email doctor --offline")
        #expect(run.output == "nothing is wrong\n" || run.output.contains("handover"), "\(run.output)")
        #expect(try program.query("SELECT count(*) FROM fx_email_inbound") == "0")
        #expect(try program.shell("ls mail").status != 0)
    }

    @Test(
        "a mail that comes back otherwise than it went is named",
        arguments: [
            (#"cat >mail; "$email" inbound <mail"#, "recipient-unsaid"),
            (#"cat >mail; RECIPIENT=bounces@example.org "$email" inbound <mail"#, "extension-lost"),
            (#"cat >mail; "$email" inbound --sender daemon@example.org <mail"#, "sender-not-null"),
            (#"cat >mail; "$email" inbound <mail"#, "wrapped"),
            (#"cat >mail; "$email" inbound <mail; "$email" inbound <mail"#, "wrapped"),
            ("cat >mail", "not-returned"), ("cat >mail; exit 75", "way-out"),
        ])
    func findings(command: String, code: String) throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            "$email doctor --json --wait 2 --via \"$command\"", environment: ["command": command])
        #expect(run.status == 1)
        let lines = run.output.split(separator: "\n").map { Data($0.utf8) }
        let found = try lines.map { try #require(try JSONSerialization.jsonObject(with: $0) as? [String: String]) }
        #expect(found.contains { $0["finding"] == code && $0["remedy"]?.isEmpty == false }, "\(run.output)")
    }

    @Test("a database that is missing is a finding, and wrong usage is not")
    func statuses() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell("$email doctor --db none.db")
        #expect(run.status == 1 && run.output.hasPrefix("database-unusable: ") && run.output.contains("email init"))
        #expect(try program.shell("$email doctor --wait 0").status == 64)
        #expect(try program.shell("$email doctor --offline --via true").status == 64)
    }
}
