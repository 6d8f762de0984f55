import Alerts
import Foundation
import Storage
import TestSupport
import Testing

@testable import Transports

/// `dir`, `maildir`, `db` and `stdout`.
@Suite struct FolderTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("email-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func names(_ part: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + part).sorted()
    }

    @Test("dir writes files as Fossil names them, for this user alone, with the return path on top")
    func dir() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try FolderTransport(folder: folder.path, layout: .fossil) {
            timespec(tv_sec: 1_769_862_896, tv_nsec: 0)
        }
        let outcomes = transport.deliver([mail(1), mail(2, returnPath: "list@example.org")])
        transport.forget(deliveryIDs: [1, 2])
        let files = try names()
        #expect(files.count == 2)
        #expect(outcomes == files.map { .accepted($0) })
        #expect(files[0].wholeMatch(of: /202601311234560000\d{6}\.email/) != nil)
        #expect(files[1].wholeMatch(of: /202601311234560001\d{6}\.email/) != nil)
        let first = try Data(contentsOf: folder.appendingPathComponent(files[0]))
        #expect(first == Data("Return-Path: <bounces+abc@example.org>\r\n".utf8 + mail(1).bytes))
        #expect(try Data(contentsOf: folder.appendingPathComponent(files[1])) == Data(mail(2).bytes))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + files[0])
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("maildir writes into new, with LF and the envelope on top, and Python's mailbox reads it")
    func maildir() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try FolderTransport(folder: folder.path + "/box", layout: .maildir)
        #expect(transport.deliver((1...250).map { mail($0) }).count == 250)
        transport.forget(deliveryIDs: Array(1...250))
        #expect(try names("/box/new").count == 250)
        #expect(try names("/box/tmp").isEmpty)
        let script = """
            import mailbox, sys
            box = mailbox.Maildir(sys.argv[1])
            print(sorted(int(m['Subject'].split()[1]) for m in box) == list(range(1, 251)),
                  {m['Return-Path'] + m['Delivered-To'] for m in box}, any(b'\\r' in m.as_bytes() for m in box))
            """
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, folder.path + "/box"]
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text == "True {'<bounces+abc@example.org>anna@example.net'} False\n")
    }

    @Test(
        "after a crash a mail that the folder has got is not written again, whoever has taken it away since",
        arguments: [FolderTransport.Layout.fossil, .maildir])
    func afterCrash(layout: FolderTransport.Layout) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let part = layout == .maildir ? "/new" : ""
        func files() throws -> [String] { try names(part).filter { !$0.hasPrefix(".") } }
        var killed = try FolderTransport(folder: folder.path, layout: layout, origin: "a")
        _ = killed.deliver([mail(1), mail(2)])
        for name in try files() { try FileManager.default.removeItem(atPath: folder.path + part + "/" + name) }
        var transport = try FolderTransport(folder: folder.path, layout: layout, origin: "a")
        #expect(transport.hasAccepted(deliveryID: 1) == true)
        #expect(transport.hasAccepted(deliveryID: 3) == false)
        #expect(transport.deliver([mail(1), mail(3)]).first == .accepted("before a crash"))
        #expect(try files().count == 1)
        let other = try FolderTransport(folder: folder.path, layout: layout, origin: "b")
        #expect(other.hasAccepted(deliveryID: 1) == false)
        transport.forget(deliveryIDs: [1, 3])
        #expect(transport.hasAccepted(deliveryID: 1) == false)
        // The second is as if nobody had asked yet.
        #expect(transport.hasAccepted(deliveryID: 2) == true)
        transport.forget(deliveryIDs: [2])
        #expect(try names(part).count == 1)
        if layout == .maildir { #expect(try names("/tmp").isEmpty) }
    }

    @Test("what a crash left before a mail had its name is written anew")
    func leftHidden() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var first = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        _ = first.deliver([mail(1)])
        let record = try #require(try names().first { $0.hasSuffix(".batch") })
        let hidden = folder.path + "/" + record.dropLast(".batch".count)
        first.forget(deliveryIDs: [1])
        try "5\n6\n".write(toFile: folder.path + "/" + record, atomically: false, encoding: .utf8)
        for number in [5, 7] {
            try "half of a ma".write(toFile: "\(hidden)-\(number).tmp", atomically: false, encoding: .utf8)
        }
        var transport = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        #expect(transport.hasAccepted(deliveryID: 5) == false)
        #expect(transport.hasAccepted(deliveryID: 6) == true)
        #expect(transport.hasAccepted(deliveryID: 7) == false)
        transport.forget(deliveryIDs: [5, 6, 7])
        #expect(try names().count == 1)
        try "half of a ma".write(toFile: "\(hidden)-8.tmp", atomically: false, encoding: .utf8)
        let outcomes = transport.deliver([mail(8)])
        guard case .accepted(let name) = outcomes[0] else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(try Data(contentsOf: folder.appendingPathComponent(name)).suffix(7) == Data("..two\r\n".utf8))
    }

    @Test("a batch that is about to get its names stays noted while the one before is forgotten")
    func forgottenBeside() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var killed = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        #expect(killed.carryOn([mail(1), mail(2)]).isEmpty)
        #expect(try names().filter { $0.hasSuffix(".email") }.isEmpty)
        #expect(killed.carryOn([mail(3), mail(4)]).count == 2)
        killed.forget(deliveryIDs: [1, 2])
        // The third got its name, and the program was killed.
        let hidden = try #require(try names().first { $0.hasSuffix("-3.tmp") })
        try FileManager.default.moveItem(atPath: "\(folder.path)/\(hidden)", toPath: "\(folder.path)/3.email")
        var transport = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        #expect((1...4).map { transport.hasAccepted(deliveryID: $0) } == [false, false, true, false])
        transport.forget(deliveryIDs: [3, 4])
        #expect(try names().count == 3)
    }

    @Test("what could not be noted was not published, and is not taken for it later", arguments: [true, false])
    func notNoted(isAtOnce: Bool) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        #expect(transport.carryOn([mail(1)]).isEmpty)
        #expect(transport.carryOn([mail(2)]).count == 1)
        let record = folder.path + "/" + (try #require(try names().first { $0.hasSuffix(".batch") }))
        // Nothing can be written there.
        try FileManager.default.createDirectory(atPath: record + ".new", withIntermediateDirectories: false)
        let outcomes = transport.carryOn([mail(3), mail(4)])
        #expect(outcomes.count == 3 && outcomes[0] != outcomes[1] && outcomes[1].isOfAgent && outcomes[2].isOfAgent)
        if isAtOnce { transport.forget(deliveryIDs: [1, 2, 3, 4]) }
        try FileManager.default.removeItem(atPath: record + ".new")
        if !isAtOnce { transport.forget(deliveryIDs: [3, 4]) }
        var next = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        #expect(next.hasAccepted(deliveryID: 3) == false && next.hasAccepted(deliveryID: 4) == false)
        #expect(next.hasAccepted(deliveryID: 2) == !isAtOnce)
        #expect(next.deliver([mail(3), mail(4)]).count == 2)
        next.forgetAll()
        #expect(try names().count { $0.hasSuffix(".email") } == 4)
        #expect(try names().count == 4)
    }

    @Test("what the record names though it was not published keeps its hidden file until that can be mended")
    func wrongRecord() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var first = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        #expect(first.carryOn([mail(1)]).isEmpty)
        let record = folder.path + "/" + (try #require(try names().first { $0.hasSuffix(".batch") }))
        try FileManager.default.createDirectory(atPath: record + ".new", withIntermediateDirectories: false)
        var second = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        let refused = second.deliver([mail(1), mail(2)])
        #expect(refused.count { $0.isOfAgent } == 2)
        #expect(
            try FolderTransport(folder: folder.path, layout: .fossil, origin: "a").hasAccepted(deliveryID: 1) == false)
        try FileManager.default.removeItem(atPath: record + ".new")
        let taken = second.deliver([mail(1), mail(2)])
        #expect(taken.count { $0.isOfAgent } == 0)
        second.forget(deliveryIDs: [1, 2])
        #expect(try names().count == 2)
    }

    @Test("without syncing the same files are written")
    func notSynced() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let settings = Settings([
            "email-send-method": "dir", "email-send-dir": folder.path, "email-send-sync": "off",
        ])
        var transport = try makeTransport(settings: settings, smtp: withoutSMTP)
        #expect(transport.deliver((1...20).map { mail($0) }).count == 20)
        transport.forget(deliveryIDs: Array(1...20))
        #expect(try names().count == 20)
    }

    @Test(
        "of many mails that two threads write, each lies under the name that was told of it, in their order",
        arguments: [true, false])
    func manyAtOnce(isSynced: Bool) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try FolderTransport(folder: folder.path, layout: .fossil, isSynced: isSynced)
        let mails = (1...Int64(transport.batchSize)).map { mail($0) }
        let outcomes = transport.deliver(mails)
        transport.forget(deliveryIDs: mails.map(\.deliveryID))
        let files = try names()
        #expect(outcomes == files.map { .accepted($0) })
        for (mail, file) in zip(mails, files) {
            let content = try Data(contentsOf: folder.appendingPathComponent(file))
            #expect(content == Data("Return-Path: <bounces+abc@example.org>\r\n".utf8 + mail.bytes))
        }
    }

    @Test("after one that cannot be written no other is begun, and what was written goes out")
    func oneFails() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        _ = transport.deliver([mail(1)])
        let record = try #require(try names().first { $0.hasSuffix(".batch") })
        transport.forget(deliveryIDs: [1])
        // Nothing can be written under the hidden name of the hundredth.
        let taken = folder.path + "/" + record.dropLast(".batch".count) + "-100.tmp"
        try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: false)
        let outcomes = transport.deliver((1...200).map { mail($0) })
        var accepted: [String] = []
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .accepted(let name): accepted.append(name)
            case .agentFailed(let reason): #expect(reason.contains("-100.tmp: ") && index >= 99)
            default: Issue.record("\(outcome)")
            }
        }
        // The other thread may have had one or more under way.
        #expect(accepted.count >= 99 && accepted.count < 200)
        #expect(Set(accepted).count == accepted.count)
        #expect(try Set(names()).isSuperset(of: accepted))
        #expect(try names().filter { $0.hasSuffix(".email") }.count == accepted.count + 1)
        for id in 1...200 {
            let isIn = if case .accepted = outcomes[id - 1] { true } else { false }
            #expect(transport.hasAccepted(deliveryID: Int64(id)) == isIn)
        }
    }

    @Test("a folder that is not there, or goes away, concerns the agent")
    func missingFolder() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = #expect(throws: TransportError.self) {
            try FolderTransport(folder: folder.path + "/none", layout: .fossil)
        }
        #expect(error?.setting == "email-send-dir")
        #expect(error?.message.contains("No such file or directory") == true)
        var transport = try FolderTransport(folder: folder.path, layout: .fossil)
        try FileManager.default.removeItem(at: folder)
        let outcomes = transport.deliver([mail(1), mail(2)])
        #expect(outcomes.count == 2)
        for outcome in outcomes {
            guard case .agentFailed = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
    }

    @Test("db puts mails where email-sender.tcl looks for them, once a delivery, whatever their bytes")
    func database() throws {
        let file = TemporaryFile("queue.db")
        var transport = try DatabaseTransport(path: file.path, origin: "a")
        let latin = OutgoingMessage(
            deliveryID: 3, returnPath: "", recipient: "x@y", messageID: "", givenEnvelopeID: "", from: "", subject: "",
            bytes: Array("Subject: \u{E9}\r\n\r\n".unicodeScalars.map { UInt8($0.value) }), bodyOffset: 0, text: [],
            needsSMTPUTF8: false)
        #expect(transport.deliver([mail(1), mail(2)]) == [.accepted("in the queue"), .accepted("in the queue")])
        #expect(transport.hasAccepted(deliveryID: 1) == true)
        #expect(transport.hasAccepted(deliveryID: 3) == false)
        #expect(transport.deliver([mail(2), latin, mail(0), mail(0)]).count == 4)
        var other = try DatabaseTransport(path: file.path, origin: "b")
        #expect(other.hasAccepted(deliveryID: 1) == false)
        #expect(other.deliver([mail(1)]).count == 1)
        let connection = try Connection(path: file.path, mode: .readOnly)
        let rows = try connection.rows("SELECT typeof(msg), CAST(msg AS BLOB) FROM email ORDER BY emailid") {
            ($0.text(0), $0.blob(1))
        }
        #expect(rows.map(\.0) == Array(repeating: "text", count: 6))
        #expect(rows[0].1 == Array("Return-Path: <bounces+abc@example.org>\r\n".utf8) + mail(1).bytes)
        #expect(rows[2].1 == latin.bytes)
        transport.forget(deliveryIDs: [1, 2])
        transport.close()
        #expect(transport.hasAccepted(deliveryID: 1) == false)
        #expect(other.hasAccepted(deliveryID: 1) == true)
        #expect(file.mode == 0o600)
    }

    @Test(
        "a queue that Fossil made keeps its mails, and nobody is locked out of it any more; a repository keeps its mode"
    )
    func fossilQueue() throws {
        let file = try TemporaryFile("queue.db").made(
            by: "CREATE TABLE email(emailid INTEGER PRIMARY KEY, msg TEXT); INSERT INTO email(msg) VALUES('x')")
        var transport = try DatabaseTransport(path: file.path, origin: "")
        _ = transport.deliver([mail(1)])
        let connection = try Connection(path: file.path, mode: .readOnly)
        #expect(try connection.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
        #expect(try connection.first("SELECT count(*) FROM email") { $0.integer(0) } == 2)
        let repository = try TemporaryFile("r.fossil").made(
            by: "CREATE TABLE email(emailid INTEGER PRIMARY KEY, msg TEXT); CREATE TABLE blob(rid INTEGER PRIMARY KEY)")
        transport = try DatabaseTransport(path: repository.path, origin: "")
        _ = transport.deliver([mail(1)])
        let other = try Connection(path: repository.path, mode: .readOnly)
        #expect(try other.first("PRAGMA journal_mode") { $0.text(0) } == "delete")
    }

    @Test("what is no queue is refused, with the setting that names it")
    func noQueue() throws {
        let file = TemporaryFile("queue.db")
        let text = file.file("text", String(repeating: "no database\n", count: 100))
        let error = #expect(throws: TransportError.self) { try DatabaseTransport(path: text, origin: "") }
        #expect(error?.setting == "email-send-db")
        #expect(throws: TransportError.self) { try DatabaseTransport(path: "/nonexistent/x/queue.db", origin: "") }
    }

    @Test("stdout prints mails with a line between them, and says when nobody reads")
    func standardOutput() throws {
        let file = TemporaryFile("out")
        let descriptor = unsafe open(file.path, O_RDWR | O_CREAT, 0o600)
        var transport = StandardOutput(descriptor: descriptor)
        #expect(transport.deliver([mail(1), mail(2)]).count == 2)
        close(descriptor)
        let text = try String(contentsOfFile: file.path, encoding: .utf8)
        #expect(text == mail(1).lineFeeds + String(repeating: "=", count: 72) + "\n" + mail(2).lineFeeds)
        var ends: [Int32] = [0, 0]
        unsafe Glibc.pipe(&ends)
        close(ends[0])
        var broken = StandardOutput(descriptor: ends[1])
        #expect(broken.deliver([mail(1)]) == [.agentFailed("standard output cannot be written: Broken pipe")])
        close(ends[1])
    }
}
