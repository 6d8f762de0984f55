extension Dialect {
    /// Microsoft Exchange 5.5 to 2003 and their Internet Mail Service.
    static let exchange2003 = Dialect(
        "exchange-2003",
        header: ["internet mail service", "x-mailer: microsoft exchange", "x-mimeole: produced by microsoft exchange"],
        text: [
            "did not reach the following recipient",
            "your message did not reach some or all of the intended recipients",
            "the following recipient(s) could not be reached", "msexch:",
        ],
        recipient: ["did not reach the following recipient(s):", "the following recipient(s) could not be reached:"],
        phrases: [
            .userUnknown: [
                "the recipient name is not recognized", "the recipient was unavailable to take delivery",
                "unknown recipient", "recipient not found", "the e-mail account does not exist", "000c05a6",
            ],
            .onHold: ["is inactive or blocked"],
            .mesgTooBig: ["the message was too large"],
            .syntaxError: ["unable to process the recipient address"],
            .securityError: ["you do not have permission to send to this recipient"],
            .systemError: [
                "a configuration error in the e-mail system caused the message to bounce",
                "the message reached the recipient's e-mail system, but delivery was refused",
                "an unknown error has occurred",
            ],
            .hostUnknown: [
                "the destination server for this recipient could not be found in domain name service",
                "destination computer could not be found",
            ],
        ])
}
