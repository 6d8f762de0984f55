import ArgumentParser

/// `email admin`
struct AdminCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Set up the administrator's way into the web pages.",
        subcommands: [AdminPasswordCommand.self, AdminLogoutCommand.self])
}
