import Alerts
import MIME

/// An address as a stranger typed it.
enum PublicAddress {
    /// The address, without blanks around it; nil for what is none that we would send to. Those of other scripts are (RFC 6531).
    static func read(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { $0 != 0x20 }), let last = bytes.lastIndex(where: { $0 != 0x20 })
        else {
            return nil
        }
        let address = String(decoding: bytes[first...last], as: UTF8.self)
        return isPlausibleAddress(Array(address.utf8).span) && isSendable(address) ? address : nil
    }

    /// What limits go by.
    static func key(_ address: String) -> String {
        InternationalAddress(address)?.ascii ?? String(decoding: foldedAddress(address), as: UTF8.self)
    }
}
