import Storage
import Transports

extension Relay {
    /// Says which mails may come twice, as they were in hand when the last relay of this queue died. To be called before the
    /// first pass.
    ///
    /// - Parameter others: What the journal says of another way out, which the one at hand does not ask.
    mutating func nameDoubts(others: Doubts = Doubts()) throws(StoreError) {
        let own = transport.doubts
        if own.isEmpty, others.isEmpty { return transport.forgetDoubts() }
        // By another way a mail may have been given to each of its recipients, or once for all; its number says which.
        let known = own.handed.union(others.handed).union(others.accepted)
        var last: Int64 = 0
        while true {
            let page = try queue.waiting(after: last, now: 0, limit: 64, mark: Relay.mark)
            guard let end = page.last else { break }
            last = end.id
            for row in page { name(row, own, known) }
        }
        if own.isIncomplete || others.isIncomplete {
            warn(
                "the system went down while mails of \(queue.path) were handed over: of those that it had in hand, one batch, "
                    + "others may come twice")
        }
        transport.forgetDoubts()
    }

    private func name(_ row: QueueFile.Waiting, _ own: Doubts, _ known: Set<Int64>) {
        let mark = Relay.mark(row.id, row.mail)
        let mail = ReadMail(row.mail)
        let marks = mail.recipients.map { ($0, Relay.mark(mark, $0)) }
        let isWhole = known.contains(mark) || (transport.usesEnvelope && own.accepted.contains(mark))
        for (recipient, mark) in marks {
            guard isWhole || known.contains(mark) || (!transport.usesEnvelope && own.accepted.contains(mark)) else {
                continue
            }
            warn(
                "mail \(row.id) to \(recipient), \(mail.messageID), was being handed over when the relay before this one "
                    + "ended: it is passed on again and may come twice")
        }
    }
}
