import Alerts
import Glibc

/// `stdout`: mails on standard output, for testing. Between two mails stands a line of 72 equals signs, as Fossil has it.
package struct StandardOutput: BatchTransport {
    package let batchSize = 100
    private let descriptor: Int32
    private var isFirst = true

    package init(descriptor: Int32 = 1) {
        self.descriptor = descriptor
        signal(SIGPIPE, SIG_IGN)
    }

    package mutating func deliver(_ mails: [OutgoingMessage]) -> [DeliveryOutcome] {
        var failure: String?
        return mails.map { mail in
            if let failure { return .agentFailed(failure) }
            var bytes = isFirst ? [] : [UInt8](repeating: UInt8(ascii: "="), count: 72) + [UInt8(ascii: "\n")]
            bytes += LineEnds.lineFeeds(mail.bytes)
            isFirst = false
            if Descriptor.write(bytes, to: descriptor) { return .accepted("written to standard output") }
            let reason = "standard output cannot be written: \(Descriptor.message())"
            failure = reason
            return .agentFailed(reason)
        }
    }
}
