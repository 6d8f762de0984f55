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
        // A mail would be kept, and then nothing could be written of it.
        guard version == Schema.version else {
            throw StoreError(
                .notInitialised, path: connection.path,
                message: "its tables are of version \(version), and this program needs version \(Schema.version)")
        }
        return settings
    }

    /// Sets a setting; an empty value goes back to the default.
    package func set(_ name: String, to value: String, now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in try put(name, value, now) }
    }

    private func put(_ name: String, _ value: String, _ now: Int64) throws(StoreError) {
        if name == Setting.sendMethod.rawValue { return try setSendMethod(value, now: now) }
        try write(name, value, now)
        // Nobody has to renew then, and who did not gets mail again.
        if name == Setting.renewInterval.rawValue, Int64(value) ?? 0 == 0 {
            try connection.run("DELETE FROM config WHERE name IN ('email-renew-cutoff', 'email-renew-warning')")
        }
    }

    /// Sets several settings, all or none; an empty value goes back to the default.
    ///
    /// - Parameter isRight: Whether it is to be done, as the settings stand now.
    /// - Returns: The settings as they stood before.
    @discardableResult
    package func set(
        _ changes: [(setting: Setting, value: String)], now: Int64, isRight: (Settings) -> Bool = { _ in true }
    ) throws(StoreError) -> Settings {
        try connection.write { () throws(StoreError) -> Settings in
            let settings = try settings()
            guard isRight(settings) else { return settings }
            for (setting, value) in changes {
                try put(setting.rawValue, value, now)
                try log("notice", "\(setting.rawValue) was set by the administrator", inbound: nil, now: now)
            }
            return settings
        }
    }
}
