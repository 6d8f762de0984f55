import Alerts

/// What has to be done now and then, whether or not mail comes or goes. Each step is a short transaction, as others want to
/// write meanwhile, and leaves a database as it is where there is nothing to do.
extension Store {
    package enum Chore: Sendable, Hashable, CaseIterable {
        /// Mails that were kept for `email-keep-days`, and what log and history say of them a year later.
        case mails
        /// Deliveries that ended long ago, and their texts.
        case deliveries
        /// Subscriptions that nobody confirmed within `email-verify-days`.
        case invitations
    }

    private static let deliveriesAtOnce = 1000

    /// Does a part of it.
    ///
    /// - Returns: Whether there may be more to do.
    package func tidy(_ chore: Chore, now: Int64) throws(StoreError) -> Bool {
        let settings = try settings()
        return try connection.write { () throws(StoreError) -> Bool in
            switch chore {
            case .mails: return try deleteOld(now: now, keepDays: settings.keepDays) > 0
            case .deliveries:
                return try deleteOldDeliveries(settings: settings, limit: Store.deliveriesAtOnce, now: now)
            case .invitations:
                _ = try expireInvitations(settings: settings, now: now)
                return false
            }
        }
    }

    /// Whether something could be written now. Nothing is.
    package func checkWriting() throws(StoreError) {
        if let room = FileSystemRoom(of: connection.path), let trouble = room.trouble {
            throw StoreError(trouble.code, path: connection.path, message: trouble.words)
        }
        if connection.isReadOnly {
            throw StoreError(.readOnly, path: connection.path, message: "the database may not be written")
        }
        try rehearsal { () throws(StoreError) in }
    }
}
