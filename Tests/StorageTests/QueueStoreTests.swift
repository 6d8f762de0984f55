import Bounces
import TestSupport
import Testing

@testable import Alerts
@testable import Storage

@Suite struct QueueStoreTests {
    private let file = TemporaryFile()
    private let store: Store
    private let settings = Settings(["email-self": "list@example.org", "email-url": "https://example.org"])
    /// 2026-01-01 00:00 UTC.
    private let now: Int64 = 1_767_225_600
    private let day: Int64 = 86_400

    init() throws {
        try file.initialised(now: 1_767_225_600)
        store = try Store(path: file.path)
        try store.set("email-self", to: "list@example.org", now: 1)
    }

    private func subscribe(
        _ address: String, _ letters: String = "c", verified: Bool = true, digest: Bool = false, user: String? = nil
    ) throws {
        _ = try store.subscribe(
            address: address, subscriptions: letters, isVerified: verified, wantsDigest: digest, userName: user,
            now: now)
    }

    private func event(_ type: Character = "c", _ subject: String = "x") throws -> String {
        try store.addEvent(type: type, subject: subject, body: nil, url: nil, user: nil, now: now)
    }

    private func queueAlerts(inDigest: Bool = false) throws -> Queued {
        try store.transaction { () throws(StoreError) in
            try store.queueAlerts(inDigest: inDigest, settings: settings, now: now) { events in
                LetterWriter.mails(of: events).map {
                    (Letter(kind: .alert, subject: "alert", fromName: nil, body: "\($0.count)\n"), $0)
                }
            }
        }
    }

    private func take(_ limit: Int = 100, now: Int64? = nil) throws -> [QueuedMail] {
        try store.transaction { () throws(StoreError) in
            try store.takeDue(limit: limit, now: now ?? self.now) { _ in nil }
        }
    }

    private func record(_ mails: [QueuedMail], _ outcome: DeliveryOutcome, now: Int64? = nil) throws {
        try store.transaction { () throws(StoreError) in
            try store.record(
                mails.map { mail in
                    let verdict = Verdict(
                        outcome, address: mail.addressee.address, messageID: mail.addressee.messageID,
                        attempts: mail.attempts, retry: RetryPolicy(settings), random: 0)
                    return (mail, verdict)
                }, settings: settings, now: now ?? self.now)
        }
    }

    private var states: [String] {
        get throws { try store.deliveryLines(address: nil, state: nil, limit: 999).map { "\($0.address) \($0.state)" } }
    }

    @Test("a subscriber without an address keeps nobody else waiting")
    func noAddress() throws {
        try subscribe("anna@example.net")
        try store.connection.run("UPDATE subscriber SET semail=NULL")
        try subscribe("bert@example.net")
        let id = try event()
        try store.addPendingAlerts([id])
        #expect(try queueAlerts().mails == 1)
        #expect(try take().map(\.addressee.address) == ["bert@example.net"])
    }

    @Test("who ends the subscription while a mail waits does not get it")
    func endedMeanwhile() throws {
        try subscribe("anna@example.net")
        try subscribe("bert@example.net")
        let id = try event()
        try store.addPendingAlerts([id])
        #expect(try queueAlerts().mails == 2)
        try store.connection.run("UPDATE subscriber SET ssub='ck' WHERE semail='anna@example.net'")
        #expect(try take().map(\.addressee.address) == ["bert@example.net"])
        #expect(try states == ["anna@example.net cancelled", "bert@example.net sending"])
    }

    @Test("a run reads none of what was sent before it")
    func readsNoHistory() throws {
        for number in 0..<40 { try subscribe("reader\(number)@example.net") }
        /// The rows that a run visits one after another.
        func run() throws -> Int {
            let id = try event()
            try store.addPendingAlerts([id])
            let fresh = try Store(path: file.path)
            #expect(try fresh.interrupted().isEmpty)
            let mails = try fresh.transaction { () throws(StoreError) -> [QueuedMail] in
                // Nobody wants digests; the alerts are done with, all the same.
                for inDigest in [false, true] {
                    _ = try fresh.queueAlerts(inDigest: inDigest, settings: settings, now: now) { events in
                        [(Letter(kind: .alert, subject: "alert", fromName: nil, body: "\n"), events)]
                    }
                }
                return try fresh.takeDue(limit: 100, now: now)
            }
            #expect(mails.count == 40)
            #expect(try fresh.interrupted().map(\.id) == mails.map(\.id))
            try record(mails, .accepted("x"))
            _ = try fresh.queueLength(now: now)
            return fresh.connection.scannedRows
        }
        let first = try run()
        for _ in 0..<10 { #expect(try run() == first) }
        #expect(first > 0 && first < 200)
    }

    // MARK: Who gets what

    @Test("each gets one mail, only of what was asked for, verified and not do-not-call; and none twice")
    func audiences() throws {
        try subscribe("anna@example.net", "c")
        try subscribe("bert@example.net", "cw")
        try subscribe("carl@example.net", "t")
        try subscribe("dora@example.net", "cw", verified: false)
        try subscribe("emil@example.net", "cw")
        try subscribe("fred@example.net", "cw", digest: true)
        try store.connection.run("UPDATE subscriber SET sdonotcall=1 WHERE semail LIKE 'emil%'")
        _ = try event("c")
        _ = try event("w")
        #expect(try queueAlerts() == Queued(alerts: 2, mails: 2))
        #expect(try queueAlerts() == Queued())
        let lines = try store.deliveryLines(address: nil, state: nil, limit: 99)
        #expect(
            lines.map { "\($0.address) \($0.events ?? "")" }.sorted() == [
                "anna@example.net c1", "bert@example.net c1 w2",
            ])
        #expect(Set(lines.compactMap(\.messageID)).count == 2)
        #expect(lines.allSatisfy { $0.messageID?.hasSuffix("@example.org>") == true })
        #expect(try store.pendingAlerts().map(\.isSentSeparately) == [true, true])
        #expect(try queueAlerts(inDigest: true) == Queued(alerts: 2, mails: 1))
        #expect(try store.pendingAlerts().isEmpty)
    }

    @Test("who left what Fossil leaves null gets alerts; an alert whose event is gone is done with")
    func nulls() throws {
        try store.connection.run("INSERT INTO subscriber(semail, ssub, mtime) VALUES('anna@example.net', 'c', 1)")
        _ = try event()
        #expect(try queueAlerts().mails == 1)
        try store.addPendingAlerts(["c99", "zz", ""])
        #expect(try queueAlerts() == Queued(alerts: 3, mails: 0))
        #expect(try queueAlerts() == Queued())
    }

    @Test("who unsubscribed at one click, as newer Fossils note it, gets nothing", arguments: ["k", "ck", "kca"])
    func unsubscribedAtOneClick(letters: String) throws {
        try subscribe("anna@example.net", letters)
        try subscribe("bert@example.net", "ac")
        _ = try event()
        #expect(try queueAlerts().mails == 1)
        let letter = Letter(kind: .announcement, subject: "", fromName: nil, body: "")
        #expect(try store.transaction { () throws(StoreError) in try store.announce(letter, now: now) } == 1)
        #expect(try take().allSatisfy { $0.addressee.address == "bert@example.net" })
    }

    @Test(
        "subscribers with the same letters are one audience wherever they stand, and one that cannot be reached is none"
    )
    func scattered() throws {
        for (index, letters) in ["c", "w", "c", "cw", "w", "c", ""].enumerated() {
            try subscribe("u\(index)@example.net", letters)
        }
        try subscribe("late@example.net", "ct", verified: false)
        _ = try event("c")
        _ = try event("t")
        #expect(try queueAlerts() == Queued(alerts: 2, mails: 4))
        #expect(try take().map(\.addressee.address) == [0, 2, 5, 3].map { "u\($0)@example.net" })
        #expect(try store.connection.first("SELECT count(*) FROM fx_email_text") { $0.integer(0) } == 1)
    }

    @Test("subscriptions that ran out get nothing")
    func cutoff() throws {
        try subscribe("anna@example.net")
        try store.connection.run("UPDATE subscriber SET lastContact=100")
        try store.connection.run("INSERT INTO config(name, value) VALUES('email-renew-cutoff', '101')")
        _ = try event()
        #expect(try queueAlerts().mails == 0)
    }

    @Test("a transaction that fails leaves everything as it was")
    func atomic() throws {
        try subscribe("anna@example.net")
        _ = try event()
        #expect(throws: StoreError.self) {
            try store.transaction { () throws(StoreError) in
                _ = try store.queueAlerts(inDigest: false, settings: settings, now: now) { events in
                    [(Letter(kind: .alert, subject: "", fromName: nil, body: ""), events)]
                }
                throw StoreError(.other, path: "", message: "")
            }
        }
        #expect(try states.isEmpty)
        #expect(try queueAlerts().mails == 1)
    }

    // MARK: Handing over

    @Test("what is taken is marked, and what became of it is recorded")
    func handingOver() throws {
        for name in ["anna", "bert", "carl", "dora"] { try subscribe("\(name)@example.net") }
        _ = try event()
        _ = try queueAlerts()
        let mails = try take(3)
        #expect(mails.map(\.attempts) == [1, 1, 1])
        #expect(mails[0].addressee.code.count == 32)
        #expect(try store.interrupted().map(\.id) == mails.map(\.id))
        try record([mails[0]], .accepted(""))
        try record([mails[1]], .deferred("450 later"))
        try record([mails[2]], .agentFailed("down"))
        #expect(
            try states == [
                "anna@example.net sent", "bert@example.net queued", "carl@example.net queued",
                "dora@example.net queued",
            ])
        #expect(try store.agentFailure() == "down")
        let again = try take()
        #expect(again.map(\.addressee.address) == ["carl@example.net", "dora@example.net"])
        #expect(try take(now: now + 400).map(\.attempts) == [2])
        // A run that ends early blames nobody.
        try record(again, .agentFailed(""))
        #expect(try store.agentFailure() == nil)
        #expect(try take().map(\.attempts) == [1, 1])
    }

    @Test("a mail to somebody who left, changed address or may not be called any more is cancelled")
    func objections() throws {
        for name in ["anna", "bert", "carl", "dora"] { try subscribe("\(name)@example.net") }
        try subscribe("eva@bücher.example")
        _ = try event()
        _ = try queueAlerts()
        _ = try store.unsubscribe(address: "anna@example.net")
        // The same mailbox in its other spelling.
        try store.connection.run("UPDATE subscriber SET semail='eva@xn--bcher-kva.example' WHERE semail LIKE 'eva%'")
        try store.connection.run("UPDATE subscriber SET semail='new@example.net' WHERE semail LIKE 'bert%'")
        try store.connection.run("UPDATE subscriber SET sdonotcall=1 WHERE semail LIKE 'carl%'")
        #expect(try take().map(\.addressee.address) == ["dora@example.net", "eva@bücher.example"])
        #expect(
            try store.deliveryLines(address: nil, state: "cancelled", limit: 9).compactMap(\.error) == [
                "the subscription has ended", "the subscriber's address has changed", "the subscriber is do-not-call",
            ])
    }

    @Test("a rate puts mails off and lets others go")
    func rates() throws {
        try subscribe("anna@a.example")
        try subscribe("bert@a.example")
        try subscribe("carl@b.example")
        _ = try event()
        _ = try queueAlerts()
        var limit = try #require(RateLimit("*=1/m"))
        let taken = try store.transaction { () throws(StoreError) in
            try store.takeDue(limit: 2, now: now) { limit.delay(domain: $0, now: Double(now)).map { Int64($0) } }
        }
        #expect(taken.map(\.addressee.address) == ["anna@a.example", "carl@b.example"])
        #expect(try take(now: now + 59).isEmpty)
        #expect(try take(now: now + 60).map(\.addressee.address) == ["bert@a.example"])
    }

    @Test("after a crash what the agent has is sent, what it has not waits, and what nobody knows is named")
    func recovery() throws {
        for name in ["anna", "bert", "carl"] { try subscribe("\(name)@example.net") }
        _ = try event()
        _ = try queueAlerts()
        let mails = try take()
        let lines = try store.recover([(mails[0], true), (mails[1], false), (mails[2], nil)], now: now)
        #expect(
            lines.count == 1 && lines[0].contains("carl@example.net") && lines[0].contains(mails[2].addressee.messageID)
        )
        #expect(try store.logLines(limit: 9).map(\.message) == lines)
        #expect(try states == ["anna@example.net sent", "bert@example.net queued", "carl@example.net queued"])
        #expect(try take().map(\.attempts) == [1, 2])
    }

    // MARK: The ledger

    @Test("a refusal that says that the address is dead silences it at once, as a proven bounce does")
    func hardRefusal() throws {
        try subscribe("anna@example.net")
        try subscribe("bert@example.net")
        _ = try event()
        _ = try queueAlerts()
        let mails = try take()
        try record([mails[0]], .refused(reply: 550, status: "5.1.1", text: "5.1.1 user unknown"))
        try record([mails[1]], .refused(reply: 554, status: "5.7.1", text: "5.7.1 spam detected"))
        #expect(try store.subscriber(id: 1)?.isDoNotCall == true)
        #expect(try store.subscriber(id: 2)?.isDoNotCall == false)
        let history = try store.history(address: nil, limit: 9)
        #expect(history.map(\.trust) == ["verified", "verified"])
        #expect(history.map(\.effect) == ["do-not-call", "recorded"])
        #expect(history.map(\.delivery) == mails.map(\.addressee.messageID))
        #expect(history.map(\.inbound) == [nil, nil])
        #expect(try states == ["anna@example.net failed", "bert@example.net failed"])
    }

    @Test("five full mailboxes on five days silence, and an acceptance between begins anew", arguments: [false, true])
    func softRefusals(isAcceptedBetween: Bool) throws {
        try subscribe("anna@example.net")
        for number in 0..<5 {
            let time = now + Int64(number) * 10 * day
            _ = try event()
            _ = try queueAlerts()
            try record(
                try take(now: time), .refused(reply: 552, status: "5.2.2", text: "5.2.2 mailbox full"), now: time)
            if isAcceptedBetween, number == 2 {
                _ = try event()
                _ = try queueAlerts()
                try record(try take(now: time + day), .accepted(""), now: time + day)
            }
        }
        #expect(try store.subscriber(id: 1)?.isDoNotCall == !isAcceptedBetween)
    }

    @Test("a bounce that names the ENVID of a delivery is about that subscriber")
    func envelopeID() throws {
        try subscribe("anna@example.net")
        _ = try event()
        _ = try queueAlerts()
        let mail = try #require(try take().first)
        try record([mail], .accepted(""))
        var original = Original()
        original.envelopeID = mail.addressee.envelopeID
        let report = Report(kind: .bounce, rule: "dsn", original: original, recipients: [])
        let proofs = try store.proofs(for: Clues(report: report, envelope: Envelope()), now: now)
        #expect(proofs.deliveries.map(\.subscriber) == [1])
        #expect(mail.addressee.envelopeID.utf8.count <= 100)
    }

    // MARK: The calendar

    @Test("digests are due once a Julian day, as Fossil counts them")
    func digests() throws {
        #expect(try store.isDigestDue(now: now))
        try store.transaction { () throws(StoreError) in try store.noteDigest(now: now) }
        #expect(try store.number("email-last-digest") == 2_461_041)
        #expect(try !store.isDigestDue(now: now + day / 2 - 1))
        #expect(try store.isDigestDue(now: now + day / 2))
    }

    @Test("who was not heard of for the interval is reminded once, a week before, and gets nothing after it")
    func renewals() throws {
        try subscribe("anna@example.net")
        let today = now / day
        try store.connection.run("UPDATE subscriber SET lastContact=\(today - 354)")
        let settings = Settings(["email-renew-interval": "360"])
        let letter = Letter(kind: .renewal, subject: "", fromName: nil, body: "")
        func remind(_ time: Int64) throws -> Int {
            try store.transaction { () throws(StoreError) in
                try store.queueRenewals(letter, settings: settings, now: time)
            }
        }
        #expect(try remind(now) == 1)
        #expect(try remind(now) == 0)
        #expect(try remind(now + 8 * day) == 0)
        #expect(try store.number("email-renew-cutoff") == today - 353)
        _ = try event()
        #expect(try queueAlerts().mails == 0)
    }

    @Test("a subscription that has ended is told so, and begins anew by hand")
    func endedSubscriptions() throws {
        let anna = "anna@example.net"
        try subscribe(anna)
        let own = try #require(try store.subscriber(address: anna))
        func end() throws {
            try store.connection.run("UPDATE subscriber SET lastContact=100")
            try store.connection.run("INSERT OR REPLACE INTO config(name, value) VALUES('email-renew-cutoff', '101')")
            #expect(try store.ended() == [own.id])
            #expect(try store.standing(address: anna, limit: 1, now: now)?.hasEnded == true)
        }
        #expect(try store.ended().isEmpty)
        try end()
        try subscribe(anna)
        #expect(try store.ended().isEmpty)
        try end()
        #expect(try store.allow(address: anna, now: now)?.hadEnded == true)
        #expect(try store.allow(address: anna, now: now)?.hadEnded == false)
        try end()
        try store.renew(own, now: now)
        #expect(try store.ended().isEmpty)
        try end()
        try store.set("email-renew-interval", to: "30", now: now)
        #expect(try store.ended() == [own.id])
        try store.set("email-renew-interval", to: "0", now: now)
        #expect(try store.ended().isEmpty)
        _ = try event()
        #expect(try queueAlerts().mails == 1)
    }

    // MARK: Invitations

    @Test("an address is invited no more often than the limit, and never when verified or do-not-call")
    func invitations() throws {
        let letter = Letter(kind: .verification, subject: "", fromName: nil, body: "")
        func invite(_ address: String, _ time: Int64) throws -> Invitation {
            try store.invite(address: address, letter: letter, settings: settings, now: time)
        }
        try subscribe("anna@example.net", verified: false)
        #expect(try invite("anna@example.net", now) == .queued)
        #expect(try invite("ANNA@example.net", now) == .waiting)
        for _ in 0..<2 {
            try record(try take(), .accepted(""))
            #expect(try invite("anna@example.net", now) == .queued)
        }
        try record(try take(), .accepted(""))
        #expect(try invite("anna@example.net", now) == .limited)
        _ = try store.unsubscribe(address: "anna@example.net")
        try subscribe("anna@example.net", verified: false)
        #expect(try invite("anna@example.net", now + 6 * day) == .limited)
        #expect(try invite("anna@example.net", now + 8 * day) == .queued)
        // Both spellings of an international domain are one mailbox.
        try subscribe("carl@bücher.example", verified: false)
        for _ in 0..<3 {
            #expect(try invite("carl@bücher.example", now) == .queued)
            try record(try take(), .accepted(""))
        }
        _ = try store.unsubscribe(address: "carl@bücher.example")
        try subscribe("carl@xn--bcher-kva.example", verified: false)
        #expect(try invite("carl@xn--bcher-kva.example", now) == .limited)
        #expect(try invite("nobody@example.net", now) == .noSubscriber)
        try subscribe("bert@example.net")
        #expect(try invite("bert@example.net", now) == .verified)
        try store.connection.run("UPDATE subscriber SET sdonotcall=1")
        #expect(try invite("bert@example.net", now) == .doNotCall)
    }

    @Test("nobody is invited to confirm by a link that there is not")
    func invitationWithoutLink() throws {
        let letter = Letter(kind: .verification, subject: "", fromName: nil, body: "")
        try subscribe("anna@example.net", verified: false)
        #expect(
            try store.invite(address: "anna@example.net", letter: letter, settings: Settings(), now: now) == .noLink)
        #expect(try take().isEmpty)
    }

    @Test("who does not confirm in time is no subscriber any more; who was never asked stays")
    func expiry() throws {
        let letter = Letter(kind: .verification, subject: "", fromName: nil, body: "")
        for name in ["anna", "bert", "carl"] { try subscribe("\(name)@example.net", verified: false) }
        for name in ["anna", "bert"] {
            _ = try store.invite(address: "\(name)@example.net", letter: letter, settings: settings, now: now)
        }
        try record(try take(), .accepted(""))
        try subscribe("bert@example.net", verified: true)
        func expire(_ time: Int64) throws -> Int {
            try store.transaction { () throws(StoreError) in try store.expireInvitations(settings: settings, now: time)
            }
        }
        #expect(try expire(now + 6 * day) == 0)
        #expect(try expire(now + 8 * day) == 1)
        #expect(try store.subscribers(matching: nil).map(\.address) == ["bert@example.net", "carl@example.net"])
    }

    // MARK: Notices

    @Test("what inbound asked for becomes a mail once, to the administrator where there is one")
    func notices() throws {
        try subscribe("anna@example.net")
        try store.connection.script(
            """
            INSERT INTO fx_email_inbound(inboundId, fingerprint, received, deliveries, size, state, notice)
            VALUES(1, x'01', \(now), 1, 1, 'judged', 'forward'), (2, x'02', 1, 1, 1, 'judged', 'confirm'),
              (3, x'03', 1, 1, 1, 'judged', 'confirm'), (4, x'04', \(now - 4 * 86_400), 1, 1, 'judged', 'forward');
            INSERT INTO fx_email_raw VALUES(1, CAST('Subject: hello' || char(10) || char(10) || 'text' AS BLOB));
            INSERT INTO fx_email_history(subscriberId, address, inboundId, rcvdTime, kind, trust, effect, because)
            VALUES(1, 'anna@example.net', 2, 1, 'unsubscribe', 'unverified', 'confirm', ''),
              (1, 'anna@example.net', 3, 1, 'unsubscribe', 'unverified', 'confirm', '');
            """)
        func queue(_ administrator: String?) throws -> Int {
            try store.transaction { () throws(StoreError) in
                try store.queueNotices(administrator: administrator, now: now) { $0.letter }
            }
        }
        #expect(try queue(nil) == 1)
        #expect(try queue("admin@example.org") == 1)
        #expect(try queue("admin@example.org") == 0)
        let lines = try store.deliveryLines(address: nil, state: nil, limit: 9)
        #expect(lines.map(\.address) == ["anna@example.net", "admin@example.org"])
        #expect(lines.map(\.subject) == ["Do you want to unsubscribe?", "Fwd: hello"])
        #expect(lines.map(\.subscriber) == [1, 0])
    }

    // MARK: By hand, and what is old

    @Test("mails are tried again and cancelled by number, by address, or all that wait; what was sent stays sent")
    func byHand() throws {
        for name in ["anna", "bert", "carl"] { try subscribe("\(name)@example.net") }
        _ = try event()
        _ = try queueAlerts()
        let mails = try take()
        try record([mails[0]], .accepted(""))
        try record([mails[1]], .givenUp("65"))
        try record([mails[2]], .deferred("later"))
        #expect(try store.retry(.number(mails[0].id), now: now) == 0)
        #expect(try store.retry(.address("BERT@example.net"), now: now) == 1)
        #expect(try store.retry(.all, now: now) == 2)
        #expect(try store.cancel(.number(mails[1].id), now: now) == 1)
        #expect(try store.retry(.ended("given-up"), now: now) == 0)
        #expect(try store.retry(.ended("cancelled"), now: now) == 1)
        #expect(try store.retry(.ended("sent"), now: now) == 0)
        #expect(try store.cancel(.number(mails[1].id), now: now) == 1)
        #expect(try store.cancel(.all, now: now) == 1)
        #expect(
            try states == ["anna@example.net sent", "bert@example.net cancelled", "carl@example.net cancelled"])
    }

    @Test("old deliveries go with their texts, but not what may speak for a subscriber with soft bounces")
    func purge() throws {
        for name in ["anna", "bert"] { try subscribe("\(name)@example.net") }
        _ = try event()
        _ = try queueAlerts()
        try record(try take(), .accepted(""))
        try store.connection.run(
            """
            INSERT INTO fx_email_history(subscriberId, address, rcvdTime, kind, class, trust, effect, because)
            VALUES(1, 'anna@example.net', 1, 'bounce', 'soft', 'verified', 'recorded', '')
            """)
        try store.deleteOldDeliveries(settings: settings, now: now + 29 * day)
        #expect(try states.count == 2)
        try store.deleteOldDeliveries(settings: settings, now: now + 31 * day)
        #expect(try states == ["anna@example.net sent"])
        try store.deleteOldDeliveries(settings: settings, now: now + 400 * day)
        #expect(try states.isEmpty)
        #expect(try store.letter(1) == nil)
    }

    // MARK: Whose they are

    /// What is known of the deliveries to a subscriber: the newest that was sent, and all, newest first.
    private func known(of address: String, now: Int64) throws -> (sent: Int64?, accepted: [Int64], all: [Int64]) {
        let standing = try #require(try store.standing(address: address, limit: 10, now: now))
        return (
            standing.lastSent, standing.history.accepted[standing.subscriber.id] ?? [],
            try store.deliveries(to: standing.subscriber, limit: 100).map(\.id)
        )
    }

    @Test("the deliveries to a subscriber are found, however they were queued, and by no scan")
    func ofSubscriber() throws {
        for number in 1...20 { try subscribe("reader\(number)@example.net", "ac") }
        let anna = "reader7@example.net"
        // Each time an alert to all and a letter to anna alone, and in three rounds an announcement to all.
        for round in Int64(0)..<5 {
            let time = now + round * day
            _ = try event()
            _ = try queueAlerts()
            try store.transaction { () throws(StoreError) in
                let letter = Letter(kind: .announcement, subject: "a", fromName: nil, body: "a")
                if round % 2 == 0 { _ = try store.announce(letter, now: now) }
                if let subscriber = try store.subscriber(address: anna) {
                    try store.queue(letter, for: [subscriber], events: [], due: now, now: now)
                }
            }
            try record(try take(now: time), round == 4 ? .givenUp("x") : .accepted(""), now: time)
        }
        let expected = try store.connection.rows(
            "SELECT deliveryId FROM fx_email_delivery WHERE address=?1 ORDER BY deliveryId DESC", [.text(anna)]
        ) { $0.integer(0) }
        #expect(expected.count == 5 + 3 + 5)
        let fresh = try Store(path: file.path)
        let subscriber = try #require(try fresh.subscriber(address: anna))
        #expect(try fresh.deliveries(to: subscriber, limit: 100).map(\.id) == expected)
        #expect(try fresh.standing(address: anna, limit: 1, now: now)?.lastSent == now + 3 * day)
        #expect(fresh.connection.scannedRows < 30)
        let found = try known(of: anna, now: now + 7 * day + 1)
        #expect(found.all == expected && found.accepted == [now + day])
        // What an older program queued, and what somebody writes by SQL, is found as well.
        try store.connection.run("UPDATE fx_email_delivery SET previous=NULL")
        #expect(try known(of: anna, now: now + 7 * day + 1).all == expected)
        // A chain that leads to somebody else, or round in a circle, ends there.
        let latest = expected[1]
        try store.connection.run(
            "UPDATE fx_email_latest SET deliveryId=?1 WHERE subscriberId=?2",
            [.integer(latest), .integer(subscriber.id)])
        for previous in [latest - 1, latest, latest + 1, 999_999] {
            try store.connection.run(
                "UPDATE fx_email_delivery SET previous=?1 WHERE deliveryId IN (?2, ?3)",
                [.integer(previous), .integer(latest), .integer(latest - 1)])
            #expect(try known(of: anna, now: now).all == expected)
        }
    }

    @Test("that the tables were analysed makes no query of a subscriber's deliveries read all of them")
    func analysed() throws {
        for number in 1...100 { try subscribe("reader\(number)@example.net") }
        for _ in 0..<10 {
            _ = try event()
            _ = try queueAlerts()
            try record(try take(), .accepted(""))
        }
        func steps() throws -> Int {
            let fresh = try Store(path: file.path)
            let standing = try #require(
                try fresh.standing(address: "reader7@example.net", limit: 1, now: now + 7 * day))
            #expect(try fresh.deliveries(to: standing.subscriber, limit: 100).count == 10)
            #expect(standing.history.accepted == [7: [now]])
            return fresh.connection.steps
        }
        let before = try steps()
        try store.connection.run("ANALYZE")
        #expect(before > 100 && before < 3000)
        #expect(try steps() < 2 * before)
    }

    @Test("what leads to an acceptance that counts stays as long as that does")
    func purgeBetween() throws {
        for name in ["anna", "bert"] { try subscribe("\(name)@example.net") }
        for round in 1...3 {
            _ = try event()
            _ = try queueAlerts()
            if round == 2 { #expect(try store.cancel(.all, now: now) == 2) }
            try record(try take(), .accepted(""))
        }
        try store.connection.run(
            """
            INSERT INTO fx_email_history(subscriberId, address, rcvdTime, kind, class, trust, effect, because, delivery)
            SELECT 1, address, 1, 'bounce', 'soft', 'verified', 'recorded', '', messageId FROM fx_email_delivery
             WHERE subscriberId=1 AND deliveryId=(SELECT max(deliveryId) FROM fx_email_delivery WHERE subscriberId=1)
            """)
        #expect(try known(of: "anna@example.net", now: now + 7 * day).accepted == [now])
        try store.deleteOldDeliveries(settings: settings, now: now + 31 * day)
        #expect(try known(of: "anna@example.net", now: now + 31 * day).accepted == [now])
        #expect(try states.count == 3)
        #expect(try store.connection.rows("SELECT subscriberId FROM fx_email_latest") { $0.integer(0) } == [1])
        // The next mail to bert leads to none that is gone.
        _ = try event()
        _ = try queueAlerts()
        #expect(try known(of: "bert@example.net", now: now).all.count == 1)
        #expect(try known(of: "anna@example.net", now: now).all.count == 4)
    }

    @Test("a delivery that was sent after later ones is found until it goes too")
    func purgeInOrder() throws {
        try subscribe("anna@example.net")
        try subscribe("bert@example.net")
        for round in Int64(0)..<3 {
            _ = try event()
            _ = try queueAlerts()
            if round > 0 { try record(try take(), .accepted(""), now: now + round) }
            try store.connection.run("UPDATE fx_email_delivery SET state='sending' WHERE deliveryId=1")
        }
        // The first to anna was put off for days.
        try store.connection.run(
            "UPDATE fx_email_delivery SET state='sent', sent=?1 WHERE deliveryId=1", [.integer(now + 4 * day)])
        let anna = try #require(try store.subscriber(address: "anna@example.net"))
        try store.deleteOldDeliveries(settings: settings, now: now + 31 * day)
        #expect(try store.deliveries(to: anna, limit: 9).map(\.id) == [5, 3, 1])
        #expect(try states.count == 3)
        try store.deleteOldDeliveries(settings: settings, now: now + 35 * day)
        #expect(try states.isEmpty)
    }

    @Test("the number of a delivery is never given again, neither after old ones went nor after a reset")
    func numbers() throws {
        try subscribe("anna@example.net")
        _ = try event()
        _ = try queueAlerts()
        try record(try take(), .accepted(""))
        try store.deleteOldDeliveries(settings: settings, now: now + 400 * day)
        #expect(try states.isEmpty)
        let letter = Letter(kind: .direct, subject: "x", fromName: nil, body: "x")
        #expect(
            try store.transaction { () throws(StoreError) in
                try store.queue(letter, to: "a@example.net", due: 1, now: now)
            } == 2)
        try Initialiser.reset(store, now: now)
        #expect(
            try store.transaction { () throws(StoreError) in
                try store.queue(letter, to: "a@example.net", due: 1, now: now)
            } == 3)
    }

    @Test("a new key signs, old ones still verify, and one that was taken back does not")
    func keys() throws {
        let first = try #require(try store.signingKeys().first)
        try store.rotateKey(now: now)
        let keys = try store.signingKeys()
        #expect(keys.count == 2 && keys[0] != first && keys[1] == first)
        #expect(try !store.revokeKey(2, now: now))
        #expect(try store.revokeKey(1, now: now))
        #expect(try store.signingKeys() == [keys[0]])
    }

    // MARK: Backup

    @Test("an import adds and updates, never lifts do-not-call, and takes nobody's code")
    func backup() throws {
        try subscribe("anna@example.net", "c")
        try subscribe("bert@example.net", "c")
        func take(_ change: (inout SubscriberRecord) -> Void, _ address: String) throws -> Importing {
            var record = SubscriberRecord(address: address)
            change(&record)
            return try store.transaction { () throws(StoreError) in try store.take(record, now: now + 10) }
        }
        let records = try store.subscriberRecords()
        for record in records {
            #expect(
                try store.transaction { () throws(StoreError) in try store.take(record, now: now + 1) } == .unchanged)
        }
        #expect(try take({ $0.subscriptions = "w" }, "ANNA@example.net") == .updated)
        #expect(try store.subscriber(id: 1)?.subscriptions == "w")
        #expect(try take({ $0.modified = 5 }, "anna@example.net") == .older)
        #expect(try take({ $0.code = records[1].code }, "anna@example.net") == .codeTaken(isNew: false))
        #expect(try take({ $0.code = records[1].code }, "carl@example.net") == .codeTaken(isNew: true))
        #expect(try store.subscriber(address: "carl@example.net")?.isVerified == false)
        #expect(
            try take(
                {
                    $0.isDoNotCall = true; $0.modified = 5
                }, "bert@example.net") == .updated)
        #expect(
            try take(
                {
                    $0.isDoNotCall = false; $0.isVerified = true
                }, "bert@example.net") == .stillDoNotCall)
        #expect(try store.subscriber(address: "bert@example.net")?.isDoNotCall == true)
    }

    @Test("new codes are other codes")
    func codes() throws {
        try subscribe("anna@example.net")
        try subscribe("bert@example.net")
        let before = try store.subscriberRecords().map(\.code)
        #expect(try store.renewCodes(address: "ANNA@example.net", now: now) == 1)
        #expect(try store.subscriberRecords().map(\.code)[1] == before[1])
        #expect(try store.renewCodes(address: nil, now: now) == 2)
        #expect(Set(try store.subscriberRecords().map(\.code)).isDisjoint(with: Set(before)))
    }
}
