import Alerts
import Glibc
import Storage
import Transports

/// Sends a marked mail the way that bounces come, and waits for it in the log of inbound mails.
struct Probe {
    let store: Store
    let settings: Settings
    let database: String
    /// The command that takes it instead of the way out of the settings.
    let command: String?
    let waitSeconds: Int

    /// What became of it.
    enum Ending {
        /// The way out did not take it: why.
        case notSent(String)
        /// What the queue of the mail server says of it, where it says something.
        case notReturned(queue: String?)
        case returned(ProbeSighting, deliveries: Int, seconds: Double)
    }

    func run(_ smtp: MakeSMTP) throws -> Ending {
        let now = Clock.now
        let keys = try storing { () throws(StoreError) in try store.signingKeys() }
        guard let key = keys.first else { return .notSent("there is no key to sign it with") }
        let token = ProbeToken(now: now, random: .random(in: .min ... .max), key: key)
        let mail = message(token)
        var way = try transport(smtp)
        let began = Clock.preciseNow
        let outcome = way.deliver([mail]).first ?? .agentFailed("it said nothing")
        way.close()
        if case .accepted = outcome {} else { return .notSent(Probe.words(outcome)) }
        repeat {
            let found = try storing { () throws(StoreError) in try store.probeReturn(token) }
            if let found, let sighting = ProbeSighting(json: found.sighting) {
                return .returned(sighting, deliveries: found.deliveries, seconds: Clock.preciseNow - began)
            }
            usleep(100_000)
        } while Clock.preciseNow < began + Double(waitSeconds)
        return .notReturned(queue: Probe.queued(token))
    }

    private func message(_ token: ProbeToken) -> OutgoingMessage {
        let parts = settings[.selfAddress].split(separator: "@").map(String.init)
        let recipient = "\(parts[0])\(settings[.delimiter])\(token.spelling)@\(parts[parts.count - 1])"
        let random = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        return ProbeMail.message(to: recipient, token: token, random: random)
    }

    /// The way out of the settings where that leads to a mail server at once and with a sender of our own; else the sendmail
    /// of this machine, else what listens at port 25: bounces come in there whatever way alerts go out.
    private func transport(_ smtp: MakeSMTP) throws -> any Transport {
        var local = settings
        local.values[Setting.ownSendMethod.rawValue] = "pipe"
        if let command {
            local.values[Setting.sendCommand.rawValue] = command
        } else if ["pipe", "smtp", "relay"].contains(settings.sendMethod)
            || settings[.sendArguments].contains("RETURN_PATH")
        {
            local = settings
        } else if FilePath.program("/usr/sbin/sendmail") != nil {
            local.values[Setting.sendCommand.rawValue] = "/usr/sbin/sendmail -ti"
        } else {
            local.values[Setting.ownSendMethod.rawValue] = "smtp"
            local.values[Setting.sendRelayHost.rawValue] = "localhost:25"
        }
        // Of no database: what `email exec` noted of its mails is not touched.
        guard let transport = try WayOut.make(local, origin: .none, smtp: smtp) else {
            throw Failure(.configuration, "there is no way out for a probe; name a command with --via")
        }
        return transport
    }

    private static func words(_ outcome: DeliveryOutcome) -> String {
        if case .refused(let reply, _, let text) = outcome { "\(reply) \(text)" } else { outcome.reason }
    }

    /// The lines about it in the queue of the mail server, which mostly say why it is still there.
    private static func queued(_ token: ProbeToken) -> String? {
        // The token is letters and digits.
        let script = """
            { mailq || /usr/sbin/sendmail -bp || smtpctl show queue; } 2>/dev/null | grep -i -B 2 \(token.spelling)
            """
        let answer = Tool(["/bin/sh", "-c", script])
        guard answer.status == 0, !answer.output.isEmpty else { return nil }
        return answer.output.split(separator: "\n").map { String($0.drop { $0 == " " }) }.joined(separator: " ")
    }
}
