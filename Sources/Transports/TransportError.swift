/// Why there is no way out: a setting is missing or wrong. For a program it is status 78.
package struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What callers tell apart. Tests compare this, never the prose.
    package enum Code: Sendable, Hashable {
        /// `email-send-method` is `off`: nothing is to be sent, which is no mistake.
        case off
        /// A setting that the method needs has no value.
        case missing
        /// A setting has a value that does not work.
        case wrong
    }

    package let code: Code
    /// The name of the setting.
    package let setting: String
    /// What is wrong, and what to do.
    package let message: String

    package init(_ code: Code, setting: String, message: String) {
        self.code = code
        self.setting = setting
        self.message = message
    }

    package var description: String { "\(setting): \(message)" }
}
