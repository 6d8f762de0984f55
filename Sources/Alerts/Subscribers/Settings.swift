/// The settings of one database, with the defaults for what is not set.
package struct Settings: Sendable, Hashable {
    /// What stands in the database, by name.
    package var values: [String: String]

    package init(_ values: [String: String] = [:]) {
        self.values = values
    }

    /// The methods of `email-send-method` that Fossil knows. It takes any other for one that sent.
    package static let methodsOfFossil: Set<String> = ["off", "pipe", "db", "dir", "relay"]

    package subscript(setting: Setting) -> String {
        var value = values[setting.rawValue] ?? ""
        // A method that Fossil does not know stands in a setting of ours.
        if setting == .sendMethod, let own = values[Setting.ownSendMethod.rawValue], !own.isEmpty { value = own }
        return value.isEmpty ? setting.defaultValue : value
    }

    /// A number; the default where what is set is none, so that a bad value never stops the mail.
    package func number(_ setting: Setting) -> Int {
        guard case .number(let range) = setting.form else { return 0 }
        if let value = Int(self[setting]), range.contains(value) { return value }
        return Int(setting.defaultValue) ?? range.lowerBound
    }

    package var bounceHardLimit: Int { number(.bounceHardLimit) }
    package var bounceSoftLimit: Int { number(.bounceSoftLimit) }
    package var bounceUnverifiedLimit: Int { number(.bounceUnverifiedLimit) }
    package var keepDays: Int { number(.keepDays) }
    package var receiveDirectory: String? { self[.receiveDirectory].isEmpty ? nil : self[.receiveDirectory] }
    /// Whether mail by LMTP may go to the address of this system without a token.
    package var takesPlainAddresses: Bool { self[.lmtpOpen] == "on" }
    /// The way out that holds: one that Fossil does not know, where it is set, else the one that Fossil sees too.
    package var sendMethod: String { self[.sendMethod] }
}
