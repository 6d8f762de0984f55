import ArgumentParser
import Glibc
import Storage

/// `email init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the database, or adopt a Fossil repository or isso's comments.",
        discussion: """
            A file that is not there is made, readable by its owner alone, in WAL mode. A Fossil repository or a database \
            of isso is recognised, and what is missing is added: Fossil's tables subscriber and pending_alert, and our own, \
            whose names begin with fx_email_, so that `fossil rebuild` keeps them. Nothing that is there is changed. Running \
            it again does no harm.

            EXAMPLES
                email init
                email init --db /srv/fossil/project.fossil

            EXIT STATUS
                0    the database is ready
                75   it is locked, or the disk is full
                78   the file is another program's database, or may not be written
            """)

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        umask(0o077)
        let path = database.path
        let exists = unsafe access(path, F_OK) == 0
        let outcome = try storing { () throws(StoreError) in
            try Initialiser.run(path: path, now: Clock.now, exists: exists)
        }
        let kind =
            switch outcome.kind {
            case .own: outcome.isNew ? "made" : "our own database"
            case .fossil: "a Fossil repository"
            case .isso: "isso's comments"
            }
        Console.line("\(visible(path)): \(kind)")
        if !outcome.isNew {
            Console.line(
                outcome.added.isEmpty ? "nothing was missing" : "added: \(outcome.added.joined(separator: ", "))")
        }
    }
}
