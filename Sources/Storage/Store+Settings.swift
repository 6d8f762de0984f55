import Alerts

extension Store {
    /// The settings, after a look at the version of the tables.
    ///
    /// - Throws: `notInitialised` and `newerSchema` among others.
    package func settings() throws(StoreError) -> Settings {
        var version: Int64?
        var settings = Settings()
        try connection.each(
            """
            SELECT name, value FROM config WHERE name >= 'email-' AND name < 'email.'
            UNION ALL SELECT 'schema', value FROM fx_email_meta WHERE name='schema'
            """
        ) { row in
            let name = row.text(0)
            if name == "schema" { version = row.integer(1) } else { settings.values[name] = row.text(1) }
        }
        guard let version else {
            throw StoreError(.notInitialised, path: connection.path, message: "its tables have no version")
        }
        guard version <= Schema.version else {
            throw StoreError(
                .newerSchema, path: connection.path,
                message: "its tables are of version \(version), and this program knows version \(Schema.version)")
        }
        return settings
    }

    /// Sets a setting; an empty value goes back to the default.
    package func set(_ name: String, to value: String, now: Int64) throws(StoreError) {
        try set([(name, value)], now: now)
    }

    private func set(_ values: [(name: String, value: String)], now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            for (name, value) in values {
                if value.isEmpty {
                    try connection.run("DELETE FROM config WHERE name=?1", [.text(name)])
                } else {
                    try connection.run(
                        "INSERT OR REPLACE INTO config(name, value, mtime) VALUES(?1, ?2, ?3)",
                        [.text(name), .text(value), .integer(now)])
                }
            }
        }
    }

    /// Sets the way out. In a Fossil repository one that Fossil does not know is kept in a setting of our own, and Fossil sees
    /// `off`: it would take its alerts for sent.
    package func setSendMethod(_ method: String, now: Int64) throws(StoreError) {
        let kind = try connection.first("SELECT value FROM fx_email_meta WHERE name='kind'") { $0.text(0) }
        let isForFossil = kind != DatabaseKind.fossil.rawValue || Setting.fossilMethods.contains(method)
        try set(
            [
                (Setting.sendMethod.rawValue, isForFossil ? method : "off"),
                (Setting.sendWay.rawValue, isForFossil ? "" : method),
            ], now: now)
    }
}
