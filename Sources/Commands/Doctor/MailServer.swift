/// The mail server of this machine, as far as its own programs and files tell how it treats our bounce address.
protocol MailServer {
    /// Nil where the machine does not have it.
    init?()
    var name: String { get }
    /// How mail to an address is handed over; nil where the server hands it to no program.
    ///
    /// - Parameter suffix: What follows the local part in a return path, delimiter and all.
    func handover(local: String, suffix: String, domain: String) -> Handover?
    /// Whether nil is believed of the server: it does not tell everybody.
    var tellsAll: Bool { get }
    /// Whether mail to a domain ends here; nil where the server does not say.
    func isDestination(of domain: String) -> Bool?
    /// The line that makes it one.
    func destinationRemedy(_ domain: String) -> String
    /// What may follow the name in a local part, a character each; nil where the server does not say, empty for nothing.
    var delimiters: String? { get }
    /// The line that sets it.
    func delimiterRemedy(_ delimiter: String) -> String
    /// What to add where nothing hands over.
    func handoverRemedy(local: String, domain: String, database: String) -> String
}

extension MailServer {
    func isDestination(of domain: String) -> Bool? { nil }
    func destinationRemedy(_ domain: String) -> String { "" }
}

enum MailServers {
    /// The one that is there. Debian's exclude each other.
    static func present() -> (any MailServer)? {
        Postfix() ?? Exim() ?? OpenSMTPD()
    }
}
