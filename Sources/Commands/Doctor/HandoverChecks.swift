import Alerts
import Glibc

/// What a mail server is told to do with our bounces, and whether the one as whom it does so may.
struct HandoverChecks {
    let server: any MailServer
    /// The full path of the database.
    let database: String
    let settings: Settings

    private var address: (local: String, domain: String)? {
        let parts = settings[.selfAddress].split(separator: "@").map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    func findings() -> (found: [Finding], handover: Handover?) {
        guard let address else { return ([], nil) }
        var found = delimiter()
        if server.isDestination(of: address.domain) == false {
            found.append(
                Finding(
                    .foreignDomain,
                    "Mail to \(address.domain), the domain of email-self, does not end at this \(server.name).",
                    remedy: server.destinationRemedy(address.domain)))
        }
        let suffix = settings[.delimiter] + "doctor"
        guard let handover = server.handover(local: address.local, suffix: suffix, domain: address.domain) else {
            guard server.tellsAll else { return (found, nil) }
            found.append(
                Finding(
                    .noHandover,
                    "\(server.name) has no alias and no transport for \(address.local)@\(address.domain).",
                    remedy: server.handoverRemedy(
                        local: address.local, domain: address.domain, database: database)))
            return (found, nil)
        }
        found += HandoverChecks.judge(handover, database: database)
        return (found, handover)
    }

    private func delimiter() -> [Finding] {
        let ours = settings[.delimiter]
        guard let theirs = server.delimiters, !theirs.contains(ours) else { return [] }
        return [
            Finding(
                .delimiter,
                theirs.isEmpty
                    ? "\(server.name) knows no extensions of addresses, and return paths have one after \(ours)."
                    : "Return paths have \(ours) (email-delimiter), and \(server.name) splits addresses at \(theirs).",
                remedy: server.delimiterRemedy(ours))
        ]
    }

    /// The command: that it is ours, is there, and names this database.
    static func judge(_ handover: Handover, database: String) -> [Finding] {
        if handover.isService { return [] }
        guard handover.takesMail, let program = handover.program else {
            return [
                Finding(
                    .handoverCommand, "What \(handover.server) does with bounces does not run `email inbound`.",
                    remedy: "In \(handover.place): the command is /usr/local/bin/email inbound --db \(database)")
            ]
        }
        var found: [Finding] = []
        if !program.hasPrefix("/") || (unsafe access(program, X_OK)) != 0 {
            found.append(
                Finding(
                    .handoverProgram, "\(handover.server) is to run \(program), which is not there or cannot be run.",
                    remedy: "In \(handover.place): the full path of the program, such as /usr/local/bin/email"))
        }
        if handover.database.map(FilePath.resolved) != database {
            let named = handover.database ?? "none (then it is email.db in a folder of the mail server)"
            found.append(
                Finding(
                    .handoverDatabase, "\(handover.server) hands bounces to another database: \(named).",
                    remedy: "In \(handover.place): --db \(database)"))
        }
        return found
    }
}
