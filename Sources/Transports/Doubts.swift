/// What a process that died leaves unknown of the mails that it was handing over.
package struct Doubts: Sendable, Hashable {
    /// Handed over; whether the agent has them, nobody can know.
    package var handed: Set<Int64> = []
    /// The agent has them, and they are not recorded yet.
    package var accepted: Set<Int64> = []
    /// Whether there may be others, as the system itself went down.
    package var isIncomplete = false

    package init() {}

    package var isEmpty: Bool { handed.isEmpty && accepted.isEmpty && !isIncomplete }
}
