/// Why no mail can be composed with the settings as they are. The remedy is part of the message.
package enum ComposeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A setting is missing or does not suit; the sentence says what would.
    case setting(Setting, String)
    /// There is no key to sign return paths with: `email init` makes one.
    case noKey

    package var description: String {
        switch self {
        case .setting(let setting, let sentence): "\(setting.rawValue): \(sentence)"
        case .noKey: "there is no key to sign return paths with; `email init` makes one"
        }
    }
}
