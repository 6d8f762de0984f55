extension Dialect {
    /// Postfix: bounce(5), bounce_template_file; `notify_classes` for the transcripts to the postmaster.
    static let postfix = Dialect(
        "postfix",
        header: [
            "subject: undelivered mail returned to sender", "subject: delayed mail (still being retried)",
            "subject: successful mail delivery report", "subject: mail delivery status report",
            "subject: postmaster copy: undelivered mail", "subject: postfix smtp server: errors from",
        ],
        text: [
            "this is the mail system at host", "this is the postfix program at host", "this is the postfix mail",
            "the postfix program", "the postfix mail system", "x-postfix-queue-id",
            "for other details, see the local mail logfile",
        ])
}
