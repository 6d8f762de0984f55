extension Dialect {
    /// SparkPost (Port25) PowerMTA.
    static let powerMTA = Dialect(
        "powermta",
        header: ["x-pmta", "postmaster@pmta"],
        text: ["hello, this is the mail server on", "port25.com", "bounce-reason", "x-powermta-"],
        recipient: ["to the following recipients:"],
        phrases: [
            .userUnknown: ["bad-mailbox", "inactive-mailbox"],
            .hostUnknown: ["bad-domain", "bad-connection;no route"],
            .mailboxFull: ["quota-issues"],
            .spamDetected: ["spam-related"],
            .virusDetected: ["virus-related"],
            .policyViolation: ["policy-related"],
            .expired: ["message-expired"],
            .contentError: ["content-related"],
            .noRelaying: ["relaying-issues"],
            .rejected: ["routing-errors"],
            .networkError: ["no-answer-from-host"],
            .onHold: ["protocol-errors;"],
        ])
}
