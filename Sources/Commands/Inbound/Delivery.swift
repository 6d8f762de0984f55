import Alerts
import Glibc
import Storage
import Transports

/// `email inbound` as a mail server calls it: a mail on standard input, status 0 or 75, and not a byte of output.
enum Delivery {
    /// Takes the mail and returns the exit status. Standard input has been read to its end whatever comes of it.
    static func run(_ invocation: Invocation, hasInput: Bool) -> Int32 {
        var options = DeliveryArguments()
        if case .delivery(let given) = invocation { options = given }
        DeliveryProcess.failSafely()
        // A dry run keeps nothing: it is a person's, who wants to see something.
        DeliveryProcess.silence(output: !options.isDryRun)
        let content = Descriptor.readToEnd(0, limit: JudgedMail.maximumBytes)
        if case .refused(let mistake) = invocation { return fail("wrong usage: \(mistake)") }
        guard hasInput else { return fail("there is no standard input") }
        guard content.failure == 0 else {
            return fail("standard input cannot be read: \(Descriptor.message(content.failure))")
        }
        let recipients = InboundEnvironment.recipients(option: options.recipient)
        let sender = InboundEnvironment.sender(option: options.sender)
        let path = Environment.databasePath(options.database)
        if options.isDryRun {
            return dryRun(content, path: path, recipients: recipients, sender: sender, options: options)
        }
        Connection.expectOneThread()
        do throws(StoreError) {
            let receiver = try Receiver(path: path)
            let outcome = try receiver.receive(content, recipients: recipients, sender: sender, now: Clock.now)
            report(outcome)
            return 0
        } catch {
            return fail(error.description)
        }
    }

    private static func dryRun(
        _ content: Descriptor.Content, path: String, recipients: [String], sender: String?, options: DeliveryArguments
    ) -> Int32 {
        do throws(StoreError) {
            let rehearsal = try Rehearsal(path: path)
            let shown = try rehearsal.judge(content.bytes, recipients: recipients, sender: sender, now: Clock.now)
            let presentation = Presentation(wantsJSON: options.wantsJSON, wantsExplanation: options.wantsExplanation)
            let (output, talk) = presentation.bytes(file: "-", shown)
            Descriptor.write(talk, to: 2)
            return Descriptor.write(output, to: 1) ? 0 : DeliveryProcess.tryAgain
        } catch {
            return fail(error.description)
        }
    }

    /// What changes a subscriber, and what the administrator has to look at, is in the system's log too.
    private static func report(_ outcome: Receiver.Outcome) {
        if case .abandoned(let id) = outcome.arrival {
            SystemLog.write(
                .warning, "mail \(id): judging it failed at its first delivery, set aside: email inbound log")
        }
        for decision in outcome.conclusion?.decisions ?? [] {
            switch decision.effect {
            case .doNotCall, .unsubscribed:
                SystemLog.write(.notice, "subscriber \(decision.subscriber ?? 0): \(decision.effect.rawValue)")
            default: continue
            }
        }
    }

    private static func fail(_ message: String) -> Int32 {
        SystemLog.write(.error, "inbound: \(message)")
        return DeliveryProcess.tryAgain
    }
}

/// What the mail server says of the envelope.
enum InboundEnvironment {
    /// The option, else ORIGINAL_RECIPIENT and RECIPIENT (Postfix), the address before any alias first.
    static func recipients(option: String?) -> [String] {
        if let option { return [option] }
        return [Environment.value("ORIGINAL_RECIPIENT"), Environment.value("RECIPIENT")].compactMap { $0 }
    }

    /// The option, else SENDER; empty for the null sender.
    static func sender(option: String?) -> String? {
        option ?? Environment.valueOrEmpty("SENDER")
    }
}
