/// Paragraphs of the help, broken here so that what is indented stays so: ArgumentParser breaks only what is longer than a line.
enum HelpText {
    /// What a terminal is sure to show.
    private static let width = 79

    /// The words of a text in lines that begin with so many blanks.
    static func indented(_ text: String, by blanks: Int) -> String {
        let margin = String(repeating: " ", count: blanks)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + word.count + 1 > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? margin : " ") + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
