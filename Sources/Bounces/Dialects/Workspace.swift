extension Dialect {
    /// Google Workspace (G Suite): a report with an HTML notice.
    static let workspace = Dialect(
        "google-workspace",
        text: [
            "learn more here: https://support.google.com", "learn more here: https://support.google.com/mail/",
            "the response from the remote server was:",
        ])
}
