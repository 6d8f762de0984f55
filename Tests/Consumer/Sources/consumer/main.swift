import Bounces
import MIME

// What a stranger would write: a mail in, a report out.
var bytes: [UInt8] = []
while let line = readLine(strippingNewline: false) { bytes.append(contentsOf: line.utf8) }
let message = Message(bytes)
let report = Report(message)
print(report.kind.rawValue, message.parts.count)
for recipient in report.recipients {
    print(recipient.address, recipient.status ?? "-", recipient.reason.rawValue)
}
