/// What a phrase says about the kind of a mail, or about what stands next to it.
enum Cue: Sendable, Hashable {
    // In the outer header.
    /// The sender is a mail system.
    case daemon
    /// The sender is a mail system, or the person who looks after it.
    case office
    case bounceSubject, delaySubject, successSubject
    /// A reply or a forwarded mail: a person wrote it.
    case humanSubject
    /// A help desk or a tracker sent it, or a mail system that tells its postmaster of others' sessions.
    case ticket
    /// It was written with a person's mail program.
    case personalProgram
    case autoReply
    /// A mailing or a mailing list.
    case list

    // In the notice.
    /// A delivery failed.
    case failure
    /// It is tried again.
    case delay
    /// It is not tried again.
    case final
    /// It is not tried again, whatever the report says.
    case givenUp
    case success
    /// Recipients stand behind this.
    case recipient
    /// The answer of the refusing server stands behind this.
    case diagnosis
    /// An address behind this is somebody to turn to.
    case contact
    /// An address right behind this is nobody's.
    case example
    /// An address behind this is the one that the recipient's was made from.
    case origin
    /// A notice that somebody forwarded begins.
    case forwarded
    /// A dialogue follows that is written with `In:` and `Out:`.
    case transcript
    /// The writer is away.
    case away
    /// The sender shall prove to be a person, or ask for the mail to be let through.
    case challenge
    /// The reader shall do something about a mailbox, a prize or a parcel: no mail system speaks so to whom a mail is
    /// returned to.
    case lure

    // Signs of a dialect, by its number.
    case dialectHeader(Int)
    case dialectText(Int)
    /// A phrase that means a reason when this dialect speaks.
    case dialectPhrase(Int)
}
