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

            New events are queued by triggers (see `email help triggers`). In a Fossil repository Fossil itself queues them, \
            and its own sender may run beside `email exec`: each alert is sent by the one that marks it first, in the table \
            pending_alert. As Fossil looks first and marks a moment later, `email exec` waits two seconds after it has \
            marked alerts, and leaves those to Fossil that Fossil has marked since.

            Fossil takes a method of sending that it does not know for one that sent, and the alert would be lost. Such a \
            method (exec, smtp, maildir, stdout) therefore stands in email-own-send-method, and email-send-method, \
            which is Fossil's, is off: then Fossil sends nothing, and `email exec` everything. `email settings \
            email-send-method smtp` sets both; one that is found in email-send-method is moved. With off, pipe, db, dir and \
            relay, which both know, there is the one setting for both.

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
        guard path != ":memory:" else {
            throw Failure(.configuration, "\(path): a database in memory ends with the program; name a file")
        }
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
        if let method = outcome.movedMethod {
            Console.line(
                "email-send-method was \(visible(method)), which Fossil takes for sent: it is email-own-send-method now"
            )
        }
        if !outcome.isNew {
            Console.line(
                outcome.added.isEmpty ? "nothing was missing" : "added: \(outcome.added.joined(separator: ", "))")
        }
    }
}
