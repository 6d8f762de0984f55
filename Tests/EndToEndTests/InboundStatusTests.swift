import Foundation
import Testing

/// What the mail server sees: 0 once the mail is committed, 75 otherwise, and never a byte of output.
@Suite struct InboundStatusTests {
    @Test(
        "a mail on standard input, whatever it is, is committed and answered with 0 and silence",
        arguments: [
            "", "\n", "\0\0\0", "no header at all", Mails.ordinary, Mails.bounce(of: "a@example.net"),
            String(repeating: "x", count: 3_000_000),
        ])
    func anythingIsKept(mail: String) throws {
        let program = try Program()
        defer { program.remove() }
        #expect(try program.shell("$email init").status == 0)
        let result = try program.shell("$email inbound", input: mail)
        #expect(result.status == 0)
        #expect(result.output == "" && result.errors == "")
        #expect(try program.query("SELECT count(*) FROM fx_email_inbound") == "1")
    }

    @Test(
        "trouble is 75 and silence",
        arguments: [
            "$email inbound",  // no database
            "mkdir email.db; $email inbound",
            "printf garbagegarbagegarbage > email.db; $email inbound",
            "$email inbound --no-such-option",
            "$email inbound --db",
            "$email inbound --db /nonexistent/folder/email.db",
            "$email init >/dev/null; dd if=/dev/urandom of=email.db bs=4096 seek=1 count=8 conv=notrunc 2>/dev/null; "
                + "head -c 100 /dev/urandom | dd of=email.db conv=notrunc 2>/dev/null; $email inbound",
            "$email init >/dev/null; ulimit -n \(Program.leastDescriptors); $email inbound",
            "$email init >/dev/null; ulimit -n \(Program.leastDescriptors + 1); $email inbound",
            "$email init >/dev/null; ulimit -f 0; $email inbound",
        ])
    func troubleIsTemporary(script: String) throws {
        let program = try Program()
        defer { program.remove() }
        let result = try program.shell(script, input: Mails.bounce(of: "a@example.net"))
        #expect(result.status == 75)
        #expect(result.output == "" && result.errors == "")
    }

    @Test("standard input is read to its end even where the mail cannot be kept")
    func inputIsDrained() throws {
        let program = try Program()
        defer { program.remove() }
        // Were it not, the writer would be killed by SIGPIPE (141).
        let result = try program.shell(
            "{ head -c 20000000 /dev/zero; echo $? >writer; } | $email inbound; echo $? >reader; cat writer reader")
        #expect(result.output == "0\n75\n")
    }

    @Test("not a byte is written to standard output or error, as the system calls show")
    func noWriteCalls() throws {
        let program = try Program()
        defer { program.remove() }
        try program.shell("$email init")
        for (script, status) in [("inbound", 0), ("inbound --bad-option", 75), ("inbound --db /nonexistent", 75)] {
            let result = try program.shell(
                "strace -f -o trace -e trace=write,writev,pwrite64,sendto,sendmsg $email \(script); echo $?",
                input: Mails.bounce(of: "a@example.net"))
            #expect(result.output == "\(status)\n")
            #expect(result.errors == "")
            let trace = try String(contentsOf: program.folder.appendingPathComponent("trace"), encoding: .utf8)
            #expect(trace.contains("exited with \(status)"))
            #expect(!trace.contains("write(1,") && !trace.contains("write(2,") && !trace.contains("writev(2,"))
        }
    }

    @Test("closed standard output and error do not disturb a delivery, nor does the database get their numbers")
    func closedDescriptors() throws {
        let program = try Program()
        defer { program.remove() }
        try program.shell("$email init")
        let result = try program.shell("$email inbound >&- 2>&-; echo $?", input: Mails.ordinary)
        #expect(result.output == "0\n")
        #expect(try program.query("PRAGMA integrity_check; SELECT count(*) FROM fx_email_inbound") == "ok\n1")
    }

    @Test("for a person the usual exit statuses hold, with a message that says what to do")
    func personalStatuses() throws {
        let program = try Program()
        defer { program.remove() }
        try program.shell("$email init")
        let missing = try program.shell("$email inbound nowhere.eml")
        #expect(missing.status == 66 && missing.errors.contains("nowhere.eml"))
        let usage = try program.shell("$email subscribers --no-such-option")
        #expect(usage.status == 64 && usage.errors.contains("no-such-option"))
        let setting = try program.shell("$email settings email-no-such-setting 1")
        #expect(setting.status == 78 || setting.status == 64)
        #expect(setting.errors.contains("email-no-such-setting"))
    }

    @Test("two hundred deliveries at once: none fails, none is lost")
    func manyAtOnce() throws {
        let program = try Program()
        defer { program.remove() }
        try program.shell("$email init")
        try Data(Mails.bounce(of: "a@example.net").utf8)
            .write(to: program.folder.appendingPathComponent("mail"))
        let result = try program.shell(
            """
            i=0
            while [ $i -lt 200 ]; do
                { printf 'X-Number: %d\\n' $i; cat mail; } >mail.$i
                i=$((i + 1))
            done
            i=0
            while [ $i -lt 200 ]; do
                { $email inbound <mail.$i; echo $? >status.$i; } &
                i=$((i + 1))
            done
            wait
            cat status.* | sort | uniq -c
            """)
        #expect(result.output.trimmingCharacters(in: .whitespacesAndNewlines) == "200 0")
        #expect(try program.query("SELECT count(*) FROM fx_email_inbound") == "200")
        #expect(try program.query("PRAGMA integrity_check") == "ok")
    }

    @Test(
        "status 0 comes after a sync of all that was written, of a new mail and of one that came before",
        arguments: ["wal", "delete"])
    func synced(journal: String) throws {
        let program = try Program()
        defer { program.remove() }
        try program.shell("$email init; sqlite3 email.db 'PRAGMA journal_mode=\(journal)'")
        for (number, name) in ["anna", "bert", "anna"].enumerated() {
            let run = try program.shell(
                "strace -y -o trace -e trace=pwrite64,fdatasync,fsync $email inbound; echo $?",
                input: Mails.bounce(of: "\(name)@example.net"))
            #expect(run.output == "0\n")
            // The index of the log, -shm, is made anew where it is lost.
            let calls = try program.shell("grep -v -e -shm -e +++ trace").output.split(separator: "\n")
            let lastWrite = try #require(calls.lastIndex { $0.hasPrefix("pwrite64") && $0.contains("/email.db") })
            let file = journal == "wal" ? "/email.db-wal>" : "/email.db>"
            #expect(calls[lastWrite...].contains { $0.contains("sync(") && $0.contains(file) })
            // One is enough for the two transactions of a new mail: the log is synced as a whole. The first mail begins it.
            if journal == "wal", number > 0 { #expect(calls.count { $0.contains("sync(") && $0.contains(file) } == 1) }
        }
    }
}
