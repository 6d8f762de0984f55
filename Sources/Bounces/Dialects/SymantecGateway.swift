extension Dialect {
    /// Symantec AntiVirus for SMTP Gateways, which sends under its own name.
    static let symantecGateway = Dialect(
        "symantec-gateway",
        header: ["symantec_antivirus_for_smtp_gateways"],
        text: ["could not be delivered to the following recipients:"],
        recipient: ["could not be delivered to the following recipients:"])
}
