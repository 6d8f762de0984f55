import Testing

@testable import Commands

@Suite struct InvocationTests {
    private func invocation(_ line: String, isTerminal: Bool = false) -> Invocation {
        let words = line.split(separator: " ").map(String.init)
        return Invocation(words, isTerminal: isTerminal) { $0.hasSuffix(".eml") }
    }

    @Test(
        "without a file a mail is on standard input",
        arguments: [
            "inbound", "inbound --db x", "inbound --db=x", "inbound --recipient a@b --sender c@d", "inbound --json",
            "inbound --dry-run --explain", "inbound --sender=", "inbound --db inbound", "inbound --db log",
            "inbound --",
        ])
    func delivery(line: String) {
        guard case .delivery = invocation(line) else {
            Issue.record("\(invocation(line))")
            return
        }
    }

    @Test("the options are read")
    func options() {
        let expected = DeliveryArguments(
            database: "x", recipient: "a@b", sender: "", isDryRun: true, wantsJSON: true, wantsExplanation: true)
        #expect(
            invocation("inbound --db x --recipient=a@b --sender= --dry-run --json --explain") == .delivery(expected))
    }

    @Test(
        "wrong arguments with a mail on standard input are refused in silence",
        arguments: [
            "inbound --bogus", "inbound --bogus value", "inbound -x", "inbound --db", "inbound --json=yes",
            "--db x inbound", "--bogus inbound", "inbound --recipient", "inbound --bogus -- ",
        ])
    func refused(line: String) {
        guard case .refused = invocation(line) else {
            Issue.record("\(invocation(line))")
            return
        }
    }

    @Test(
        "whatever names a file or asks for help is a person's",
        arguments: [
            "", "inbound a.eml", "inbound missing", "inbound -", "inbound log", "inbound replay --apply",
            "inbound --help",
            "inbound -h", "inbound --mbox x", "inbound --maildir x", "inbound --bogus a.eml", "inbound log --bogus",
            "subscribers", "subscribers --bogus", "--help", "--version", "--generate-completion-script bash",
            "settings inbound", "inbound -- -x",
        ])
    func person(line: String) {
        #expect(invocation(line) == .person)
    }

    @Test("a terminal is a person", arguments: ["inbound", "inbound --bogus", "--db x inbound"])
    func terminal(line: String) {
        #expect(invocation(line, isTerminal: true) == .person)
    }
}
