import Alerts

/// A delivery that was taken out of the queue to be handed over now. A class, as it is passed on from list to list.
package final class QueuedMail: Sendable {
    package let addressee: Addressee
    /// Its text, in `fx_email_text`.
    package let textID: Int64
    /// How often it was handed over, this time included.
    package let attempts: Int

    package var id: Int64 { addressee.deliveryID }

    package init(addressee: Addressee, textID: Int64, attempts: Int) {
        self.addressee = addressee
        self.textID = textID
        self.attempts = attempts
    }
}

/// A line of the queue, as `email deliveries` shows it.
package struct DeliveryLine: Sendable, Hashable {
    package let id: Int64
    package let subscriber: Int64
    package let address: String
    package let kind: String?
    package let subject: String?
    package let events: String?
    package let messageID: String?
    package let state: String
    package let attempts: Int
    /// When it is tried next. Seconds since 1970.
    package let due: Int64?
    package let error: String?
    package let queued: Int64?
    package let sent: Int64?
}
