import TestSupport
import Testing

@testable import Alerts
@testable import Storage

@Suite("Long lists, a page at a time") struct PageTests {
    private static let now: Int64 = 1_800_000_000
    private let file = TemporaryFile()
    private let store: Store

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
    }

    /// Many of them were made in the same second.
    private func subscribe(_ count: Int) throws {
        for number in 0..<count {
            _ = try store.subscribe(
                address: "r\(number * 37 % 1000)@example.net", subscriptions: "a", isVerified: number % 5 != 0,
                wantsDigest: false, userName: number % 2 == 0 ? "Name" : nil, now: PageTests.now + Int64(number / 10))
        }
    }

    private func cursor(_ subscriber: Subscriber, _ order: SubscriberQuery.Order, isBackward: Bool) -> PageCursor {
        let key =
            switch order {
            case .address: subscriber.address
            case .made: "\(subscriber.created)"
            case .changed: "\(subscriber.modified)"
            }
        return PageCursor(key: key, id: subscriber.id, isBackward: isBackward)
    }

    @Test("each row is met once, in order, there and back", arguments: SubscriberQuery.Order.allCases, [nil, "r"])
    func walking(order: SubscriberQuery.Order, pattern: String?) throws {
        try subscribe(95)
        var query = SubscriberQuery()
        query.order = order
        query.pattern = pattern
        var walked: [Subscriber] = []
        var pages: [[Int64]] = []
        var next: PageCursor?
        repeat {
            let page = try store.subscribers(query, from: next, limit: 10)
            #expect(page.hasEarlier == (next != nil))
            walked += page.rows
            pages.append(page.rows.map(\.id))
            next = page.hasLater ? page.rows.last.map { cursor($0, order, isBackward: false) } : nil
        } while next != nil
        #expect(pages.count == 10)
        #expect(Set(walked.map(\.id)).count == 95 && walked.count == 95)
        switch order {
        case .address: #expect(walked.map(\.address) == walked.map(\.address).sorted())
        case .made: #expect(walked.map(\.created) == walked.map(\.created).sorted(by: >))
        case .changed: #expect(walked.map(\.modified) == walked.map(\.modified).sorted(by: >))
        }
        let lastRow = try #require(walked.suffix(5).first)
        let back = try store.subscribers(query, from: cursor(lastRow, order, isBackward: true), limit: 10)
        #expect(back.rows.map(\.id) == pages[8])
        #expect(back.hasEarlier && back.hasLater)
        let firstRow = try #require(walked.dropFirst(10).first)
        let first = try store.subscribers(query, from: cursor(firstRow, order, isBackward: true), limit: 10)
        #expect(first.rows.map(\.id) == pages[0])
        #expect(!first.hasEarlier && first.hasLater)
    }

    @Test(
        "a search finds what the command finds",
        arguments: ["R1", "Name", "r?7", "r_7", "%", "nobody", "*@example.net"])
    func searching(pattern: String) throws {
        try subscribe(50)
        var query = SubscriberQuery()
        query.pattern = pattern
        let page = try store.subscribers(query, from: nil, limit: 100)
        #expect(page.rows.map(\.id) == (try store.subscribers(matching: pattern)).map(\.id))
    }

    @Test("every subscriber is of one sort, and counted as such")
    func filters() throws {
        try subscribe(20)
        try store.connection.run("UPDATE subscriber SET sdonotcall=1 WHERE subscriberId IN (2, 3, 4)")
        try store.connection.run(
            """
            INSERT INTO fx_email_history(subscriberId, address, rcvdTime, kind, trust, effect, because, lifted)
            VALUES(2, (SELECT semail FROM subscriber WHERE subscriberId=2), 1, 'bounce', 'verified', 'do-not-call', '', NULL),
                  (3, (SELECT semail FROM subscriber WHERE subscriberId=3), 1, 'bounce', 'verified', 'do-not-call', '', 5),
                  (4, 'another@example.net', 1, 'bounce', 'verified', 'do-not-call', '', NULL)
            """)
        var found: [SubscriberQuery.Filter: [Int64]] = [:]
        for filter in SubscriberQuery.Filter.allCases {
            var query = SubscriberQuery()
            query.filter = filter
            found[filter] = try store.subscribers(query, from: nil, limit: 100).rows.map(\.id).sorted()
        }
        #expect(found[.silenced] == [2])
        #expect(found[.doNotCall] == [3, 4])
        #expect(found[.unverified] == [1, 6, 11, 16])
        let parts = [SubscriberQuery.Filter.active, .unverified, .silenced, .doNotCall].compactMap { found[$0] }
        #expect(parts.flatMap { $0 }.sorted() == Array(1...20))
        let counts = try store.subscriberCounts()
        #expect([counts.active, counts.unverified, counts.silenced, counts.doNotCall] == parts.map(\.count))
        #expect(counts.all == 20)
    }

    @Test("deliveries and mails are met once too")
    func others() throws {
        for number in 1...25 {
            let state = number % 2 == 0 ? "queued" : "sent"
            try store.connection.run(
                """
                INSERT INTO fx_email_delivery(subscriberId, address, messageId, envelopeId, state, due)
                VALUES(0, 'a@example.net', '<\(number)>', '\(number)', '\(state)', iif('\(state)'='queued', 5, NULL))
                """)
            try store.connection.run(
                """
                INSERT INTO fx_email_inbound(fingerprint, received, deliveries, size, state, kind)
                VALUES(x'\(number < 10 ? "0" : "")\(number)', \(number), 1, 1, 'judged', 'bounce')
                """)
        }
        let first = try store.deliveries(state: "queued", address: nil, from: nil, limit: 5)
        #expect(first.rows.map(\.id) == [24, 22, 20, 18, 16] && first.hasLater && !first.hasEarlier)
        let second = try store.deliveries(
            state: "queued", address: "A@example.net", from: PageCursor(id: 16, isBackward: false), limit: 50)
        #expect(second.rows.map(\.id) == [14, 12, 10, 8, 6, 4, 2] && !second.hasLater && second.hasEarlier)
        let mails = try store.inboundMails(InboundQuery(), from: PageCursor(id: 11, isBackward: true), limit: 5)
        #expect(mails.rows.map(\.line.id) == [16, 15, 14, 13, 12] && mails.hasLater && mails.hasEarlier)
        #expect(try store.deliveryCounts() == ["queued": 12, "sent": 13])
    }

    @Test("a ticket is good for one announcement, on the day when it was made")
    func tickets() throws {
        _ = try store.subscribe(
            address: "a@example.net", subscriptions: "a", isVerified: true, wantsDigest: nil, userName: nil,
            now: PageTests.now)
        let letter = Letter(kind: .announcement, subject: "News", fromName: nil, body: "words\n")
        func announce(_ ticket: String, made: Int64, at now: Int64) throws -> Int? {
            try store.announce(letter, ticket: ticket, made: made, now: now)
        }
        let now = PageTests.now
        #expect(try announce("x", made: now, at: now) == 1)
        #expect(try announce("x", made: now, at: now + 10) == nil)
        #expect(try announce("y", made: now, at: now + 10) == 1)
        #expect(try announce("z", made: now - 86_400, at: now) == nil)
        #expect(try announce("z", made: now + 1, at: now) == nil)
        #expect(try announce("x", made: now, at: now + 90_000) == nil)
        #expect(try announce("w", made: now + 90_000, at: now + 90_000) == 1)
        let kept = try store.connection.first("SELECT value FROM fx_email_meta WHERE name='announced'") { $0.text(0) }
        #expect(kept == "\(now + 90_000):w")
        #expect(try store.announcementAudience() == 1)
    }

    @Test("a backup is read in parts as it is read at once")
    func parts() throws {
        try subscribe(25)
        var records: [SubscriberRecord] = []
        var last = Int64.min
        while true {
            let part = try store.subscriberRecords(after: last, limit: 10)
            records += part.records
            if part.records.isEmpty { break }
            last = part.last
        }
        #expect(records == (try store.subscriberRecords()))
        #expect(records.count == 25)
    }

    @Test("settings are set together or not at all, and the method as Fossil needs it")
    func settings() throws {
        try store.set([(.keepDays, "60"), (.sendMethod, "smtp")], now: 1)
        #expect(try store.settings().keepDays == 60)
        #expect(try store.settings().sendMethod == "smtp")
        try store.set([(.keepDays, "")], now: 1)
        #expect(try store.settings().values["email-keep-days"] == nil)
    }
}
