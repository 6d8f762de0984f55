import ArgumentParser
import Transports

/// A subcommand that needs a way out.
protocol SendingCommand: ParsableCommand {
    /// - Parameter smtp: Makes the way out by SMTP, in the programs that can.
    func run(smtp: MakeSMTP) throws
}
