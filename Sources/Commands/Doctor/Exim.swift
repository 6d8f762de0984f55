import Glibc
import Transports

/// Exim, asked by its own options: -bt tells which router and transport take an address, -bP what a transport is.
struct Exim: MailServer {
    let name = "Exim"
    private let program: String

    init?() {
        guard let program = ["exim4", "exim"].first(where: { Tool.answer($0, "-bV") != nil }) else { return nil }
        self.program = program
    }

    /// Only root and Exim's own users may ask what a transport is.
    var tellsAll: Bool { geteuid() == 0 }

    /// It is an option of each router: what `-bt` says is asked instead.
    var delimiters: String? { nil }

    func delimiterRemedy(_ delimiter: String) -> String {
        "In the router, such as /etc/exim4/conf.d/router/250_email: local_part_suffix = \(delimiter)*"
    }

    func handoverRemedy(local: String, domain: String, database: String) -> String {
        "Add the router and the transport of the README to /etc/exim4/conf.d, then update-exim4.conf and reload"
    }

    /// The address is asked for with its extension: one without may be known all the same.
    func handover(local: String, suffix: String, domain: String) -> Handover? {
        guard let routes = Tool.answer(program, "-bt", "\(local)\(suffix)@\(domain)"),
            let name = Exim.value(of: "transport", in: routes, separator: ",")
        else { return nil }
        guard let transport = Tool.answer(program, "-bP", "transport", name) else { return nil }
        return Handover(
            server: self.name, place: "the transport \(name)",
            command: Exim.value(of: "command", in: transport, separator: "\n"),
            user: Exim.value(of: "user", in: transport, separator: "\n"))
    }

    /// The value of the first `name = value` on a line of its own or after a comma.
    static func value(of name: String, in text: String, separator: Character) -> String? {
        for part in text.split(whereSeparator: { $0 == "\n" || $0 == separator }) {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, trimmed(sides[0]) == name else { continue }
            let value = trimmed(sides[1])
            return value.isEmpty ? nil : value
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
