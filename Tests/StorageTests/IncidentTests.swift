import Bounces
import TestSupport
import Testing

@testable import Alerts
@testable import Storage

private let day: Int64 = 86_400
private let start: Int64 = 20_000 * day

/// A list whose mails bounce, with a provider that one day refuses everybody.
private struct Simulation {
    let file = TemporaryFile()
    let store: Store
    let settings: Settings
    var chance = SeededGenerator(7)
    /// The subscribers by number, and the day on which an address dies.
    var addresses: [Int64: String] = [:]
    var deaths: [Int64: Int64] = [:]

    init(good: Int, elsewhere: Int, dead: Int, settings: Settings = Settings()) throws {
        try file.initialised()
        store = try Store(path: file.path)
        self.settings = settings
        try store.connection.run("PRAGMA synchronous=OFF")
        for number in 0..<(good + elsewhere + dead) {
            let isDead = number >= good + elsewhere
            let isAtProvider = number < good || isDead && number % 2 == 0
            let domain = isAtProvider ? "big.example" : "d\(number % 50).example"
            try store.connection.run(
                """
                INSERT INTO subscriber(subscriberId, semail, sverified, sdonotcall, ssub, sctime, mtime)
                VALUES(?1, ?2, 1, 0, 'a', 1, 1)
                """, [SQLValue(number + 1), .text("s\(number)@\(domain)")])
            addresses[Int64(number + 1)] = "s\(number)@\(domain)"
            if isDead { deaths[Int64(number + 1)] = Int64.random(in: 0...6, using: &chance) }
        }
    }

    /// A report with the token of the subscriber.
    ///
    /// - Parameter replays: The mail of that time is judged again, by other rules.
    func bounce(
        _ subscriber: Int64, _ reason: Reason, at time: Int64, proven: Bool = true, server: String? = nil,
        replays: Bool = false, settings other: Settings? = nil
    ) throws {
        let settings = other ?? settings
        guard let address = addresses[subscriber] else { return }
        var original = Original()
        original.messageID = "<\(subscriber).\(time / day)@example.org>"
        let recipient = Recipient(
            address: address, action: .failed, classification: reason.isAddressDead ? .hard : .soft, reason: reason,
            remoteMTA: server, rule: "test")
        let report = Report(kind: .bounce, rule: "test", original: original, recipients: [recipient])
        var envelope = Envelope()
        if proven {
            let key = try #require(try store.signingKeys().first)
            let token = try #require(ReturnPathToken(subscriber: subscriber, address: address, now: time, key: key))
            envelope = Envelope(recipients: ["list+\(token.spelling)@example.org"])
        }
        let clues = Clues(report: report, envelope: envelope)
        let ask: (Proofs) -> [FailureQuestion] = { Policy.questions(report: report, envelope: envelope, proofs: $0) }
        let decide: (Proofs, History) -> Conclusion = { proofs, history in
            let decisions = Policy.decide(
                report: report, envelope: envelope, proofs: proofs, history: history, settings: settings, now: time)
            return Conclusion(report: report, decisions: decisions, inbound: time, received: time)
        }
        if replays {
            _ = try store.concludeAgain(
                time, clues: clues, received: time, settings: settings, isDry: false, ask: ask, decide: decide)
        } else {
            _ = try store.conclude(time, clues: clues, now: time, settings: settings, ask: ask, decide: decide)
        }
    }

    /// Sends to everybody who is not do-not-call; what is refused comes back within three hours.
    mutating func send(on number: Int64, hour: Int64 = 8, refusing reason: Reason? = nil, proven: Bool = true) throws {
        let time = start + number * day + hour * 3600
        var bounces: [(Int64, Reason)] = []
        for subscriber in try store.subscribers(where: "NOT sdonotcall") {
            if let reason, subscriber.address.hasSuffix("@big.example") {
                bounces.append((subscriber.id, reason))
            } else if let death = deaths[subscriber.id], death <= number {
                bounces.append((subscriber.id, .userUnknown))
            }
        }
        bounces.shuffle(using: &chance)
        for (index, item) in bounces.enumerated() {
            try bounce(item.0, item.1, at: time + Int64(index) * 10_000 / Int64(bounces.count), proven: proven)
        }
    }

    func silenced() throws -> Set<Int64> {
        Set(try store.subscribers(where: "sdonotcall").map(\.id))
    }
}

@Suite struct IncidentTests {
    @Test(
        "a provider that refuses everybody for a day silences nobody, and the dead are found by their next mail",
        arguments: [
            (Reason.userUnknown, 5_000), (.hostUnknown, 300), (.blocked, 300), (.mailboxFull, 300), (.expired, 300),
        ])
    func refusal(reason: Reason, good: Int) throws {
        var list = try Simulation(good: good, elsewhere: 200, dead: 200)
        for number in 0..<3 as Range<Int64> { try list.send(on: number) }
        let before = try list.silenced()
        #expect(before == Set(list.deaths.filter { $0.value < 3 }.keys))
        try list.send(on: 3, refusing: reason)
        #expect(try list.silenced().subtracting(list.deaths.keys).isEmpty)
        #expect(try list.silenced().isSuperset(of: before))
        for number in 4..<8 as Range<Int64> {
            try list.send(on: number)
            let silenced = try list.silenced()
            #expect(silenced.subtracting(list.deaths.keys).isEmpty)
            let dead = list.deaths.filter { $0.value <= number }.keys
            #expect(silenced.intersection(dead).count * 100 >= dead.count * 95, "day \(number)")
        }
        #expect(try list.silenced() == Set(list.deaths.keys))
        let incidents = try list.store.incidents(limit: 9)
        #expect(incidents.map(\.group.reason) == [reason])
        #expect(incidents.map(\.group.provider) == ["big.example"])
        #expect(try #require(incidents.first).failing >= good)
        // Of that reason nothing may have come again.
        if reason == .userUnknown { #expect(incidents.first?.ended != nil) }
    }

    @Test("a refusal that lasts for a week, of which each mail is another delivery, silences nobody")
    func long() throws {
        var list = try Simulation(good: 300, elsewhere: 100, dead: 0)
        for number in 0..<7 as Range<Int64> {
            for hour in [2, 12, 20] as [Int64] { try list.send(on: number, hour: hour, refusing: .userUnknown) }
        }
        #expect(try list.silenced().isEmpty)
        for number in 8..<16 as Range<Int64> { try list.send(on: number, refusing: .mailboxFull) }
        #expect(try list.silenced().isEmpty)
    }

    @Test("who was do-not-call before an incident, by a bounce or by a person, stays so")
    func amnestyIsNarrow() throws {
        let list = try Simulation(good: 30, elsewhere: 0, dead: 0)
        try list.bounce(1, .userUnknown, at: start - 3 * day)
        try list.store.connection.run("UPDATE subscriber SET sdonotcall=1 WHERE subscriberId=2")
        for id in 3...30 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id) }
        #expect(try list.silenced() == [1, 2])
        let incident = try #require(try list.store.incidents(limit: 1).first)
        #expect(incident.restored == 9)
        #expect(incident.failing == 28)
    }

    @Test("what other rules find to be dead by the dozen at one provider silences nobody when it is judged again")
    func judgedAgain() throws {
        let list = try Simulation(good: 30, elsewhere: 3, dead: 0)
        let off = Settings([Setting.incidentLimit.rawValue: "0"])
        for id in 1...33 as ClosedRange<Int64> { try list.bounce(id, .blocked, at: start + id, settings: off) }
        for id in 1...33 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id, replays: true) }
        #expect(try list.silenced() == [31, 32, 33])
        let incident = try #require(try list.store.incidents(limit: 9).first)
        #expect((incident.failing, incident.restored) == (30, 9))
        // Once more: it stays as it is.
        for id in 1...33 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id, replays: true) }
        #expect(try list.silenced() == [31, 32, 33])
        #expect(try list.store.incidents(limit: 9).count == 1)
    }

    @Test("many within one second are one incident too, and none is silenced")
    func sameSecond() throws {
        let list = try Simulation(good: 40, elsewhere: 0, dead: 0)
        for id in 1...40 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start) }
        #expect(try list.silenced().isEmpty)
        let incidents = try list.store.incidents(limit: 9)
        #expect(incidents.map(\.restored) == [9])
        #expect(incidents.map(\.failing) == [40])
        #expect(
            try list.store.connection.first(
                "SELECT count(*) FROM fx_email_history WHERE incidentId IS NULL", [], { $0.integer(0) }) == 0)
    }

    @Test("what is not proven neither opens an incident for what is, nor lets anybody in again")
    func forged() throws {
        let list = try Simulation(good: 30, elsewhere: 0, dead: 0)
        try list.bounce(1, .userUnknown, at: start)
        for id in 2...30 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id, proven: false) }
        #expect(try list.silenced() == [1])
        try list.bounce(2, .userUnknown, at: start + 60)
        #expect(try list.silenced() == [1, 2])
    }

    @Test("reports without proof that come about everybody silence nobody on the third day either")
    func unproven() throws {
        var list = try Simulation(good: 60, elsewhere: 40, dead: 0)
        for number in 0..<6 as Range<Int64> { try list.send(on: number, refusing: .userUnknown, proven: false) }
        #expect(try list.silenced().isEmpty)
    }

    @Test("one company with many domains is known by its servers; what is usual there is no incident")
    func servers() throws {
        var list = try Simulation(good: 0, elsewhere: 900, dead: 0)
        for id in list.addresses.keys { list.addresses[id] = "s\(id)@own\(id).example" }
        try list.store.connection.run(
            "UPDATE subscriber SET semail='s'||subscriberId||'@own'||subscriberId||'.example'")
        func wave(_ ids: Range<Int64>, at time: Int64) throws {
            for id in ids {
                try list.bounce(id, .userUnknown, at: time + id, server: "mx\(id).protection.cloud.example")
            }
        }
        try wave(1..<41, at: start)
        #expect(try list.silenced().count == 40)
        try wave(41..<101, at: start + 10 * day)
        #expect(try list.silenced().count == 100)
        try wave(101..<600, at: start + 20 * day)
        #expect(try list.silenced().count == 100)
        #expect(try list.store.incidents(limit: 9).map(\.group.provider) == ["cloud.example"])
    }

    @Test("the administrator is told once, and may say that the addresses really are dead")
    func administrator() throws {
        let list = try Simulation(good: 30, elsewhere: 0, dead: 0)
        for id in 1...30 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id) }
        for _ in 0..<2 {
            _ = try list.store.connection.write { () throws(StoreError) in
                try list.store.queueNotices(administrator: "root@example.org", now: start + 100) { $0.letter }
            }
        }
        let mails = try list.store.connection.rows("SELECT events FROM fx_email_delivery") { $0.text(0) }
        #expect(mails == ["incident1"])
        #expect(try list.store.dismissIncident(1, settings: list.settings, now: start + 200) == 30)
        #expect(try list.silenced().count == 30)
        #expect(try list.store.dismissIncident(1, settings: list.settings, now: start + 300) == nil)
    }

    @Test("for a week after a dismissal there is no incident of that kind")
    func dismissed() throws {
        let list = try Simulation(good: 60, elsewhere: 0, dead: 0)
        for id in 1...20 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id) }
        _ = try list.store.dismissIncident(1, settings: list.settings, now: start + 200)
        for id in 21...60 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + day + id) }
        #expect(try list.silenced().count == 60)
    }

    @Test("email-incident-limit 0 switches them off")
    func off() throws {
        let list = try Simulation(
            good: 30, elsewhere: 0, dead: 0, settings: Settings([Setting.incidentLimit.rawValue: "0"]))
        for id in 1...30 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id) }
        #expect(try list.silenced().count == 30)
        #expect(try list.store.incidents(limit: 9).isEmpty)
    }

    @Test("an incident of which nothing is heard any more is over, also where nothing fails again")
    func quiet() throws {
        let list = try Simulation(good: 30, elsewhere: 0, dead: 0)
        for id in 1...30 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + id) }
        func look(_ time: Int64) throws -> Int64? {
            _ = try list.store.connection.write { () throws(StoreError) in
                try list.store.queueNotices(administrator: nil, now: time) { $0.letter }
            }
            return try list.store.incidents(limit: 1).first?.ended
        }
        #expect(try look(start + 3_600) == nil)
        #expect(try look(start + 2 * day) == start + 2 * day)
    }

    @Test("what another process wrote with a later clock while this one waited is taken back too")
    func waited() throws {
        let list = try Simulation(good: 30, elsewhere: 0, dead: 0)
        for id in 1...9 as ClosedRange<Int64> { try list.bounce(id, .userUnknown, at: start + 20 + id) }
        #expect(try list.silenced().count == 9)
        try list.bounce(10, .userUnknown, at: start)
        #expect(try list.silenced().isEmpty)
    }

    @Test("a dismissal makes do-not-call again whoever a full mailbox had made so")
    func dismissedSoft() throws {
        let list = try Simulation(good: 30, elsewhere: 0, dead: 0)
        for number in 0..<4 as Range<Int64> { try list.bounce(1, .mailboxFull, at: start + number * day) }
        for id in 1...12 as ClosedRange<Int64> { try list.bounce(id, .mailboxFull, at: start + 4 * day + id) }
        #expect(try list.store.incidents(limit: 1).first?.restored == 1)
        #expect(try list.silenced().isEmpty)
        #expect(try list.store.dismissIncident(1, settings: list.settings, now: start + 5 * day) == 1)
        #expect(try list.silenced() == [1])
    }
}
