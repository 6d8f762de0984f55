/// Somebody who gets alerts: a row of Fossil's `subscriber` table.
package struct Subscriber: Sendable, Hashable {
    package let id: Int64
    /// 32 random bytes. Who knows them controls the subscription; they are in the footer link of every alert.
    package let code: [UInt8]
    package let address: String
    /// The entry of Fossil's user table, if any.
    package let userName: String?
    package let isVerified: Bool
    /// Nothing is sent, whatever the subscriptions say.
    package var isDoNotCall: Bool
    package let wantsDigest: Bool
    /// A letter for each kind of event.
    package let subscriptions: String
    /// Seconds since 1970.
    package let created: Int64
    /// Seconds since 1970.
    package let modified: Int64
    /// Days since 1970; nil in files of an older Fossil.
    package let lastContactDay: Int64?

    package init(
        id: Int64, code: [UInt8] = [], address: String, userName: String? = nil, isVerified: Bool = true,
        isDoNotCall: Bool = false, wantsDigest: Bool = false, subscriptions: String = "", created: Int64 = 0,
        modified: Int64 = 0, lastContactDay: Int64? = nil
    ) {
        self.id = id
        self.code = code
        self.address = address
        self.userName = userName
        self.isVerified = isVerified
        self.isDoNotCall = isDoNotCall
        self.wantsDigest = wantsDigest
        self.subscriptions = subscriptions
        self.created = created
        self.modified = modified
        self.lastContactDay = lastContactDay
    }

    /// Whether a spelling means this subscriber. Case is folded, as the column `semail` folds it; a server may name an
    /// international domain in either spelling.
    package func hasAddress(_ spelling: String) -> Bool {
        areOneMailbox(spelling, address)
    }
}

/// An address in the form in which two spellings are compared: without brackets and blanks, ASCII letters in lower case.
/// Signatures are made over this form: it never changes.
package func foldedAddress(_ spelling: String) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(spelling.utf8.count)
    for byte in spelling.utf8 where byte > 0x20 && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">") {
        folded.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
    return folded
}
