/// Who knows what became of mails that were being handed over when a program died.
package protocol Witness {
    /// Whether the agent has a mail that was being handed over. Nil where nobody can know.
    func hasAccepted(deliveryID: Int64) -> Bool?
    /// The deliveries have been recorded: what `hasAccepted` needs for them may go.
    mutating func forget(deliveryIDs: [Int64])
    /// So are all of which it knows.
    mutating func forgetAll()
    /// What is in doubt has been named: of what nothing can be known, nothing needs to be kept.
    mutating func forgetDoubts()
    /// Ends what is open: connections, files.
    mutating func close()
}

extension Witness {
    package func hasAccepted(deliveryID: Int64) -> Bool? { nil }
    package mutating func forget(deliveryIDs: [Int64]) {}
    package mutating func forgetAll() {}
    package mutating func forgetDoubts() {}
    package mutating func close() {}
}
