import Alerts
import ArgumentParser
import Glibc
import Storage

/// `email inbound replay`
struct InboundReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge stored mails again, as after an upgrade.",
        discussion: """
            Every mail that is still stored is judged with the rules of this program, as of the time when it came, and \
            those that are judged differently are shown. Nothing is changed without --apply. With it, history and log say \
            what is said now, and a subscriber who would have become do-not-call does; nobody is let in again: see \
            `email help allow`. Where by the new judgement many of one provider fail at once, --apply finds an incident, \
            which counts against nobody, as if they came now: without --apply each mail is judged by itself.

            EXAMPLES
                email inbound replay
                email inbound replay 17 18 --explain
                email inbound replay --apply

            EXIT STATUS
                0    done
                75   it may work later
                78   the database is missing or wrong
            """)

    @Argument(help: "The numbers of the mails; all without.")
    var mails: [Int64] = []

    @Flag(help: "Write down what is judged now.")
    var apply = false

    @Flag(help: "Show each step of every mail.")
    var explain = false

    @OptionGroup var database: DatabaseOptions

    func run() throws {
        let store = try database.open(readOnly: !apply)
        let settings = try storing { () throws(StoreError) in try store.settings() }
        let stored = try storing { () throws(StoreError) in try store.storedMails() }
        let chosen = mails.isEmpty ? stored : stored.filter(mails.contains)
        let rules = RulesFile.rules(settings, nil, now: Clock.now)
        var bar = ProgressBar(total: chosen.count)
        var different = 0
        for (index, id) in chosen.enumerated() {
            bar.advance(to: index)
            guard let mail = try storing({ () throws(StoreError) in try store.storedMail(id) }),
                mail.line.kind != "probe"
            else { continue }
            let again = try StoredJudgement(
                StoredJudgement.read(mail, rules), mail.line, store, settings, isDry: !apply)
            let isDifferent = again.isDifferent(from: mail.line)
            if isDifferent { different += 1 }
            if explain {
                Console.write(Explanation.text(file: "mail \(id)", again.judged, again.conclusion))
            } else if isDifferent {
                let before = "\(mail.line.kind ?? mail.line.state) \(mail.line.effect ?? "")"
                let effect = again.conclusion.strongest?.effect.rawValue ?? ""
                Console.line(visible("mail \(id): \(before) -> \(again.conclusion.kind) \(effect)"))
            }
        }
        bar.finish()
        let done = apply ? "judged again" : "would be judged again; --apply writes it down"
        for id in mails where !chosen.contains(id) { Console.note("mail \(id) is not there, or not kept any more") }
        Console.line("\(chosen.count) \(chosen.count == 1 ? "mail" : "mails") \(done), \(different) differently")
        if chosen.count < Set(mails).count { throw ExitCode(Failure.Status.nothing.rawValue) }
    }
}
