import Alerts
import ArgumentParser
import Bounces
import Storage

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

/// `email rules test`
struct RulesTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Show which stored mails, and which subscribers, a file of rules would judge differently.",
        discussion: """
            Every mail that is still stored is judged twice, as of the time when it came: with the rules that hold and with \
            those of the file. Nothing is changed.

            EXIT STATUS
                0    done
                66   the file cannot be read
                65   a line of it is no rule
                78   the database is missing or wrong
            """)

    @Argument(help: "The file of rules.")
    var file: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: true)
        let settings = try storing { () throws(StoreError) in try store.settings() }
        let present = RulesFile.rules(settings, nil, now: Clock.now)
        let tried = try tried()
        let stored = try storing { () throws(StoreError) in try store.storedMails() }
        var bar = ProgressBar(total: stored.count)
        var different = 0
        var subscribers: Set<Int64> = []
        for (index, id) in stored.enumerated() {
            bar.advance(to: index)
            guard let mail = try storing({ () throws(StoreError) in try store.storedMail(id) }) else { continue }
            let before = try StoredJudgement(mail, store, settings, present)
            let after = try StoredJudgement(mail, store, settings, tried)
            guard before.summary != after.summary else { continue }
            different += 1
            Console.line(visible("mail \(id): \(before.summary)"))
            Console.line(visible("      -> \(after.summary)"))
            for decision in after.conclusion.decisions {
                guard let subscriber = decision.subscriber else { continue }
                let known = before.conclusion.decisions.first { $0.subscriber == subscriber }
                guard known?.effect != decision.effect else { continue }
                subscribers.insert(subscriber)
                Console.line(
                    visible(
                        "      \(decision.address): \(known?.effect.rawValue ?? "-") -> \(decision.effect.rawValue)"))
            }
        }
        bar.finish()
        Console.line(
            "\(different) of \(stored.count) mails and \(subscribers.count) subscribers are judged differently")
    }

    private func tried() throws -> Rules {
        do throws(RulesFile.Mistake) {
            return try RulesFile.rules(file)
        } catch {
            throw Failure(error.isUnreadable ? .noInput : .badInput, error.message)
        }
    }
}
