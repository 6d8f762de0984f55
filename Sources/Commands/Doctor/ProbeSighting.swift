import Alerts
import Glibc
import MIME
import Transports

/// How the mail server ran `email inbound` when a probe came back: what no file of settings tells for sure.
struct ProbeSighting: Equatable {
    /// Where the recipient's address with its token was found.
    enum Source: String {
        /// The mail server said it, by the environment or an option.
        case server
        /// Only a header has it. The mail server named no recipient.
        case header
        /// Only a header has it. The recipient that the mail server named lacks it.
        case lost
    }

    var source: Source
    /// Empty for the null sender; nil where the mail server did not say.
    var sender: String?
    var user: Int
    var group: Int
    /// The working folder.
    var folder: String
    /// The program that started us.
    var parent: String
    /// Whether that is a shell whose command line does more than start a program.
    var isWrapped: Bool
    /// The names of the environment variables, in alphabetical order.
    var variables: [String]

    /// What can be seen from this process.
    ///
    /// - Parameter isService: Whether this process was started by no mail server, and its parent says nothing of one.
    static func observe(
        _ probe: ProbeToken, recipients: [String], sender: String?, isService: Bool = false
    ) -> ProbeSighting {
        let isNamed = recipients.contains { ProbeToken.candidates(in: $0).contains(probe) }
        let parent = "/proc/\(getppid())"
        return ProbeSighting(
            source: isNamed ? .server : recipients.isEmpty ? .header : .lost, sender: sender, user: Int(geteuid()),
            group: Int(getegid()), folder: currentFolder(), parent: words(parent + "/comm").first ?? "",
            isWrapped: !isService && isWrapping(words(parent + "/cmdline")), variables: Environment.names())
    }

    /// Whether a process is a shell that does something around a command: then its output and its exit status are not ours.
    static func isWrapping(_ arguments: [String]) -> Bool {
        let name = arguments.first?.split(separator: "/").last.map(String.init) ?? ""
        guard ["sh", "dash", "bash", "ksh", "zsh", "-sh"].contains(name) else { return false }
        guard arguments.count >= 3, arguments[1] == "-c" else { return true }
        return arguments[2].contains { ";|&<>`$()\n".contains($0) }
    }

    private static func words(_ path: String) -> [String] {
        guard let content = Descriptor.file(path, limit: 65_536) else { return [] }
        return content.bytes.split { $0 == 0 || (path.hasSuffix("comm") && $0 == 0x0A) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func currentFolder() -> String {
        guard let path = unsafe getcwd(nil, 0) else { return "" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// For the log.
    var sentence: String {
        "A probe of `email doctor` came back, as user \(user), in \(folder), from \(parent). It is about nobody."
    }

    /// One object of JSON on one line.
    var json: String {
        var json = JSONWriter()
        json.beginObject()
        json.member("source", source.rawValue)
        json.member("sender", sender)
        json.member("user", user)
        json.member("group", group)
        json.member("folder", folder)
        json.member("parent", parent)
        json.key("wrapped")
        json.bool(isWrapped)
        json.member("variables", variables.joined(separator: " "))
        json.endObject()
        return json.text
    }
}

extension ProbeSighting {
    /// Reads what `json` wrote; nil for anything else.
    init?(json: String) {
        guard let members = try? FlatJSON.object(Array(json.utf8)), case .text(let word) = members["source"],
            let source = Source(rawValue: word), case .number(let user) = members["user"],
            case .number(let group) = members["group"], case .text(let folder) = members["folder"],
            case .text(let parent) = members["parent"], case .bool(let isWrapped) = members["wrapped"],
            case .text(let variables) = members["variables"]
        else { return nil }
        var sender: String?
        if case .text(let text) = members["sender"] { sender = text }
        self.init(
            source: source, sender: sender, user: Int(user), group: Int(group), folder: folder, parent: parent,
            isWrapped: isWrapped, variables: variables.split(separator: " ").map(String.init))
    }
}
