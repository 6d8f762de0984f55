import Alerts
import ArgumentParser
import MIME
import Storage

/// `email subscribe`
struct SubscribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribe",
        abstract: "Add a subscriber, or change one.",
        discussion: """
            A new subscriber is sent an invitation to confirm the address, unless it is known to be their own (--verified): \
            `email exec` sends it, and nothing else goes to the address before. Asking again sends another one, but no more \
            than email-verify-limit within email-verify-days. Who has not confirmed by then is no subscriber any more.

            Of a subscriber who exists only what is given is changed. Do-not-call is never lifted by it: see \
            `email help allow`.

            The letters: a announcements, c check-ins, f forum posts, n new threads, r replies, t tickets, w wiki, \
            x edits. Fossil's k is nothing: unsubscribed at one click.

            EXAMPLES
                email subscribe reader@example.net --verified
                email subscribe reader@example.net --subscriptions act --digest

            EXIT STATUS
                0    added or changed
                64   the address or a letter is none
                78   the database is missing or wrong
            """)

    @Argument(help: "The mail address.")
    var email: String

    @Flag(inversion: .prefixedNo, help: "The address is known to be the subscriber's own.")
    var verified: Bool?

    @Option(help: ArgumentHelp("What to subscribe to, a letter each. New subscribers get acftw.", valueName: "letters"))
    var subscriptions: String?

    @Flag(inversion: .prefixedNo, help: "One mail a day.")
    var digest: Bool?

    @Option(name: .customLong("user"), help: ArgumentHelp("The name in Fossil's user table.", valueName: "name"))
    var userName: String?

    @Option(
        help: ArgumentHelp(
            "The code, 64 hexadecimal digits, of one who moves here from another list: links in old mails go on working.",
            valueName: "code"))
    var code: String?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard isPlausibleAddress(Array(email.utf8).span), isSendable(email)
        else {
            throw ValidationError("'\(visible(email))' is no mail address. Give one such as reader@example.net.")
        }
        if let code, code.utf8.count != 64 || bytes(hexadecimal: code) == nil {
            throw ValidationError("'\(visible(code))' is no code. Give 64 hexadecimal digits.")
        }
        if let subscriptions, SubscriptionLetter.normalized(subscriptions) == nil {
            throw ValidationError(
                "'\(visible(subscriptions))' has a letter that means nothing. Use those of acfnrtuwxk.")
        }
    }

    func run() throws {
        let store = try database.open()
        let outbox = try Outbox(store)
        let done = try storing { () throws(StoreError) in
            try store.subscribe(
                address: email, subscriptions: subscriptions.flatMap(SubscriptionLetter.normalized),
                isVerified: verified, wantsDigest: digest, userName: userName, code: code.flatMap(bytes(hexadecimal:)),
                now: Clock.now)
        }
        if done == .codeTaken { throw Failure(.usage, "Another subscriber has this code. Nothing was changed.") }
        Console.line("\(visible(email)): \(done == .added ? "subscribed" : "changed")")
        let invitation = try storing { () throws(StoreError) in
            try store.invite(
                address: email, letter: outbox.writer.verification(), settings: outbox.settings, now: Clock.now)
        }
        if let words = SubscribeCommand.words(for: invitation, outbox.settings) { Console.line("  \(words)") }
    }

    private static func words(for invitation: Invitation, _ settings: Settings) -> String? {
        switch invitation {
        case .queued: "an invitation to confirm the address is queued"
        case .waiting: "an invitation to confirm the address waits already"
        case .limited where settings.number(.verifyLimit) == 0: "no invitation: email-verify-limit is 0"
        case .limited:
            "no invitation: the address was asked \(settings.number(.verifyLimit)) times within \(settings.number(.verifyDays)) days"
        case .noLink:
            """
            no invitation: email-url is not set, and it would have no link. Set it and run this again, or say that the address \
            is the subscriber's own: --verified
            """
        case .doNotCall: "do-not-call: nothing is sent to this address"
        case .verified, .noSubscriber: nil
        }
    }
}
