import Alerts
import Glibc

/// `pipe`: a shell command that takes a mail on its standard input, as Fossil does it.
package struct PipeTransport: Transport {
    package let batchSize: Int
    private let command: ShellCommand
    private let pool: ChildPool

    package init(command: String, parallel: Int, timeoutSeconds: Int) {
        self.command = ShellCommand(command)
        pool = ChildPool(parallel: parallel, timeoutSeconds: timeoutSeconds)
        batchSize = parallel
        signal(SIGPIPE, SIG_IGN)
    }

    package mutating func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure) {
        try pool.run(exchange) { mail in
            ChildPool.Job(
                arguments: ["/bin/sh", "-c", command.text(returnPath: mail.returnPath)],
                input: LineEnds.lineFeeds(mail.bytes))
        } outcome: { _, result in
            ExitStatus.outcome(
                result, program: command.original, isShell: true,
                isSendmail: command.runsSendmail)
        } isFatal: {
            ExitStatus.isFatal($0, isShell: true)
        } isSuspect: {
            ExitStatus.isSuspect($0, $1)
        }
    }
}
