import Alerts

/// What came of asking for an invitation.
package enum Invitation: Sendable, Hashable {
    case queued
    /// One is in the queue already.
    case waiting
    /// The address was asked as often as `email-verify-limit` allows.
    case limited
    /// The address is verified: there is nothing to ask.
    case verified
    /// Nothing is sent to this subscriber.
    case doNotCall
    case noSubscriber
    /// `email-url` is not set: there would be no link to confirm by.
    case noLink
}

extension Store {
    /// What `events` says of an invitation; the index of invitations rests on it.
    private static let invitation = "verify"

    /// Queues an invitation to confirm a subscription, in a transaction of its own, unless the address was asked too often.
    /// It goes before all other mails.
    ///
    /// - Parameter due: When it may go. Seconds since 1970.
    package func invite(
        address: String, letter: Letter, settings: Settings, due: Int64 = 0, now: Int64
    ) throws(StoreError) -> Invitation {
        try connection.write { () throws(StoreError) -> Invitation in
            guard let known = try subscriber(address: address) else { return .noSubscriber }
            if known.isDoNotCall { return .doNotCall }
            if known.isVerified { return .verified }
            if settings[.url].isEmpty { return .noLink }
            let since = now - Int64(settings.number(.verifyDays)) * 86_400
            // Both spellings of an international domain are one mailbox.
            let mailbox = InternationalAddress(known.address)
            let earlier = try connection.first(
                """
                SELECT count(*), coalesce(sum(state='queued'), 0) FROM fx_email_delivery
                 WHERE events='verify' AND address IN (?1, ?4, ?5) AND ctime>?2 AND ctime<=?3 AND state<>'cancelled'
                """,
                [
                    .text(known.address), .integer(since), .integer(Store.latest(now)),
                    .text(mailbox?.ascii ?? known.address), .text(mailbox?.unicode ?? known.address),
                ]
            ) { (all: $0.integer(0), waiting: $0.integer(1)) }
            if let earlier, earlier.waiting > 0 { return .waiting }
            if let earlier, earlier.all >= settings.number(.verifyLimit) { return .limited }
            try queue(letter, for: [known], events: [Store.invitation], due: due, now: now)
            return .queued
        }
    }

    /// Deletes the subscribers who did not follow any invitation in time, in the caller's transaction. Who was never sent one,
    /// and who is do-not-call, stays.
    ///
    /// - Returns: How many.
    package func expireInvitations(settings: Settings, now: Int64) throws(StoreError) -> Int {
        let before = now - Int64(settings.number(.verifyDays)) * 86_400
        try connection.run(
            """
            DELETE FROM subscriber WHERE coalesce(sverified, 0) IN (0, 'false') AND coalesce(sdonotcall, 0) IN (0, 'false')
               AND mtime<?1
               AND EXISTS (SELECT 1 FROM fx_email_delivery AS d
                            WHERE d.events='verify' AND d.address=semail AND d.subscriberId=subscriber.subscriberId
                              AND d.state='sent' AND d.sent<?1)
               AND NOT EXISTS (SELECT 1 FROM fx_email_delivery AS d
                            WHERE d.events='verify' AND d.address=semail AND (d.state IN ('queued', 'sending') OR d.sent>=?1))
            """, [.integer(before)])
        let count = connection.changes
        if count > 0 {
            try log(
                "notice", "\(count) subscriptions were not confirmed in time and have ended", inbound: nil, now: now)
        }
        return count
    }
}
