import Alerts
import Foundation
import TestSupport
import Testing

@testable import Transports

/// What is known after a crash of the mails that a program or a server was being given.
@Suite struct JournalTests {
    private let database = TemporaryFile("db")
    private let path: String
    private let origin: MailOrigin

    init() {
        origin = MailOrigin(path: database.path, id: "9a3c")
        path = database.other("db-sending")
    }

    /// A way out that takes two mails at a time, and is done with them in the other order.
    private struct Pair: Transport {
        final class Record {
            var taken: [Int64] = []
            var most = 0
        }

        let batchSize = 2
        let record = Record()
        var outcome: (OutgoingMessage) -> DeliveryOutcome = { _ in .accepted("") }

        mutating func run<Failure: Error>(
            _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
        ) throws(Failure) {
            var inHand: [(number: Int, mail: OutgoingMessage)] = []
            var count = 0
            var finished: [Handover] = []
            while true {
                for mail in try exchange(finished, batchSize - inHand.count) {
                    inHand.append((count, mail))
                    record.taken.append(mail.deliveryID)
                    count += 1
                }
                record.most = max(record.most, inHand.count)
                guard let (number, mail) = inHand.popLast() else { return }
                finished = [Handover(number: number, outcome: outcome(mail))]
            }
        }
    }

    @Test("what was handed over is in doubt until it is known what became of it")
    func marks() throws {
        let journal = HandJournal(origin)
        #expect(journal.hasAccepted(1) == nil)
        journal.begin()
        journal.handed([1, 2, 3])
        journal.ended([(1, true), (2, false)])
        let next = HandJournal(origin)
        #expect([1, 2, 3, 4].map(next.hasAccepted) == [true, false, nil, false])
        next.forget([1])
        #expect(next.hasAccepted(1) == false)
        journal.recorded([1, 2])
        #expect([1, 2, 3].map(HandJournal(origin).hasAccepted) == [false, false, nil])
    }

    @Test("after a crash of the system, or without a journal, what it does not name is in doubt")
    func otherBoot() throws {
        let journal = HandJournal(origin)
        journal.begin()
        journal.handed([1, 2])
        journal.ended([(1, true)])
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(lines.dropFirst() == ["= 9a3c", "> 1", "> 2", "+ 1"])
        lines[0] = "email of-another-boot"
        let text = lines.joined(separator: "\n") + "\n+ 2"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        // The last line was not finished.
        #expect([1, 2, 3].map(HandJournal(origin).hasAccepted) == [true, nil, nil])
        try Data("no journal".utf8).write(to: URL(fileURLWithPath: path))
        #expect(HandJournal(origin).hasAccepted(1) == nil)
    }

    @Test("what another database at the same path left says nothing, and an older program's journal speaks for its own")
    func otherDatabase() throws {
        let journal = HandJournal(origin)
        journal.begin()
        journal.handed([1, 2])
        journal.ended([(1, true)])
        for id in ["77", ""] {
            let other = HandJournal(MailOrigin(path: database.path, id: id))
            #expect([1, 2].map(other.hasAccepted) == [nil, nil])
            #expect(other.doubts.isEmpty)
        }
        let own = HandJournal(origin)
        #expect(own.doubts.handed == [2] && own.doubts.accepted == [1] && !own.doubts.isIncomplete)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let older = ([lines[0]] + lines.dropFirst(2)).joined(separator: "\n") + "\n"
        try older.write(toFile: path, atomically: false, encoding: .utf8)
        #expect([1, 2].map(HandJournal(origin).hasAccepted) == [nil, nil])
        #expect([1, 2, 3].map(HandJournal(MailOrigin(path: database.path)).hasAccepted) == [true, nil, false])
    }

    @Test("a way out that is not used any more is asked for what it had in hand, and makes nothing that is gone")
    func earlierWay() throws {
        let journal = HandJournal(origin)
        journal.begin()
        journal.handed([1, 2])
        journal.ended([(1, true)])
        var witness = try #require(WayMark(spelling: "smtp").witness(origin))
        #expect([1, 2, 3].map { witness.hasAccepted(deliveryID: $0) } == [true, nil, false])
        witness.close()
        #expect(!FileManager.default.fileExists(atPath: path))

        let folder = database.folder + "/a folder"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for method in ["dir", "maildir", "db"] {
            let place = method == "db" ? folder + "/queue.db" : folder
            let settings = Settings([
                "email-send-method": method, method == "db" ? "email-send-db" : "email-send-dir": place,
            ])
            let transport = try makeTransport(settings: settings, origin: origin, smtp: withoutSMTP)
            var killed = try #require(transport as? any BatchTransport)
            _ = killed.deliver([mail(1)])
            let mark = WayMark(settings)
            #expect(mark.spelling == "\(method) \(place)")
            var witness = try #require(mark.witness(origin))
            #expect([1, 2].map { witness.hasAccepted(deliveryID: $0) } == [true, false])
            #expect(mark.witness(MailOrigin(path: database.path))?.hasAccepted(deliveryID: 1) == false)
            witness.forget(deliveryIDs: [1])
            witness.close()
            #expect(mark.witness(origin)?.hasAccepted(deliveryID: 1) == false)
            #expect(WayMark(spelling: "\(method) \(place)-gone").witness(origin) == nil)
            #expect(!FileManager.default.fileExists(atPath: place + "-gone"))
        }
        #expect(WayMark(spelling: "stdout").witness(origin) == nil)
    }

    @Test("mails are taken by the batch and handed over as there is room, and the journal goes when all is recorded")
    func batches() throws {
        let inner = Pair()
        var transport = JournalledTransport(inner, batchSize: 6, origin: origin)
        var asked: [(finished: Int, room: Int, given: Int)] = []
        var next: Int64 = 1
        var numbers: Set<Int> = []
        transport.run { finished, room in
            let given = (next..<min(10, next + Int64(room))).map { mail($0) }
            next += Int64(given.count)
            numbers.formUnion(finished.map(\.number))
            asked.append((finished.count, room, given.count))
            return given
        }
        #expect(numbers == Set(0..<9))
        #expect(inner.record.taken == Array(1...9))
        #expect(inner.record.most == 2)
        #expect(asked.first.map { $0 == (0, 6, 6) } == true)
        #expect(asked.dropFirst().first.map { $0 == (5, 5, 3) } == true)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("what was accepted before a crash is not handed over again, and counts as accepted once")
    func known() throws {
        let journal = HandJournal(origin)
        journal.begin()
        journal.handed([1, 2])
        journal.ended([(1, true)])
        let inner = Pair()
        var transport = JournalledTransport(inner, batchSize: 6, origin: origin)
        #expect(
            transport.deliver([mail(1), mail(2), mail(3)]) == [
                .accepted("before a crash"), .accepted(""), .accepted(""),
            ])
        #expect(inner.record.taken == [2, 3])
        #expect(transport.deliver([mail(1)]) == [.accepted("")])
    }

    @Test("after an error of the agent nothing else is handed over")
    func agentFailure() throws {
        var inner = Pair()
        inner.outcome = { $0.deliveryID == 3 ? .agentFailed("broken") : .accepted("") }
        var transport = JournalledTransport(inner, batchSize: 6, origin: origin)
        let outcomes = transport.deliver((1...9).map { mail($0) })
        #expect(outcomes.count { $0 == .accepted("") } == inner.record.taken.count - 1)
        #expect(outcomes.count { $0 == .agentFailed("broken") } == 10 - inner.record.taken.count)
        #expect(inner.record.taken.count <= 4)
    }

    @Test("no more programs have mails that are not recorded than run at a time")
    func room() throws {
        var transport = PipeTransport(command: "cat >/dev/null", parallel: 3, timeoutSeconds: 60)
        var open = 0
        var next: Int64 = 1
        var most = 0
        transport.run { finished, room in
            open -= finished.count
            let given = (next..<min(30, next + Int64(room))).map { mail($0) }
            next += Int64(given.count)
            open += given.count
            most = max(most, open)
            return given
        }
        #expect(open == 0 && most == 3 && next == 30)
    }
}
