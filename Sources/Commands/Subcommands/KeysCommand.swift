import ArgumentParser
import Storage

/// `email keys`
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List the keys of return paths, make a new one, or take one back.",
        discussion: """
            The newest key signs the return paths of the mails that go out; what the 16 newest signed is believed when it \
            comes back. `rotate` makes a new one: bounces of mails that were sent before are still believed. `revoke` takes \
            one back that somebody else may know: nothing that it signed is believed any more. Secrets are never shown.

            EXAMPLES
                email keys
                email keys rotate
                email keys revoke 1

            EXIT STATUS
                0    done
                1    there is no such key, or it is the newest
                78   the database is missing or wrong
            """,
        subcommands: [KeysListCommand.self, KeysRotateCommand.self, KeysRevokeCommand.self],
        defaultSubcommand: KeysListCommand.self)
}

/// `email keys list`
struct KeysListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the keys, the newest first, which signs.")

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let keys = try storing { () throws(StoreError) in try store.keyLines() }
        for (index, key) in keys.enumerated() {
            let use = index == 0 ? "signs" : index < Store.keysAccepted ? "accepted" : "not accepted any more"
            Console.line("\(key.id)  made \(Clock.text(key.made))  \(use)")
        }
    }
}

/// `email keys rotate`
struct KeysRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Make a new key, which signs from now on.")

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        try storing { () throws(StoreError) in try store.rotateKey(now: Clock.now) }
        Console.line("a new key signs from now on")
    }
}

/// `email keys revoke`
struct KeysRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take a key back: what it signed is not believed any more.")

    @Argument(help: "Its number.")
    var key: Int64

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        let isRevoked = try storing { () throws(StoreError) in try store.revokeKey(key, now: Clock.now) }
        guard isRevoked else {
            throw Failure(
                .nothing, "there is no key \(key), or it is the newest; `email keys rotate` makes a newer one")
        }
        Console.line("key \(key) was taken back")
    }
}
