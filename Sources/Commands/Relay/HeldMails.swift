import Alerts
import Storage
import Transports

/// The mails of a queue that were tried and not accepted: to be looked at, and to be given up by a person.
struct HeldMails {
    private static let pageSize = 64

    let queue: QueueFile

    /// A line a mail, in the order in which they came.
    func lines() throws(StoreError) -> [String] {
        var lines: [String] = []
        var last = Int64.min
        while true {
            let page = try queue.waiting(after: last, now: 0, limit: HeldMails.pageSize, mark: Relay.mark)
            guard let end = page.last else { return lines }
            last = end.id
            for row in page where row.attempts > 0 { lines.append(HeldMails.line(row)) }
        }
    }

    private static func line(_ row: QueueFile.Waiting) -> String {
        let mail = ReadMail(row.mail)
        let state = row.due.map { "is tried again \(Clock.text($0))" } ?? "refused"
        let tries = row.attempts == 1 ? "1 try" : "\(row.attempts) tries"
        return "\(row.id)  \(mail.messageID)  \(state) after \(tries): \(row.error)"
    }

    /// Deletes mails that were refused for good. What is to be tried again, or was never tried, stays: a relay may have it in
    /// hand.
    ///
    /// - Returns: A line for each that is gone, and the numbers that are none of a refused mail.
    func drop(_ ids: [Int64]) throws(StoreError) -> (lines: [String], unknown: [Int64]) {
        var lines: [String] = []
        var unknown: [Int64] = []
        for id in ids {
            guard let row = try queue.dropRefused(id, mark: Relay.mark) else {
                unknown.append(id)
                continue
            }
            let mail = ReadMail(row.mail)
            lines.append(
                "mail \(id) to \(mail.recipients.joined(separator: ",")), \(mail.messageID), is deleted: \(row.error)")
        }
        return (lines, unknown)
    }
}
