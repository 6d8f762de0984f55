import NIOCore
import Storage
import TestSupport
import Testing

@testable import LMTP

/// A dialogue without a network: recipients that begin with `no` are unknown, and every mail is kept.
private struct Conversation {
    var dialogue: LMTPDialogue
    var input = ByteBuffer()
    var mails: [[UInt8]] = []
    var replies: [String] = []
    var isClosed = false

    init(_ limits: LMTPLimits = LMTPLimits()) {
        dialogue = LMTPDialogue(host: "mx", limits: limits, budget: MemoryBudget(limit: limits.memoryBytes))
    }

    mutating func send(_ text: String) { send(Array(text.utf8)) }

    mutating func send(_ bytes: [UInt8]) {
        input.writeBytes(bytes)
        while !isClosed, let step = dialogue.next(&input) {
            switch step {
            case .reply(let reply): replies.append(reply)
            case .check(let recipient):
                replies.append(dialogue.checked(recipient.hasPrefix("no") ? .unknown : .proven))
            case .take:
                mails.append(dialogue.takeContent())
                replies.append(dialogue.answered("250 2.0.0 kept"))
            case .close(let reply):
                replies.append(reply)
                isClosed = true
            }
        }
    }

    /// The first word of each line of the replies.
    var codes: [String] {
        replies.flatMap { $0.split(separator: "\r\n").map { String($0.prefix(3)) } }
    }
}

@Suite struct DialogueTests {
    private static let start = "LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<a@x>\r\n"
    /// What LHLO answers, and `start` as a whole.
    private static let hello = [String](repeating: "250", count: 8)
    private static let started = hello + ["250", "250"]

    @Test(
        "each command has its reply",
        arguments: [
            ("HELO c\r\n", ["500"]), ("EHLO c\r\n", ["500"]), ("LHLO\r\n", ["501"]), ("lhlo c\r\n", hello),
            ("MAIL FROM:<>\r\n", ["503"]),
            (
                "NOOP\r\nVRFY a\r\nVRFY\r\nHELP\r\nEXPN x\r\nXYZ\r\n\r\n",
                ["250", "252", "501", "502", "502", "500", "500"]
            ),
            ("QUIT\r\nNOOP\r\n", ["221"]), ("LHLO c\r\nRCPT TO:<a@x>\r\nDATA\r\n", hello + ["503", "503"]),
            ("LHLO c\r\nMAIL FROM:<a@b> SIZE=100 BODY=8BITMIME SMTPUTF8\r\nMAIL FROM:<>\r\n", hello + ["250", "503"]),
            ("LHLO c\r\nMAIL FROM:<a@b> SIZE=67108865\r\n", hello + ["552"]),
            (
                "LHLO c\r\nMAIL FROM:<a@b> SIZE=x\r\nMAIL FROM:<a@b> SIZE=99999999999999999999\r\n",
                hello + ["501", "501"]
            ),
            ("LHLO c\r\nMAIL FROM:<a@b> BODY=9BIT\r\nMAIL FROM:<a@b> RET=FULL\r\n", hello + ["501", "555"]),
            (
                "LHLO c\r\nMAIL FROM:a@b\r\nMAIL FROM:<a@b\r\nMAIL\r\nMAIL TO:<>\r\nMAIL FROM:<a>\r\nMAIL FROM:<a@b>x\r\n",
                hello + ["501", "501", "501", "501", "501", "501"]
            ),
            (
                "LHLO c\r\nMAIL FROM: <\"a>b\"@c>\r\nRCPT to:<@r,@s:a@x>\r\nRCPT TO:<Postmaster>\r\n",
                hello + ["250", "250", "250"]
            ),
            (
                "LHLO c\r\nMAIL FROM:<\u{E4}@b>\r\nMAIL FROM:<\u{E4}@b> SMTPUTF8\r\nRCPT TO:<\u{E4}@x>\r\n",
                hello + ["553", "250", "250"]
            ),
            (
                start + "RCPT TO:<no@x>\r\nRCPT TO:<>\r\nRCPT TO:<b@x> NOTIFY=NEVER\r\n",
                started + ["550", "501", "555"]
            ),
            (start + "RSET\r\nDATA\r\n", started + ["250", "503"]),
            (start + "LHLO c\r\nDATA\r\n", started + hello + ["503"]),
            ("LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<no@x>\r\nDATA\r\nQUIT\r\n", hello + ["250", "550", "503", "221"]),
            (start + "RCPT TO:<b@x>\r\nDATA\r\nhi\r\n.\r\nNOOP\r\n", started + ["250", "354", "250", "250", "250"]),
            (start + "BDAT 3\r\nabcBDAT 2 LAST\r\ndeNOOP\r\n", started + ["250", "250", "250"]),
            (start + "RCPT TO:<b@x>\r\nBDAT 3\r\nabcBDAT 0 LAST\r\n", started + ["250", "250", "250", "250"]),
            (
                start + "BDAT 1\r\naDATA\r\nRCPT TO:<b@x>\r\nMAIL FROM:<>\r\nRSET\r\n",
                started + ["250", "503", "503", "503", "250"]
            ),
            ("LHLO c\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n", hello + ["503", "250"]),
            (
                "LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<no@x>\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n",
                hello + ["250", "550", "503", "250"]
            ),
            (start + "BDAT -1\r\nNOOP\r\n", started + ["501"]), (start + "BDAT 1 FIRST\r\nNOOP\r\n", started + ["501"]),
            (start + "BDAT 99999999999999999999\r\n", started + ["501"]),
            (
                "LHLO c\r\nMAIL FROM:<> BODY=BINARYMIME\r\nRCPT TO:<a@x>\r\nDATA\r\nBDAT 1 LAST\r\na",
                started + ["503", "250"]
            ),
            ("NOOP\nNOOP\r\nNOOP\rNOOP\r\nNOOP \0\r\n", ["500", "500", "500"]),
        ] as [(String, [String])])
    func commands(sent: String, codes: [String]) {
        var whole = Conversation()
        whole.send(sent)
        #expect(whole.codes == codes)
        var bytewise = Conversation()
        for byte in Array(sent.utf8) where !bytewise.isClosed { bytewise.send([byte]) }
        #expect(bytewise.codes == codes)
        #expect(bytewise.mails == whole.mails)
    }

    @Test("a mail by BDAT is what was sent, without regard to lines and dots")
    func chunks() {
        var conversation = Conversation()
        conversation.send(Self.start + "BDAT 6\r\n.\r\n.\r\nBDAT 4 LAST\r\n\0\n.\n")
        #expect(conversation.mails == [Array(".\r\n.\r\n\0\n.\n".utf8)])
    }

    @Test("what the extensions are is said in LHLO")
    func extensions() {
        var conversation = Conversation()
        conversation.send("LHLO c\r\n")
        for name in ["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "CHUNKING", "BINARYMIME"] {
            #expect(conversation.replies[0].contains("250-\(name)\r\n"))
        }
        #expect(conversation.replies[0].hasSuffix("250 SIZE 67108864"))
    }

    @Test("a line that is too long is refused, and what follows it is read")
    func longLine() {
        var conversation = Conversation()
        conversation.send("NOOP " + String(repeating: "x", count: 2041) + "\r\n")
        conversation.send("NOOP " + String(repeating: "x", count: 2042) + "\r\nNOOP\r\n")
        for _ in 0..<100 { conversation.send(String(repeating: "QUIT\r", count: 1000)) }
        #expect(conversation.input.readableBytes <= 1)
        conversation.send("\nNOOP\r\n")
        #expect(conversation.codes == ["250", "500", "250", "500", "250"])
    }

    @Test("a mail that is too large is read to its end and refused for each recipient, by both ways")
    func tooLarge() {
        var limits = LMTPLimits()
        limits.mailBytes = 10
        var conversation = Conversation(limits)
        conversation.send(Self.start + "RCPT TO:<b@x>\r\nDATA\r\n12345678\r\n.\r\n")
        conversation.send("MAIL FROM:<>\r\nRCPT TO:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n123456789\r\n.\r\nNOOP\r\n")
        #expect(
            conversation.codes == Self.started + ["250", "354", "250", "250"] + [
                "250", "250", "250", "354", "552", "552", "250",
            ])
        conversation.replies = []
        conversation.send("MAIL FROM:<>\r\nRCPT TO:<a@x>\r\nBDAT 6\r\n123456BDAT 6\r\n123456BDAT 1 LAST\r\n1RSET\r\n")
        #expect(conversation.codes == ["250", "250", "250", "552", "503", "250"])
        #expect(conversation.mails.map(\.count) == [10])
    }

    @Test("whoever sends on for long after the mail was too large is cut off")
    func endless() {
        var limits = LMTPLimits()
        limits.mailBytes = 1000
        for start in ["DATA\r\n", "BDAT 99999999999\r\n"] {
            var conversation = Conversation(limits)
            conversation.send(Self.start + start)
            var count = 0
            while !conversation.isClosed, count < 100 {
                conversation.send(String(repeating: "x", count: 100))
                count += 1
            }
            #expect(conversation.codes.last == "421")
            #expect(count < 60)
        }
    }

    @Test("the memory of all mails is bounded, and given back")
    func memory() {
        var limits = LMTPLimits()
        limits.mailBytes = 100
        let budget = MemoryBudget(limit: 150)
        var conversations = (0..<2).map { _ in Conversation(limits) }
        for index in conversations.indices {
            conversations[index].dialogue = LMTPDialogue(host: "mx", limits: limits, budget: budget)
            conversations[index].send(Self.start + "DATA\r\n" + String(repeating: "x", count: 90))
        }
        for index in conversations.indices { conversations[index].send("\r\n.\r\n") }
        #expect(conversations[0].codes.last == "250")
        #expect(conversations[1].codes.last == "452")
        #expect(budget.hasRoom(for: 150))
        conversations[0].send("MAIL FROM:<> SIZE=90\r\nRCPT TO:<a@x>\r\nDATA\r\n" + String(repeating: "x", count: 90))
        conversations[1].send("MAIL FROM:<> SIZE=90\r\n")
        #expect(conversations[1].codes.last == "452")
        conversations[0].send("\r\n.\r\n")
        conversations[1].send("MAIL FROM:<> SIZE=90\r\n")
        #expect(conversations[1].codes.last == "250")
    }

    @Test("there is an end to recipients, and to mistakes")
    func counts() {
        var conversation = Conversation()
        conversation.send(Self.start)
        for _ in 0..<99 { conversation.send("RCPT TO:<a@x>\r\n") }
        #expect(conversation.codes.last == "250")
        conversation.send("RCPT TO:<a@x>\r\n")
        #expect(conversation.codes.last == "452")
        for _ in 0..<50 { conversation.send("RCPT TO:<no@x>\r\n") }
        for _ in 0..<20 { conversation.send("WHAT\r\n") }
        #expect(!conversation.isClosed)
        conversation.send("WHAT\r\n")
        #expect(conversation.isClosed)
        #expect(conversation.codes.last == "421")
    }

    @Test("random commands and bytes never end in a trap, and leave little behind")
    func random() {
        let words = [
            "LHLO c", "MAIL FROM:<>", "MAIL FROM:<\"", "MAIL FROM:<\"\\", "RCPT TO:<a@x>", "RCPT TO:<@a:>",
            "RCPT TO:<@", "DATA", "BDAT 3", "BDAT 0 LAST", "BDAT",
            "RSET", ".", "..", "\r\n", "\n", "\r", " ", "SIZE=", "BODY=", "=", "x", "\0", "\u{FF}", "<", ">",
        ]
        for seed in 1...300 {
            var generator = SeededGenerator(UInt64(seed))
            var limits = LMTPLimits()
            limits.errors = .max
            limits.mailBytes = 64
            var conversation = Conversation(limits)
            for _ in 0..<200 where !conversation.isClosed {
                conversation.send(words.randomElement(using: &generator) ?? "")
                if Bool.random(using: &generator) { conversation.send("\r\n") }
                #expect(conversation.input.readableBytes <= limits.lineBytes)
            }
        }
    }
}
