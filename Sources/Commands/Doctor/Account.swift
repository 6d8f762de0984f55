import Transports

/// A user of the system. Asked of `getent`, which a static program can: it knows those of a directory service too.
struct Account: Equatable {
    let name: String
    let user: UInt32
    let group: UInt32

    /// - Parameter nameOrNumber: Nil is returned for one that there is not.
    init?(_ nameOrNumber: String) {
        guard let line = Tool.answer("getent", "passwd", nameOrNumber) else { return nil }
        self.init(line: line)
    }

    /// A line of /etc/passwd.
    init?(line: String) {
        let fields = line.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count >= 4, let user = UInt32(fields[2]), let group = UInt32(fields[3]) else { return nil }
        self.init(name: String(fields[0]), user: user, group: group)
    }

    init(name: String, user: UInt32, group: UInt32) {
        self.name = name
        self.user = user
        self.group = group
    }
}
