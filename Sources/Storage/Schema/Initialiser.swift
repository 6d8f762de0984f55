/// Makes a database, or adopts one: adds what is missing and changes nothing that is there.
package struct Initialiser {
    /// What `email init` reports.
    package struct Outcome: Sendable, Hashable {
        package let kind: DatabaseKind
        /// Whether there was no file before.
        package let isNew: Bool
        /// The tables, views and triggers that were added.
        package let added: [String]
        /// A method of sending that Fossil does not know and that is out of its sight now.
        package let movedMethod: String?
    }

    /// - Parameter now: Seconds since 1970.
    /// - Throws: what opening and writing throw, and `notADatabase` for a database that is none of ours, Fossil's or isso's.
    package static func run(path: String, now: Int64, exists: Bool) throws(StoreError) -> Outcome {
        let connection = try Connection(path: path, mode: .create)
        guard let kind = try DatabaseKind.recognise(connection) else {
            throw StoreError(
                .notADatabase, path: path,
                message: "this is a database, but neither ours nor a Fossil repository nor isso's comments")
        }
        // The mode is kept in the file; another file's is left as it was found. Set outside any transaction.
        if kind == .own { try connection.run("PRAGMA journal_mode=WAL") }
        try connection.run("PRAGMA synchronous=EXTRA")
        let (added, moved) = try connection.write { () throws(StoreError) in
            let added = try add(to: connection, kind: kind, now: now)
            return (added, try Store(connection: connection).protectSendMethod(now: now))
        }
        return Outcome(kind: kind, isNew: !exists, added: added, movedMethod: moved)
    }

    private static func add(to connection: Connection, kind: DatabaseKind, now: Int64) throws(StoreError) -> [String] {
        let before = try names(connection)
        try refuseNewerSchema(connection, before)
        for (name, sql) in [
            ("subscriber", Schema.subscriber), ("pending_alert", Schema.pendingAlert), ("event", Schema.event),
            ("config", Schema.config),
        ] where !before.contains(name) {
            try connection.script(sql)
        }
        try addColumns(to: connection, before)
        // Version 1 guarded the queue so. Fossil switches triggers off, and ours would stop us.
        try connection.run("DROP TRIGGER IF EXISTS fx_email_guard")
        try connection.script(Schema.ownTables)
        for old in ["queue", "subscriber"] { try connection.run("DROP INDEX IF EXISTS fx_email_delivery_\(old)") }
        try connection.script(Schema.serviceTables)
        try dropEmptyBounceTable(connection)
        try connection.script(Schema.bounceView)
        let isSwitchedOff = try connection.first("SELECT 1 FROM fx_email_meta WHERE name='triggers' AND value='off'") {
            _ in true
        }
        if isSwitchedOff == nil { try connection.script(Schema.triggers(kind)) }
        if kind == .own { try connection.run("PRAGMA application_id=\(Schema.applicationID)") }
        // What an older program noted of mails in hand, it noted under no id: `email exec` gives one when it has seen to them.
        if !before.contains("fx_email_meta") { try connection.run(Schema.giveOrigin) }
        try connection.run(
            "INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('schema', ?1), ('kind', ?2)",
            [.integer(Schema.version), .text(kind.rawValue)])
        try connection.run(
            """
            INSERT INTO fx_email_key(secret, ctime)
            SELECT randomblob(32), ?1 WHERE NOT EXISTS (SELECT 1 FROM fx_email_key)
            """, [.integer(now)])
        return try names(connection).subtracting(before).sorted()
    }

    /// Erases subscribers, pending alerts, inbound mails and history, and makes the tables anew with a new key. Settings and
    /// events stay.
    package static func reset(_ store: Store, now: Int64) throws(StoreError) {
        let connection = store.connection
        let recorded = try connection.first("SELECT value FROM fx_email_meta WHERE name='kind'") { $0.text(0) }
        let kind = recorded.flatMap(DatabaseKind.init(rawValue:)) ?? .own
        try connection.write { () throws(StoreError) in
            let isView = try connection.first(
                "SELECT 1 FROM sqlite_schema WHERE type='view' AND lower(name)='email_bounce'"
            ) { _ in true }
            if isView == true { try connection.run("DROP VIEW email_bounce") }
            let lastDelivery = try connection.first(
                "SELECT seq FROM sqlite_sequence WHERE name='fx_email_delivery'"
            ) { $0.integer(0) }
            for table in [
                "subscriber", "pending_alert", "fx_email_key", "fx_email_inbound", "fx_email_raw", "fx_email_history",
                "fx_email_text", "fx_email_delivery", "fx_email_latest", "fx_email_log", "fx_email_incident",
                "fx_email_population",
                "fx_email_request", "fx_email_session",
            ] {
                try connection.run("DROP TABLE IF EXISTS \(table)")
            }
            _ = try add(to: connection, kind: kind, now: now)
            // Dropping a table forgets which numbers it gave.
            if let lastDelivery {
                try connection.run(
                    "INSERT INTO sqlite_sequence(name, seq) VALUES('fx_email_delivery', ?1)", [.integer(lastDelivery)])
            }
        }
    }

    /// What later versions added to a table that is there already.
    private static func addColumns(to connection: Connection, _ names: Set<String>) throws(StoreError) {
        let store = Store(connection: connection)
        for (table, columns) in Schema.laterColumns where names.contains(table) {
            for column in columns where try !store.hasColumn(column.name, in: table) {
                try connection.run("ALTER TABLE \(table) ADD COLUMN \(column.name) \(column.type)")
            }
        }
    }

    private static func names(_ connection: Connection) throws(StoreError) -> Set<String> {
        Set(
            try connection.rows(
                "SELECT lower(name) FROM sqlite_schema WHERE type IN ('table', 'view', 'trigger')"
            ) { $0.text(0) })
    }

    private static func refuseNewerSchema(_ connection: Connection, _ names: Set<String>) throws(StoreError) {
        guard names.contains("fx_email_meta") else { return }
        let found = try connection.first("SELECT value FROM fx_email_meta WHERE name='schema'") { $0.integer(0) } ?? 0
        if found > Schema.version {
            throw StoreError(
                .newerSchema, path: connection.path,
                message: "its tables are of version \(found), and this program knows version \(Schema.version)")
        }
    }

    /// Fossil of June 2018 made a table of that name and never filled it.
    private static func dropEmptyBounceTable(_ connection: Connection) throws(StoreError) {
        let isTable = try connection.first(
            "SELECT 1 FROM sqlite_schema WHERE type='table' AND lower(name)='email_bounce'"
        ) { _ in true }
        guard isTable == true else { return }
        let isFilled = try connection.first("SELECT 1 FROM email_bounce") { _ in true }
        if isFilled == nil { try connection.run("DROP TABLE email_bounce") }
    }
}
