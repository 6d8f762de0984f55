import Foundation
import Testing

extension Program {
    /// Asks the real isso, which `Tests/python.sh isso` installs, as a browser would: see isso-comments.py for the steps.
    func isso(_ database: String, moderated: Bool = false, _ steps: String...) throws {
        try isso(database, moderated: moderated, steps)
    }

    func isso(_ database: String, moderated: Bool = false, _ steps: [String]) throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let python = tests.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build/peers/bin/python").path
        let script = tests.appendingPathComponent("isso-comments.py").path
        let quoted = steps.map { "'\($0)'" }.joined(separator: " ")
        let done = try shell("\(python) \(script) \(database) \(moderated) \(quoted)")
        #expect(done.status == 0, "isso: \(done.errors)")
    }
}
