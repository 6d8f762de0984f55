import Alerts
import Bounces

/// Why an address gets no mail, for its owner.
enum SilenceWords {
    /// For the template `subscription`.
    ///
    /// - Parameter entry: The report that did it; nil where that was a person or another program.
    static func values(_ entry: HistoryEntry?) -> [String: Any] {
        guard let entry else { return ["reason": "Somebody switched off all mail to this address."] }
        var values: [String: Any] = ["date": longDate(entry.received), "reason": reason(entry)]
        // What the server of the mailbox said, where that is what counted.
        if entry.kind == "bounce" { values["said"] = entry.diagnostic }
        return values
    }

    private static func reason(_ entry: HistoryEntry) -> String {
        if entry.kind == "complaint" {
            return "A mail that we sent to this address was reported to us as spam."
        }
        let cause = "Mails to this address came back: "
        switch entry.reason.flatMap(Reason.init(rawValue:)) {
        case .userUnknown?: return cause + "the server said that there is no such mailbox."
        case .hostUnknown?: return cause + "the domain, or its mail server, could not be found."
        case .hasMoved?: return cause + "the server said that the mailbox has moved."
        case .notAccept?: return cause + "the server said that it takes no mail."
        case .mailboxFull?: return cause + "the mailbox was full, again and again."
        case .suspend?: return cause + "the server said that the mailbox is closed or not in use."
        default: return cause + "the server did not take them."
        }
    }
}
