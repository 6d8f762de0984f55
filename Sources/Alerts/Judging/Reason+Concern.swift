import Bounces

extension Reason {
    /// Whether a soft bounce for this reason speaks about the mailbox: full, suspended, over its quota, or not reached for
    /// as long as the mail was tried. All others speak about the sender, the content or the servers between, and never
    /// count against a subscriber.
    package var concernsMailbox: Bool {
        switch self {
        case .mailboxFull, .suspend, .expired: true
        default: false
        }
    }
}
