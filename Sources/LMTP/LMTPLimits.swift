import Commands
import NIOCore

/// How much a client may ask for. Whoever connects may be an attacker.
struct LMTPLimits: Sendable {
    /// A mail, as `SIZE` announces it (RFC 1870).
    var mailBytes = JudgedMail.maximumBytes
    /// A command with its end. RFC 5321, section 4.5.3.1.4, asks for 512 and what extensions add; addresses that forwarders
    /// wrapped, and those in UTF-8, are longer.
    var lineBytes = 2048
    /// RFC 5321, section 4.5.3.1.8, asks for at least 100.
    var recipients = 100
    /// Commands that were no good, on one connection.
    var errors = 20
    var connections = 200
    /// Mails that are not answered yet, of all connections together.
    var memoryBytes = 256 << 20
    /// How long nothing may come (RFC 5321, section 4.5.3.2.7).
    var idle = TimeAmount.minutes(5)
    /// How long one mail may take from its first command, or a client that sends a byte a minute would hold its place for ever.
    var transaction = TimeAmount.hours(1)
    /// How long a mail that is under way may take when the service is asked to stop.
    var drain = TimeAmount.seconds(15)
}
