import Alerts

/// What the end of a probe says about the set-up.
enum ProbeFindings {
    static func of(_ ending: Probe.Ending, waited: Int, delimiter: String) -> [Finding] {
        switch ending {
        case .notSent(let reason):
            [
                Finding(
                    .wayOut, "The way out did not take the probe: \(reason).",
                    remedy: "Mend what it says; `email send ADDRESS` tries it again")
            ]
        case .notReturned(let queue?):
            [
                Finding(
                    .waiting, "The probe waits in the queue of the mail server after \(waited) s: \(queue)",
                    remedy: "Mend what it says, then have the queue tried again")
            ]
        case .notReturned(nil):
            [
                Finding(
                    .notReturned,
                    "The probe did not come back within \(waited) s, and no queue has it: the mail server refused it, "
                        + "delivered it elsewhere, or handed it to another database.",
                    remedy: "Mend the other findings; the log of the mail server says what became of it")
            ]
        case .returned(let sighting, let deliveries, _): of(sighting, deliveries: deliveries, delimiter: delimiter)
        }
    }

    private static func of(_ sighting: ProbeSighting, deliveries: Int, delimiter: String) -> [Finding] {
        var found: [Finding] = []
        switch sighting.source {
        case .server: break
        case .header:
            found.append(
                Finding(
                    .recipientUnsaid,
                    "The mail server does not say to which address a mail came: only what names the token in a header is verified.",
                    remedy: "In the command of the mail server: --recipient with its variable for the recipient"))
        case .lost:
            found.append(
                Finding(
                    .extensionLost, "The mail server names the recipient without what follows \(delimiter).",
                    remedy: "In the command of the mail server: --recipient with the variable that keeps the extension")
            )
        }
        if let sender = sighting.sender, !sender.isEmpty {
            found.append(
                Finding(
                    .senderNotNull, "The probe was sent with the null sender and came back with '\(sender)'.",
                    remedy: "In a transport of Postfix: null_sender= ; or --sender with the variable for the sender"))
        }
        if sighting.user == 0 {
            found.append(
                Finding(
                    .runsAsRoot, "The mail server runs `email inbound` as root.",
                    remedy: "A user of its own, such as email, in the alias or the transport"))
        }
        if sighting.isWrapped {
            found.append(
                Finding(
                    .wrapped,
                    "A shell stands between the mail server and `email inbound`: its output and its status may lose mail.",
                    remedy:
                        "The command of the mail server is the program itself: /usr/local/bin/email inbound --db ..."))
        }
        if deliveries > 1 {
            found.append(
                Finding(
                    .cameTwice, "The probe was delivered \(deliveries) times: the mail server did not see status 0.",
                    remedy: "Nothing may stand between the mail server and the exit status of `email inbound`"))
        }
        return found
    }
}
