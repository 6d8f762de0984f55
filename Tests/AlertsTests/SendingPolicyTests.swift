import Bounces
import Testing

@testable import Alerts

@Suite struct RetryPolicyTests {
    @Test("waits grow, vary by an eighth, and end")
    func waits() throws {
        let policy = try #require(RetryPolicy("80s 10m 1h"))
        #expect(policy.wait(afterAttempts: 1, random: 0) == 70)
        #expect(policy.wait(afterAttempts: 1, random: 20) == 90)
        #expect(policy.wait(afterAttempts: 1, random: 21) == 70)
        for random: UInt64 in [0, 1, 99, .max] {
            let wait = try #require(policy.wait(afterAttempts: 3, random: random))
            #expect((3_150...4_050).contains(wait))
        }
        #expect(policy.wait(afterAttempts: 4, random: 0) == nil)
        #expect(policy.wait(afterAttempts: 0, random: 0) == nil)
    }

    @Test(
        "what is set wrongly is refused, and the default holds",
        arguments: ["5", "5x", "1h 5m", "-5m", "+5m", "0m", "m"])
    func refused(text: String) {
        #expect(RetryPolicy(text) == nil)
        #expect(Setting.retry.objection(to: text) != nil)
        #expect(RetryPolicy(Settings(["email-retry": text])).wait(afterAttempts: 1, random: 0) == 263)
    }

    @Test("the default is tried for four to five days")
    func defaultValue() {
        let waits = RetryPolicy(Settings()).waits.reduce(0, +)
        #expect(waits > 4 * 86_400 && waits < 5 * 86_400)
    }
}

@Suite struct RateLimitTests {
    /// When each of so many mails may go, if each is tried again when it was told to.
    private func moments(_ text: String, _ domains: [String], start: Double = 1000) throws -> [Double] {
        var limit = try #require(RateLimit(text))
        var waiting = domains.map { (time: start, domain: $0) }
        var gone: [Double] = []
        var steps = 0
        while !waiting.isEmpty, steps < 100_000 {
            steps += 1
            waiting.sort { $0.time < $1.time }
            let next = waiting.removeFirst()
            if let later = limit.delay(domain: next.domain, now: next.time) {
                #expect(later > next.time)
                waiting.append((time: later, domain: next.domain))
            } else {
                gone.append(next.time)
            }
        }
        return gone
    }

    @Test("without a limit everything goes")
    func unlimited() throws {
        #expect(try moments("", ["a", "a", "b"]) == [1000, 1000, 1000])
        #expect(RateLimit().isUnlimited)
    }

    @Test("mails are spread evenly, and each is put off once")
    func even() throws {
        #expect(try moments("1/m", ["a", "b", "c"]) == [1000, 1060, 1120])
        let gone = try moments("10/s", Array(repeating: "a", count: 35))
        #expect(gone.last.map { $0 > 1002 && $0 < 1004.1 } == true)
        for second in 0..<4 {
            let count = gone.count { Int($0) == 1000 + second }
            #expect(count <= 20)
        }
    }

    @Test("one domain's limit does not hold back another")
    func domains() throws {
        var limit = try #require(RateLimit("*=1/m big.example=2/m"))
        #expect(limit.delay(domain: "a.example", now: 0) == nil)
        #expect(limit.delay(domain: "b.example", now: 0) == nil)
        #expect(limit.delay(domain: "a.example", now: 0) == 60)
        #expect(limit.delay(domain: "a.example", now: 0) == 120)
        #expect(limit.delay(domain: "big.example", now: 0) == nil)
        #expect(limit.delay(domain: "big.example", now: 0) == 30)
    }

    @Test(
        "what a clock that was ahead has kept holds nothing back once it is right",
        arguments: ["20/s", "*=1/h", "1/d"])
    func clockAhead(text: String) {
        let settings = Settings([Setting.rate.rawValue: text])
        let (now, year) = (1_000_000.0, 31_536_000.0)
        var ahead = RateLimit(settings)
        #expect(ahead.delay(domain: "a.example", now: now + year) == nil)
        var right = RateLimit(settings, state: ahead.state(now: now + year))
        #expect(right.delay(domain: "a.example", now: now) == nil)
        // What was kept a moment ago holds.
        var soon = RateLimit(settings, state: right.state(now: now))
        while soon.delay(domain: "a.example", now: now) == nil {}
        #expect(soon.delay(domain: "a.example", now: now) ?? 0 > now)
    }

    @Test("a new run goes on where the last one ended")
    func state() throws {
        let settings = Settings(["email-rate": "1/h"])
        var first = RateLimit(settings)
        #expect(first.delay(domain: "a", now: 5000) == nil)
        var second = RateLimit(settings, state: first.state(now: 5000))
        #expect(second.delay(domain: "a", now: 5001) == 8600)
        #expect(second.state(now: 9000) == "")
        var damaged = RateLimit(settings, state: "x\n=\n=nan\n=1=2")
        #expect(damaged.delay(domain: "a", now: 1) == nil)
    }

    @Test(
        "what is no rate is refused",
        arguments: ["5", "0/s", "5/x", "a=b", "=5/s", "5/s 6/s", "-1/s", "1/m=2", "*=1/s *=2/s"])
    func refused(text: String) {
        #expect(RateLimit(text) == nil)
    }

    @Test("the domain follows the last @, in lower case")
    func domainOfAddress() {
        #expect(domain(of: "\"a@b\"@Example.ORG") == "example.org")
        #expect(domain(of: "nobody") == "")
    }
}

@Suite struct PrivilegesTests {
    @Test(
        "one sees what Fossil's pages would show",
        arguments: [
            ("", "", "", ""), ("o", "", "c", ""), ("", "o", "c", ""), ("jr", "2", "fxtw", ""),
            ("s", "", "cfxtw", "cfxtw"),
            ("a", "", "cfxtw", "cfxtw"), ("5", "", "", "fx"), ("ql", "", "", "tw"),
        ])
    func letters(own: String, nobody: String, sees: String, moderates: String) {
        let privileges = Privileges(own, grants: Privileges.Grants(nobody: nobody))
        #expect(String("cfxtw".filter(privileges.maySee)) == sees)
        #expect(String("cfxtw".filter(privileges.mayModerate)) == moderates)
    }

    @Test("u stands for the reader and v for the developer")
    func inherited() {
        let grants = Privileges.Grants(anonymous: "j", reader: "or", developer: "2")
        #expect(String("cfxtw".filter(Privileges("u", grants: grants).maySee)) == "ctw")
        #expect(String("cfxtw".filter(Privileges("v", grants: grants).maySee)) == "fxw")
        #expect(String("cfxtw".filter(Privileges("", grants: grants).maySee)) == "w")
    }
}

@Suite struct VerdictTests {
    private func verdict(_ outcome: DeliveryOutcome, attempts: Int = 1) -> Verdict {
        Verdict(
            outcome, address: "anna@example.net", messageID: "<1@example.org>", attempts: attempts,
            retry: RetryPolicy("5m") ?? RetryPolicy(Settings()), random: 0)
    }

    private func report(_ verdict: Verdict) -> Report? {
        switch verdict {
        case .failed(let report, _), .givenUp(let report, _): report
        default: nil
        }
    }

    @Test(
        "a refusal is judged like the words of a bounce",
        arguments: [
            (550, "5.1.1", "5.1.1 <anna@example.net>: user unknown", BounceClass.hard, Reason.userUnknown),
            (552, "5.2.2", "5.2.2 mailbox is full", .soft, .mailboxFull),
            (550, nil, "No such user here", .hard, .userUnknown),
            (554, "5.7.1", "5.7.1 message contains spam", .soft, .spamDetected),
        ] as [(Int, String?, String, BounceClass, Reason)])
    func refusal(reply: Int, status: String?, text: String, classification: BounceClass, reason: Reason) throws {
        let verdict = verdict(.refused(reply: reply, status: status, text: text))
        guard case .failed(let report, let error) = verdict else {
            Issue.record("not failed")
            return
        }
        #expect(error == text)
        #expect(report.kind == .bounce && report.original.messageID == "<1@example.org>")
        let recipient = try #require(report.recipients.first)
        #expect(recipient.classification == classification && recipient.reason == reason)
        #expect(recipient.address == "anna@example.net" && recipient.action == .failed)
    }

    @Test("what is deferred comes again until the waits are over; then it never counts as a dead address")
    func deferred() throws {
        guard case .again(let wait, _) = verdict(.deferred("450 user unknown for now")) else {
            Issue.record("not again")
            return
        }
        #expect(wait == 263)
        for outcome: DeliveryOutcome in [
            .deferred("450 4.1.1 user unknown"), .uncertain("the connection broke"),
            .agentRefused("550 5.7.1 relaying denied"),
        ] {
            let end = verdict(outcome, attempts: 2)
            guard case .givenUp(_, let error) = end else {
                Issue.record("not given up")
                continue
            }
            #expect(error.hasPrefix("given up after 2 tries: "))
            #expect(report(end)?.recipients.first?.classification == .soft)
            #expect(report(end)?.recipients.first?.reason.isAddressDead == false)
        }
    }

    @Test(
        "which refusals may be of all mails that come from here",
        arguments: [
            ("554 5.7.1 <anna@example.net>: Relay access denied", true), ("550 5.7.1 Unable to relay", true),
            ("550 relay not permitted", true), ("530 5.7.0 Authentication required", true),
            ("554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied", true),
            ("550 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org", true),
            ("550 5.7.25 Client host rejected: cannot find your reverse hostname", true),
            ("571 delivery not authorized", true), ("550 Access denied", true), ("554 transaction failed", true),
            ("550 5.1.1 <anna@example.net>: user unknown", false), ("550 5.1.2 host unknown", false),
            ("552 5.2.2 mailbox full", false), ("552 5.3.4 message too big", false),
            ("554 5.7.1 message looks like spam", false), ("554 5.6.0 virus found", false),
            ("550 5.2.1 mailbox disabled", false),
        ])
    func everybody(text: String, expected: Bool) {
        let status = text.split(separator: " ").dropFirst().first.map(String.init)
        let enhanced = status.flatMap { $0.first?.isNumber == true ? $0 : nil }
        let outcome = DeliveryOutcome.refused(reply: Int(text.prefix(3)) ?? 0, status: enhanced, text: text)
        #expect(outcome.mayConcernAllMails == expected)
    }

    @Test("what a program refuses says nothing about the recipient, and a broken agent says nothing about the mail")
    func agent() {
        let end = verdict(.givenUp("exit status 65: user unknown"))
        #expect(report(end)?.recipients.first?.reason == .mailerError)
        guard case .untouched = verdict(.agentFailed("no command")) else {
            Issue.record("not untouched")
            return
        }
    }
}
