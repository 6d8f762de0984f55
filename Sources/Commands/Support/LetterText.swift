import Alerts
import MIME

/// A letter for a person to read, without the footer.
enum LetterText {
    static func show(_ letter: Letter, _ settings: Settings) {
        let prefix = settings[.subname]
        Console.line(visible("Subject: " + (prefix.isEmpty ? "" : prefix + " ") + letter.subject))
        if let name = letter.fromName { Console.line(visible("From: " + name)) }
        Console.line("")
        for line in letter.body.split(omittingEmptySubsequences: false, whereSeparator: { $0.isNewline }).dropLast() {
            Console.line(visible(String(line)))
        }
    }
}
