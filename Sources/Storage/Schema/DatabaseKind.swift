/// Whose file a database is.
package enum DatabaseKind: String, Sendable, CaseIterable {
    /// Made by `email init`.
    case own
    /// A Fossil repository: it has `blob`, `delta`, `event` and a project code.
    case fossil
    /// A comment database of isso: it has `comments`, `threads` and `preferences`.
    case isso
}

extension DatabaseKind {
    /// Recognises a file by its tables; nil for a database of somebody else.
    ///
    /// An empty file is our own: it is what SQLite makes before the first table.
    static func recognise(_ connection: Connection) throws(StoreError) -> DatabaseKind? {
        let tables = Set(try connection.rows("SELECT lower(name) FROM sqlite_schema WHERE type='table'") { $0.text(0) })
        if tables.isSuperset(of: ["blob", "delta", "event", "config"]) {
            let code = try connection.first("SELECT value FROM config WHERE name='project-code'") { $0.text(0) }
            if code != nil { return .fossil }
        }
        if tables.isSuperset(of: ["comments", "threads", "preferences"]) { return .isso }
        let application = try connection.first("PRAGMA application_id") { $0.integer(0) }
        if application == Schema.applicationID || tables.isEmpty { return .own }
        return nil
    }
}
