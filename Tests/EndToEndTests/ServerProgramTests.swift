import Testing

/// `email` changes into `email-server` where SMTP is to be spoken, and only there.
@Suite struct ServerProgramTests {
    /// A list that sends by SMTP, to a port where nobody listens.
    private func list() throws -> Program {
        let program = try Program()
        let made = try program.shell(
            """
            set -e
            $email init
            $email settings email-self list@example.org
            $email settings email-url https://example.org/list
            $email settings email-send-method smtp
            $email settings email-send-relayhost 127.0.0.1:1
            mkdir alone; cp $email alone/email
            sqlite3 queue.db "CREATE TABLE email(emailid INTEGER PRIMARY KEY, msg TEXT)"
            """)
        #expect(made.status == 0, "\(made.errors)")
        return program
    }

    private static let commands = [
        "exec", "send anna@example.net", "relay --from queue.db --to smtp",
        "settings email-send-credentials /nonexistent",
    ]

    @Test("the other program gets the arguments and what is on standard input")
    func change() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell("echo 'what it says' | $email send anna@example.net --subject 'This one'")
        #expect(run.status == 75, "\(run.errors)")
        #expect(run.output.contains("Connection refused"))
        #expect(try program.query("SELECT subject FROM fx_email_text") == "This one")
        #expect(try program.query("SELECT trim(body, char(10)) FROM fx_email_text") == "what it says")
    }

    @Test("where it is not installed, its path is named, with status 78", arguments: commands)
    func missing(command: String) throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell("alone/email \(command)")
        #expect(run.status == 78, "\(run.errors)")
        #expect(run.errors.contains("/alone/email-server") && run.errors.contains("Install email-server"))
        #expect(try program.query("SELECT count(*) FROM fx_email_delivery") == "0")
    }

    @Test("a copy of email under that name does not change into itself", arguments: ["cp", "ln", "ln -s"])
    func loop(command: String) throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell("cd alone; \(command) email email-server; timeout 20 ./email exec")
        #expect(run.status == 78, "\(run.errors)")
        #expect(run.errors.contains("a copy of this one"))
    }

    @Test("a mail that comes in is taken by email alone")
    func inbound() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            "strace -f -e trace=execve -o trace alone/email inbound < $samples/Bounces/postfix-unknown-user.eml")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try program.shell("grep -c execve trace").output == "1\n")
    }
}
