import CLinux
import Glibc

/// The environment variables, read without Foundation.
enum Environment {
    /// The value; nil where it is not set or empty.
    static func value(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// The value, also where it is empty: the null sender is.
    static func valueOrEmpty(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// The names of all that are set, in alphabetical order.
    static func names() -> [String] {
        var found: [String] = []
        var next = unsafe email_environment()
        while let entry = unsafe next?.pointee {
            let text = unsafe String(cString: entry)
            found.append(String(text.prefix { $0 != "=" }))
            unsafe next = next?.advanced(by: 1)
        }
        return found.sorted()
    }

    /// `--db`, else `EMAIL_DB`, else `email.db` in the working directory.
    static func databasePath(_ option: String?) -> String {
        option ?? value("EMAIL_DB") ?? "email.db"
    }
}
