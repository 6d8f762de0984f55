import ArgumentParser
import Storage

/// `email admin password`
struct AdminPasswordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set the administrator's password, and end every session.",
        discussion: """
            It is read from the terminal, twice and without showing it, or else from one line of standard input. What is \
            kept is a hash of it (yescrypt, crypt(5)).

            EXAMPLES
                email admin password
                pwgen -s 20 1 | tee /root/list-password | email admin password

            EXIT STATUS
                0    set
                64   it is too short, or the two differ
                78   the database is missing or wrong
            """)

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open()
        let password = try PasswordInput.read()
        guard password.count >= PasswordHash.minimumLength else {
            throw Failure(.usage, "a password has \(PasswordHash.minimumLength) characters or more")
        }
        guard password.utf8.count <= PasswordHash.maximumBytes else {
            throw Failure(.usage, "a password has no more than \(PasswordHash.maximumBytes) bytes")
        }
        guard let hash = PasswordHash.make(password) else {
            throw Failure(.tryAgain, "the C library made no hash of it")
        }
        try storing { () throws(StoreError) in try store.setAdministrator(passwordHash: hash, now: Clock.now) }
        Console.line("the password is set; every session has ended")
    }
}
