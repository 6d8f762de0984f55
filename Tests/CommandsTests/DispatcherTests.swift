import Glibc
import MIME
import TestSupport
import Testing
import Transports

@testable import Alerts
@testable import Commands
@testable import Storage

/// A way out that remembers what it was given, and says what it is told to.
private struct Recorder: BatchTransport {
    final class Record {
        var mails: [OutgoingMessage] = []
        var forgotten: [Int64] = []
        var batches: [Int] = []
    }

    let batchSize: Int
    let record = Record()
    var outcome: (OutgoingMessage) -> DeliveryOutcome = { _ in .accepted("") }
    var knows: (Int64) -> Bool? = { _ in nil }

    mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        record.mails += mails
        record.batches.append(mails.count)
        return mails.map(outcome)
    }

    func hasAccepted(deliveryID: Int64) -> Bool? { knows(deliveryID) }
    mutating func forget(deliveryIDs: [Int64]) { record.forgotten += deliveryIDs }
}

@Suite struct DispatcherTests {
    private let file = TemporaryFile()
    private let store: Store

    init() throws {
        try file.initialised()
        store = try Store(path: file.path)
        try store.set("email-self", to: "list@example.org", now: 1)
    }

    private func queue(_ count: Int) throws {
        for number in 0..<count {
            _ = try store.subscribe(
                address: "r\(number)@example.net", subscriptions: "c", isVerified: true, wantsDigest: false,
                userName: nil,
                now: 1)
        }
        _ = try store.addEvent(type: "c", subject: "x", body: nil, url: nil, user: nil, now: 1)
        let outbox = try Outbox(store)
        _ = try store.transaction { () throws(StoreError) in try outbox.queueDue(wantsDigest: false, now: Clock.now) }
    }

    private func dispatcher(_ transport: some Transport) throws -> Dispatcher {
        let outbox = try Outbox(store)
        return try Dispatcher(
            store: store, settings: outbox.settings, composer: try outbox.composer(now: Clock.now), transport: transport
        )
    }

    private func count(_ state: String) throws -> Int {
        try store.deliveryLines(address: nil, state: state, limit: 9999).count
    }

    @Test("everything that is due goes out in batches, each mail once, and is forgotten when it is recorded")
    func batches() throws {
        try queue(25)
        let way = Recorder(batchSize: 10)
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(way.record.batches == [10, 10, 5])
        #expect(Set(way.record.mails.map(\.messageID)).count == 25)
        #expect(way.record.forgotten.count == 25)
        #expect(try count("sent") == 25)
        #expect(dispatcher.tally.sent == 25)
        try dispatcher.run()
        #expect(way.record.mails.count == 25)
    }

    @Test("the first error of the agent itself stops everything, and nothing counts as tried")
    func agentFailure() throws {
        try queue(25)
        var way = Recorder(batchSize: 10)
        way.outcome = { $0.deliveryID == 13 ? .agentFailed("no route") : .accepted("") }
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(dispatcher.tally.agentFailure == "no route")
        #expect(way.record.batches == [10, 10])
        #expect(try count("sent") == 19 && count("queued") == 6)
        let line = try store.deliveryLine(13)
        #expect(line?.attempts == 0 && line?.error == "no route")
    }

    @Test("what the agent refuses for its own reasons counts as tried and waits, and everything stops")
    func agentRefusal() throws {
        try queue(25)
        var way = Recorder(batchSize: 10)
        way.outcome = { (11...13).contains($0.deliveryID) ? .agentRefused("status 78") : .accepted("") }
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(dispatcher.tally.agentFailure == "status 78" && dispatcher.tally.waiting == 3)
        #expect(try count("queued") == 25 - dispatcher.tally.sent)
        let line = try store.deliveryLine(12)
        #expect(line?.attempts == 1 && line?.error == "status 78")
        #expect(try #require(line?.due) > Clock.now + 60)
    }

    @Test("no more of large mails is in hand than a little, and all go out")
    func largeMails() throws {
        for number in 0..<30 {
            _ = try store.subscribe(
                address: "r\(number)@example.net", subscriptions: "a", isVerified: true, wantsDigest: false,
                userName: nil, now: 1)
        }
        let letter = Letter(
            kind: .announcement, subject: "x", fromName: nil, body: String(repeating: "text\n", count: 1 << 20))
        _ = try store.transaction { () throws(StoreError) in try store.announce(letter, now: 1) }
        let way = Recorder(batchSize: 100)
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(way.record.batches.allSatisfy { $0 <= 6 } && way.record.batches.reduce(0, +) == 30)
        #expect(try count("sent") == 30)
    }

    @Test("a way out that forgets mails is not believed to have sent them")
    func shortAnswer() throws {
        struct Short: BatchTransport {
            let batchSize = 10
            mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] { [.accepted("")] }
        }
        try queue(5)
        var dispatcher = try dispatcher(Short())
        try dispatcher.run()
        #expect(try count("sent") == 1 && count("queued") == 4)
    }

    @Test("an address that is none is not handed over")
    func badAddress() throws {
        try queue(2)
        try store.connection.run("UPDATE subscriber SET semail='a@b.example>'||char(10)||'x' WHERE subscriberId=1")
        try store.connection.run(
            "UPDATE fx_email_delivery SET address='a@b.example>'||char(10)||'x' WHERE subscriberId=1")
        let way = Recorder(batchSize: 10)
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(way.record.mails.map(\.recipient) == ["r1@example.net"])
        #expect(try count("given-up") == 1)
    }

    @Test("mails in hand at a crash are asked for, and named where nobody knows")
    func recovery() throws {
        try queue(4)
        _ = try store.transaction { () throws(StoreError) in
            try store.takeDue(limit: 3, now: Clock.now) { _ in nil }
        }
        var way = Recorder(batchSize: 10)
        way.knows = { $0 == 1 ? true : $0 == 2 ? false : nil }
        let recovery = Recovery(store: store, path: file.path)
        let lines = try recovery.recover { way }
        #expect(lines.count == 1 && lines[0].contains("delivery 3 to r2@example.net"))
        #expect(way.record.forgotten == [1, 2, 3])
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(way.record.mails.map(\.deliveryID).sorted() == [2, 3, 4])
        #expect(try count("sent") == 4)
        #expect(try recovery.recover { way }.isEmpty)
    }

    @Test("after a crash the way out is asked that had the mails, though the settings name another one by now")
    func otherWay() throws {
        try queue(4)
        let folder = file.folder + "/mails"
        unsafe mkdir(folder, 0o700)
        defer { _ = Tool(["/bin/rm", "-r", folder]) }
        func take(_ count: Int) throws -> [Storage.QueuedMail] {
            try store.transaction { () throws(StoreError) in try store.takeDue(limit: count, now: Clock.now) }
        }
        let recovery = Recovery(store: store, path: file.path)
        let dir = Settings(["email-send-method": "dir", "email-send-dir": folder])
        #expect(try recovery.run(dir).isEmpty)
        let origin = try WayOut.origin(store, path: file.path)
        #expect(origin.id.utf8.count == 32)
        // As if the program had died when the first of two was in the folder.
        let way = try WayOut.make(dir, origin: origin, smtp: { _ in StandardOutput() })
        var killed = try #require(way as? any BatchTransport)
        let composer = try Outbox(store).composer(now: Clock.now)
        let taken = try take(2)
        let letter = composer.prepare(try #require(try store.letter(taken[0].textID)))
        _ = killed.deliver([composer.compose(letter, for: taken[0].addressee)])
        #expect(try recovery.run(Settings(["email-send-method": "stdout"])).isEmpty)
        #expect(try count("sent") == 1 && count("queued") == 3)
        // Nobody knows what standard output had.
        _ = try take(1)
        let lines = try recovery.run(dir)
        #expect(lines.count == 1 && lines[0].contains("may come twice"))
        // The folder that had them is gone: so does nobody know that.
        _ = try take(1)
        _ = Tool(["/bin/rm", "-r", folder])
        #expect(try recovery.run(Settings(["email-send-method": "pipe"])).count == 1)
        #expect(try recovery.run(Settings(["email-send-method": "pipe"])).isEmpty)
    }

    @Test("a database of an older program gets its id when the mails have been seen to that it had in hand")
    func olderProgram() throws {
        try queue(2)
        try store.connection.run("DELETE FROM fx_email_meta WHERE name='origin'")
        let journal = file.other("email.db-sending")
        let boot = Array(try #require(Descriptor.file("/proc/sys/kernel/random/boot_id", limit: 64)).bytes)
        _ = try store.transaction { () throws(StoreError) in try store.takeDue(limit: 2, now: Clock.now) }
        _ = file.file("email.db-sending", "email " + String(decoding: boot, as: UTF8.self) + "> 1\n> 2\n+ 2\n")
        let recovery = Recovery(store: store, path: file.path)
        let lines = try recovery.run(Settings(["email-send-method": "smtp"]))
        #expect(lines.count == 1 && lines[0].contains("delivery 1 to"))
        #expect(try count("sent") == 1)
        #expect(try store.originID()?.utf8.count == 32)
        #expect(unsafe access(journal, F_OK) != 0)
    }

    @Test("a broken connection after the end of a mail is said in the log")
    func uncertain() throws {
        try queue(1)
        var way = Recorder(batchSize: 10)
        way.outcome = { _ in .uncertain("the connection broke") }
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(try store.logLines(limit: 9).contains { $0.message.contains("may come twice") })
        #expect(try count("queued") == 1)
        try store.set("email-retry", to: "1s", now: 1)
        _ = try store.retry(.all, now: Clock.now)
        try store.connection.run("UPDATE fx_email_delivery SET attempts=99")
        var last = try self.dispatcher(way)
        try last.run()
        #expect(try store.logLines(limit: 9).contains { $0.message.contains("it may have come all the same") })
        #expect(try count("given-up") == 1)
    }

    @Test("a rate holds back and says until when; the next run knows what the last one sent")
    func rates() throws {
        try store.set("email-rate", to: "*=2/h", now: 1)
        try queue(3)
        let way = Recorder(batchSize: 10)
        var dispatcher = try dispatcher(way)
        try dispatcher.run()
        #expect(way.record.mails.count == 1)
        #expect(dispatcher.heldUntil > Clock.now + 3000)
        _ = try store.retry(.all, now: Clock.now)
        var next = try self.dispatcher(way)
        try next.run()
        #expect(way.record.mails.count == 1)
    }

    @Test("one runs at a time on a database, by whatever name, and a lock does not outlive its owner")
    func lock() throws {
        let link = file.folder + "/link.db"
        unsafe symlink(file.path, link)
        defer { unsafe unlink(link) }
        defer { unsafe unlink(file.path + "-exec") }
        do {
            let first = try RunLock(database: file.path)
            do {
                _ = try RunLock(database: link)
                Issue.record("two hold the lock")
            } catch .held(let process, let purpose) {
                #expect(process == Int(getpid()) && purpose == .exec)
            }
            first.release()
        }
        let second = try RunLock(database: link)
        second.release()
    }
}

@Suite struct BackupFormatTests {
    @Test("what is written is read again, in both formats")
    func roundTrip() throws {
        var record = SubscriberRecord(address: "anna@example.net")
        record.code = Array(repeating: 0xAB, count: 32)
        record.userName = "An \"quoted\", name\nof two lines ü😀"
        record.isVerified = true
        record.isDoNotCall = false
        record.wantsDigest = true
        record.subscriptions = "acw"
        record.created = 1
        record.modified = 2
        record.lastContactDay = 3
        var json = JSONWriter()
        SubscriberFormat.json(record, to: &json)
        let csv = CSV.line(SubscriberFormat.names) + SubscriberFormat.csv(record)
        for text in [json.bytes, Array(csv.utf8)] {
            let (records, mistakes) = SubscriberFormat.records(text)
            #expect(mistakes.isEmpty)
            #expect(records.map(\.record) == [record])
        }
    }

    @Test(
        "a line that is wrong is named",
        arguments: [
            "{", "{}", #"{"address": "x"}"#, #"{"address": "a@b.example"} x"#,
            #"{"address": "a@b.example", "code": "00"}"#,
            #"{"address": "a@b.example", "verified": 2}"#, #"{"address": "a@b.example", "subscriptions": "z"}"#,
            #"{"address": "a@b.example", "created": 1.5}"#, #"{"address": "\ud800@b.example"}"#, "address\r\nnobody",
            "name\na@b.example", "address\n\"a@b.example", "address\na@b.example,1", #"{"address": "a@b.example>\nx"}"#,
        ])
    func wrong(text: String) {
        let (records, mistakes) = SubscriberFormat.records(Array(text.utf8))
        #expect(records.isEmpty && mistakes.count == 1)
    }

    @Test("escapes of JSON are understood, and unknown members passed over")
    func escapes() throws {
        let line = #" {"address":"a\u0040b.example","user":"\ud83d\ude00\n\/","note":null,"digest":true} "#
        let record = try #require(SubscriberFormat.records(Array(line.utf8)).records.first?.record)
        #expect(record.address == "a@b.example" && record.userName == "😀\n/" && record.wantsDigest == true)
    }

    @Test("an empty file has nobody")
    func empty() {
        for text in ["", "\n\n", "\u{FEFF}address\n"] {
            let (records, mistakes) = SubscriberFormat.records(Array(text.utf8))
            #expect(records.isEmpty && mistakes.isEmpty)
        }
    }
}
