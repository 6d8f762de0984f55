import Alerts
import Storage

/// `db`: mails in a queue database, for `email relay` or Fossil's `email-sender.tcl` to pass on.
///
/// A batch is one transaction, synced, which also notes the numbers of the deliveries: after a crash it is known which mails
/// the queue has, so that none is put there twice.
package struct DatabaseTransport: BatchTransport {
    package let batchSize = 1000
    package let overlaps = true
    private let queue: QueueFile
    private let origin: String
    private var forgotten: [Int64] = []

    /// - Parameter origin: What tells the database whose deliveries these are from another that uses the same queue.
    /// - Throws: `wrong` where the file cannot be made or opened.
    package init(
        path: String, origin: String, setting: String = Setting.sendDatabase.rawValue
    ) throws(TransportError) {
        self.origin = origin
        do throws(StoreError) {
            queue = try QueueFile(path: path, to: .fill)
        } catch {
            throw TransportError(.wrong, setting: setting, message: "the queue \(path): \(error.message).")
        }
    }

    package mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        do throws(StoreError) {
            try queue.add(
                mails.map { QueueFile.Entry(deliveryID: $0.deliveryID, mail: QueuedMail.bytes(of: $0)) },
                origin: origin, forgetting: forgotten)
            forgotten = []
            return mails.map { _ in .accepted("in the queue") }
        } catch {
            let reason = "the queue \(queue.path): \(error.message)"
            return mails.map { _ in .agentFailed(reason) }
        }
    }

    package func hasAccepted(deliveryID: Int64) -> Bool? {
        try? queue.hasAccepted(deliveryID: deliveryID, origin: origin)
    }

    /// They go with the next batch: what stays when there is none does no harm.
    package mutating func forget(deliveryIDs: [Int64]) {
        forgotten += deliveryIDs
    }

    package mutating func forgetAll() {
        try? queue.forgetAll(origin: origin)
        forgotten = []
    }

    package mutating func close() {
        if !forgotten.isEmpty { try? queue.add([], origin: origin, forgetting: forgotten) }
        forgotten = []
        queue.close()
    }
}
