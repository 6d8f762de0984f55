import Testing

@Suite("Exit statuses and messages")
struct StatusTests {
    private let mail = "Subject: x\n\ntext\n"

    @Test(
        "a file that cannot be opened is said, the others are shown, and the status is 66",
        arguments: ["", "--classic"])
    func missingFile(option: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Subject: first\n\n", to: "a.eml")
        try folder.write("Subject: last\n\n", to: "b.eml")
        let options = option.isEmpty ? [] : [option]
        let result = try Program.run(options + ["a.eml", "missing.eml", "b.eml"], in: folder.path)
        #expect(result.status == 66)
        #expect(result.text.contains("| Subject: first\n"))
        #expect(result.text.contains("| Subject: last\n"))
        #expect(result.errors == "decode-email: cannot open \"missing.eml\": No such file or directory\n")
    }

    @Test("a directory that is no Maildir is said, and the status is 66")
    func directory() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run([folder.path])
        #expect(result.status == 66)
        #expect(result.errors.contains("is a directory, but no Maildir"))
    }

    @Test(
        "a command line that cannot be understood has the status 64",
        arguments: [
            ["--unknown"], ["--json", "--classic"], ["--part"], ["--part", "1..2"], ["--part", "x"], ["--part", ""],
            ["--extract", ""], ["--text", "--headers"],
        ])
    func usage(arguments: [String]) throws {
        let result = try Program.run(arguments, input: mail)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("Usage:"))
    }

    @Test("a full disk has the status 74", arguments: [[], ["--classic"], ["--json"], ["--text"], ["--part", "1"]])
    func fullDisk(arguments: [String]) throws {
        let result = try Program.run(arguments, input: mail, target: .path("/dev/full"))
        #expect(result.status == 74)
        #expect(result.errors == "decode-email: cannot write to standard output: No space left on device\n")
    }

    @Test("a part that is not there is said, and the status is 66")
    func missingPart() throws {
        let result = try Program.run(["--part", "2"], input: mail)
        #expect(result.status == 66)
        #expect(result.output.isEmpty)
        #expect(result.errors == "decode-email: no part 2 in standard input\n")
    }

    @Test("control characters in the name of a missing file are made visible")
    func hostileName() throws {
        let result = try Program.run(["a\u{1B}[2Jb"])
        #expect(result.errors.hasPrefix("decode-email: cannot open \"a^[[2Jb\""))
    }

    @Test("standard input is read without a file and for a hyphen", arguments: [[], ["-"]])
    func standardInput(arguments: [String]) throws {
        let result = try Program.run(arguments, input: mail)
        #expect(result.status == 0)
        #expect(result.text == "| Subject: x\n|----------------- end of header ---------------|\ntext\n")
    }

    @Test("help and version are printed")
    func help() throws {
        let help = try Program.run(["--help"])
        #expect(help.status == 0)
        for word in ["USAGE:", "EXIT STATUS", "--classic", "--extract", "Maildir"] {
            #expect(help.text.contains(word))
        }
        #expect(help.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let version = try Program.run(["--version"])
        #expect(version.status == 0)
        #expect(version.text.split(separator: ".").count == 3)
    }
}
