extension Dialect {
    /// Google Groups: the notice comes in the language of the sender, the rest stays.
    static let googleGroups = Dialect(
        "google-groups",
        text: ["groups.google.com/support/", "google groups", "group you tried to contact"],
        separators: ["original message"],
        phrases: [
            .rejected: [
                "you may not have permission to post messages to the group", "groups.google.com/support/",
                "groups.google.com",
            ]
        ])
}
