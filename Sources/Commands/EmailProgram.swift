import Glibc

/// The program: a mail from a mail server goes the short way, everything else to the subcommands.
package enum EmailProgram {
    package static func run() -> Never {
        let hasInput = DeliveryProcess.openStandardDescriptors()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let invocation = Invocation(arguments, isTerminal: isatty(0) == 1) { unsafe access($0, F_OK) == 0 }
        if invocation == .person {
            EmailCommand.start(arguments)
        }
        // Nothing is left to be flushed or freed.
        _exit(Delivery.run(invocation, hasInput: hasInput))
    }
}
