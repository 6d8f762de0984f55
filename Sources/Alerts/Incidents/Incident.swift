/// Many subscribers of one provider failed at once for one reason. It counts against none of them.
package struct Incident: Sendable, Hashable {
    package let id: Int64
    package let group: FailureGroup
    /// When the first of its failures came. Seconds since 1970.
    package let began: Int64
    /// When the last one came.
    package let last: Int64
    /// Nil: it goes on.
    package let ended: Int64?
    /// The most subscribers who failed within the window.
    package let failing: Int
    package let subscribers: Int
    /// How many were let in again.
    package let restored: Int
    /// When the administrator said that it was none.
    package let dismissed: Int64?

    package init(
        id: Int64, group: FailureGroup, began: Int64, last: Int64, ended: Int64?, failing: Int, subscribers: Int,
        restored: Int, dismissed: Int64?
    ) {
        self.id = id
        self.group = group
        self.began = began
        self.last = last
        self.ended = ended
        self.failing = failing
        self.subscribers = subscribers
        self.restored = restored
        self.dismissed = dismissed
    }

    /// `user-unknown at example.net`.
    package var title: String {
        let side = group.side == .domain ? "at" : "from the servers of"
        return "\(group.reason.rawValue) \(side) \(group.provider)"
    }

    /// What the administrator is told, once.
    package var letter: Letter {
        let fate =
            group.reason.concernsMailbox || group.reason.isAddressDead
            ? """
            Addresses do not die in such numbers at once, so this is held against nobody: no subscriber becomes do-not-call
            by it, and \(restored) who had are let in again. It ends by itself when fewer fail.
            """
            : """
            Failures of this sort never count against a subscriber, but mail does not arrive there. What the servers said
            often names what to do: `email report --provider \(group.provider)`.
            """
        return Letter(
            kind: .notice, subject: "Incident \(id): \(title)", fromName: nil,
            body: """
                Within hours \(failing) of \(subscribers) subscribers failed for one reason: \(title).

                \(fate)

                `email incidents` shows it. If these addresses really are dead, `email incidents dismiss \(id)` makes what was
                reported count.

                """)
    }
}
