import Alerts
import Bounces
import Glibc
import Storage

/// A mail on its way in, with its envelope: what one process takes alone, and the service in groups.
package struct IncomingMail: Sendable {
    /// As far as `JudgedMail.maximumBytes`.
    package let bytes: [UInt8]
    /// All of it.
    package let size: Int
    /// The most reliable first; the mail is kept under the first.
    package let recipients: [String]
    /// Empty for the null sender; nil where nobody says.
    package let sender: String?
    package let fingerprint: [UInt8]
    /// Seconds since 1970.
    package let received: Int64

    package init(bytes: [UInt8], size: Int, recipients: [String], sender: String?, received: Int64) {
        self.bytes = bytes
        self.size = size
        self.recipients = recipients
        self.sender = sender
        self.received = received
        fingerprint = MailFingerprint.of(bytes)
    }

    /// What is kept of it.
    package var inbound: InboundMail {
        InboundMail(
            bytes: bytes, size: size, fingerprint: fingerprint, recipient: recipients.first, sender: sender,
            received: received)
    }

    /// Reads it. No file, no clock, no database; this is what may crash.
    package func judged(rules: Rules) -> JudgedMail {
        JudgedMail(bytes, recipients: recipients, sender: sender, rules: rules)
    }

    /// What the store needs to conclude it.
    ///
    /// - Parameter isService: Whether it was taken by a process that takes many.
    package func judgement(
        _ judged: JudgedMail, id: Int64, settings: Settings, isService: Bool = false
    ) -> Judgement {
        let received = received
        let recipients = recipients
        let sender = sender
        return Judgement(
            inbound: id, clues: judged.clues, received: received, ask: { judged.questions($0) },
            decide: {
                judged.conclusion(proofs: $0, history: $1, settings: settings, inbound: id, received: received)
            },
            observe: { probe in
                let sighting = ProbeSighting.observe(
                    probe, recipients: recipients, sender: sender, isService: isService)
                return (Conclusion(probe: sighting.sentence), sighting.json)
            })
    }

    /// Whether the process that marked a mail as being judged may still be at it. Past its deadline it cannot; and it is not
    /// this one, whatever its number: numbers come again, soon in a container. What was marked later than now was marked by a
    /// clock that has been set back since, and says nothing.
    package static func isRunning(_ process: Int32, since: Int64, now: Int64) -> Bool {
        let isRecent = since <= now && now - since <= Int64(DeliveryProcess.deadlineSeconds)
        guard process > 0, process != getpid(), isRecent else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }
}
