import ArgumentParser

/// `email rules`
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Try rules of your own on the mails that are stored.",
        discussion: """
            Providers change their words, and administrators know their own. `email settings email-rules FILE` puts rules \
            before those of this program, for bounces and for refusals while sending. A file is made of lines such as

                # What the filter of our university says
                dialect campus
                  header "x-mailer: campus gate"
                  text "the campus gate could not"
                  recipient "for the person"
                  diagnosis "the gate said:"
                  user-unknown "has left the university" "nobody of that name"

            header and text are signs that this dialect speaks: in the header of the mail, as lines like "subject: …", or in \
            the notice. Behind recipient and diagnosis stand address and answer. A reason stands before the words that mean \
            it. A dialect without signs holds whoever speaks. Case does not count. Reasons that say that an address is dead \
            make somebody do-not-call; all others do not.
            """,
        subcommands: [RulesTestCommand.self])
}
