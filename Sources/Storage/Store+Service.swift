import Alerts
import MIME

extension Store {
    /// Makes the tables that the service needs where `email init` was an older one's.
    package func prepareService() throws(StoreError) {
        let isThere = try hasTable("fx_email_session")
        if isThere, try hasTable("fx_email_request") { return }
        try connection.write { () throws(StoreError) in try connection.script(Schema.serviceTables) }
    }

    /// A number that changes when another connection has changed the database; what this one changes leaves it.
    package func dataVersion() throws(StoreError) -> Int64 {
        try connection.first("PRAGMA data_version") { $0.integer(0) } ?? 0
    }

    /// The first signing key of the database, which stays when others are added; empty where there is none.
    package func firstSigningKey() throws(StoreError) -> [UInt8] {
        try connection.first("SELECT secret FROM fx_email_key ORDER BY keyId LIMIT 1") { $0.blob(0) } ?? []
    }

    // MARK: The administrator

    /// The hash as crypt(5) writes it; nil where none was set.
    package func administratorPasswordHash() throws(StoreError) -> String? {
        try connection.first("SELECT value FROM fx_email_meta WHERE name='admin-password'") { $0.text(0) }
    }

    /// Sets it, and ends every session.
    package func setAdministrator(passwordHash: String, now: Int64) throws(StoreError) {
        try prepareService()
        try connection.write { () throws(StoreError) in
            try connection.run(
                "INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('admin-password', ?1)", [.text(passwordHash)])
            try connection.run("DELETE FROM fx_email_session")
            try log("notice", "the administrator's password was set", inbound: nil, now: now)
        }
    }

    /// Keeps the SHA-256 of what a browser holds. Sessions that were not used for long are deleted.
    ///
    /// - Parameter passwordHash: Of the password that was given.
    /// - Returns: False where another one was set meanwhile.
    package func beginSession(
        tokenHash: [UInt8], passwordHash: String, idleSeconds: Int64, now: Int64
    ) throws(StoreError) -> Bool {
        try connection.write { () throws(StoreError) -> Bool in
            guard try administratorPasswordHash() == passwordHash else { return false }
            try connection.run(
                "DELETE FROM fx_email_session WHERE seen<?1 OR seen>?2 OR began>?2",
                [.integer(now - idleSeconds), .integer(Store.latest(now))])
            try connection.run(
                "INSERT OR REPLACE INTO fx_email_session(tokenHash, began, seen) VALUES(?1, ?2, ?2)",
                [.blob(tokenHash), .integer(now)])
            return true
        }
    }

    /// When a session began and when it was last used; nil where there is none, and for one that a clock which
    /// was ahead has dated.
    package func session(tokenHash: [UInt8], now: Int64) throws(StoreError) -> (began: Int64, seen: Int64)? {
        try connection.first(
            "SELECT began, seen FROM fx_email_session WHERE tokenHash=?1 AND began<=?2 AND seen<=?2",
            [.blob(tokenHash), .integer(Store.latest(now))]
        ) {
            (began: $0.integer(0), seen: $0.integer(1))
        }
    }

    /// Notes that a session is used.
    package func touchSession(tokenHash: [UInt8], now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try connection.run(
                "UPDATE fx_email_session SET seen=?2 WHERE tokenHash=?1", [.blob(tokenHash), .integer(now)])
        }
    }

    package func endSession(tokenHash: [UInt8]) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            try connection.run("DELETE FROM fx_email_session WHERE tokenHash=?1", [.blob(tokenHash)])
        }
    }

    /// From where the password was given, the newest first: what the web pages make of a network, in letters and digits.
    package func loginNetworks() throws(StoreError) -> [String] {
        let kept = try connection.first("SELECT value FROM fx_email_meta WHERE name='login-networks'") { $0.text(0) }
        return (kept ?? "").split(separator: " ").compactMap { $0.split(separator: ":").first.map(String.init) }
    }

    /// Notes from where the password was given. So many are kept, each with its time.
    package func noteLogin(network: String, limit: Int, now: Int64) throws(StoreError) {
        try connection.write { () throws(StoreError) in
            let kept = try connection.first("SELECT value FROM fx_email_meta WHERE name='login-networks'") {
                $0.text(0)
            }
            let others = (kept ?? "").split(separator: " ").filter { !$0.hasPrefix(network + ":") }
            let all = ["\(network):\(now)"] + others.prefix(limit - 1).map(String.init)
            try connection.run(
                "INSERT OR REPLACE INTO fx_email_meta(name, value) VALUES('login-networks', ?1)",
                [.text(all.joined(separator: " "))])
        }
    }

    /// - Returns: How many there were.
    package func endSessions(now: Int64) throws(StoreError) -> Int {
        try prepareService()
        return try connection.write { () throws(StoreError) -> Int in
            try connection.run("DELETE FROM fx_email_session")
            return connection.changes
        }
    }
}
