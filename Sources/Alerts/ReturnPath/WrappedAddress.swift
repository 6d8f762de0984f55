/// An envelope address as forwarders rewrite it, unwrapped step by step.
///
/// - SRS0: `SRS0=HHHH=TT=domain=local@forwarder`
/// - SRS1: `SRS1=HHHH=forwarder==HHHH=TT=domain=local@other`
/// - BATV: `prvs=KDDDSSSSSS=local@domain`, also `prvs=local/KDDDSSSSSS@domain`, `msprvs1=`, and Barracuda's `btv1==X==local`
///
/// The separator after SRS0 may be `=`, `+` or `-`, and any case is read.
package enum WrappedAddress {
    /// The address itself and what is inside it, outermost first. At most four wrappings are undone.
    package static func layers(_ address: String) -> [String] {
        var found = [address]
        while found.count < 5, let inner = unwrapped(found[found.count - 1]) { found.append(inner) }
        return found
    }

    private static func unwrapped(_ address: String) -> String? {
        let bytes = Array(address.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = bytes[..<at]
        let domain = bytes[(at + 1)...]
        if let rest = local.after("srs0") ?? local.after("srs1") { return forwarded(rest) }
        if let rest = local.after("prvs=") ?? local.after("msprvs1=") { return tagged(rest, domain) }
        if let rest = local.after("btv1==") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            return joined(rest[end...].drop { $0 == UInt8(ascii: "=") }, domain)
        }
        return nil
    }

    /// What follows `SRS0` or `SRS1`: the last three fields before the local part are time stamp and domain.
    private static func forwarded(_ rest: ArraySlice<UInt8>) -> String? {
        guard let separator = rest.first, "=+-".utf8.contains(separator) else { return nil }
        var fields = rest.dropFirst()
        // SRS1: hash, forwarder, then what was after SRS0 with its separator.
        if let double = doubleSeparator(fields) { fields = fields[double...] }
        let parts = fields.split(separator: UInt8(ascii: "="), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, !parts[2].isEmpty, !parts[3].isEmpty else { return nil }
        return joined(parts[3], parts[2])
    }

    private static func doubleSeparator(_ fields: ArraySlice<UInt8>) -> Int? {
        let parts = fields.split(separator: UInt8(ascii: "="), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let first = parts[2].first, "=+-".utf8.contains(first) else { return nil }
        return parts[2].startIndex + 1
    }

    /// `tag=local` or `local/tag`.
    private static func tagged(_ rest: ArraySlice<UInt8>, _ domain: ArraySlice<UInt8>) -> String? {
        if let equals = rest.firstIndex(of: UInt8(ascii: "=")) { return joined(rest[(equals + 1)...], domain) }
        if let slash = rest.lastIndex(of: UInt8(ascii: "/")) { return joined(rest[..<slash], domain) }
        return nil
    }

    private static func joined(_ local: ArraySlice<UInt8>, _ domain: ArraySlice<UInt8>) -> String? {
        guard !local.isEmpty, !domain.isEmpty else { return nil }
        return String(decoding: local + [UInt8(ascii: "@")] + domain, as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    /// What follows a word, given in lower case, that the bytes begin with in any case.
    fileprivate func after(_ word: String) -> ArraySlice<UInt8>? {
        guard count >= word.utf8.count else { return nil }
        var index = startIndex
        for wanted in word.utf8 {
            guard self[index] == wanted || self[index] | 0x20 == wanted else { return nil }
            index += 1
        }
        return self[index...]
    }
}

extension ReturnPathToken {
    /// The tokens that stand in an envelope address, inside any wrapping too. None is verified.
    ///
    /// A token follows a delimiter and ends the local part, or is followed by another `=` or delimiter of a wrapping that is
    /// not known. That may find what is no token; the signature decides.
    package static func candidates(in address: String) -> [ReturnPathToken] {
        let bytes = Array(address.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at <= 1024 else { return [] }
        return bytes[..<at]
            .split { !($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) && !isDigit($0) }
            .compactMap { ReturnPathToken(spelling: $0) }
    }

    /// The address with what may be a token cut to its first letters: who knows a token can have a bounce believed.
    package static func hidden(in address: String) -> String {
        var shown: [UInt8] = []
        var word: [UInt8] = []
        func end() {
            let isToken = ReturnPathToken(spelling: word) != nil
            shown += isToken ? word.prefix(4) + Array("...".utf8) : word[...]
            word = []
        }
        for byte in address.utf8 {
            if (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || isDigit(byte) {
                word.append(byte)
            } else {
                end()
                shown.append(byte)
            }
        }
        end()
        return String(decoding: shown, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
