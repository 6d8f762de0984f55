extension Dialect {
    /// McAfee SaaS (MX Logic).
    static let mxLogic = Dialect(
        "mxlogic",
        header: ["mxlogic", "mxl8"],
        text: ["a message that you have sent could not be delivered", "included is a copy of the message header"],
        recipient: ["the following address failed:"],
        separators: ["included is a copy of the message header"])
}
