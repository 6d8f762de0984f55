import Alerts
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Transports

/// `pipe` and `exec`, with real programs.
@Suite struct ProgramTests {
    private let file = TemporaryFile("out")

    private func pipe(_ command: String, parallel: Int = 4, timeout: Int = 60) -> PipeTransport {
        PipeTransport(command: command, parallel: parallel, timeoutSeconds: timeout)
    }

    private func exec(
        _ arguments: [String], givesBody: Bool = false, timeout: Int = 60, log: TransportLog = .none
    ) throws -> ProgramTransport {
        ProgramTransport(
            arguments: try ProgramArguments(arguments), givesBody: givesBody, parallel: 4, timeoutSeconds: timeout,
            log: log)
    }

    private func script(_ text: String) throws -> String {
        let path = file.file("script", "#!/bin/sh\n" + text)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return path
    }

    @Test("a shell command gets the mail with LF on its standard input")
    func pipeInput() throws {
        var transport = pipe("cat > \(file.path)")
        #expect(transport.deliver([mail()]) == [.accepted("exit status 0")])
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == mail().lineFeeds)
    }

    @Test("the return path is added where the command is a sendmail, right after its name")
    func sendmail() throws {
        for (command, expected) in [
            ("sendmail -t -i", "sendmail -f 'a'\\''b@x' -t -i"),
            (" /usr/sbin/sendmail -ti >/dev/null", "/usr/sbin/sendmail -f 'a'\\''b@x' -ti >/dev/null"),
            ("sendmail -ti -f x@y", "sendmail -ti -f x@y"), ("msmtp -t", "msmtp -t"),
            ("sendmail.postfix", "sendmail.postfix -f 'a'\\''b@x'"), ("notsendmail -t", "notsendmail -t"),
        ] {
            #expect(ShellCommand(command).text(returnPath: "a'b@x") == expected)
        }
        #expect(ShellCommand("sendmail -t").text(returnPath: "") == "sendmail -f '<>' -t")
        let sendmail = file.file("sendmail", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \(file.path)\ncat >> \(file.path)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: sendmail)
        var transport = pipe("\(sendmail) -t -i")
        let odd = mail(returnPath: "o'neil+x;touch /tmp/pwned $(id)@x")
        #expect(transport.deliver([odd]) == [.accepted("exit status 0")])
        let got = try String(contentsOfFile: file.path, encoding: .utf8)
        #expect(got == "-f\no'neil+x;touch /tmp/pwned $(id)@x\n-t\n-i\n" + mail().lineFeeds)
    }

    @Test(
        "a sendmail is found behind pipes, assignments and programs that run another one; % is where -f goes",
        arguments: [
            "cat | sendmail% -t", "FOO=1 PATH=/usr/sbin:$PATH sendmail% -t", "env FOO=1 /x/sendmail% -t",
            "env -i -u HOME /x/sendmail% -t", "nice -n 10 sendmail% -t", "nice sendmail% -t", "nice -5 sendmail%",
            "exec /usr/lib/sendmail% -t", "exec nice sendmail% -ti", "timeout -k 5 60 sendmail% -t",
            "flock -w 9 /run/lock/sendmail /usr/sbin/sendmail% -t", "sudo -u mail -- /usr/sbin/sendmail% -ti",
            "'/usr/sbin/sendmail'% -t", "\"$HOME/bin/sendmail\"% -t", "(sendmail% -ti)", "{ sendmail% -ti; }",
            "2>/dev/null sendmail% -t", ">&- sendmail% -t", "tee /tmp/x|sendmail% -t", "a; sendmail% -t",
            "if sendmail% -t; then :; fi", "sendmail% -t || /x/sendmail% -t", "ionice -c 2 -n 7 sendmail% -t",
            "sendmail% -t # -f x", "sendmail%", "sendmail%>/dev/null", "cat 2>&-|sendmail% -ti",
            "cat >/tmp/x|sendmail% -t", "cat 2>&1 | sendmail% -t", "sendmail() { :; }; sendmail% -ti",
            // None of these runs one, or it has a sender.
            "echo sendmail -t", "cat >sendmail -t", "cat > /usr/sbin/sendmail", "# sendmail -t", "echo 'a | sendmail'",
            "sh -c 'sendmail -t'", "msmtp -t -f sendmail", "timeout sendmail", "nice sendmail -t -fx@y", "",
            "|", "'", "$(", "\\", "x=$(sendmail -t) cat",
        ])
    func wrapped(command: String) {
        let plain = command.replacing("%", with: "")
        #expect(ShellCommand(plain).text(returnPath: "me@x") == command.replacing("%", with: " -f 'me@x'"))
    }

    @Test("the sender of a sendmail behind others is known")
    func ownSender() {
        #expect(ShellCommand("nice sendmail -t -fx@y").ownSender == "-fx@y")
        #expect(ShellCommand("env A=b sendmail -t; msmtp -fx").ownSender == nil)
    }

    @Test(
        "exit statuses",
        arguments: [
            ("exit 0", DeliveryOutcome.accepted("exit status 0")), ("echo fine; exit 0", .accepted("fine")),
            ("exit 75", .deferred("exit status 75")), ("exit 64", .givenUp("exit status 64")),
            ("echo 'no such thing' >&2; exit 78", .givenUp("exit status 78: no such thing")),
            // curl's 67 is a refused password: of another program than sendmail it has to say what it means.
            ("exit 67", .givenUp("exit status 67")),
            ("echo 'curl: (67) Login denied' >&2; exit 67", .givenUp("exit status 67: curl: (67) Login denied")),
            (
                "echo 'recipient x: 550 5.1.1 User unknown' >&2; exit 67",
                .refused(
                    reply: 550, status: "5.1.1",
                    text: "exit status 67, no such user: recipient x: 550 5.1.1 User unknown")
            ),
            // What msmtp says where its own server is not found: no address is dead for that.
            ("exit 68", .givenUp("exit status 68")),
            ("exit 1", .deferred("exit status 1")), ("exit 79", .deferred("exit status 79")),
            ("kill -9 $$", .uncertain("it was ended by signal 9")),
        ])
    func statuses(command: String, outcome: DeliveryOutcome) throws {
        var shell = pipe("cat >/dev/null; " + command)
        #expect(shell.deliver([mail()]) == [outcome])
        var program = try exec(["/bin/sh", "-c", "cat >/dev/null; " + command])
        #expect(program.deliver([mail()]) == [outcome])
    }

    /// Refuses everybody whose name begins with "no".
    private func choosy(_ status: Int, parallel: Int = 1) throws -> ProgramTransport {
        let words = status == 67 ? "no such user" : "broken"
        let text = "cat >/dev/null; case \"$1\" in no*) echo \(words) >&2; exit \(status);; esac"
        return ProgramTransport(
            arguments: try ProgramArguments(["/bin/sh", "-c", text, "sh", "%TO%"]), givesBody: false,
            parallel: parallel, timeoutSeconds: 30)
    }

    @Test(
        "what several domains in a row get is the agent's own trouble: they are put off, and no other is tried",
        arguments: [64, 65, 68, 70, 74, 77, 78], [1, 4])
    func agentsOwn(status: Int, parallel: Int) throws {
        var transport = try choosy(status, parallel: parallel)
        let outcomes = transport.deliver((1...12).map { mail(Int64($0), to: "no@d\($0).example") })
        let refused = outcomes.count { $0 == .agentRefused("it fails for every mail: exit status \(status): broken") }
        #expect((3...2 + parallel).contains(refused))
        #expect(outcomes.count { $0.isOfAgent } == 12 - refused)
    }

    @Test("what all of a run get is the agent's own trouble, also where they are of one domain")
    func allOfARun() throws {
        var transport = try choosy(70)
        let put = DeliveryOutcome.agentRefused("it fails for every mail: exit status 70: broken")
        #expect(
            transport.deliver((1...3).map { mail(Int64($0), to: "no\($0)@x") }) == Array(repeating: put, count: 3))
        // One domain that is refused holds nobody else up, and is refused for itself.
        let outcomes = transport.deliver((1...40).map { mail(Int64($0), to: $0 <= 30 ? "no\($0)@x" : "yes\($0)@y") })
        #expect(outcomes.prefix(30).allSatisfy { $0 == .givenUp("exit status 70: broken") })
        #expect(outcomes.suffix(10).allSatisfy { $0 == .accepted("exit status 0") })
    }

    @Test("what one mail alone gets, or who is between others that are taken, is given up")
    func mailsOwn() throws {
        var transport = try choosy(70)
        let lost = DeliveryOutcome.givenUp("exit status 70: broken")
        func outcomes(_ names: [String]) -> [DeliveryOutcome] {
            transport.deliver(names.enumerated().map { mail(Int64($0 + 1), to: "\($1)@\($1).example") })
        }
        #expect(outcomes(["no1"]) == [lost])
        #expect(outcomes(["no1", "no2"]) == [lost, lost])
        let fine = DeliveryOutcome.accepted("exit status 0")
        #expect(
            outcomes(["no1", "no2", "yes", "no3", "no4", "yes", "no5"]) == [lost, lost, fine, lost, lost, fine, lost])
        #expect(outcomes(Array(repeating: "no1", count: 70)) == Array(repeating: lost, count: 70))
    }

    @Test("an address that is not there is never the agent's trouble")
    func deadAddresses() throws {
        var transport = try choosy(67)
        let outcomes = transport.deliver((1...5).map { mail(Int64($0), to: "no\($0)@x") })
        let dead = DeliveryOutcome.refused(
            reply: 550, status: "5.1.1", text: "exit status 67, no such user: no such user")
        #expect(outcomes == Array(repeating: dead, count: 5))
        // A sendmail that says nothing means what its status says.
        let sendmail = try script("cat >/dev/null; exit 67")
        try FileManager.default.moveItem(atPath: sendmail, toPath: file.folder + "/sendmail")
        let refused = DeliveryOutcome.refused(reply: 550, status: "5.1.1", text: "exit status 67, no such user")
        var shell = pipe("nice \(file.folder)/sendmail -t")
        #expect(shell.deliver([mail()]) == [refused])
        var program = try exec([file.folder + "/sendmail", "-t"])
        #expect(program.deliver([mail()]) == [refused])
    }

    @Test("a child that ends well without having read its mail does not have it, and no other mail minds")
    func unread() throws {
        let large = String(repeating: "a line of some length that fills the pipe\r\n", count: 20_000)
        let unread = DeliveryOutcome.deferred("it ended with status 0 and had not read the mail")
        for body in [large, "short\r\n", ""] {
            for command in ["exit 0", "exec 0<&-; exit 0", "exec 0<&-; cksum /bin/sh >/dev/null; exit 0"] {
                var transport = pipe(command, parallel: 2)
                #expect(transport.deliver((1...4).map { mail($0, body: body) }) == Array(repeating: unread, count: 4))
            }
            var program = try exec(["/bin/true"])
            #expect(program.deliver([mail(1, body: body)]) == [unread])
            var reader = pipe("cat >/dev/null; exec 0<&-")
            #expect(reader.deliver([mail(1, body: body)]) == [.accepted("exit status 0")])
            var refuses = pipe("exec 0<&-; exit 65")
            #expect(refuses.deliver([mail(1, body: body)]) == [.givenUp("exit status 65")])
        }
    }

    @Test("a child that ends well in the middle of its mail may have passed it on")
    func halfRead() throws {
        for body in [String(repeating: "a line that fills the pipe\r\n", count: 20_000), "short\r\n"] {
            let mail = mail(1, body: body)
            let count = mail.lineFeeds.utf8.count
            let lines = Mutex<[String]>([])
            let log = TransportLog { level, line in lines.withLock { $0.append("\(level.rawValue) \(line)") } }
            var transport = try exec(["/bin/dd", "bs=1", "count=20", "status=none", "of=/dev/null"], log: log)
            let left = "had not read \(count - 20) of \(count) bytes"
            #expect(transport.deliver([mail]) == [.uncertain("it ended with status 0 and \(left) of the mail")])
            let logged = lines.withLock { $0 }
            #expect(logged.count == 1)
            #expect(logged[0].hasPrefix("error exec") && logged[0].hasSuffix("/bin/dd returned 0 and \(left)"))
        }
    }

    @Test("a mail larger than a pipe arrives whole, from many at a time, each in its own child")
    func large() throws {
        let line = "0123456789 0123456789 0123456789\r\n"
        var transport = pipe("cksum; exit 0", parallel: 8)
        let mails = (1...40).map { mail($0, body: String(repeating: line, count: 10_000 + Int($0))) }
        let outcomes = transport.deliver(mails)
        for (mail, outcome) in zip(mails, outcomes) {
            guard case .accepted(let text) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(text.split(separator: " ").last.flatMap { Int($0) } == mail.lineFeeds.utf8.count)
        }
    }

    @Test("SIGPIPE ends a child as it would anywhere, though we ignore it")
    func sigpipe() throws {
        let program = try script("cat >/dev/null\n(yes; echo \"$?\" >\(file.path)) | head -1 >/dev/null\n")
        var transport = try exec([program])
        #expect(transport.deliver([mail()]) == [.accepted("exit status 0")])
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "141\n")
    }

    @Test("a child that takes too long is ended with all that it started")
    func timeout() throws {
        let program = try script(
            "trap '' TERM\necho $$ >\(file.path)\nsh -c 'trap \"\" TERM; while :; do sleep 1000; done' &\nwait\nwait\n")
        var transport = try exec([program], timeout: 1)
        #expect(transport.deliver([mail()]) == [.uncertain("it took longer than email-send-timeout and was ended")])
        let group = try #require(
            Int32(String(contentsOfFile: file.path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
        // The kernel ends who was killed, and a new parent takes note of it, a moment later.
        var states: [Int32] = [group]
        for _ in 0..<10_000 where !states.isEmpty {
            states = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter {
                guard getpgid($0) == group,
                    let status = try? String(contentsOfFile: "/proc/\($0)/stat", encoding: .utf8)
                else { return false }
                return !status.contains(") Z ")
            }
        }
        #expect(states == [])
    }

    @Test("no more of a child's output than a little is kept, all of it is read, and a grandchild does not hold us up")
    func output() throws {
        let lines = Mutex<[String]>([])
        let log = TransportLog { level, line in lines.withLock { $0.append("\(level.rawValue) \(line)") } }
        var transport = try exec(
            ["/bin/sh", "-c", "yes output | head -c 1000000; sleep 100 & echo wrong >&2; exit 3"], log: log)
        #expect(transport.deliver([mail()]) == [.deferred("exit status 3: wrong")])
        let logged = lines.withLock { $0 }
        #expect(logged.count == 1)
        let start = "error exec <1@example.org> to anna@example.net: /bin/sh returned 3; output: output "
        #expect(logged[0].hasPrefix(start))
        #expect(logged[0].hasSuffix("errors: wrong "))
        #expect(logged[0].utf8.count < 5000)
        var fine = try exec(["/bin/cat", "-"], log: log)
        #expect(fine.deliver([mail()]) == [.accepted("From: <list@example.org>")])
        #expect(lines.withLock { $0.last?.hasPrefix("info exec") } == true)
    }

    @Test("a program that is not there concerns the agent, and no other mail is tried")
    func missing() throws {
        var program = try exec(["/nonexistent/program"])
        let outcomes = program.deliver([mail(1), mail(2)])
        #expect(
            outcomes == [
                .agentFailed("'/nonexistent/program' cannot be started: No such file or directory"),
                .agentFailed("not tried, as the agent does not work"),
            ])
        var shell = pipe("nonexistent-program -t", parallel: 1)
        let failures = shell.deliver([mail(1), mail(2)])
        for failure in failures {
            guard case .agentFailed = failure else {
                Issue.record("\(failure)")
                continue
            }
        }
    }

    @Test("an address that begins with - is never in the place of an option")
    func addressAsOption() throws {
        let sneaky = mail(to: "-oQ/tmp@example.net")
        for (arguments, isGiven) in [
            (["/bin/sh", "-c", "cat >/dev/null; echo \"$1\"", "sh", "%TO%"], false),
            (["/bin/sh", "-c", "cat >/dev/null; echo \"$1\"", "sh", "{{TO}},x"], false),
            (["/bin/sh", "-c", "cat >/dev/null; echo \"$2\"", "sh", "--", "%TO%"], true),
            (["/bin/sh", "-c", "cat >/dev/null; echo \"$1\"", "sh", "to=%TO%"], true),
        ] {
            var transport = try exec(arguments)
            let outcome = transport.deliver([sneaky])[0]
            if isGiven {
                guard case .accepted(let text) = outcome, text.hasSuffix("-oQ/tmp@example.net") else {
                    Issue.record("\(arguments): \(outcome)")
                    continue
                }
            } else {
                guard case .givenUp = outcome else {
                    Issue.record("\(arguments): \(outcome)")
                    continue
                }
            }
            guard case .accepted = transport.deliver([mail()])[0] else {
                Issue.record("the next mail is not sent")
                continue
            }
        }
        // The word behind -f is its value, whatever it begins with, and recipients come from the header.
        #expect(ShellCommand("sendmail -t -i").text(returnPath: "-oQ/tmp@x") == "sendmail -f '-oQ/tmp@x' -t -i")
    }

    @Test("isso's notifier: the body as text on standard input, the arguments from its section")
    func isso() throws {
        let ini = file.file(
            "isso.cfg",
            """
            [syscall]
            nargs = 2
            0 = /bin/sh, -c
            1 = "cat > \(file.path); echo $0, $1", %SUBJECT%, {{TO}}
            """)
        var settings = Settings()
        settings.values = ["email-send-method": "exec", "email-send-ini": ini]
        var transport = try makeTransport(settings: settings, smtp: withoutSMTP)
        #expect(transport.deliver([mail(subject: "-e $(id); x")]) == [.accepted("-e $(id); x, anna@example.net")])
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "line one\n.\n..two\n")
        settings.values["email-send-body"] = "message"
        transport = try makeTransport(settings: settings, smtp: withoutSMTP)
        _ = transport.deliver([mail()])
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == mail().lineFeeds)
    }

    @Test("the seed's curl example posts to an HTTP server")
    func curl() throws {
        let server = try PythonServer(
            """
            import http.server, email.parser, sys, json, base64
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    body = self.rfile.read(int(self.headers['Content-Length']))
                    head = ('Content-Type: ' + self.headers['Content-Type'] + '\\r\\n\\r\\n').encode()
                    form = email.parser.BytesParser().parsebytes(head + body)
                    fields = {p.get_param('name', header='content-disposition'):
                              p.get_payload(decode=True).decode() for p in form.get_payload()}
                    fields['user'] = base64.b64decode(self.headers['Authorization'].split()[1]).decode()
                    fields['path'] = self.path
                    json.dump(fields, open(sys.argv[1], 'w'))
                    self.send_response(401 if 'wrong' in fields['user'] else 200)
                    self.end_headers()
                    self.wfile.write(b'Queued. Thank you.\\n')
                def log_message(self, *a): pass
            server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
            print(server.server_port, flush=True)
            server.serve_forever()
            """, arguments: [file.path])
        defer { server.stop() }
        let ini = file.file(
            "isso.cfg",
            """
            [syscall]
            nargs=8
            0 = /usr/bin/curl
            1 = -sS, --fail
            2 = --user, api:key
            3 = http://127.0.0.1:\(server.port)/v3/example.org/messages
            4 = -F, to=%TO%
            5 = -F, from=isso@example.com
            6 = --form-string, "subject=%SUBJECT%"
            7 = -F, text=<-
            """)
        var settings = Settings()
        settings.values = ["email-send-method": "exec", "email-send-ini": ini]
        var transport = try makeTransport(settings: settings, smtp: withoutSMTP)
        #expect(transport.deliver([mail(subject: "@/etc/passwd, <x;y=1")]) == [.accepted("Queued. Thank you.")])
        let form = try JSONDecoder().decode(
            [String: String].self, from: Data(contentsOf: URL(fileURLWithPath: file.path)))
        #expect(
            form == [
                "to": "anna@example.net", "from": "isso@example.com", "subject": "@/etc/passwd, <x;y=1",
                "text": "line one\n.\n..two\n", "user": "api:key", "path": "/v3/example.org/messages",
            ])
    }
}
