import Alerts
import ArgumentParser
import Bounces
import Storage

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
