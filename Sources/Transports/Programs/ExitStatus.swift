import Alerts
import Glibc

/// What the end of a program says about its mail.
///
/// | status | meaning |
/// | --- | --- |
/// | 0, and the mail was read to its end | accepted |
/// | 0, and not a byte of it was read | later: it cannot have the mail |
/// | 0, and a part of it was read | the same, but it may have passed on that part: the mail may come twice |
/// | 75 (EX_TEMPFAIL) | later |
/// | 67 (EX_NOUSER) of a sendmail that says nothing else, or with words that an address is dead | refused: counts as a bounce with 5.1.1 |
/// | 64 to 78 otherwise | given up: trying again would end the same. 68 (EX_NOHOST) may be of a relay. After three |
/// | | domains in a row, none taken between, it is the agent: they are put off, and nothing else is tried |
/// | any other | later, as often as `email-retry` allows: scripts end with 1 for any reason |
/// | a signal, a timeout | the same, but it did not say what it had done: the mail may come twice |
/// | the program cannot be started, or a shell finds none (126, 127) | the agent does not work: nothing else is tried |
enum ExitStatus {
    /// - Parameter isSendmail: Whether statuses mean what sysexits(3) says; curl's 67 is a refused password.
    static func outcome(
        _ result: Child.Result, program: String, isShell: Bool, isSendmail: Bool
    ) -> DeliveryOutcome {
        let words = firstLine(result.errors) ?? firstLine(result.output)
        func said(_ what: String) -> String { what + (words.map { ": " + $0 } ?? "") }
        switch result.ending {
        case .exited(0) where result.unreadBytes == 0: return .accepted(firstLine(result.output) ?? "exit status 0")
        case .exited(0) where result.unreadBytes == result.inputBytes:
            return .deferred(said("it ended with status 0 and had not read the mail"))
        case .exited(0):
            let share = "\(result.unreadBytes) of \(result.inputBytes) bytes of the mail"
            return .uncertain(said("it ended with status 0 and had not read \(share)"))
        case .exited(let status) where isShell && (status == 126 || status == 127):
            return .agentFailed(said("'\(program)' cannot be run, status \(status)"))
        case .exited(67) where saysNoUser(result, isSendmail: isSendmail):
            return .refused(reply: 550, status: "5.1.1", text: said("exit status 67, no such user"))
        case .exited(75): return .deferred(said("exit status 75"))
        case .exited(let status) where (64...78).contains(status): return .givenUp(said("exit status \(status)"))
        case .exited(let status): return .deferred(said("exit status \(status)"))
        case .killed(let signal): return .uncertain(said("it was ended by signal \(signal)"))
        case .timedOut: return .uncertain(said("it took longer than email-send-timeout and was ended"))
        case .notStarted(let number):
            return .agentFailed("'\(program)' cannot be started: \(Descriptor.message(number))")
        case .unsafeAddress:
            return .givenUp("'\(program)' would take an address that begins with - for an option; -- before it helps")
        case .skipped: return .agentFailed("not tried, as the agent does not work")
        }
    }

    private static func saysNoUser(_ result: Child.Result, isSendmail: Bool) -> Bool {
        let words = printable(result.errors + [UInt8(ascii: " ")] + result.output)
        return words.contains { $0 != " " } ? DeliveryOutcome.tellsDeadAddress(words) : isSendmail
    }

    /// Whether the program may have ended so for a reason of its own: no configuration, no rights, no server.
    static func isSuspect(_ outcome: DeliveryOutcome, _ result: Child.Result) -> Bool {
        guard case .givenUp = outcome, case .exited = result.ending else { return false }
        return true
    }

    static func isFatal(_ result: Child.Result, isShell: Bool) -> Bool {
        switch result.ending {
        case .notStarted: true
        case .exited(let status): isShell && (status == 126 || status == 127)
        default: false
        }
    }

    /// The first line that says something, of printable characters.
    static func firstLine(_ bytes: [UInt8]) -> String? {
        for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let text = printable(line.prefix(400))
            if text.contains(where: { $0 != " " }) { return text }
        }
        return nil
    }
}
