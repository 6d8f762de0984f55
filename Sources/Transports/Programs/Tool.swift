import Glibc

/// A program of the system that is asked something: no shell, and it is ended when it takes too long.
package struct Tool: Sendable {
    /// Its exit status; nil where it could not be started or did not end by itself.
    package let status: Int32?
    /// The first 4 KiB of its standard output.
    package let output: String

    package init(_ arguments: [String], timeoutSeconds: Int = 10) {
        var arguments = arguments
        if let path = Tool.path(arguments[0]) { arguments[0] = path }
        let result = ChildPool(parallel: 1, timeoutSeconds: timeoutSeconds)
            .run(ChildPool.Job(arguments: arguments, input: []))
        if case .exited(let status) = result.ending { self.status = status } else { status = nil }
        output = String(decoding: result.output, as: UTF8.self)
    }

    /// Where a program of the system is, also one of the administrator's, which are not on everybody's PATH.
    package static func path(_ name: String) -> String? {
        if name.contains("/") { return name }
        return ["/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"].map { $0 + name }.first { unsafe access($0, X_OK) == 0 }
    }

    /// Its standard output, without blanks at both ends; nil unless it ended with status 0.
    package static func answer(_ arguments: String...) -> String? {
        let tool = Tool(arguments)
        guard tool.status == 0 else { return nil }
        return String(tool.output.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
