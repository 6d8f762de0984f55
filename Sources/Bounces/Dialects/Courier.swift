extension Dialect {
    /// Courier: `courier/module.dsn/dsn*.txt`.
    static let courier = Dialect(
        "courier",
        header: ["subject: notice: mail delivery status", "subject: warning: delayed mail", "boundary=\"=_courier"],
        text: ["running the courier mail server", "this is a delivery status notification from", "undeliverable mail"],
        recipient: ["to the following recipients cannot be delivered:", "your message to the following recipients"],
        phrases: [
            .hostUnknown: ["no such domain."],
            .networkError: ["dns lookup failure."],
            .mailerError: ["delivery to a file or program failed"],
        ])
}
