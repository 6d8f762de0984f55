import Transports

/// OpenSMTPD. It tells nothing of its rules, so its file is read as far as our own line of it goes.
struct OpenSMTPD: MailServer {
    let name = "OpenSMTPD"
    private static let file = "/etc/smtpd.conf"
    private let lines: [String]
    let tellsAll: Bool

    init?() {
        guard Tool.path("smtpctl") != nil else { return nil }
        let content = Descriptor.file(OpenSMTPD.file, limit: 1 << 20)
        tellsAll = content != nil
        lines = String(decoding: content?.bytes ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    init(lines: [String]) {
        self.lines = lines
        tellsAll = true
    }

    var delimiters: String? {
        for line in lines where line.hasPrefix("smtp sub-addr-delim") {
            return String(line.filter { $0 != "'" && $0 != "\"" }.suffix(1))
        }
        return "+"
    }

    func delimiterRemedy(_ delimiter: String) -> String { "In \(OpenSMTPD.file): smtp sub-addr-delim '\(delimiter)'" }

    func handoverRemedy(local: String, domain: String, database: String) -> String {
        "Add the lines of the README to \(OpenSMTPD.file): table, action mda, match for \(local)@\(domain)"
    }

    /// The action with `mda "... inbound ..."` that a `match` uses.
    func handover(local: String, suffix: String, domain: String) -> Handover? {
        for line in lines where line.hasPrefix("action ") {
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 5, parts[2].contains("mda"), parts[3].contains("email") else { continue }
            let action = "action \"\(parts[1])\""
            guard lines.contains(where: { $0.hasPrefix("match ") && $0.contains(action) }) else { continue }
            let words = parts[4].split(separator: " ").map(String.init)
            let user = words.firstIndex(of: "user").flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
            return Handover(server: name, place: OpenSMTPD.file, command: parts[3], user: user)
        }
        return nil
    }
}
