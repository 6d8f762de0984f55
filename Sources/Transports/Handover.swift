import Alerts

/// What became of a mail that a way out was given.
package struct Handover: Sendable, Hashable {
    /// Which mail: those of a run are counted from 0, in the order in which they were given.
    package let number: Int
    package let outcome: DeliveryOutcome

    package init(number: Int, outcome: DeliveryOutcome) {
        self.number = number
        self.outcome = outcome
    }
}
