import ArgumentParser

/// `email`: the tree of subcommands.
struct EmailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "email", abstract: "Mail alerts out, bounces in, on one SQLite file.", version: "0.1.0")
}
