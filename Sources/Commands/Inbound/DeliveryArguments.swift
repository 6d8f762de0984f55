import Glibc

/// How `email` was called, found out before any argument parser can print a word.
///
/// Whether a mail server hands over a mail has to be known even where the arguments are wrong: then nothing is printed and
/// the status is 75, or the server would throw the mail away.
enum Invocation: Equatable {
    /// A mail is on standard input.
    case delivery(DeliveryArguments)
    /// A mail is on standard input, and the arguments are wrong.
    case refused(String)
    /// Anything else: the usual parser, messages and statuses.
    case person
}

/// The options of `email inbound` with a mail on standard input.
struct DeliveryArguments: Equatable {
    var database: String?
    var recipient: String?
    var sender: String?
    var isDryRun = false
    var wantsJSON = false
    var wantsExplanation = false
}

extension Invocation {
    /// - Parameter arguments: Without the name of the program.
    /// - Parameter isTerminal: Whether standard input is a terminal: then a person is there, and no mail.
    init(_ arguments: [String], isTerminal: Bool, fileExists: (String) -> Bool) {
        guard let command = arguments.first else {
            self = .person
            return
        }
        if command != "inbound" {
            let isMisplaced = command.hasPrefix("-") && !isTerminal && arguments.contains("inbound")
            let asksForHelp = arguments.contains(where: Invocation.isForPersons)
            self = isMisplaced && !asksForHelp ? .refused("options stand before the word inbound") : .person
            return
        }
        self = Invocation.inbound(arguments.dropFirst(), isTerminal: isTerminal, fileExists: fileExists)
    }

    private static func inbound(
        _ arguments: ArraySlice<String>, isTerminal: Bool, fileExists: (String) -> Bool
    ) -> Invocation {
        var options = DeliveryArguments()
        var mistake: String?
        var files: [String] = []
        var rest = arguments
        while let argument = rest.popFirst() {
            if isForPersons(argument) { return .person }
            if argument == "--" {
                files += rest
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                files.append(argument)
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            let inlineValue = parts.count == 2 ? String(parts[1]) : nil
            switch name {
            case "--db", "--recipient", "--sender":
                guard let value = inlineValue ?? rest.popFirst() else {
                    mistake = "\(name) has no value"
                    break
                }
                if name == "--db" { options.database = value }
                if name == "--recipient" { options.recipient = value }
                if name == "--sender" { options.sender = value }
            case "--dry-run" where inlineValue == nil: options.isDryRun = true
            case "--json" where inlineValue == nil: options.wantsJSON = true
            case "--explain" where inlineValue == nil: options.wantsExplanation = true
            case "--mbox", "--maildir": return .person
            default: mistake = "unknown option \(argument)"
            }
        }
        if isTerminal { return .person }
        if let mistake {
            // The value of an unknown option looks like a file; it is one only if it is there.
            let isForPerson =
                files.contains { $0 == "-" || fileExists($0) } || files.first.map(InboundGroup.names.contains) == true
            return isForPerson ? .person : .refused(mistake)
        }
        return files.isEmpty ? .delivery(options) : .person
    }

    /// What only a person asks for.
    private static func isForPersons(_ argument: String) -> Bool {
        switch argument {
        case "-h", "-help", "--help", "--help-hidden", "--version", "--experimental-dump-help": true
        default: argument.hasPrefix("--generate-completion-script")
        }
    }
}
