import Alerts

/// A way out that has mails of its own waiting, and begins with the next without asking.
package protocol QueueingTransport: Transport {
    /// As `run`, with more mails than can be in hand at a time.
    ///
    /// - Parameter queue: How many it has at most, in hand and waiting.
    /// - Parameter notes: Told of each mail before it is handed over, and when it is known what became of it, on whatever
    ///   thread.
    mutating func run<Failure: Error>(
        queue: Int, notes: HandJournal?,
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage]
    ) throws(Failure)
}
