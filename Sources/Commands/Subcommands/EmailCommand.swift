import ArgumentParser
import Glibc
import Transports

/// `email`: the tree of subcommands.
struct EmailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "email",
        abstract: "Mail alerts for a list of subscribers, and what comes back: bounces, complaints, requests.",
        discussion: """
            Everything is kept in one SQLite file: one of our own, a Fossil repository, or the comment database of isso. \
            `email init` makes it or adopts it.

            A mail server hands over what comes back by an alias such as

                bounces: "|/usr/local/bin/email inbound --db /var/lib/email/email.db"

            EXAMPLES
                email init --db /var/lib/email/email.db
                email subscribe reader@example.net --verified
                email inbound --dry-run --explain bounce.eml
                email bounces reader@example.net

            ENVIRONMENT
                EMAIL_DB   the database, where --db does not name it

            EXIT STATUS
                0    done
                1    nothing was found; with doctor, something is wrong
                64   wrong usage
                65   what was read is wrong
                66   no such input file
                73   a file cannot be made
                75   it may work later
                78   the database or a setting is missing or wrong
            With a mail on standard input there are only 0 and 75: see `email help inbound`.
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, InboundCommand.self, SubscribersCommand.self, SubscribeCommand.self,
            UnsubscribeCommand.self, EventCommand.self, TriggersCommand.self, PendingCommand.self, ExecCommand.self,
            SendCommand.self, AnnounceCommand.self, DeliveriesCommand.self, RelayCommand.self, TestAlertCommand.self,
            TestAddAlertsCommand.self, BouncesCommand.self, ExplainCommand.self, AllowCommand.self,
            IncidentsCommand.self, ReportCommand.self, RulesCommand.self, SettingsCommand.self, KeysCommand.self,
            ResetCommand.self, DoctorCommand.self, ServeCommand.self, AdminCommand.self,
        ])

    /// Parses and runs; never returns. What went wrong is said in one line on standard error.
    static func start(_ arguments: [String], smtp: MakeSMTP, serve: Serve) -> Never {
        do {
            let isGroup = arguments.count > 1 && EmailWithGroups.names[arguments[0]]?.contains(arguments[1]) == true
            var command =
                try isGroup
                ? EmailWithGroups.parseAsRoot(arguments) : understoodAlone(arguments) ?? parseAsRoot(arguments)
            if let command = command as? any SendingCommand {
                try command.run(smtp: smtp)
            } else if let command = command as? ServeCommand {
                try command.run(serve: serve)
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            Console.note(visible(failure.message))
            Glibc.exit(failure.status.rawValue)
        } catch {
            EmailCommand.exit(withError: error)
        }
        Glibc.exit(0)
    }

    /// The subcommand, where it understands its arguments without the tree around it, whose building is a fifth of what a
    /// program takes that finds nothing to do. Nil for all that has to be explained: help, mistakes.
    private static func understoodAlone(_ arguments: [String]) -> (any ParsableCommand)? {
        guard let name = arguments.first,
            let type = configuration.subcommands.first(where: { $0._commandName == name }),
            type.configuration.subcommands.isEmpty
        else { return nil }
        return try? type.parseAsRoot(Array(arguments.dropFirst()))
    }
}

/// The same tree, for `email inbound log` and the like alone: beside the files of `email inbound`, or the addresses of
/// `email deliveries`, their names would be taken for those.
struct EmailWithGroups: ParsableCommand {
    /// What may stand after the name of a group.
    static let names = [
        "inbound": InboundGroup.names, "deliveries": DeliveriesGroup.names, "subscribers": SubscribersGroup.names,
    ]

    static let configuration = CommandConfiguration(
        commandName: "email", version: EmailCommand.configuration.version,
        subcommands: [InboundGroup.self, DeliveriesGroup.self, SubscribersGroup.self])
}

/// The subcommands of `email inbound`.
struct InboundGroup: ParsableCommand {
    /// A file of such a name is given as ./log.
    static let names = ["log", "replay", "show"]

    static let configuration = CommandConfiguration(
        commandName: "inbound",
        subcommands: [InboundLogCommand.self, InboundReplayCommand.self, InboundShowCommand.self])
}

/// The subcommands of `email deliveries`.
struct DeliveriesGroup: ParsableCommand {
    static let names = ["retry", "cancel"]

    static let configuration = CommandConfiguration(
        commandName: "deliveries", subcommands: [DeliveriesRetryCommand.self, DeliveriesCancelCommand.self])
}

/// The subcommands of `email subscribers`. A pattern of such a name is given as '*export*'.
struct SubscribersGroup: ParsableCommand {
    static let names = ["export", "import", "renew-codes"]

    static let configuration = CommandConfiguration(
        commandName: "subscribers",
        subcommands: [
            SubscribersExportCommand.self, SubscribersImportCommand.self, SubscribersRenewCodesCommand.self,
        ])
}
