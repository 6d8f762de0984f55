import Foundation
import Testing

/// What a delivered mail does to the subscribers, with the real program on a real file.
@Suite struct InboundEffectTests {
    /// The subscriber's own code, as its mails carry it.
    private func code(of address: String, _ program: Program) throws -> String {
        try program.query("SELECT lower(hex(subscriberCode)) FROM subscriber WHERE semail='\(address)'")
    }

    private func silenced(_ program: Program) throws -> [String] {
        try program.query("SELECT semail FROM subscriber WHERE sdonotcall ORDER BY semail")
            .split(separator: "\n").map(String.init)
    }

    private func prepared() throws -> Program {
        let program = try Program()
        #expect(try program.shell("$email init").status == 0)
        for name in ["anna", "bert", "carl"] {
            #expect(try program.shell("$email subscribe \(name)@example.net --verified").status == 0)
        }
        return program
    }

    @Test("a hard bounce with the subscriber's code silences that subscriber alone")
    func verifiedHardBounce() throws {
        let program = try prepared()
        defer { program.remove() }
        let code = try code(of: "bert@example.net", program)
        #expect(code.count == 64)
        #expect(
            try program.shell("$email inbound", input: Mails.bounce(of: "bert@example.net", code: code)).status == 0)
        #expect(try silenced(program) == ["bert@example.net"])
        #expect(try program.query("SELECT count(*) FROM email_bounce") == "1")
    }

    @Test("a bounce without proof silences nobody, and the code of one subscriber says nothing of another")
    func forgedBounces() throws {
        let program = try prepared()
        defer { program.remove() }
        let code = try code(of: "anna@example.net", program)
        var altered = Array(code)
        altered[10] = altered[10] == "0" ? "1" : "0"
        let forgeries = [
            Mails.bounce(of: "bert@example.net", id: "a"),
            Mails.bounce(of: "bert@example.net", code: String(altered), id: "b"),
            Mails.bounce(of: "bert@example.net", code: String(repeating: "0", count: 64), id: "c"),
        ]
        for mail in forgeries { #expect(try program.shell("$email inbound", input: mail).status == 0) }
        #expect(try silenced(program) == [])
        // Anna's code in a bounce that names Bert: not Bert, whatever becomes of Anna.
        try program.shell("$email inbound", input: Mails.bounce(of: "bert@example.net", code: code, id: "d"))
        #expect(try !silenced(program).contains("bert@example.net"))
    }

    @Test(
        "a complaint that returns our signed CFBL-Feedback-ID counts at once; forged, altered or another's it does not")
    func feedbackID() throws {
        let program = try prepared()
        defer { program.remove() }
        let sent = try program.shell(
            """
            set -e
            $email settings email-self list@example.org
            $email settings email-cfbl complaints@example.org
            $email settings email-send-method db
            $email settings email-send-db $HOME/out.db
            $email event add --type c --subject x
            $email exec
            """)
        #expect(sent.status == 0, "\(sent.errors)")
        func id(_ name: String) throws -> String {
            let mail = try program.query(
                "SELECT msg FROM email WHERE msg LIKE '%To: \(name)@example.net%'", file: "out.db")
            return try String(#require(mail.firstMatch(of: /CFBL-Feedback-ID:\s+(\S+)/)).1)
        }
        let bert = try id("bert")
        let carl = try id("carl").split(separator: ":")
        let last = bert.last == "a" ? "b" : "a"
        for (number, (id, to)) in [
            (String(bert.dropLast()) + last, nil),
            // Carl's numbers with Bert's signature, and the other way round.
            ("\(carl[0]):\(carl[1]):\(bert.split(separator: ":")[2])", nil),
            (bert.split(separator: ":").dropLast().joined(separator: ":") + ":\(carl[2])", nil),
            ("1:2:" + String(repeating: "a", count: 26), nil),
            // Bert's, in what says that it went to Carl.
            (bert, "carl@example.net"),
        ].enumerated() {
            let mail = Mails.complaint(feedbackID: id, to: to, id: "forged\(number)")
            #expect(try program.shell("$email inbound", input: mail).status == 0)
        }
        #expect(try silenced(program) == [])
        #expect(
            try program.query("SELECT group_concat(DISTINCT kind||' '||trust) FROM fx_email_inbound")
                == "complaint unverified")
        for headersOnly in [false, true] {
            let mail = Mails.complaint(feedbackID: bert, to: nil, id: "true\(headersOnly)", headersOnly: headersOnly)
            #expect(try program.shell("$email inbound", input: mail).status == 0)
            #expect(try silenced(program) == ["bert@example.net"])
            try program.shell("$email allow bert@example.net")
        }
    }

    @Test("an address that a cut mail ends in is nobody's, even where somebody has its beginning")
    func halfAnAddress() throws {
        let program = try prepared()
        defer { program.remove() }
        #expect(try program.shell("$email settings email-bounce-unverified-limit 1").status == 0)
        let mail = Mails.bounce(of: "anna@example.network")
        let end = try #require(mail.range(of: "Final-Recipient: rfc822; anna@example.net"))
        #expect(try program.shell("$email inbound", input: String(mail[..<end.upperBound])).status == 0)
        #expect(try silenced(program) == [])
        try program.shell("$email inbound", input: Mails.bounce(of: "anna@example.net", id: "2"))
        #expect(try silenced(program) == ["anna@example.net"])
    }

    @Test("a soft bounce with proof is recorded and silences nobody")
    func softBounce() throws {
        let program = try prepared()
        defer { program.remove() }
        let code = try code(of: "carl@example.net", program)
        let mail = Mails.bounce(
            of: "carl@example.net", code: code, status: "5.2.2", diagnostic: "552 5.2.2 Mailbox full")
        #expect(try program.shell("$email inbound", input: mail).status == 0)
        #expect(try silenced(program) == [])
        #expect(try program.shell("$email bounces carl@example.net").output.contains("mailbox-full"))
    }

    @Test("the same mail twice counts once, whatever the trace lines say")
    func duplicates() throws {
        let program = try prepared()
        defer { program.remove() }
        let mail = Mails.bounce(of: "anna@example.net")
        let traces = [
            "", "Return-Path: <>\n", "Delivered-To: bounces@example.org\n", "From MAILER-DAEMON  Sat Jan  1\n",
        ]
        for trace in traces { #expect(try program.shell("$email inbound", input: trace + mail).status == 0) }
        #expect(try program.query("SELECT count(*) FROM fx_email_inbound") == "1")
        #expect(try program.query("SELECT count(*) FROM email_bounce") == "1")
    }

    @Test("a dry run changes nothing and prints the line that DESIGN describes")
    func dryRun() throws {
        let program = try prepared()
        defer { program.remove() }
        let code = try code(of: "anna@example.net", program)
        try Data(Mails.bounce(of: "anna@example.net", code: code).utf8)
            .write(to: program.folder.appendingPathComponent("a.eml"))
        let before = try program.query(".dump")
        let result = try program.shell("$email inbound --dry-run --json a.eml")
        #expect(result.status == 0)
        #expect(try program.query(".dump") == before)
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let line = try #require(object)
        #expect(line["kind"] as? String == "bounce")
        #expect(line["trust"] as? String == "verified")
        let recipients = try #require(line["recipients"] as? [[String: Any]])
        #expect(recipients.count == 1)
        #expect(recipients[0]["address"] as? String == "anna@example.net")
        #expect(recipients[0]["reason"] as? String == "user-unknown")
        let decision = try #require(line["decision"] as? [[String: Any]])
        #expect(decision.count == 1)
        #expect(decision[0]["effect"] as? String == "do-not-call")
        #expect(decision[0]["address"] as? String == "anna@example.net")
    }

    @Test("a mail that came before counts once and has its line of JSON all the same")
    func jsonAgain() throws {
        let program = try prepared()
        defer { program.remove() }
        try Data(Mails.bounce(of: "anna@example.net", code: try code(of: "anna@example.net", program)).utf8)
            .write(to: program.folder.appendingPathComponent("a.eml"))
        let first = try program.shell("$email inbound --json a.eml")
        let again = try program.shell("$email inbound --json a.eml")
        #expect(first.status == 0 && again.status == 0)
        #expect(first.output.contains("do-not-call") && again.output == first.output)
        #expect(again.errors.contains("came before"))
        #expect(try program.query("SELECT count(*) FROM email_bounce") == "1")
    }

    @Test("mbox files and Maildir folders are read message by message")
    func mailboxes() throws {
        let program = try prepared()
        defer { program.remove() }
        let one = Mails.bounce(of: "anna@example.net", id: "1")
        let two = Mails.bounce(of: "bert@example.net", id: "2")
        let mbox =
            "From MAILER-DAEMON Sat Jan  1 00:00:00 2028\n\(one)\nFrom MAILER-DAEMON Sat Jan  1 00:00:01 2028\n\(two)"
        try Data(mbox.utf8).write(to: program.folder.appendingPathComponent("mbox"))
        let asOne = try program.shell("$email inbound --dry-run mbox")
        #expect(asOne.status == 0 && asOne.errors.contains("--mbox"))
        #expect(try program.shell("$email inbound --mbox mbox").status == 0)
        #expect(try program.query("SELECT count(*) FROM fx_email_inbound") == "2")
        try program.shell("mkdir -p box/new box/cur box/tmp")
        try Data(Mails.bounce(of: "carl@example.net", id: "3").utf8)
            .write(to: program.folder.appendingPathComponent("box/new/1.a.b"))
        #expect(try program.shell("$email inbound --maildir box").status == 0)
        #expect(try program.query("SELECT count(*) FROM fx_email_inbound") == "3")
    }

    @Test("what it writes is readable for its owner alone, whatever the umask")
    func permissions() throws {
        let program = try Program()
        defer { program.remove() }
        let result = try program.shell("umask 0; $email init >/dev/null; stat -c %a email.db")
        #expect(result.output == "600\n")
    }
}
