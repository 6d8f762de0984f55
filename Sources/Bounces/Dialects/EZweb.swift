extension Dialect {
    /// au (EZweb), KDDI mobile phones.
    static let ezWeb = Dialect(
        "ezweb",
        header: [
            "postmaster@ezweb", "postmaster@au.com", "postmaster@biz.ezweb",
            "subject: mail system error - returned mail",
        ],
        text: [
            "each of the following recipients was rejected by a remote", "the user(s) account", "the user(s) mailbox",
            "your message was not delivered within", "the following recipients did not receive this message",
        ],
        recipient: [
            "the following recipients did not receive this message:",
            "each of the following recipients was rejected by a remote",
        ],
        phrases: [
            .suspend: ["the user(s) account is disabled", "the user(s) account is temporarily limited"],
            .userUnknown: ["user unknown"],
            .expired: ["your message was not delivered within"],
            .exceedLimit: ["the user(s) mailbox"],
        ])
}
