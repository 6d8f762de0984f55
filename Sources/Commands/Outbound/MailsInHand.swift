import Storage

/// The mails that were given to a way out, by the number of each: the first is 0. They come back in about that order.
struct MailsInHand {
    private var mails: [QueuedMail?] = []
    /// The number of the first of `mails`.
    private var first = 0
    /// How many of them have come back, from the first on.
    private var gone = 0

    mutating func add(_ mail: QueuedMail) { mails.append(mail) }

    /// Nil for one that came back before, or was never given.
    mutating func take(_ number: Int) -> QueuedMail? {
        let index = number - first
        guard mails.indices.contains(index), let mail = mails[index] else { return nil }
        mails[index] = nil
        while gone < mails.count, mails[gone] == nil { gone += 1 }
        if gone > 64, gone > mails.count / 2 {
            mails.removeFirst(gone)
            first += gone
            gone = 0
        }
        return mail
    }
}
