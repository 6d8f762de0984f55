import Storage

/// The mails that were given to a way out, by the number of each: the first is 0. They come back in about that order.
struct MailsInHand {
    /// In the order of their numbers; nil for those that have come back.
    private var mails: [(number: Int, bytes: Int, mail: QueuedMail?)] = []
    /// Of all of them.
    private(set) var bytes = 0
    private var given = 0
    private var gone = 0

    mutating func add(_ mail: QueuedMail, bytes: Int = 0) {
        mails.append((given, bytes, mail))
        self.bytes += bytes
        given += 1
    }

    /// Nil for one that came back before, or was never given.
    mutating func take(_ number: Int) -> QueuedMail? {
        var (low, high) = (0, mails.count)
        while low < high {
            let middle = (low + high) / 2
            if mails[middle].number < number { low = middle + 1 } else { high = middle }
        }
        guard low < mails.count, mails[low].number == number, let mail = mails[low].mail else { return nil }
        mails[low].mail = nil
        bytes -= mails[low].bytes
        gone += 1
        if gone > 256, gone > mails.count / 2 {
            mails.removeAll { $0.mail == nil }
            gone = 0
        }
        return mail
    }
}
