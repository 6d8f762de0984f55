import Alerts

/// Fossil and we may send from one repository. Fossil takes a method that it does not know for one that sent, and the alert
/// is lost. Such a method stands in `email-own-send-method`, and Fossil's `email-send-method` is off then.
extension Store {
    /// Sets how mails go out; an empty value goes back to the default. In the caller's transaction.
    func setSendMethod(_ method: String, now: Int64) throws(StoreError) {
        let isOurs = try kind() == .fossil && !method.isEmpty && !Settings.methodsOfFossil.contains(method)
        if isOurs {
            try write(Setting.ownSendMethod.rawValue, method, now)
            // A row, not the lack of one: Fossil would look into the settings of all its repositories.
            try write(Setting.sendMethod.rawValue, "off", now)
        } else {
            try write(Setting.ownSendMethod.rawValue, "", now)
            try write(Setting.sendMethod.rawValue, method, now)
        }
    }

    /// A method that Fossil does not know and that it sees: somebody has set it with another program.
    package func exposedSendMethod() throws(StoreError) -> String? {
        let method = try connection.first(
            "SELECT value FROM config WHERE name=?1", [.text(Setting.sendMethod.rawValue)]
        ) { $0.text(0) }
        guard let method, !method.isEmpty, !Settings.methodsOfFossil.contains(method), try kind() == .fossil else {
            return nil
        }
        return method
    }

    /// Moves a method that Fossil does not know out of its sight, in the caller's transaction. Returns it.
    package func protectSendMethod(now: Int64) throws(StoreError) -> String? {
        guard let method = try exposedSendMethod() else { return nil }
        try setSendMethod(method, now: now)
        return method
    }

    func write(_ name: String, _ value: String, _ now: Int64) throws(StoreError) {
        if value.isEmpty {
            try connection.run("DELETE FROM config WHERE name=?1", [.text(name)])
        } else {
            try connection.run(
                "INSERT OR REPLACE INTO config(name, value, mtime) VALUES(?1, ?2, ?3)",
                [.text(name), .text(value), .integer(now)])
        }
    }
}
