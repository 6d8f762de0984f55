/// One mailbox, RFC 5322 3.4.1: `display-name <local-part@domain>`.
///
/// What a header says, not a mailbox that mail is known to reach. Two addresses are equal if they are spelled alike; use
/// ``matches(_:foldingLocalPart:)`` to ask whether they mean the same mailbox.
public struct Address: Sendable, Hashable, CustomStringConvertible {
    /// The name in front of the address, or the comment behind it; decoded (RFC 2047) and without quotes.
    public let displayName: String?
    /// What stands before the `@`, without quotes: `"John Doe"@example.net` has the local part `John Doe`.
    public let localPart: String
    /// As written, without a final dot; empty where the address has none. A literal keeps its brackets.
    public let domain: String
    /// The address as it was written, without comments and white space.
    public let spelling: String

    public init(displayName: String? = nil, localPart: String, domain: String, spelling: String? = nil) {
        self.displayName = displayName
        self.localPart = localPart
        self.domain = domain
        self.spelling = spelling ?? Self.addrSpec(localPart, domain)
    }

    /// The first address in a text such as `Jane <jane@example.net>` or `jane@example.net`; nil if there is none.
    public init?(_ text: String) {
        guard let first = AddressList.parse(Array(text.utf8)).first else { return nil }
        self = first
    }

    /// The addr-spec, its local part quoted where it has to be.
    public var description: String {
        Self.addrSpec(localPart, domain)
    }

    /// The domain as DNS has it: lower case, labels with other letters in punycode (RFC 5891).
    public var asciiDomain: String {
        IDNA.ascii(domain)
    }

    /// The domain as people read it: labels in punycode as what they stand for.
    public var unicodeDomain: String {
        IDNA.unicode(domain)
    }

    /// The domain to look up in DNS (RFC 5891 5): as ``asciiDomain``, but nil where that may be another one than is meant,
    /// as after letters that only look like others, or that a program has to compose first.
    public var lookupDomain: String? {
        IDNA.lookup(domain)
    }

    /// Whether both name one mailbox. The domain's case never counts and `xn--` is the same as what it stands for; the
    /// case of the local part counts unless `foldingLocalPart`, as RFC 5321 2.4 leaves it to the receiver.
    public func matches(_ other: Address, foldingLocalPart: Bool = false) -> Bool {
        let sameLocalPart =
            localPart == other.localPart
            || (foldingLocalPart && localPart.lowercased() == other.localPart.lowercased())
        return sameLocalPart && (domain == other.domain || asciiDomain == other.asciiDomain)
    }

    private static func addrSpec(_ localPart: String, _ domain: String) -> String {
        var local = localPart
        if !localPart.isEmpty, !isDotAtom(localPart) {
            local = "\""
            for scalar in localPart.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { local.unicodeScalars.append("\\") }
                local.unicodeScalars.append(scalar)
            }
            local += "\""
        }
        return domain.isEmpty ? local : "\(local)@\(domain)"
    }

    /// QUIRK: dots in any place pass; Japanese carriers hand out `a..b@` and `a.@` (RFC 5321 would have them quoted).
    private static func isDotAtom(_ text: String) -> Bool {
        text.utf8.allSatisfy { ASCII.isAtomText($0) || $0 == UInt8(ascii: ".") }
    }
}
