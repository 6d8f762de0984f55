import Alerts
import Commands
import Storage

/// One mail that shows whether the way out works.
enum TestMail {
    /// Why no mail can be written or sent as things are set; nil where one can.
    static func trouble(database path: String) throws -> String? {
        do {
            let store = try Store(path: path, readOnly: true)
            let outbox = try Outbox(store)
            _ = try outbox.composer(now: Clock.now)
            guard outbox.settings.sendMethod == "off" else { return nil }
            return "email-send-method is off: nothing is sent."
        } catch let failure as Failure {
            return failure.message
        }
    }

    /// Puts it into the queue, as `email send` does, and returns its number. Nil where nothing is sent to this address.
    static func queue(to address: String, _ store: Store, now: Int64) throws(StoreError) -> Int64? {
        try store.transaction { () throws(StoreError) -> Int64? in
            let known = try store.subscriber(address: address)
            if known?.isDoNotCall == true { return nil }
            // Who has not confirmed gets it as one who does not subscribe.
            let subscriber = known.map { $0.isVerified ? $0.id : 0 } ?? 0
            return try store.queue(letter, to: address, subscriber: subscriber, due: now, now: now)
        }
    }

    private static let letter = Letter(
        kind: .direct, subject: "Test message", fromName: nil,
        body: "The administrator asked for this mail, to see whether mails go out. They do.\n")
}
