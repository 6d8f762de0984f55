import Alerts
import Glibc

/// A way out, as the database remembers it: `dir /var/spool/email`. After a crash the settings may name another one, which
/// does not know what this one was given.
package struct WayMark: Sendable, Hashable {
    package let spelling: String

    package init(spelling: String) {
        self.spelling = spelling
    }

    /// The one that mails go out by.
    package init(_ settings: Settings) {
        let place: String? =
            switch settings.sendMethod {
            case "db": settings[.sendDatabase]
            case "dir", "maildir": settings[.sendDirectory]
            default: nil
            }
        spelling = settings.sendMethod + (place.map { " " + $0 } ?? "")
    }

    /// Who knows what became of the mails that it had in hand; nil where nobody does, as its folder or queue is gone.
    package func witness(_ origin: MailOrigin) -> (any Witness)? {
        let words = spelling.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let place = words.count == 2 ? String(words[1]) : ""
        switch words.first {
        case "pipe", "exec", "smtp", "relay": return JournalWitness(origin)
        case "db" where isThere(place): return try? DatabaseTransport(path: place, origin: origin.name)
        case "dir" where isThere(place):
            return FolderTransport.witness(place, .fossil, origin)
        case "maildir" where isThere(place + "/tmp"):
            return FolderTransport.witness(place, .maildir, origin)
        default: return nil
        }
    }

    /// Nothing is made that is not there: an empty queue would say that it was given nothing.
    private func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
