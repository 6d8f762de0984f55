import MIME
import Testing

@testable import Bounces

@Suite struct LocalRuleTests {
    private let notice = """
        From: Gate <gate@campus.example>
        To: bounces@example.org
        Subject: your letter
        X-Mailer: Campus Gate 3
        Return-Path: <>

        The campus gate could not pass your letter on.
        For the person: <anna@campus.example>
        The gate said: she has left the university

        --- Your letter:
        Message-ID: <1@example.org>
        To: anna@campus.example
        """

    private let rules = """
        # Our own gate.
        dialect campus
          header "X-Mailer: campus gate"
          text "the campus gate could not"
          recipient "for the person:"
          diagnosis "the gate said:"
          user-unknown "has left the university" "nobody of that name"
        """

    private func report(_ mail: String, _ rules: String?) throws -> Report {
        let local = try rules.map { Rules(.builtIn, local: try LocalRules(parsing: Array($0.utf8))) }
        return Report(Message(Array(mail.utf8)), rules: local ?? .builtIn, isExplained: true)
    }

    @Test("a notice of a system that only its administrator knows is read by local rules")
    func dialect() throws {
        let report = try report(notice, rules)
        #expect(report.kind == .bounce)
        #expect(report.rule == "campus")
        #expect(report.recipients.map(\.address) == ["anna@campus.example"])
        #expect(report.recipients.map(\.reason) == [.userUnknown])
        #expect(report.recipients.map(\.classification) == [.hard])
        #expect(report.evidence.contains { $0.rule == "campus: has left the university" })
    }

    private func dsn(_ diagnostic: String) -> String {
        """
        From: MAILER-DAEMON@mx.example.net
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b

        x
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; a@example.net
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; \(diagnostic)
        --b--
        """
    }

    @Test("a phrase without signs holds whoever speaks, and goes before all that is built in")
    func anywhere() throws {
        let mail = dsn("550 5.1.1 User unknown: your network is on our list")
        #expect(try report(mail, nil).recipients.map(\.reason) == [.userUnknown])
        let judged = try report(mail, "dialect ours\nblocked \"Your NETWORK is on our list\"\n")
        #expect(judged.recipients.map(\.reason) == [.blocked])
        #expect(judged.recipients.map(\.classification) == [.soft])
    }

    @Test("the phrases of a dialect with signs hold only where it speaks")
    func signs() throws {
        let mail = dsn("550 5.7.1 nobody of that name is welcome, blocked by policy")
        #expect(try report(mail, rules).recipients.map(\.reason) == (try report(mail, nil)).recipients.map(\.reason))
    }

    @Test(
        "a line that is no rule is named with its number and what is wrong",
        arguments: [
            ("user-unknown \"abcd\"", 1, "it stands before any"), ("dialect a b", 1, "a dialect has a name"),
            ("dialect", 1, "a dialect has a name"), ("dialect a\n\nheader abcd", 3, "double quotes"),
            ("dialect a\nheader", 2, "is missing"), ("dialect a\nheader \"abcd", 2, "missing at the end"),
            ("dialect a\nheader \"abc\"", 2, "at least 4"), ("dialect a\nno-such \"abcd\"", 2, "neither dialect"),
            ("dialect a\ntext \"abcd\" x", 2, "double quotes"), ("dialect a\ntext \"abc\\\"", 2, "missing at the end"),
        ])
    func mistakes(text: String, line: Int, words: String) {
        let mistake = #expect(throws: LocalRules.Mistake.self) { try LocalRules(parsing: Array(text.utf8)) }
        #expect(mistake?.line == line)
        #expect(mistake?.message.contains(words) == true)
    }

    @Test("escapes, CRLF, comments and empty lines are read")
    func syntax() throws {
        let text = "# x\r\n\r\ndialect a-1.b\r\n  blocked \"say \\\"no\\\"\"   \"back\\\\slash\"\r\n"
        let rules = try LocalRules(parsing: Array(text.utf8))
        #expect(rules.dialects.map(\.name) == ["a-1.b"])
        #expect(rules.dialects[0].phrases.map(\.text) == [Array("say \"no\"".utf8), Array("back\\slash".utf8)])
    }

    @Test("a block or a bad reputation is never a dead address, whatever the first digit says")
    func blocks() throws {
        for diagnostic in [
            "550 5.7.1 Service unavailable; client host [192.0.2.1] blocked using zen.spamhaus.org",
            "554 5.7.1 Message rejected due to poor reputation of your IP",
            "550 5.7.26 unauthenticated mail is prohibited",
            "550 4.7.28 rate limited", "550 5.7.510 Access denied, banned sender",
        ] {
            let recipients = try report(dsn(diagnostic).replacing("Status: 5.1.1", with: "Status: 5.7.1"), nil)
                .recipients
            #expect(recipients.map(\.classification) == [.soft], "\(diagnostic)")
        }
    }
}
