/// A program that takes mails, with its arguments: `["/usr/bin/curl", "--form-string", "subject=%SUBJECT%", …]`.
///
/// A placeholder is `%NAME%` or, as isso's branch has it, `{{NAME}}`, anywhere in an argument but in the program itself. Each
/// argument stays one argument, whatever a mail puts in its place. `%%` is a per cent sign.
package struct ProgramArguments: Sendable, Hashable {
    /// What of a mail an argument may hold.
    package enum Placeholder: String, Sendable, Hashable, CaseIterable {
        case subject = "SUBJECT"
        case to = "TO"
        case from = "FROM"
        case returnPath = "RETURN_PATH"
        case messageID = "MESSAGE_ID"
    }

    enum Piece: Sendable, Hashable {
        case literal(String)
        case placeholder(Placeholder)
    }

    package let program: String
    private let arguments: [[Piece]]

    /// - Parameter texts: The program first.
    /// - Throws: Where there is no program, or a placeholder that nobody knows.
    package init(_ texts: [String]) throws(ProgramArgumentsError) {
        guard let program = texts.first, !program.isEmpty else {
            throw ProgramArgumentsError("There is no program: the first argument is its path, such as /usr/bin/curl.")
        }
        var arguments: [[Piece]] = []
        for text in texts {
            guard !text.utf8.contains(0) else { throw ProgramArgumentsError("An argument has no NUL.") }
            arguments.append(try ProgramArguments.pieces(of: text))
        }
        let isFixed = arguments[0].allSatisfy { if case .literal = $0 { true } else { false } }
        guard isFixed else { throw ProgramArgumentsError("The program itself has no placeholder.") }
        self.program = program
        self.arguments = arguments
    }

    /// The arguments for a mail, the program first.
    package func filled(for mail: OutgoingMessage) -> [String] {
        arguments.map { pieces in
            pieces.reduce(into: "") { text, piece in
                switch piece {
                case .literal(let literal): text += literal
                case .placeholder(let placeholder): text += ProgramArguments.value(placeholder, mail)
                }
            }
        }
    }

    /// Whether the program would take an address for an option: where one that begins with `-` begins an argument, unless an
    /// argument `--` before it ends the options.
    package func hasAddressAsOption(for mail: OutgoingMessage) -> Bool {
        for pieces in arguments {
            if pieces == [.literal("--")] { return false }
            if case .placeholder(let placeholder) = pieces.first, [.to, .from, .returnPath].contains(placeholder),
                ProgramArguments.value(placeholder, mail).hasPrefix("-")
            {
                return true
            }
        }
        return false
    }

    /// On one line and without NUL, which would end an argument.
    private static func value(_ placeholder: Placeholder, _ mail: OutgoingMessage) -> String {
        let value =
            switch placeholder {
            case .subject: mail.subject
            case .to: mail.recipient
            case .from: mail.from
            case .returnPath: mail.returnPath
            case .messageID: mail.messageID
            }
        return String(
            String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }

    private static func pieces(of text: String) throws(ProgramArgumentsError) -> [Piece] {
        var pieces: [Piece] = []
        var literal = ""
        var rest = Substring(text)
        while let character = rest.first {
            let opening = character == "%" ? "%" : rest.hasPrefix("{{") ? "{{" : ""
            if !opening.isEmpty {
                let afterOpening = rest.dropFirst(opening.count)
                if opening == "%", afterOpening.first == "%" {
                    literal += "%"
                    rest = afterOpening.dropFirst()
                    continue
                }
                // In braces blanks mean nothing, as in Mustache's.
                let isBlank: (Character) -> Bool = { opening == "{{" && $0 == " " }
                let fromName = afterOpening.drop(while: isBlank)
                let name = fromName.prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
                let closing = opening == "%" ? "%" : "}}"
                let afterName = fromName.dropFirst(name.count).drop(while: isBlank)
                if !name.isEmpty, afterName.hasPrefix(closing) {
                    guard let placeholder = Placeholder(rawValue: String(name)) else { throw .unknown(name, opening) }
                    if !literal.isEmpty { pieces.append(.literal(literal)) }
                    literal = ""
                    pieces.append(.placeholder(placeholder))
                    rest = afterName.dropFirst(closing.count)
                    continue
                }
            }
            literal.append(character)
            rest = rest.dropFirst()
        }
        if !literal.isEmpty || pieces.isEmpty { pieces.append(.literal(literal)) }
        return pieces
    }
}

/// What is wrong with the arguments of a program, in a sentence for the administrator.
package struct ProgramArgumentsError: Error, Sendable, Hashable {
    package let message: String

    init(_ message: String) {
        self.message = message
    }

    fileprivate static func unknown(_ name: Substring, _ opening: String) -> ProgramArgumentsError {
        let known = ProgramArguments.Placeholder.allCases.map { "%\($0.rawValue)%" }.joined(separator: ", ")
        let hint = opening == "%" ? " A per cent sign that begins none is written %%." : ""
        return ProgramArgumentsError("There is no placeholder \(name). There are \(known).\(hint)")
    }
}
