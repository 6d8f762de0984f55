/// Whose mails go out: what the notes about those in hand are kept by.
package struct MailOrigin: Sendable, Hashable {
    /// The full path of the database or of the queue, which notes lie beside. Empty for none: then nothing is noted.
    package let path: String
    /// What the database was given at random. One that is made at the path of another begins to count anew, and would take the
    /// notes of the other for its own. Empty for a queue, whose mails are known by their text, and for a database of an older
    /// program.
    package let id: String

    package init(path: String, id: String = "") {
        self.path = path
        self.id = id
    }

    package static let none = MailOrigin(path: "")

    /// What tells it from all others that use the same folder or queue.
    package var name: String { id.isEmpty ? path : "\(path) \(id)" }
    var journalPath: String { path + "-sending" }
}
