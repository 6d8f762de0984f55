/// The Message-ID and the envelope id of a delivery: its number, by which it is found without an index, and 16 random bytes,
/// which nobody can guess.
///
///     <4711.5f3a…@example.org>     4711.5f3a…
///
/// Older programs left the number out, and made two indexes of their tables.
enum DeliveryID {
    private static let randomLength = 32

    /// The number in an id of either sort; nil where it has none, and is not one that we give now.
    static func number(in id: String) -> Int64? {
        let bytes = id.utf8.first == UInt8(ascii: "<") ? id.utf8.dropFirst() : id.utf8[...]
        let digits = bytes.prefix { (0x30...0x39).contains($0) }
        guard digits.first != UInt8(ascii: "0"), bytes.dropFirst(digits.count).first == UInt8(ascii: ".") else {
            return nil
        }
        return Int64(String(Substring(digits)))
    }

    static func envelopeID(ofMessageID id: String) -> String? {
        guard id.utf8.first == UInt8(ascii: "<"), number(in: id) != nil,
            let end = id.utf8.firstIndex(of: UInt8(ascii: "@"))
        else { return nil }
        let envelopeID = id[id.index(after: id.startIndex)..<end]
        let random = envelopeID.drop { $0 != "." }.dropFirst()
        return isOlder(String(random)) ? String(envelopeID) : nil
    }

    /// Whether an older program may have given it.
    static func isOlder(_ id: String) -> Bool {
        let bytes = id.utf8.first == UInt8(ascii: "<") ? id.utf8.dropFirst() : id.utf8[...]
        let name = bytes.prefix { $0 != UInt8(ascii: "@") }
        return name.count == randomLength
            && name.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension Store {
    /// The envelope id (ENVID of RFC 3461) that goes with a Message-ID of ours; nil for another one.
    package static func envelopeID(ofMessageID id: String) -> String? { DeliveryID.envelopeID(ofMessageID: id) }

    /// Has `email_number()` number the deliveries that are queued next, in the caller's transaction. A row calls it before
    /// `email_message_id()` and `email_envelope_id()`: SQLite works out the columns of a row from left to right.
    ///
    /// - Returns: The first.
    @discardableResult
    func numberDeliveries() throws(StoreError) -> Int64 {
        // Tables of the first version may give the number of the last delivery again when that is deleted.
        let given =
            try hasTable("sqlite_sequence")
            ? try connection.first("SELECT seq FROM sqlite_sequence WHERE name='fx_email_delivery'") { $0.integer(0) }
            : nil
        let last = try connection.first("SELECT max(deliveryId) FROM fx_email_delivery") { $0.integer(0) } ?? 0
        let next = max(given ?? 0, last) + 1
        try connection.countFrom(next)
        return next
    }

    /// Whether the ids of older programs are found by an index. Without one there are none.
    func hasOlderDeliveryIDs() throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM sqlite_schema
             WHERE type='index' AND tbl_name='fx_email_delivery' AND name LIKE 'sqlite_autoindex%'
            """
        ) { _ in true } ?? false
    }
}
