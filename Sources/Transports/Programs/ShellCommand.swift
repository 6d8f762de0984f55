/// The command of `email-send-command`, with the return path where it is a sendmail.
///
/// A command whose first word is `sendmail`, in whatever folder, and that names no sender itself gets `-f 'RETURN-PATH'` right
/// after that word, so that redirections and pipes behind it stay as they are.
struct ShellCommand {
    let original: String
    /// The first word of a sendmail; empty for any other command.
    private let head: String
    private let tail: String

    init(_ command: String) {
        original = command
        let trimmed = command.drop { $0 == " " || $0 == "\t" }
        let word = trimmed.prefix { $0 != " " && $0 != "\t" }
        let name = word.split(separator: "/").last ?? ""
        let rest = trimmed.dropFirst(word.count)
        let namesSender = rest.split(whereSeparator: { $0 == " " || $0 == "\t" }).contains {
            $0.hasPrefix("-f") || $0.hasPrefix("-r")
        }
        let isSendmail = name == "sendmail" || name.hasPrefix("sendmail.") || name.hasPrefix("sendmail-")
        head = isSendmail && !namesSender ? String(word) : ""
        tail = String(rest)
    }

    func text(returnPath: String) -> String {
        if head.isEmpty { return original }
        return "\(head) -f \(ShellCommand.quoted(returnPath.isEmpty ? "<>" : returnPath))\(tail)"
    }

    /// The text as one word of sh.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
