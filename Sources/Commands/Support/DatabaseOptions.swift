import ArgumentParser
import Storage

/// The option that every subcommand has.
struct DatabaseOptions: ParsableArguments {
    @Option(
        name: .customLong("db"),
        help: ArgumentHelp("The database. Without it, the one that EMAIL_DB names, else email.db.", valueName: "file"))
    var database: String?

    var path: String { Environment.databasePath(database) }

    /// - Throws: `Failure`.
    func open(readOnly: Bool = false) throws -> Store {
        do throws(StoreError) {
            let store = try Store(path: path, readOnly: readOnly)
            _ = try store.settings()
            return store
        } catch {
            throw Failure(error)
        }
    }
}

/// Runs what speaks to the database, and turns its error into one for a person.
func storing<Value>(_ body: () throws(StoreError) -> Value) throws -> Value {
    do throws(StoreError) {
        return try body()
    } catch {
        throw Failure(error)
    }
}
