import Alerts
import Glibc
import Storage
import Transports

/// Clears up after a run that was ended with mails in hand: asks the way out that had them, whatever the settings name now.
///
/// For whoever holds the lock that keeps others from sending.
struct Recovery {
    let store: Store
    /// The path of the database.
    let path: String

    /// Finds out about the mails that were being handed over.
    ///
    /// - Parameter settings: By which mails go out now.
    /// - Returns: A line for each that may come twice.
    func run(_ settings: Settings) throws(StoreError) -> [String] {
        let current = WayMark(settings)
        // An older program noted no way, and nothing under an id.
        let last = try store.lastWay().map { WayMark(spelling: $0) } ?? current
        let origin = try WayOut.origin(store, path: path)
        let lines = try recover { last.witness(origin) }
        try store.noteWay(current.spelling)
        return lines
    }

    /// - Parameter witness: Asked for where mails were in hand.
    func recover(_ witness: () -> (any Witness)?) throws(StoreError) -> [String] {
        let interrupted = try store.interrupted()
        if interrupted.isEmpty { return [] }
        var witness = witness()
        let lines = try store.recover(
            interrupted.map { (mail: $0, wasAccepted: witness?.hasAccepted(deliveryID: $0.id)) }, now: Clock.now)
        witness?.forget(deliveryIDs: interrupted.map(\.id))
        // The database knows what became of all others: nothing is in hand.
        witness?.forgetAll()
        witness?.close()
        return lines
    }
}
