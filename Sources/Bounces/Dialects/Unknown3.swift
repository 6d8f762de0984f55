extension Dialect {
    /// A server that lists its recipients with stars: Kerio Connect words it so.
    static let unknown3 = Dialect(
        "x3",
        text: ["this is an automatically generated delivery status notification", "technical details:"],
        recipient: [
            "delivery to the following recipients failed permanently:",
            "delivery to the following recipients was aborted after",
        ],
        diagnosis: ["technical details:"],
        phrases: [
            .userUnknown: ["no such user here"]
        ])
}
