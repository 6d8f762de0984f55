import MIME

/// Why a mail is neither answered nor passed on, whatever it says: a program wrote it, or it goes in circles. Nothing
/// automatic of ours ever answers an automatic mail (RFC 3834 2).
package enum Hindrance: Sendable, Hashable {
    /// `Auto-Submitted` with anything but `no`, RFC 3834 5.
    case autoSubmitted
    /// The null sender: who answers it answers a report.
    case nullSender
    /// `List-Id`, or `Precedence` with bulk, list or junk.
    case list
    /// A filter says that it is spam.
    case spam
    /// More `Received` than any way is long.
    case hops
    /// A mail of our own came back.
    case own

    /// RFC 5321 6.3 asks for at least 100 before a mail is refused; a mail to a list's own address comes by fewer than 30.
    static let maximumHops = 30

    /// What a mail's header and envelope show. `own` is for the store to find out.
    package init?(_ root: Part, sender: String?) {
        if Hindrance.value(root, "auto-submitted").map({ !$0.hasPrefix("no") }) ?? false {
            self = .autoSubmitted
        } else if sender?.isEmpty ?? false {
            self = .nullSender
        } else if root.first("list-id") != nil
            || ["bulk", "list", "junk"].contains(Hindrance.value(root, "precedence") ?? "")
        {
            self = .list
        } else if ["x-spam-flag", "x-spam-status", "x-spam"].contains(where: {
            Hindrance.value(root, $0)?.hasPrefix("yes") ?? false
        }) {
            self = .spam
        } else if root.all("received").count > Hindrance.maximumHops {
            self = .hops
        } else {
            return nil
        }
    }

    private static func value(_ root: Part, _ name: StaticString) -> String? {
        root.decodedValue(name).map { String($0.prefix(40)).lowercased() }
    }

    /// Completes "It is not answered: ...".
    var words: String {
        switch self {
        case .autoSubmitted: "a program sent it (Auto-Submitted)"
        case .nullSender: "it came from the null sender"
        case .list: "it came from a list"
        case .spam: "a filter calls it spam"
        case .hops: "it has gone through more than \(Hindrance.maximumHops) servers"
        case .own: "it is a mail of our own"
        }
    }
}
