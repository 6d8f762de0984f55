/// What a subscriber may see of a Fossil repository: Fossil's capability letters, those of everybody included.
///
/// An alert goes only to whom the web pages would show the same.
package struct Privileges: Sendable, Hashable {
    private let letters: Set<UInt8>

    /// What the special users of a repository grant to others.
    package struct Grants: Sendable, Hashable {
        package var nobody = ""
        package var anonymous = ""
        package var reader = ""
        package var developer = ""

        package init(nobody: String = "", anonymous: String = "", reader: String = "", developer: String = "") {
            self.nobody = nobody
            self.anonymous = anonymous
            self.reader = reader
            self.developer = developer
        }
    }

    /// Expands as Fossil's `capability_expand` does.
    package init(_ capabilities: String, grants: Grants) {
        var letters = Set(capabilities.utf8).union(grants.nobody.utf8).union(grants.anonymous.utf8)
        if letters.contains(UInt8(ascii: "v")) { letters.formUnion(grants.developer.utf8) }
        if letters.contains(UInt8(ascii: "u")) {
            letters.formUnion(grants.reader.utf8)
            if letters.contains(UInt8(ascii: "v")) { letters.formUnion(grants.developer.utf8) }
        }
        self.letters = letters
    }

    /// Whether one may see an event, by the first letter of its id.
    package func maySee(_ type: Character) -> Bool {
        if isAdministrator { return true }
        return switch type {
        case "c": has("o")
        case "f", "x": has("2")
        case "t": has("r")
        case "w": has("j")
        // Tags and technotes are shown with check-ins and wiki pages.
        case "g": has("o")
        case "e": has("j")
        default: false
        }
    }

    /// Whether one may see, and let pass, an event that waits for a moderator.
    package func mayModerate(_ type: Character) -> Bool {
        if isAdministrator { return true }
        return switch type {
        case "f", "x": has("5")
        case "t": has("q")
        case "w": has("l")
        default: false
        }
    }

    private var isAdministrator: Bool { has("a") || has("s") }

    private func has(_ letter: Unicode.Scalar) -> Bool { letters.contains(UInt8(ascii: letter)) }
}
