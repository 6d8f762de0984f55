extension Dialect {
    /// Active!Hunter of TransWARE.
    static let activeHunter = Dialect(
        "active-hunter",
        header: ["subject: failure notice :", "active!hunter", "x-ahmailid:"],
        text: ["following addresses had permanent fatal errors"],
        recipient: ["following addresses had permanent fatal errors"])
}
