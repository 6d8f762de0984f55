import Alerts
import Bounces
import TestSupport
import Testing

@testable import Storage

/// How a delivery is found by what a bounce says of it.
@Suite struct DeliveryIDTests {
    private let file = TemporaryFile()

    @Test(
        "the number is read out of both ids, and out of nothing else",
        arguments: [
            ("<17.ab@x>", 17), ("17.ab", 17), ("<9223372036854775807.a@x>", .max), ("<9223372036854775808.a@x>", nil),
            ("<017.a@x>", nil), ("<.a@x>", nil), ("<17@x>", nil), ("17", nil), ("", nil), ("<", nil), ("<-1.a@x>", nil),
            ("<0.a@x>", nil), ("< 1.a@x>", nil), ("<\u{661}.a@x>", nil),
        ] as [(String, Int64?)])
    func number(id: String, number: Int64?) {
        #expect(DeliveryID.number(in: id) == number)
    }

    @Test("a delivery is found by the ids that it was given, through no index, and by no other")
    func found() throws {
        try file.initialised()
        let store = try Store(path: file.path)
        try store.connection.run("INSERT INTO subscriber(subscriberId, semail) VALUES(3, 'anna@example.net')")
        let anna = try #require(try store.subscriber(id: 3))
        let letter = Letter(kind: .alert, subject: "x", fromName: nil, body: "x")
        let mails = try store.transaction { () throws(StoreError) in
            try store.queue(letter, for: [anna, anna], events: [], due: 1, now: 1)
            _ = try store.queue(letter, to: "anna@example.net", subscriber: 3, due: 1, now: 1)
            return try store.takeDue(limit: 9, now: 2)
        }
        #expect(mails.map(\.id) == [1, 2, 3])
        for mail in mails {
            let (message, envelope) = (mail.addressee.messageID, mail.addressee.envelopeID)
            #expect(message == "<\(envelope)@localhost>" && envelope.hasPrefix("\(mail.id).") && envelope.count == 22)
            for (message, envelope) in [(message, nil), (nil, envelope)] as [(String?, String?)] {
                #expect(try deliveries(store, message, envelope) == [3])
            }
            #expect(try deliveries(store, "<\(mail.id).\(String(repeating: "a", count: 20))@localhost>", nil).isEmpty)
        }
        #expect(Set(mails.map { $0.addressee.envelopeID.suffix(20) }).count == 3)
    }

    @Test("the domain of an id is as long as its line lets it be", arguments: [42, 43, 200])
    func domain(length: Int) throws {
        var domain = "example.org"
        while domain.utf8.count < length {
            domain = String(repeating: "x", count: min(30, length - domain.utf8.count - 1)) + "." + domain
        }
        try file.initialised()
        let store = try Store(path: file.path)
        try store.set("email-self", to: "list@\(domain)", now: 1)
        try store.connection.run("INSERT INTO sqlite_sequence VALUES('fx_email_delivery', 9999999998)")
        let letter = Letter(kind: .alert, subject: "x", fromName: nil, body: "x")
        let mails = try store.transaction { () throws(StoreError) in
            _ = try store.queue(letter, to: "anna@example.net", due: 1, now: 1)
            return try store.takeDue(limit: 9, now: 2)
        }
        let id = try #require(mails.first?.addressee.messageID)
        #expect(id.hasPrefix("<9999999999.") && " \(id)".utf8.count <= 78)
        #expect(
            id.hasSuffix(length == 42 ? "@\(domain)>" : ".example.org>")
                && domain.hasSuffix(id.dropLast().drop { $0 != "@" }.dropFirst()))
        #expect(DeliveryID.domain("example") == "example" && DeliveryID.domain("") == "")
        // One label is nobody's own.
        let label = String(repeating: "x", count: 60)
        #expect(DeliveryID.domain("a.\(label).org") == "\(label).org" && DeliveryID.domain("\(label).") == "\(label).")
    }

    @Test("numbers are not given again, though the last deliveries are gone")
    func neverAgain() throws {
        try file.initialised()
        let store = try Store(path: file.path)
        let letter = Letter(kind: .alert, subject: "x", fromName: nil, body: "x")
        for number in [1, 2, 3] as [Int64] {
            let id = try store.transaction { () throws(StoreError) in
                try store.queue(letter, to: "anna@example.net", due: 1, now: 1)
            }
            #expect(id == number)
            try store.connection.run("DELETE FROM fx_email_delivery")
        }
    }

    @Test("what an older program sent is found by the ids that it gave, in its own tables")
    func older() throws {
        try file.initialised()
        var store = try Store(path: file.path)
        let random = String(repeating: "0a", count: 16)
        let insert = """
            INSERT INTO fx_email_delivery(subscriberId, address, messageId, envelopeId, state)
            VALUES(3, 'anna@example.net', '<\(random)@x>', '\(random)', 'sent')
            """
        try store.connection.run("INSERT INTO subscriber(subscriberId, semail) VALUES(3, 'anna@example.net')")
        try store.connection.run(insert)
        // Without their indexes it would take a look at every row.
        #expect(try deliveries(store, "<\(random)@x>", nil).isEmpty)
        try store.connection.script(
            """
            DROP TABLE fx_email_delivery;
            CREATE TABLE fx_email_delivery(deliveryId INTEGER PRIMARY KEY, subscriberId INT NOT NULL,
              address TEXT NOT NULL COLLATE nocase, textId INT, events TEXT, messageId TEXT UNIQUE, envelopeId TEXT UNIQUE,
              state TEXT NOT NULL, attempts INT NOT NULL DEFAULT 0, due INT, error TEXT, ctime INT, sent INT);
            CREATE INDEX fx_email_delivery_queue ON fx_email_delivery(state, due) WHERE state='queued' OR state='sending';
            """)
        try store.connection.run(insert)
        try store.connection.run(
            "INSERT INTO fx_email_delivery(deliveryId, subscriberId, address, state, due) VALUES(9, 3, 'anna@example.net', 'sending', 4)"
        )
        for _ in 0..<2 {
            #expect(try deliveries(store, "<\(random)@x>", nil) == [3])
            #expect(try deliveries(store, nil, random) == [3])
            #expect(try deliveries(store, "<\(String(random.reversed()))@x>", nil).isEmpty)
            #expect(try store.interrupted().map(\.id) == [9])
            // And once more when `email init` has added what is new.
            try file.initialised()
            store = try Store(path: file.path)
        }
        let letter = Letter(kind: .alert, subject: "x", fromName: nil, body: "x")
        let id = try store.transaction { () throws(StoreError) in
            try store.queue(letter, to: "anna@example.net", due: 1, now: 1)
        }
        #expect(id == 10)
    }

    private func deliveries(_ store: Store, _ messageID: String?, _ envelopeID: String?) throws -> [Int64] {
        var original = Original()
        original.messageID = messageID
        original.envelopeID = envelopeID
        let report = Report(kind: .bounce, rule: "dsn", original: original, recipients: [])
        return try store.proofs(for: Clues(report: report, envelope: Envelope()), now: 5).deliveries.map(\.subscriber)
    }
}
