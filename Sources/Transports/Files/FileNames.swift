import Glibc

/// Names of files that nobody else makes.
package struct FileNames {
    private let host = FileNames.hostName()
    private let process = getpid()
    private let now: @Sendable () -> timespec
    private let random = Int(UInt32.random(in: 0 ... .max))
    private var count = 0
    /// The second that was written last, and how.
    private var second: (time: Int, digits: [UInt8]) = (-1, [])

    init(now: @escaping @Sendable () -> timespec) {
        self.now = now
    }

    mutating func next(_ layout: FolderTransport.Layout) -> String {
        layout == .maildir ? maildir() : fossil()
    }

    /// `%04d%02d%02d%02d%02d%02d%04d%06d.email`, as `file_time_tempname` of Fossil: the time, a count, a random number.
    mutating func fossil() -> String {
        defer { count += 1 }
        let time = now().tv_sec
        if time != second.time { second = (time, Array(FileNames.digits(time).utf8)) }
        var name = second.digits
        name.reserveCapacity(name.count + 4 + 6 + 10)
        FileNames.append(count, digits: 4, to: &name)
        FileNames.append((random + count) % 1_000_000, digits: 6, to: &name)
        name += ".email".utf8
        return String(decoding: name, as: UTF8.self)
    }

    /// With so many digits, or more where the number has them.
    private static func append(_ number: Int, digits: Int, to name: inout [UInt8]) {
        var power = 1
        var count = 1
        while count < digits || number / power >= 10 {
            power *= 10
            count += 1
        }
        while power > 0 {
            name.append(UInt8(truncatingIfNeeded: 0x30 + number / power % 10))
            power /= 10
        }
    }

    private static func digits(_ seconds: Int) -> String {
        var seconds = seconds
        var time = unsafe tm()
        unsafe gmtime_r(&seconds, &time)
        let fields = unsafe [
            (Int(time.tm_year) + 1900, 4), (Int(time.tm_mon) + 1, 2), (Int(time.tm_mday), 2), (Int(time.tm_hour), 2),
            (Int(time.tm_min), 2), (Int(time.tm_sec), 2),
        ]
        return fields.map { padded($0, to: $1) }.joined()
    }

    /// A name as https://cr.yp.to/proto/maildir.html asks for it: time, what is unique on this host, host.
    mutating func maildir() -> String {
        defer { count += 1 }
        let time = now()
        let unique = "M\(time.tv_nsec / 1000)P\(process)Q\(count)R\(String(random, radix: 16))"
        return "\(time.tv_sec).\(unique).\(host)"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        let missing = width - digits.utf8.count
        return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
    }

    /// The name of this machine, with `/` and `:` written as maildir asks.
    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return bytes.map { byte in
            switch byte {
            case UInt8(ascii: "/"): "\\057"
            case UInt8(ascii: ":"): "\\072"
            default: String(UnicodeScalar(byte))
            }
        }.joined()
    }

    @Sendable package static func clock() -> timespec {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return time
    }
}
