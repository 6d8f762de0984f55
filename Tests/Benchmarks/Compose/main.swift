import Alerts
import Glibc

// compose SECONDS [ENCODING]: composes mails of one letter of about 1 KB on one core, and prints how many a second of CPU
// time: the median of the rounds. It belongs to the package, since it calls what no other package sees.

func cpuNanoseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

guard CommandLine.arguments.count > 1, let seconds = Int(CommandLine.arguments[1]) else {
    print("usage: compose SECONDS [base64|quoted-printable]")
    exit(64)
}
var settings = Settings([
    "email-self": "alerts@lists.example.org", "email-url": "https://lists.example.org/project",
    "email-subname": "[project]", "email-listid": "Project <project.lists.example.org>",
])
if CommandLine.arguments.count > 2 { settings.values["email-encoding"] = CommandLine.arguments[2] }
let paragraph = "Somebody has done something that is worth a line of about eighty characters, or so.\n"
let letter = Letter(
    kind: .alert, subject: "activity alert", fromName: "Änne Example",
    body: String(repeating: paragraph, count: 12))
let composer = try Composer(
    settings: settings, keys: [[UInt8](repeating: 7, count: 32)], templates: try Templates(), now: 1_800_000_000)
let addressees = (1...1000).map { number in
    let ids = Composer.ids(random: (0..<16).map { UInt8(truncatingIfNeeded: number >> ($0 & 7)) }, settings: settings)
    return Addressee(
        deliveryID: Int64(number), subscriberID: Int64(number),
        code: [UInt8](repeating: UInt8(number & 255), count: 32),
        address: "reader\(number)@subscribers.example.net", messageID: ids.messageID, givenEnvelopeID: ids.envelopeID)
}
var rounds: [Int] = []
var bytes = 0
let begin = cpuNanoseconds()
repeat {
    let start = cpuNanoseconds()
    bytes = 0
    for _ in 0..<20 {
        let prepared = composer.prepare(letter)
        for addressee in addressees { bytes += composer.compose(prepared, for: addressee).bytes.count }
    }
    rounds.append(cpuNanoseconds() - start)
} while cpuNanoseconds() - begin < seconds * 1_000_000_000
rounds.sort()
let mails = 20 * addressees.count
let rate = Double(mails) / (Double(rounds[rounds.count / 2]) / 1e9)
print(
    "{\"mails_per_second\": \(Int(rate)), \"body_bytes\": \(letter.body.utf8.count), \"mail_bytes\": \(bytes / mails), "
        + "\"rounds\": \(rounds.count)}")
