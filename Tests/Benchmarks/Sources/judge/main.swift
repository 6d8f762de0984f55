import Bounces
import Glibc
import MIME

// judge SECONDS FILE…: reads the files once, then judges them all again and again on one core, and prints what a mail costs
// in CPU time: the median of the rounds.

func contents(of path: String) -> [UInt8]? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    while true {
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = unsafe fread(buffer.baseAddress!, 1, 1 << 16, file)
        }
        if chunk.isEmpty { return bytes }
        bytes += chunk
    }
}

func cpuNanoseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

guard CommandLine.arguments.count > 2, let seconds = Int(CommandLine.arguments[1]) else {
    print("usage: judge SECONDS FILE…")
    exit(64)
}
let mails = CommandLine.arguments.dropFirst(2).compactMap(contents)
let total = mails.reduce(0) { $0 + $1.count }
var rounds: [Int] = []
var recipients = 0
var bounces = 0
let begin = cpuNanoseconds()
repeat {
    let start = cpuNanoseconds()
    recipients = 0
    bounces = 0
    for mail in mails {
        let report = Report(Message(mail))
        recipients += report.recipients.count
        if report.kind == .bounce { bounces += 1 }
    }
    rounds.append(cpuNanoseconds() - start)
} while cpuNanoseconds() - begin < seconds * 1_000_000_000
rounds.sort()
let microseconds = Double(rounds[rounds.count / 2]) / 1000 / Double(mails.count)
print(
    "{\"mails\": \(mails.count), \"bytes\": \(total), \"rounds\": \(rounds.count), \"bounces\": \(bounces), "
        + "\"recipients\": \(recipients), \"microseconds_per_mail\": \(microseconds)}")
