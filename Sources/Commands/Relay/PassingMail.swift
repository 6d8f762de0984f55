import Alerts
import Storage

/// A mail of the queue that is being passed on.
struct PassingMail {
    let row: QueueFile.Waiting
    let mark: Int64
    let messageID: String
    /// How many of its recipients have no result yet.
    var missing: Int
    var results: [(recipient: String, outcome: DeliveryOutcome)] = []

    func postponement(_ verdict: PassingVerdict, attempts: Int, due: Int64?) -> QueueFile.Postponement {
        QueueFile.Postponement(
            id: row.id, mark: mark, attempts: attempts, due: due, done: row.done + verdict.done, error: verdict.error)
    }
}
