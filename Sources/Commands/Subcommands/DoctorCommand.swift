import Alerts
import ArgumentParser
import Glibc
import MIME
import Storage
import Transports

/// `email doctor`
struct DoctorCommand: SendingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find what is wrong with a set-up before the first bounce does.",
        discussion: """
            Looks at the settings, the database, the way out and the mail server of this machine, then sends a marked mail \
            with the null sender to our own return path and waits until it is back. It goes the way of a bounce, has no \
            effect on anybody, and shows as which user and with what the mail server runs `email inbound`.

            Each finding says what is wrong and names the line to change. Run it as the user whose cron runs `email exec`, or \
            as root, who may ask the mail server more.

            EXAMPLES
                email doctor
                email doctor --offline --json
                email doctor --via '/usr/sbin/sendmail -ti' --wait 60

            EXIT STATUS
                0    nothing is wrong
                1    something is
                64   wrong usage
            """)

    @Flag(help: "Send nothing; only look.")
    var offline = false

    @Option(
        help: ArgumentHelp(
            "The shell command that takes the marked mail, instead of the way out that is set.", valueName: "command"))
    var via: String?

    @Option(help: ArgumentHelp("How long the marked mail may take.", valueName: "seconds"))
    var wait = 30

    @Option(
        help: ArgumentHelp(
            "As whom the mail server runs `email inbound`, where it cannot be found out.", valueName: "name"))
    var user: String?

    @Flag(help: "Print a line of JSON a finding.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if !(1...3600).contains(wait) { throw ValidationError("--wait takes a number of seconds from 1 to 3600.") }
        if offline, via != nil { throw ValidationError("--offline sends nothing, so --via says nothing.") }
    }

    func run(smtp: MakeSMTP) throws {
        umask(0o077)
        let findings = try examine(smtp)
        for finding in findings { show(finding) }
        if findings.isEmpty {
            if !json { Console.line("nothing is wrong") }
        } else {
            throw ExitCode(1)
        }
    }

    private func examine(_ smtp: MakeSMTP) throws -> [Finding] {
        let path = FilePath.resolved(database.path)
        let store: Store
        let settings: Settings
        do throws(StoreError) {
            store = try Store(path: path)
            settings = try store.settings()
        } catch {
            let account = Account(user ?? String(geteuid()))
            return [Finding(.databaseUnusable, "\(error.path): \(error.message).", remedy: error.remedy)]
                + DatabaseChecks(database: path, account: account).findings()
        }
        do throws(StoreError) {
            var findings = try SettingChecks(store: store, settings: settings).findings(smtp)
            findings += try QueueChecks(store: store, settings: settings, now: Clock.now).findings()
            let handover = handover(path, settings)
            let isOffline = offline || !isSendable(settings[.selfAddress])
            let ending = isOffline ? nil : send(store, settings, path, smtp)
            var account = (user ?? handover.user).flatMap { Account($0) }
            if case .returned(let sighting, _, let seconds)? = ending {
                account = Account(String(sighting.user)) ?? account
                tell(sighting, seconds)
            } else {
                // What came back proves more than the settings of a mail server do.
                findings += handover.found
            }
            findings += DatabaseChecks(database: path, account: account).findings()
            if let ending {
                findings += ProbeFindings.of(ending, waited: wait, delimiter: settings[.delimiter])
            }
            return findings
        } catch {
            return [Finding(.databaseUnusable, "\(error.path): \(error.message).", remedy: error.remedy)]
        }
    }

    private func handover(_ path: String, _ settings: Settings) -> (found: [Finding], user: String?) {
        guard let server = MailServers.present() else { return ([], nil) }
        let (found, handover) = HandoverChecks(server: server, database: path, settings: settings).findings()
        return (found, handover?.user)
    }

    private func send(_ store: Store, _ settings: Settings, _ path: String, _ smtp: MakeSMTP) -> Probe.Ending {
        let probe = Probe(store: store, settings: settings, database: path, command: via, waitSeconds: wait)
        do {
            return try probe.run(smtp)
        } catch {
            return .notSent((error as? Failure)?.message ?? "\(error)")
        }
    }

    private func tell(_ sighting: ProbeSighting, _ seconds: Double) {
        if json { return }
        let name = Account(String(sighting.user))?.name ?? String(sighting.user)
        let tenths = Int(seconds * 10)
        Console.line(
            visible("a marked mail came back after \(tenths / 10).\(tenths % 10) s, as \(name), in \(sighting.folder)"))
    }

    private func show(_ finding: Finding) {
        guard json else {
            Console.line(visible("\(finding.code.rawValue): \(finding.problem)"))
            Console.line(visible("    \(finding.remedy)"))
            return
        }
        var line = JSONWriter()
        line.beginObject()
        line.member("finding", finding.code.rawValue)
        line.member("problem", finding.problem)
        line.member("remedy", finding.remedy)
        line.endObject()
        line.newline()
        Console.write(line.bytes)
    }
}
