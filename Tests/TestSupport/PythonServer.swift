import Foundation

/// A server in Python that prints its port first.
package final class PythonServer {
    package struct DidNotStart: Error {}

    private let process = Process()
    package let port: Int

    package init(_ program: String, arguments: [String] = []) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program] + arguments
        process.standardOutput = output
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
            line += byte
        }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw DidNotStart() }
        self.port = port
    }

    package func stop() {
        // It has inherited a mask that blocks SIGTERM, where a worker thread of Dispatch started it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
