import TestSupport
import Testing

@testable import Alerts

@Suite struct ProgramArgumentsTests {
    private static let seed = """
        [general]
        notify = stdout, syscall
        [syscall]
        nargs=8
        0 = /usr/bin/curl
        1 = --trace-ascii, /tmp/mg1.log
        2 = --user, api:<key>
        3 = https://api.mailgun.net/v3/<domain>/messages
        4 = -F, to=user@gmail.com
        5 = -F, from=isso@example.com
        6 = -F, subject=isso notify
        7 = -F, text=<-
        """

    @Test("the section of isso's branch is read as it is")
    func seedSection() throws {
        #expect(
            try ProgramArguments(ini: Self.seed).filled(for: mail()) == [
                "/usr/bin/curl", "--trace-ascii", "/tmp/mg1.log", "--user", "api:<key>",
                "https://api.mailgun.net/v3/<domain>/messages", "-F", "to=user@gmail.com", "-F",
                "from=isso@example.com", "-F", "subject=isso notify", "-F", "text=<-",
            ])
    }

    @Test(
        "lines of arguments",
        arguments: [
            ("a, b ,\tc", ["a", "b", "c"]), ("a b , c", ["a b", "c"]), (#""a, b", c"#, ["a, b", "c"]),
            (#""say \"hi\", \\ there" , x"#, [#"say "hi", \ there"#, "x"]), (#"text="a", b"#, [#"text="a""#, "b"]),
            (#"" kept ""#, [" kept "]), ("a,,b", ["a", "", "b"]), ("100%%", ["100%"]), ("50% off", ["50% off"]),
            ("%41%C3%A9", ["%41%C3%A9"]),
        ])
    func lines(line: String, arguments: [String]) throws {
        let read = try ProgramArguments(ini: "[syscall]\nnargs: 2\n; a comment\n0: p\n1: \(line)\n")
        #expect(read.filled(for: mail()) == ["p"] + arguments)
    }

    @Test("a value goes on in lines that are indented, and the whole section may be")
    func continuation() throws {
        let ini = "  [syscall]\n  nargs = 2\n  0 = p\n  1 = a,\n      b\n  # end\n[other]\n1 = x\n"
        #expect(try ProgramArguments(ini: ini).filled(for: mail()) == ["p", "a", "b"])
    }

    @Test(
        "what is wrong with a section is said",
        arguments: [
            ("[other]\nnargs=1", "no section"), ("[syscall]\n0=x", "nargs"), ("[syscall]\nnargs=two\n0=x", "nargs"),
            ("[syscall]\nnargs=2\n0=x", "no line 1"), ("[syscall]\nnargs=1\n0=x\n1=y", "line 1"),
            ("[syscall]\nnargs=1\n0=x, \"y", "quote"), ("[syscall]\nnargs=1\n0=x, \"y\" z", "quote"),
            ("[syscall]\nnargs=1\n0=x, %SUBJEKT%", "placeholder"), ("[syscall]\nnargs=1\n0= , x", "program"),
            ("[syscall]\nnargs=1\n0=x\n0=y", "two"), ("[syscall]\nnargs=1\n0=%TO%", "program"),
        ])
    func mistakes(ini: String, word: String) {
        let error = #expect(throws: ProgramArgumentsError.self) { try ProgramArguments(ini: ini) }
        #expect(error?.message.contains(word) == true, "\(String(describing: error))")
    }

    @Test("a JSON array is read with its escapes")
    func json() throws {
        let arguments = try ProgramArguments(json: #" ["/bin/x" , "a,\u0041\ud83d\ude00\n\"\/", "%%TO%%"] "#)
        #expect(arguments.filled(for: mail()) == ["/bin/x", "a,A\u{1F600}\n\"/", "%TO%"])
    }

    @Test(
        "what is no array of strings is refused",
        arguments: [
            "", "x", "[]", "[\"a\"", "[\"a\",]", "[1]", "[\"a\"] x", "{\"a\": 1}", #"["\x"]"#, #"["\ud83d"]"#,
            "[\"a\nb\"]", #"["a", "\u0000"]"#, #"["a", "%FOO%"]"#, #"["a", "{{FOO}}"]"#, #"["a", "{{ FOO }}"]"#,
            #"["a", "%subject%"]"#,
        ])
    func badJSON(text: String) {
        #expect(throws: ProgramArgumentsError.self) { try ProgramArguments(json: text) }
        #expect(text.isEmpty || Setting.sendArguments.objection(to: text) != nil)
    }

    @Test("placeholders are filled anywhere in an argument, and what is filled in is looked at no more")
    func placeholders() throws {
        let arguments = try ProgramArguments([
            "/bin/p", "s=%SUBJECT%;{{ SUBJECT }}", "%TO%", "{{FROM}}", "-f%RETURN_PATH%", "%MESSAGE_ID%", "{ {x}} %",
        ])
        let filled = arguments.filled(for: mail(subject: "a %TO%,\r\nb\0c"))
        #expect(
            filled == [
                "/bin/p", "s=a %TO%,  b c;a %TO%,  b c", "anna@example.net", "list@example.org",
                "-fbounces+abc@example.org", "<1@example.org>", "{ {x}} %",
            ])
    }
}
