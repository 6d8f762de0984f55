/// The addresses of a From, To, Cc, Reply-To, Return-Path… field.
///
/// All of RFC 5322 3.4 with its obsolete syntax (4.4): comments anywhere, groups (their members are listed), routes
/// (dropped), dots in phrases, white space around dots; RFC 6532 UTF-8; and what real mail has: no angle brackets, an
/// open one, an open quote, no domain, semicolons for commas. Linear.
public enum AddressList {
    /// The addresses of a field such as To, groups taken apart (RFC 5322 3.4), in their order.
    public static func parse(_ bytes: [UInt8]) -> [Address] {
        parse(bytes, 0..<bytes.count)
    }

    /// - Parameter report: is told where an address begins that cannot be read, or that lacks its local part or domain; where
    ///   something is not spelled as it should be, and was read all the same.
    public static func parse(
        _ bytes: [UInt8], _ range: Range<Int>, _ report: (Defect.Kind, Int) -> Void = { _, _ in }
    ) -> [Address] {
        var parser = AddressParser(bytes: bytes, range: clamped(range, bytes.count))
        let addresses = parser.addressList()
        for offset in parser.invalid { report(.invalidAddress, offset) }
        for (kind, offset) in parser.repairs { report(kind, offset) }
        return addresses
    }
}
