import Alerts

/// A way out: hands mails to a mail agent and says what became of each.
package protocol Transport {
    /// How many mails are handed over at once. These are what a crash leaves in doubt.
    var batchSize: Int { get }
    /// Whether the mail goes to the recipient of the envelope, and not to those whom its header names.
    var usesEnvelope: Bool { get }
    /// Hands over mails, and returns what became of each, in their order.
    mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome]
    /// Of a mail that was being handed over when the program died: whether the agent has it. Nil where nobody can know.
    func hasAccepted(deliveryID: Int64) -> Bool?
    /// The deliveries have been recorded: what `hasAccepted` needs for them may go.
    mutating func forget(deliveryIDs: [Int64])
    /// Ends what is open: connections, files.
    mutating func close()
}

extension Transport {
    package var usesEnvelope: Bool { false }
    package func hasAccepted(deliveryID: Int64) -> Bool? { nil }
    package mutating func forget(deliveryIDs: [Int64]) {}
    package mutating func close() {}
}
