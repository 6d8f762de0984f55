import Foundation
import Testing

/// `Cases/MODE/NAME.eml` and what is printed for it, `NAME.expected`. A new case is a new pair of files.
///
/// In `classic`, what Fossil 2.21's utility prints stands beside every mail that it reads without error; the mails named
/// `fault-…` are those that it does not, and there stands what is right. With RECORD_CASES=1 in the environment,
/// expectations are written anew: look at every change.
@Suite("Recorded cases")
struct CaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let mode: String
        let name: String

        var testDescription: String { "\(mode)/\(name)" }
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")

    static let cases: [Case] = ["classic", "readable", "json", "text", "headers"].flatMap { mode in
        let files =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(mode).path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.sorted().map { Case(mode: mode, name: String($0.dropLast(4))) }
    }

    @Test("there are cases of every mode")
    func present() {
        #expect(Set(Self.cases.map(\.mode)).count == 5)
        #expect(Self.cases.count >= 30)
    }

    @Test("a mail is printed as it was recorded", arguments: cases)
    func recorded(_ example: Case) throws {
        let folder = Self.folder.appendingPathComponent(example.mode)
        let options = example.mode == "readable" ? [] : ["--\(example.mode)"]
        let result = try Program.run(options + ["\(example.name).eml"], in: folder.path)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let expectation = folder.appendingPathComponent("\(example.name).expected")
        if ProcessInfo.processInfo.environment["RECORD_CASES"] != nil {
            try Data(result.output).write(to: expectation)
        }
        let expected = [UInt8](try Data(contentsOf: expectation))
        #expect(
            result.output == expected,
            "got:\n\(result.text)\nexpected:\n\(String(decoding: expected, as: UTF8.self))")
    }

    @Test("a mail is printed alike however it is cut into pieces", arguments: cases)
    func pieces(_ example: Case) throws {
        let folder = Self.folder.appendingPathComponent(example.mode)
        let options = example.mode == "readable" ? [] : ["--\(example.mode)"]
        let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(example.name).eml")))
        let whole = try Program.run(options, pieces: [bytes])
        // The kernel may join pieces; what is read at once still varies.
        for size in [1, 7, 4096] {
            let pieces = stride(from: 0, to: bytes.count, by: size).lazy.map { start in
                Array(bytes[start..<min(start + size, bytes.count)])
            }
            let result = try Program.run(options, pieces: pieces)
            #expect(result.output == whole.output, "pieces of \(size)")
        }
    }
}
