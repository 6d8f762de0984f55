import Alerts
import Glibc

/// `exec`: any program with its arguments, without a shell, as isso's syscall notifier. What it returned is logged.
package struct ProgramTransport: Transport {
    package let batchSize: Int
    private let arguments: ProgramArguments
    private let givesBody: Bool
    private let pool: ChildPool
    private let log: TransportLog

    /// - Parameter givesBody: Whether standard input is the body as text, as isso gives it, and not the whole mail.
    package init(
        arguments: ProgramArguments, givesBody: Bool, parallel: Int, timeoutSeconds: Int, log: TransportLog = .none
    ) {
        self.arguments = arguments
        self.givesBody = givesBody
        self.log = log
        pool = ChildPool(parallel: parallel, timeoutSeconds: timeoutSeconds)
        batchSize = parallel
        signal(SIGPIPE, SIG_IGN)
    }

    package mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        try pool.run(exchange) { mail in
            if arguments.hasAddressAsOption(for: mail) { return nil }
            return ChildPool.Job(
                arguments: arguments.filled(for: mail),
                input: givesBody ? mail.text : LineEnds.lineFeeds(mail.bytes))
        } outcome: { mail, result in
            report(mail, result)
            return ExitStatus.outcome(
                result, program: arguments.program, isShell: false,
                isSendmail: ShellCommand.isSendmail(arguments.program))
        } isFatal: {
            ExitStatus.isFatal($0, isShell: false)
        } isSuspect: {
            ExitStatus.isSuspect($0, $1)
        }
    }

    /// One line a mail: whose, the return code, standard output and standard error.
    private func report(_ mail: OutgoingMessage, _ result: Child.Result) {
        let returned: String
        switch result.ending {
        case .exited(0) where result.unreadBytes > 0:
            returned = "returned 0 and had not read \(result.unreadBytes) of \(result.inputBytes) bytes"
        case .exited(let status): returned = "returned \(status)"
        case .killed(let signal): returned = "was ended by signal \(signal)"
        case .timedOut: returned = "took too long and was ended"
        case .notStarted(let number): returned = "could not be started: \(Descriptor.message(number))"
        case .skipped, .unsafeAddress: return
        }
        var line = "exec \(mail.messageID) to \(mail.recipient): \(arguments.program) \(returned)"
        for (name, bytes) in [("output", result.output), ("errors", result.errors)] where !bytes.isEmpty {
            line += "; \(name): \(printable(bytes))"
        }
        log.write(result.ending == .exited(0) && result.unreadBytes == 0 ? .info : .error, line)
    }
}
