import ArgumentParser

/// What a person gives for a header field is one line.
enum SubjectOption {
    static func check(_ subject: String) throws {
        try checkLine("--subject", subject)
        guard subject.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("The subject is empty. Say in a line what it is about.")
        }
    }

    static func checkLine(_ name: String, _ value: String) throws {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return }
        throw ValidationError("\(name): '\(visible(value))' has control characters. Give one line.")
    }
}
