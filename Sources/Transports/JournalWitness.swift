/// What the journal of a way out says that is not used any more. The journal goes when all has been seen to.
package struct JournalWitness: Witness {
    private let journal: HandJournal

    package init(_ origin: MailOrigin) {
        journal = HandJournal(origin)
    }

    package func hasAccepted(deliveryID: Int64) -> Bool? { journal.hasAccepted(deliveryID) }

    package mutating func close() { journal.discard() }

    package var doubts: Doubts { journal.doubts }
}
