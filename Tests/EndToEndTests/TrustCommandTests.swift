import Foundation
import Testing

/// What shows and undoes a judgement.
@Suite struct TrustCommandTests {
    private func code(of address: String, _ program: Program) throws -> String {
        try program.query("SELECT lower(hex(subscriberCode)) FROM subscriber WHERE semail='\(address)'")
    }

    /// A database in which Bert's address is proven to be dead, and Carl's mailbox full.
    private func prepared() throws -> Program {
        let program = try Program()
        #expect(try program.shell("$email init").status == 0)
        for name in ["anna", "bert", "carl"] {
            #expect(try program.shell("$email subscribe \(name)@example.net --verified").status == 0)
        }
        let bert = Mails.bounce(of: "bert@example.net", code: try code(of: "bert@example.net", program))
        #expect(try program.shell("$email inbound", input: bert).status == 0)
        let carl = Mails.bounce(
            of: "carl@example.net", code: try code(of: "carl@example.net", program), status: "5.2.2",
            diagnostic: "552 5.2.2 Mailbox full", id: "2")
        #expect(try program.shell("$email inbound", input: carl).status == 0)
        return program
    }

    @Test("explain says why, by which mail and rule, and what the next report would do")
    func explain() throws {
        let program = try prepared()
        defer { program.remove() }
        let bert = try program.shell("$email explain BERT@example.net").output
        #expect(bert.contains("gets mail      no: do-not-call since"))
        #expect(bert.contains("The address is dead (user-unknown), proven by the subscriberCode"))
        #expect(bert.contains("mail 1, rule "))
        #expect(bert.contains("`email allow bert@example.net`"))
        let carl = try program.shell("$email explain carl@example.net").output
        #expect(carl.contains("gets mail      yes"))
        #expect(carl.contains("soft bounce 1 of 5"))
        #expect(carl.contains("the mailbox is full, proven: recorded. "))
        #expect(carl.contains("the address is dead, proven: do-not-call. "))
        #expect(carl.contains("blocked or refused as spam: recorded. "))
        let anna = try program.shell("$email explain anna@example.net").output
        #expect(anna.contains("reports        none"))
        #expect(anna.contains("announcements, check-ins"))
        #expect(try program.shell("$email explain nobody@example.net").status == 1)
    }

    @Test("do-not-call of a person is told from that of a report")
    func person() throws {
        let program = try prepared()
        defer { program.remove() }
        _ = try program.query("UPDATE subscriber SET sdonotcall=1 WHERE semail='anna@example.net'")
        let output = try program.shell("$email explain anna@example.net").output
        #expect(output.contains("do-not-call, set by a person or another program"))
    }

    @Test("a changed address starts with a clean score")
    func changedAddress() throws {
        let program = try prepared()
        defer { program.remove() }
        _ = try program.query("UPDATE subscriber SET semail='carl@example.com' WHERE semail='carl@example.net'")
        let output = try program.shell("$email explain carl@example.com").output
        #expect(output.contains("the mailbox is full, proven: recorded. "))
        #expect(output.contains("soft bounce 1 of 5"))
    }

    @Test("allow takes back what one rule did, for all, from a day on")
    func allowRule() throws {
        let program = try prepared()
        defer { program.remove() }
        let rule = try program.query("SELECT rule FROM fx_email_history WHERE effect='do-not-call'")
        #expect(!rule.isEmpty)
        let late = try program.shell("$email allow --rule '\(rule)' --since 2999-01-01")
        #expect(late.output == "0 subscribers get mail again\n")
        let done = try program.shell("$email allow --rule '\(rule)' --since 2020-01-01")
        #expect(done.output == "bert@example.net: gets mail again\n1 subscribers get mail again\n")
        #expect(try program.query("SELECT count(*) FROM subscriber WHERE sdonotcall") == "0")
        #expect(try program.shell("$email allow --rule x --since 2026-02-31").status == 64)
        #expect(try program.shell("$email allow").status == 64)
    }

    @Test("a stored mail can be looked at, decoded and raw")
    func show() throws {
        let program = try prepared()
        defer { program.remove() }
        let shown = try program.shell("$email inbound show 1").output
        #expect(shown.contains("bert@example.net: do-not-call (verified)"))
        #expect(shown.contains("Subject: Undelivered Mail Returned to Sender"))
        #expect(shown.contains("Final-Recipient: rfc822; bert@example.net"))
        let raw = try program.shell("$email inbound show 1 --raw").output
        #expect(raw == Mails.bounce(of: "bert@example.net", code: try code(of: "bert@example.net", program)))
        #expect(try program.shell("$email inbound show 99").status == 1)
        try program.shell("$email inbound", input: "Subject: \u{1B}]0;x\u{7}\n\n\u{1B}[2J")
        #expect(try !program.shell("$email inbound show 3").output.contains("\u{1B}"))
    }

    @Test("report counts by day, reason and domain, and draws a chart that an XML parser reads")
    func report() throws {
        let program = try prepared()
        defer { program.remove() }
        let days = try program.shell("$email report --days 2").output.split(separator: "\n")
        #expect(days.count == 3)
        #expect(days.last?.split(separator: " ").dropFirst().map(String.init) == ["1", "1", "0", "0", "1"])
        let reasons = try program.shell("$email report --by reason --json").output
        #expect(
            reasons.contains(#""reason": "user-unknown", "hard": 1"#)
                || reasons.contains(#""reason":"user-unknown","hard":1"#))
        #expect(try program.shell("$email report --by domain").output.contains("example.net"))
        #expect(try !program.shell("$email report --by domain --provider example.com").output.contains("example.net"))
        let chart = try program.shell(
            #"$email report --by domain --svg chart.svg && python3 -c "import xml.dom.minidom as m; print(m.parse('chart.svg').documentElement.tagName)" && stat -c %a chart.svg"#
        )
        #expect(chart.output == "svg\n600\n")
        #expect(try program.shell("$email report --svg /nowhere/x.svg").status == 73)
    }

    @Test(
        "many of one provider at once are an incident, of which the administrator hears once, and which can be dismissed"
    )
    func incident() throws {
        let program = try Program()
        defer { program.remove() }
        #expect(try program.shell("$email init").status == 0)
        #expect(
            try program.shell(
                """
                $email settings email-self alerts@example.org && $email settings email-admin root@example.org &&
                $email settings email-send-method dir && mkdir out && $email settings email-send-dir "$PWD/out"
                for i in $(seq 15); do $email subscribe s$i@example.net --verified; done
                """
            ).status == 0)
        for number in 1...15 {
            let address = "s\(number)@example.net"
            let mail = Mails.bounce(of: address, code: try code(of: address, program), id: "\(number)")
            #expect(try program.shell("$email inbound", input: mail).status == 0)
        }
        #expect(try program.query("SELECT count(*) FROM subscriber WHERE sdonotcall") == "0")
        let listed = try program.shell("$email incidents").output
        #expect(listed.contains("user-unknown at example.net: 15 of 15 subscribers, 9 let in again; goes on"))
        #expect(try program.shell("$email explain s3@example.net").output.contains("incident       user-unknown at"))
        for _ in 0..<2 { #expect(try program.shell("$email exec").status == 0) }
        #expect(try program.shell("ls out | wc -l").output == "1\n")
        let dismissed = try program.shell("$email incidents dismiss 1")
        #expect(dismissed.output == "incident 1 counts: 15 subscribers are do-not-call now\n")
        #expect(try program.shell("$email incidents dismiss 1").status == 1)
        // What is judged again stays what it is.
        #expect(try program.shell("$email inbound replay").output.contains("15 mails would be judged again"))
    }

    @Test("what is not there, or is something else, is said, and lines for programs stand apart from talk")
    func mistakes() throws {
        let program = try prepared()
        defer { program.remove() }
        let replay = try program.shell("$email inbound replay 1 99")
        #expect(replay.status == 1 && replay.errors == "email: mail 99 is not there, or not kept any more\n")
        #expect(replay.output.contains("1 mail would be judged again"))
        let folder = try program.shell("$email pending --db \"$HOME\"")
        #expect(folder.status == 78 && folder.errors.contains("it is a directory"))
        try program.shell("cat > mail", input: Mails.bounce(of: "anna@example.net"))
        let both = try program.shell(
            "$email inbound --dry-run --json --explain mail | python3 -c 'import json, sys; print(json.load(sys.stdin)[\"kind\"])'"
        )
        #expect(both.output == "bounce\n" && both.errors.split(separator: "\n").count > 1)
    }

    @Test("a report that says a mail arrived is told as such, and changes nobody")
    func delivered() throws {
        let program = try prepared()
        defer { program.remove() }
        let mail = Mails.bounce(
            of: "anna@example.net", code: try code(of: "anna@example.net", program), status: "2.0.0",
            diagnostic: "250 2.0.0 OK", id: "3"
        ).replacingOccurrences(of: "Action: failed", with: "Action: delivered")
        #expect(try program.shell("$email inbound", input: mail).status == 0)
        #expect(
            try program.query("SELECT kind, effect FROM fx_email_history WHERE inboundId=3") == "delivered|recorded")
        let line = try program.shell("$email bounces anna@example.net").output
        #expect(line.contains("delivered") && !line.contains("nil"))
        #expect(try program.query("SELECT count(*) FROM subscriber WHERE sdonotcall") == "1")
    }

    @Test("rules of one's own are tried on the stored mails before they hold, and then judge first")
    func rules() throws {
        let program = try prepared()
        defer { program.remove() }
        try program.shell(
            "printf 'dialect ours\\nblocked \"user unknown\"\\n' > rules; printf 'dialect ours\\nfoo\\n' > bad")
        let tried = try program.shell("$email rules test rules")
        #expect(tried.output.contains("bert@example.net: do-not-call -> recorded"))
        #expect(tried.output.hasSuffix("1 of 2 mails and 1 subscribers are judged differently\n"))
        #expect(try program.query("SELECT count(*) FROM subscriber WHERE sdonotcall") == "1")
        #expect(try program.shell("$email rules test bad").status == 65)
        #expect(try program.shell("$email rules test nowhere").status == 66)
        #expect(try program.shell("$email settings email-rules \"$PWD/bad\"").status == 78)
        #expect(try program.shell("$email settings email-rules \"$PWD/rules\"").status == 0)
        let anna = Mails.bounce(of: "anna@example.net", code: try code(of: "anna@example.net", program), id: "9")
        #expect(try program.shell("$email inbound", input: anna).status == 0)
        #expect(try program.query("SELECT reason FROM fx_email_history WHERE inboundId=3") == "blocked")
        // A file that has gone keeps no mail waiting.
        let carl = Mails.bounce(of: "carl@example.net", code: try code(of: "carl@example.net", program), id: "10")
        try program.shell("rm rules")
        #expect(try program.shell("$email inbound", input: carl).status == 0)
        #expect(try program.query("SELECT reason FROM fx_email_history WHERE inboundId=4") == "user-unknown")
        #expect(try program.shell("$email inbound log --messages").output.contains("email-rules"))
    }
}
