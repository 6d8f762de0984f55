import Glibc
import Testing

@Suite("Mailboxes")
struct MailboxTests {
    private let mailbox = """
        From a@example.org Mon Jan  1 10:00:00 2024
        Subject: first

        From now on this is text, since no date follows.

        >From the beginning
        >>From twice
        > From not quoted

        From b@example.org Mon Jan  1 10:00:01 2024
        Subject: second

        text
        From c@example.org Mon Jan  1 10:00:02 2024, but after no empty line

        From MAILER-DAEMON Mon Jan  1 10:00:03 2024
        Subject: third


        """

    @Test("an mbox is read message by message")
    func mbox() throws {
        let result = try Program.run(["--json"], input: mailbox)
        #expect(result.status == 0)
        let lines = result.text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(
            lines.first?.contains(
                #"""
                "text": "From now on this is text, since no date follows.\n\nFrom the beginning\n>From twice\n> From not quoted\n"
                """#) == true)
        #expect(
            lines.dropFirst().first?.contains(
                #""text": "text\nFrom c@example.org Mon Jan  1 10:00:02 2024, but after no empty line\n""#) == true)
        #expect(lines.last?.contains(#""text": """#) == true)
    }

    @Test("an mbox with CR LF is read message by message")
    func carriageReturns() throws {
        let text = mailbox.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let result = try Program.run(["--headers"], input: text)
        #expect(result.text == "Subject: first\n\nSubject: second\n\nSubject: third\n")
    }

    @Test(
        "what begins with From and is no mbox is one message, and loses nothing, wherever a read ends",
        arguments: [
            "From a@b.example Mon Jan  1 10:00:00 2024\rSubject: one\r\rbody one\r",
            "From a@b.example Mon Jan  1 10:00:00 2024\rSubject: one\r\rbody one\nline two\n",
            "From the beginning this is text\n\nbody one\n",
        ])
    func noMailbox(_ text: String) throws {
        let whole = try Program.run(["--json"], input: text)
        #expect(whole.text.contains("body one"))
        #expect(whole.text.contains("mbox-separator at 0"))
        let bytes = [UInt8](text.utf8)
        for end in 1..<bytes.count {
            let pieces = [Array(bytes[..<end]), Array(bytes[end...])]
            let parted = try Program.run(["--json"], pieces: pieces, isReadPieceByPiece: true)
            #expect(parted.output == whole.output, "after \(end) bytes")
        }
    }

    @Test("a separator longer than is looked into is dropped whole, wherever a read ends")
    func longSeparator() throws {
        let line = "From a@b.example Mon Jan  1 10:00:00 2024 " + String(repeating: "x", count: 1_500)
        let bytes = [UInt8]("\(line)\nSubject: one\n\nbody\n\n\(line)\nSubject: two\n\nbody\n".utf8)
        let whole = try Program.run(["--json"], pieces: [bytes])
        #expect(whole.text.split(separator: "\n").count == 2 && whole.text.contains(#"["Subject", "two"]"#))
        for end in stride(from: 1, to: bytes.count, by: 101) {
            let pieces = [Array(bytes[..<end]), Array(bytes[end...])]
            let parted = try Program.run(["--json"], pieces: pieces, isReadPieceByPiece: true)
            #expect(parted.output == whole.output, "after \(end) bytes")
        }
    }

    @Test("the messages of an mbox are numbered from the second on")
    func numbers() throws {
        let result = try Program.run([], input: mailbox)
        #expect(!result.text.contains("message 1"))
        #expect(result.text.contains("|================= -, message 2 =================|\n| Subject: second\n"))
        #expect(result.text.contains("message 3"))
    }

    @Test("with --classic an mbox is one text")
    func classic() throws {
        let result = try Program.run(["--classic"], input: mailbox)
        #expect(result.text.hasPrefix("| From a@example.org Mon Jan  1 10:00:00 2024\n| Subject: first\n"))
        #expect(result.text.contains("\nFrom b@example.org Mon Jan  1 10:00:01 2024\n"))
    }

    @Test("an mbox is cut alike however it comes", arguments: [1, 2, 3, 5, 11])
    func pieces(size: Int) throws {
        let bytes = [UInt8](mailbox.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).lazy.map { start in
            Array(bytes[start..<min(start + size, bytes.count)])
        }
        let whole = try Program.run(["--json"], input: mailbox)
        #expect(try Program.run(["--json"], pieces: pieces).output == whole.output)
        #expect(try Program.run(["--json"], pieces: pieces, isReadPieceByPiece: true).output == whole.output)
    }

    @Test("an mbox is cut alike wherever a read ends")
    func everySplit() throws {
        let bytes = [UInt8](mailbox.utf8)
        let whole = try Program.run(["--json"], input: mailbox)
        for end in 1..<bytes.count {
            let pieces = [Array(bytes[..<end]), Array(bytes[end...])]
            let parted = try Program.run(["--json"], pieces: pieces, isReadPieceByPiece: true)
            #expect(parted.output == whole.output, "after \(end) bytes")
        }
        // What is cut off within its first line too.
        for end in 1..<44 {
            let cut = try Program.run(["--json"], input: String(decoding: bytes[..<end], as: UTF8.self))
            #expect(cut.status == 0, "after \(end) bytes")
        }
    }

    @Test("a Maildir is read in the order of its names, new before cur")
    func maildir() throws {
        let folder = try TemporaryFolder()
        try folder.write("Subject: 3\n\n", to: "Maildir/cur/1700000003.M1.host:2,S")
        try folder.write("Subject: 4\n\n", to: "Maildir/cur/1700000004.M1.host:2,")
        try folder.write("Subject: 2\n\n", to: "Maildir/new/1700000002.M1.host")
        try folder.write("Subject: 1\n\n", to: "Maildir/new/1700000001.M1.host")
        try folder.write("Subject: no\n\n", to: "Maildir/tmp/1700000000.M1.host")
        try folder.write("", to: "Maildir/new/.hidden")
        // Nobody writes into it: who opened it would wait for ever.
        #expect(unsafe mkfifo(folder.path + "/Maildir/new/0", 0o600) == 0)
        let result = try Program.run(["--headers", "Maildir"], in: folder.path)
        #expect(result.status == 0)
        #expect(result.text == "Subject: 1\n\nSubject: 2\n\nSubject: 3\n\nSubject: 4\n")
        let json = try Program.run(["--json", "Maildir/"], in: folder.path)
        #expect(json.text.contains(#""file": "Maildir/new/1700000001.M1.host""#))
    }

    @Test("a Maildir may lack one of its folders")
    func halfMaildir() throws {
        let folder = try TemporaryFolder()
        try folder.write("Subject: 1\n\n", to: "cur/1")
        let result = try Program.run(["--headers", folder.path])
        #expect(result.status == 0)
        #expect(result.text == "Subject: 1\n")
    }
}
