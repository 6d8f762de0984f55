import Glibc
import Storage
import Transports

/// The program: a mail from a mail server goes the short way, everything else to the subcommands.
package enum EmailProgram {
    /// - Parameter smtp: Makes the way out by SMTP.
    /// - Parameter serve: Runs the service.
    package static func run(smtp: MakeSMTP, serve: Serve) -> Never {
        let hasInput = DeliveryProcess.openStandardDescriptors()
        // The runtime reads them from /proc, and finds none where no descriptor is left. What was asked for is then unknown, and
        // it may have been to take a mail.
        guard !CommandLine.arguments.isEmpty else { _exit(DeliveryProcess.tryAgain) }
        Connection.keepNoBooks()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let invocation = Invocation(arguments, isTerminal: isatty(0) == 1) { unsafe access($0, F_OK) == 0 }
        if invocation == .person {
            EmailCommand.start(arguments, smtp: smtp, serve: serve)
        }
        // Nothing is left to be flushed or freed.
        _exit(Delivery.run(invocation, hasInput: hasInput))
    }
}
