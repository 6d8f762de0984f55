import Glibc

/// Paths of files, as the doctor compares and names them.
enum FilePath {
    /// Without links, `.` and `..`; the path itself where there is no such file.
    static func resolved(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// The folder that a full path is in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The folders that lead to a full path, the root first.
    static func ancestors(of path: String) -> [String] {
        var folders: [String] = []
        var folder = FilePath.folder(of: path)
        while folder != "/" {
            folders.append(folder)
            folder = FilePath.folder(of: folder)
        }
        return ["/"] + folders.reversed()
    }

    /// The program that a shell of ours would run for a name; nil where there is none that may be run.
    static func program(_ name: String) -> String? {
        if name.contains("/") { return unsafe access(name, X_OK) == 0 ? name : nil }
        let folders = Environment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
        return folders.split(separator: ":").map { "\($0)/\(name)" }.first { unsafe access($0, X_OK) == 0 }
    }
}
