import Alerts
import Foundation
import TestSupport
import Testing

@testable import Transports

/// `dir` and `maildir` where nothing is synced.
@Suite struct UnnamedFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("email-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func transport(_ layout: FolderTransport.Layout = .fossil, origin: String = "a") throws -> FolderTransport {
        try FolderTransport(folder: folder.path, layout: layout, origin: origin, isSynced: false)
    }

    private func names(_ part: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + part).sorted()
    }

    private func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }

    /// Where the mails in hand are noted, when some are.
    private func record() throws -> String {
        folder.path + "/" + (try #require(try names().first { $0.hasSuffix(".names") }))
    }

    /// What a process left in the record that was killed.
    private func leave(_ lines: String, boot: String? = nil) throws -> String {
        var transport = try transport()
        _ = transport.deliver([mail(1)])
        let path = try record()
        let first = try #require(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").first)
        transport.forget(deliveryIDs: [1])
        for name in try names() { try remove(name) }
        try "\(boot ?? String(first))\n\(lines)".write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    @Test(
        "whole mails for this user alone, and nothing beside them",
        arguments: [FolderTransport.Layout.fossil, .maildir])
    func files(layout: FolderTransport.Layout) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let part = layout == .maildir ? "/new" : ""
        var transport = try transport(layout)
        let outcomes = transport.deliver([mail(1), mail(2)])
        transport.forget(deliveryIDs: [1, 2])
        #expect(outcomes == (try names(part)).map { .accepted($0) })
        #expect(try names().count == (layout == .maildir ? 3 : 2))
        if layout == .maildir { #expect(try names("/tmp").isEmpty) }
        var synced = try FolderTransport(folder: folder.path, layout: layout)
        guard case .accepted(let name) = synced.deliver([mail(1)])[0], case .accepted(let other) = outcomes[0] else {
            Issue.record("\(outcomes)")
            return
        }
        let path = "\(folder.path)\(part)/"
        #expect(try Data(contentsOf: URL(filePath: path + other)) == Data(contentsOf: URL(filePath: path + name)))
        let attributes = try FileManager.default.attributesOfItem(atPath: path + other)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        // A name for a Maildir has the microseconds in it, as many digits as they have.
        #expect(layout == .maildir || other.count == name.count)
    }

    @Test("of many mails that two threads write, each lies under the name that was told of it, in their order")
    func many() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try transport()
        let mails = (1...3000).map { mail(Int64($0)) }
        // By batches, each handed over while the next is taken.
        var outcomes = [DeliveryOutcome?](repeating: nil, count: mails.count)
        var next = 0
        transport.run { finished, room in
            for handover in finished { outcomes[handover.number] = handover.outcome }
            defer { next = min(next + room, mails.count) }
            return Array(mails[next..<min(next + room, mails.count)])
        }
        let files = try names()
        #expect(files.count == mails.count)
        #expect(outcomes.elementsEqual(files) { $0 == .accepted($1) })
        for (mail, file) in zip(mails, files) {
            let content = try Data(contentsOf: folder.appendingPathComponent(file))
            let isWhole = content.elementsEqual("Return-Path: <bounces+abc@example.org>\r\n".utf8 + mail.bytes)
            #expect(isWhole)
        }
    }

    @Test("a name that is taken is left alone, and the mail gets another")
    func takenName() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try FolderTransport(folder: folder.path, layout: .fossil, isSynced: false) {
            timespec(tv_sec: 1_769_862_896, tv_nsec: 0)
        }
        guard case .accepted(let first) = transport.deliver([mail(1)])[0],
            let random = Int(first.dropFirst(18).prefix(6))
        else {
            Issue.record("no name")
            return
        }
        let next = "202601311234560001\(String(format: "%06d", (random + 1) % 1_000_000)).email"
        try "somebody else's".write(toFile: "\(folder.path)/\(next)", atomically: false, encoding: .utf8)
        let outcomes = transport.deliver([mail(2), mail(3)])
        transport.forget(deliveryIDs: [1, 2, 3])
        #expect(try String(contentsOfFile: "\(folder.path)/\(next)", encoding: .utf8) == "somebody else's")
        #expect(Set(try names()).subtracting([first, next]).count == 2)
        #expect(Set(outcomes).isDisjoint(with: [.accepted(next)]))
        #expect(outcomes.count { $0.isOfAgent } == 0)
    }

    @Test("after a crash a mail that the folder has got is not written again, whoever has taken it away since")
    func afterCrash() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var killed = try transport()
        // More than the record has room for at first, and none recorded yet.
        for start in stride(from: 1, through: 300, by: 50) {
            _ = killed.deliver((start..<start + 50).map { mail(Int64($0)) })
        }
        for name in try names() where name.hasSuffix(".email") { try remove(name) }
        var transport = try transport()
        #expect((1...300).allSatisfy { transport.hasAccepted(deliveryID: $0) == true })
        #expect(transport.hasAccepted(deliveryID: 301) == false)
        #expect(try self.transport(origin: "b").hasAccepted(deliveryID: 1) == false)
        transport.forget(deliveryIDs: Array(1...298))
        // Killed again, before anything was sent.
        transport = try self.transport()
        #expect([1, 298, 299, 300].map { transport.hasAccepted(deliveryID: $0) } == [false, false, true, true])
        #expect(transport.deliver([mail(299), mail(301)])[0] == .accepted("before a crash"))
        transport = try self.transport()
        #expect([299, 300, 301].map { transport.hasAccepted(deliveryID: $0) } == [true, true, true])
        // Where each mail is synced, the same is known.
        var synced = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        #expect(synced.deliver([mail(300)]) == [.accepted("before a crash")])
        synced.forget(deliveryIDs: [299, 300, 301])
        #expect(try names().count == 1)
    }

    @Test("what a process left that wrote with syncs is known too")
    func afterSynced() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var killed = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a")
        _ = killed.deliver([mail(1)])
        var transport = try transport()
        #expect(transport.deliver([mail(1), mail(2)])[0] == .accepted("before a crash"))
        transport.forget(deliveryIDs: [1, 2])
        #expect(try names().count == 2)
    }

    @Test("the mail that was about to get its name is in doubt where no file has it, and no other is")
    func inDoubt() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try leave(
            "+ 5 five.email   \n> 6 six.email   \n> 7 seven.email\n- 8 eight.email \n            \n> 9\n> x y\n+ 10 te")
        try "a mail".write(toFile: folder.path + "/six.email", atomically: false, encoding: .utf8)
        var transport = try transport()
        #expect(
            (5...11).map { transport.hasAccepted(deliveryID: $0) } == [true, true, nil, false, nil, true, false])
        #expect(transport.doubts.handed == [7, 9] && !transport.doubts.isIncomplete)
        #expect(transport.deliver([mail(7)]).count { $0.isOfAgent } == 0)
        #expect(transport.hasAccepted(deliveryID: 7) == true)
        transport.forget(deliveryIDs: Array(5...10))
        #expect(try !names().contains { path.hasSuffix($0) })
        #expect(try names().count == 2)
    }

    @Test("after a crash of the system every mail is in doubt", arguments: ["email 1f0e", "", "+ 5 five.email"])
    func systemCrash(boot: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try leave("+ 5 five.email\n> 6 six.email\n", boot: boot)
        var transport = try transport()
        #expect((5...7).map { transport.hasAccepted(deliveryID: $0) } == [nil, nil, nil])
        #expect(transport.doubts.isIncomplete)
        transport.forget(deliveryIDs: [5])
        #expect(transport.hasAccepted(deliveryID: 5) == nil)
        transport.forgetAll()
        #expect(transport.hasAccepted(deliveryID: 5) == false)
        #expect(try names().isEmpty)
    }

    @Test("what nobody can know has to be said once only")
    func forgottenDoubts() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try leave("+ 5 five.email\n", boot: "email 1f0e")
        // Of a process that synced, and never got to naming it.
        let hidden = path.dropLast(".names".count) + "-8.tmp"
        try "half of a ma".write(toFile: String(hidden), atomically: false, encoding: .utf8)
        var transport = try transport()
        #expect(transport.doubts.isIncomplete)
        transport.forgetDoubts()
        #expect(transport.doubts.isEmpty && transport.hasAccepted(deliveryID: 5) == false)
        #expect(try self.transport().doubts.isEmpty)
        #expect(try names().isEmpty)
        // What can be relied on stays.
        _ = try leave("+ 5 five.email\n> 6 six.email\n")
        transport = try self.transport()
        transport.forgetDoubts()
        #expect(try self.transport().hasAccepted(deliveryID: 5) == true)
        #expect(try self.transport().doubts.handed == [6])
    }

    @Test("where a record is there and cannot be read, every mail is in doubt", arguments: [".names", ".batch"])
    func unreadable(suffix: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var killed = try transport()
        _ = killed.deliver([mail(1)])
        let path = try record()
        killed.forgetAll()
        // As good as one that belongs to somebody else.
        let place = path.dropLast(".names".count) + suffix
        try FileManager.default.createDirectory(atPath: String(place), withIntermediateDirectories: false)
        for isSynced in [true, false] {
            let transport = try FolderTransport(folder: folder.path, layout: .fossil, origin: "a", isSynced: isSynced)
            #expect(transport.hasAccepted(deliveryID: 1) == nil)
        }
        var transport = try transport()
        #expect(transport.deliver([mail(2)]).count { $0.isOfAgent } == 1)
        #expect(try names().count == 2)
    }

    @Test("where nothing is to be sent, nothing is written")
    func nothing() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        // Long ago: the clock of a file system may stand still for some milliseconds.
        let before = Date(timeIntervalSince1970: 1_000_000_000)
        try FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: folder.path)
        var transport = try transport()
        transport.forgetAll()
        transport.run { _, _ in [] }
        transport.forget(deliveryIDs: [])
        let after = try FileManager.default.attributesOfItem(atPath: folder.path)[.modificationDate] as? Date
        #expect(before == after)
    }

    @Test("what cannot be noted is not written")
    func notNoted() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try transport()
        _ = transport.deliver([mail(1)])
        let record = try record()
        transport.forget(deliveryIDs: [1])
        try FileManager.default.createDirectory(atPath: record + ".new", withIntermediateDirectories: false)
        #expect(transport.deliver([mail(2), mail(3)]).count { $0.isOfAgent } == 2)
        #expect(try names().count == 2)
        try FileManager.default.removeItem(atPath: record + ".new")
        #expect(transport.deliver([mail(2), mail(3)]).count { $0.isOfAgent } == 0)
        transport.forget(deliveryIDs: [2, 3])
        #expect(try names().count == 3)
    }

    @Test("a folder that goes away concerns the agent")
    func missingFolder() throws {
        var transport = try transport()
        _ = transport.deliver([mail(1)])
        try FileManager.default.removeItem(at: folder)
        #expect(transport.deliver([mail(2), mail(3)]).count { $0.isOfAgent } == 2)
    }

    @Test("where the system knows no files without names, they are renamed")
    func renamed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var transport = try FolderTransport(
            folder: folder.path, layout: .fossil, origin: "a", isSynced: false, canBeUnnamed: false)
        let outcomes = transport.deliver((1...700).map { mail($0) })
        #expect(outcomes.count { $0.isOfAgent } == 0)
        transport.forget(deliveryIDs: Array(1...700))
        #expect(try names().count == 700)
        #expect(transport.carryOn([mail(701)]).isEmpty)
        #expect(try names().contains { $0.hasSuffix("-701.tmp") })
    }
}
