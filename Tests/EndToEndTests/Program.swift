import Foundation
import Testing

/// The programs, and a folder of their own for each test.
struct Program {
    /// What one run left: its exit status and what it wrote.
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    let folder: URL

    /// The folder with the programs: EMAIL_PROGRAMS, else the one that the test bundle was built into.
    static var buildFolder: URL {
        if let named = ProcessInfo.processInfo.environment["EMAIL_PROGRAMS"] { return URL(fileURLWithPath: named) }
        return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// How many descriptors it takes to start a program: a dynamic one of a debug build opens its libraries.
    static var leastDescriptors: Int { isStatic ? 3 : 4 }

    private static var isStatic: Bool {
        ProcessInfo.processInfo.environment["EMAIL_PROGRAMS"] != nil
    }

    /// The folder with the sample mails.
    static var samples: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Samples")
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("email-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs a shell script in the folder; `$email` and `$decode` are the programs, EMAIL_DB names `email.db` there.
    @discardableResult
    func shell(_ script: String, input: String = "", environment: [String: String] = [:]) throws -> Result {
        let out = folder.appendingPathComponent("out-\(UUID().uuidString)")
        let err = folder.appendingPathComponent("err-\(UUID().uuidString)")
        let source = folder.appendingPathComponent("in-\(UUID().uuidString)")
        try Data(input.utf8).write(to: source)
        for file in [out, err] { try Data().write(to: file) }
        defer { for file in [out, err, source] { try? FileManager.default.removeItem(at: file) } }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder.path, "USER": "nobody",
            "email": Program.buildFolder.appendingPathComponent("email").path,
            "decode": Program.buildFolder.appendingPathComponent("decode-email").path,
            "samples": Program.samples.path,
            "EMAIL_DB": folder.appendingPathComponent("email.db").path,
        ].merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: source)
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }

    /// What an SQL query prints.
    func query(_ sql: String, file: String = "email.db") throws -> String {
        try shell("sqlite3 \"$folder/$file\" \"$sql\"", environment: ["sql": sql, "folder": folder.path, "file": file])
            .output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
