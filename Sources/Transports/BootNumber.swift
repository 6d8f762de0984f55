import Glibc

/// Which start of the system this is: what was written without waiting for the disk can be relied on until the next.
enum BootNumber {
    /// `email 1f0e…`, the first line of what is left for the process after a crash; empty where the system does not say.
    static func line() -> [UInt8] {
        guard let content = Descriptor.file("/proc/sys/kernel/random/boot_id", limit: 64) else { return [] }
        return Array("email ".utf8) + content.bytes.prefix { $0 != UInt8(ascii: "\n") }
    }
}
