import Transports

/// A user of the system.
struct Account: Equatable {
    let name: String
    let user: UInt32
    let group: UInt32

    /// Nil where there is none of that name or number. A static program cannot ask the C library, which loads what it needs
    /// for that; getent(1) can.
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
