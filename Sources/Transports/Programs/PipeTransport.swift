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
        batchSize = max(16, 4 * parallel)
        signal(SIGPIPE, SIG_IGN)
    }

    package mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        let results = pool.run(mails.count) { index in
            ChildPool.Job(
                arguments: ["/bin/sh", "-c", command.text(returnPath: mails[index].returnPath)],
                input: LineEnds.lineFeeds(mails[index].bytes))
        } isFatal: {
            ExitStatus.isFatal($0, isShell: true)
        }
        return results.map { ExitStatus.outcome($0, program: command.original, isShell: true) }
    }
}
