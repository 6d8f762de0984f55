import MIME

/// The command of `email-send-command`, with the return path where it runs a sendmail.
///
/// A program `sendmail`, in whatever folder, that is given no sender gets `-f 'RETURN-PATH'` right after its name, so that
/// redirections and pipes behind it stay as they are.
package struct ShellCommand {
    let original: String
    /// What stands between the places where `-f` goes; one piece where there is none.
    private let pieces: [String]
    /// The sender that a sendmail of the command is given by the command itself: `-fme@example.org`.
    package let ownSender: String?

    /// Whether a sendmail is among its programs.
    package var runsSendmail: Bool { takesReturnPath || ownSender != nil }

    /// Whether the return path is passed on.
    package var takesReturnPath: Bool { pieces.count > 1 }

    package init(_ command: String) {
        original = command
        let bytes = Array(command.utf8.drop(while: ASCII.isBlank))
        var ends: [Int] = []
        var ownSender: String?
        for words in ShellWords(bytes).commands {
            guard let program = ShellCommand.program(in: words), ShellCommand.isSendmail(words[program].text),
                !ShellCommand.isFunction(bytes[words[program].end...])
            else { continue }
            if let sender = words[(program + 1)...].first(where: { ShellCommand.namesSender($0.text) }) {
                ownSender = sender.text
            } else {
                ends.append(words[program].end)
            }
        }
        let bounds = [0] + ends + [bytes.count]
        pieces = zip(bounds, bounds.dropFirst()).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
        self.ownSender = ownSender
    }

    func text(returnPath: String) -> String {
        if !takesReturnPath { return original }
        return pieces.joined(separator: " -f " + ShellCommand.quoted(returnPath.isEmpty ? "<>" : returnPath))
    }

    /// The text as one word of sh.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    // MARK: Which word is the program

    package static func isSendmail(_ program: String) -> Bool {
        let name = program.split(separator: "/").last ?? ""
        return name == "sendmail" || name.hasPrefix("sendmail.") || name.hasPrefix("sendmail-")
    }

    /// Whether what stands behind a name defines a function of that name.
    private static func isFunction(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first { !ASCII.isBlank($0) } == UInt8(ascii: "(")
    }

    private static func namesSender(_ word: String) -> Bool { word.hasPrefix("-f") || word.hasPrefix("-r") }

    /// A program that runs the one that follows: its options that have a value of their own, in the word after, and how many
    /// words stand before the program.
    private struct Wrapper {
        var valued = ""
        var operands = 0
        var takesAssignments = false
    }

    private static let wrappers: [String: Wrapper] = [
        "chronic": Wrapper(), "chrt": Wrapper(valued: "TPD", operands: 1), "command": Wrapper(),
        "doas": Wrapper(valued: "Cu"), "env": Wrapper(valued: "uC", takesAssignments: true),
        "exec": Wrapper(valued: "a"), "flock": Wrapper(valued: "wE", operands: 1), "ionice": Wrapper(valued: "cn"),
        "nice": Wrapper(valued: "n"), "nohup": Wrapper(), "setpriv": Wrapper(), "setsid": Wrapper(),
        "stdbuf": Wrapper(valued: "ioe"), "sudo": Wrapper(valued: "CDRTUghprtu", takesAssignments: true),
        "time": Wrapper(valued: "fo"), "timeout": Wrapper(valued: "ks", operands: 1),
    ]

    /// After these a command begins.
    private static let keywords: Set<String> = ["!", "{", "do", "elif", "else", "if", "then", "until", "while"]

    /// The word that names the program which gets the mail: behind assignments, `nice`, `env` and the like.
    private static func program(in words: [ShellWords.Word]) -> Int? {
        var index = 0
        while index < words.count, words[index].isAssignment || keywords.contains(words[index].text) { index += 1 }
        while index < words.count {
            let name = words[index].text.split(separator: "/").last.map(String.init) ?? ""
            guard let wrapper = wrappers[name] else { return index }
            index += 1
            while index < words.count {
                let word = words[index].text
                if word.hasPrefix("-") {
                    index += 1
                    if word == "--" { break }
                    // `-n 5`, and not `-n5` or `--adjustment=5`.
                    if !word.hasPrefix("--"), let last = word.last, wrapper.valued.contains(last) { index += 1 }
                } else if wrapper.takesAssignments, words[index].isAssignment {
                    index += 1
                } else {
                    break
                }
            }
            index += wrapper.operands
        }
        return nil
    }
}
