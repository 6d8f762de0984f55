import Glibc
import Transports

/// Postfix, asked by postconf(1) and postalias(1).
struct Postfix: MailServer {
    let name = "Postfix"

    init?() {
        guard Tool.answer("postconf", "-h", "mail_version") != nil else { return nil }
    }

    /// Maps may be readable for root alone.
    var tellsAll: Bool { geteuid() == 0 }

    private func setting(_ name: String) -> String? { Tool.answer("postconf", "-xh", name) }

    var delimiters: String? { setting("recipient_delimiter") }

    func delimiterRemedy(_ delimiter: String) -> String {
        "postconf -e 'recipient_delimiter = \(delimiter)' && postfix reload"
    }

    func handoverRemedy(local: String, domain: String, database: String) -> String {
        "In /etc/aliases: \(local): \"|/usr/local/bin/email inbound --db \(database)\", then newaliases"
    }

    /// A domain of one of the address classes whose mail ends here or is passed on by a table of our own
    /// (ADDRESS_CLASS_README). Names of files are not looked into.
    func isDestination(of domain: String) -> Bool? {
        let lists = ["mydestination", "virtual_mailbox_domains", "virtual_alias_domains", "relay_domains"]
        let entries = lists.flatMap { (setting($0) ?? "").split { $0 == " " || $0 == "," }.map(String.init) }
        if entries.contains(where: { $0.lowercased() == domain.lowercased() }) { return true }
        let tables = entries.filter { $0.contains(":") }
        if tables.contains(where: { Tool.answer("postmap", "-q", domain, $0) != nil }) { return true }
        return entries.contains { $0.hasPrefix("/") } || !tellsAll ? nil : false
    }

    func destinationRemedy(_ domain: String) -> String {
        "postconf -e 'mydestination = \(setting("mydestination") ?? ""), \(domain)' && postfix reload"
    }

    func handover(local: String, suffix: String, domain: String) -> Handover? {
        for map in maps("transport_maps") {
            for key in ["\(local)@\(domain)", domain] {
                guard let found = Tool.answer("postmap", "-q", key, map) else { continue }
                let service = String(found.prefix { $0 != ":" })
                if let handover = lmtp(service, map: map) ?? pipe(service) { return handover }
            }
        }
        for map in maps("alias_maps") {
            guard let found = Tool.answer("postalias", "-q", local, map) else { continue }
            return alias(found, map: map)
        }
        return nil
    }

    private func maps(_ name: String) -> [String] {
        (setting(name) ?? "").split { $0 == " " || $0 == "," }.map(String.init).filter { $0.contains(":") }
    }

    /// `|command`, in quotes or not. Postfix runs it as the owner of the file of aliases, or as default_privs where that is
    /// root (local(8), "Delivery rights").
    private func alias(_ value: String, map: String) -> Handover {
        let text = value.filter { $0 != "\"" }
        let file = String(map.drop { $0 != ":" }.dropFirst())
        let isCommand = text.hasPrefix("|")
        let owner = (FileFacts(file + ".db") ?? FileFacts(file))?.owner ?? 0
        let user = owner == 0 ? setting("default_privs") : Account(String(owner))?.name
        return Handover(
            server: name, place: file, command: isCommand ? String(text.dropFirst()) : nil,
            user: isCommand ? user : nil)
    }

    /// A service of master.cf that is lmtp(8).
    private func lmtp(_ service: String, map: String) -> Handover? {
        guard let line = Tool.answer("postconf", "-M", service + "/unix") else { return nil }
        let words = line.split { $0 == " " || $0 == "\n" || $0 == "\t" }
        guard words.count > 7, words[7] == "lmtp" else { return nil }
        return Handover(server: name, place: map, command: nil, user: nil, isService: true)
    }

    /// A service of master.cf that is pipe(8): `name unix - n n - 4 pipe flags=... user=... argv=...`.
    private func pipe(_ service: String) -> Handover? {
        guard let line = Tool.answer("postconf", "-M", service + "/unix") else { return nil }
        let words = line.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init)
        guard words.count > 7, words[7] == "pipe" else { return nil }
        var user: String?
        var command: [String] = []
        for word in words.dropFirst(8) {
            if !command.isEmpty {
                command.append(word)
            } else if word.hasPrefix("user=") {
                user = String(word.dropFirst(5).prefix { $0 != ":" })
            } else if word.hasPrefix("argv=") {
                command.append(String(word.dropFirst(5)))
            }
        }
        return Handover(
            server: name, place: "/etc/postfix/master.cf, service \(service)", command: command.joined(separator: " "),
            user: user)
    }
}
