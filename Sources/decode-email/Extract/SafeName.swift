/// Makes a file name of what a sender suggests.
enum SafeName {
    /// A file system takes 255 bytes; some are left for a number.
    private static let longest = 200

    /// The last component of `name`, with no leading dot, no control characters, nothing that turns or hides text, and
    /// not too long; `part-PATH` where nothing is left.
    static func make(_ name: String?, path: String) -> String {
        let scalars = (name ?? "").unicodeScalars
        // A path of another system is one too.
        let component = scalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? []
        var safe = String.UnicodeScalarView()
        for scalar in component {
            safe.append(isAllowed(scalar) ? scalar : "_")
        }
        while let first = safe.first, first == "." || first == " " || first == "-" { safe.removeFirst() }
        while let last = safe.last, last == "." || last == " " { safe.removeLast() }
        let text = shortened(String(safe))
        return text.isEmpty ? "part-\(path)" : text
    }

    /// `name`, `name-2`, `name-3`..., with the number before the extension.
    static func numbered(_ name: String, _ number: Int) -> String {
        guard number > 1 else { return name }
        let (stem, ending) = divided(name)
        return "\(stem)-\(number)\(ending)"
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
        default: scalar != ":" && scalar != "\u{FFFD}"
        }
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longest else { return name }
        var (stem, ending) = divided(name)
        var room = longest - ending.utf8.count
        stem = String(
            stem.unicodeScalars.prefix {
                room -= $0.utf8.count; return room >= 0
            })
        return stem + ending
    }

    /// The name and its extension with the dot, if it has a short one.
    private static func divided(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex, name[dot...].utf8.count <= 12 else {
            return (name, "")
        }
        return (String(name[..<dot]), String(name[dot...]))
    }
}
