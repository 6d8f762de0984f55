import Alerts
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// What the pages for everybody share. They know no cookie: the only authority is the code in a link.
struct PublicPages: Sendable {
    let site: Site
    let codes: CodeIndex
    let securityCode: SecurityCode
    let choices: [AlertChoice]
    let choiceFields: ChoiceFields
    let worker: RequestWorker
    private let networkLimit = NetworkThrottle(per: 3600)
    /// One mail a day goes to an address anyway. This only keeps the requests few.
    private let addressLimit = Throttle(10, per: 3600)

    // MARK: Forms of strangers

    /// A form that leads to a mail, as far as all of these have it.
    struct Submission: Sendable {
        let form: Form
        let settings: Settings
        let client: Client
    }

    /// Reads a form that leads to a mail.
    ///
    /// - Throws: 403 where another site had the browser send it, 429 where the network sent too many.
    func submission(_ request: Request, _ context: PageContext) async throws -> Submission {
        let settings = try await site.settings()
        guard !RequestOrigin.isForeign(request, url: settings[.url]) else { throw HTTPError(.forbidden) }
        let client = Client(request, context, trustsProxy: site.trustsProxy)
        let limit = settings.number(.webLimit)
        guard limit == 0 || networkLimit.allows(client, limit: limit, now: site.now) else {
            throw HTTPError(.tooManyRequests)
        }
        return Submission(form: try await Form(request), settings: settings, client: client)
    }

    /// Asks for the security code, where it is on. To be called once for each form.
    func check(_ submission: Submission, _ mistakes: inout Mistakes) {
        guard submission.settings[.captcha] == "on" else { return }
        let (answer, seed) = (submission.form["captcha"] ?? "", submission.form["seed"] ?? "")
        if !securityCode.accepts(answer, seed: seed, now: site.now) {
            mistakes.add("captcha", "The security code was not right, or is too old. Here is a new one.")
        }
    }

    /// The address of a form; nil and a mistake where it is none.
    func address(_ form: Form, _ mistakes: inout Mistakes) -> String? {
        if let address = PublicAddress.read(form["address"] ?? "") { return address }
        mistakes.add("address", "Please type a mail address, such as reader@example.net.")
        return nil
    }

    /// What the security code needs in a template.
    func addSecurityCode(to values: inout [String: Any], _ settings: Settings) {
        guard settings[.captcha] == "on" else { return }
        let seed = securityCode.seed(now: site.now)
        let code = securityCode.code(of: seed)
        values["captcha"] =
            ["seed": seed, "path": DigitBlocks.path(code), "words": DigitBlocks.words(code)] as [String: Any]
    }

    /// Keeps a request for the worker, and answers. Nobody has looked yet whether the address is known: the answer and its cost
    /// are the same for all.
    func keep(
        _ kind: WebRequest.Kind, address: String, letters: String? = nil, wantsDigest: Bool = false,
        _ submission: Submission
    ) async throws -> Response {
        let now = site.now
        if addressLimit.allows(PublicAddress.key(address), now: now) {
            try await site.database.write {
                try $0.addRequest(
                    kind, address: address, letters: letters, wantsDigest: wantsDigest,
                    network: submission.client.address, now: now)
            }
            worker.poke()
        }
        return site.views.page("asked", site, title: "Please look into your mailbox")
    }

    // MARK: Links of subscribers

    /// Whom a link belongs to.
    struct Visit: Sendable {
        let settings: Settings
        /// Nil for a code that nobody has, or no longer.
        let subscriber: Subscriber?
        /// The report that made the subscriber do-not-call, if one did.
        let silencedBy: HistoryEntry?
    }

    func visit(_ context: PageContext) async throws -> Visit {
        let code = context.parameters.get("code").flatMap(PublicPages.code)
        let now = site.now
        return try await site.database.steadyRead { store in
            let settings = try site.settingsCache.current(store)
            let subscriber = try code.flatMap { try codes.subscriber(code: $0, in: store, now: now) }
            return Visit(
                settings: settings, subscriber: subscriber, silencedBy: try subscriber.flatMap(store.silencing))
        }
    }

    /// All 64 digits, or nothing: there are no short forms.
    static func code(_ text: String) -> [UInt8]? {
        text.utf8.count == 64 ? bytes(hexadecimal: text) : nil
    }

    /// The answer to a link that is none.
    func unknownLink() -> Response {
        site.views.page("unknown", site, title: "This link leads nowhere", status: .notFound)
    }

    /// Refuses what another site had the browser send.
    func requireOwnForm(_ request: Request, _ settings: Settings) throws {
        guard !RequestOrigin.isForeign(request, url: settings[.url]) else { throw HTTPError(.forbidden) }
    }

    /// The address of the client as Fossil keeps it; nil for a Unix socket.
    func clientAddress(_ request: Request, _ context: PageContext) -> String? {
        let client = Client(request, context, trustsProxy: site.trustsProxy)
        return client.address == "local" ? nil : client.address
    }
}

extension WebService {
    /// Adds the pages for everybody.
    ///
    /// - Returns: What does the work that they leave for later.
    func addPublicPages(_ router: Router<PageContext>) async throws -> RequestWorker {
        let site = site
        let now = site.now
        let codes = CodeIndex()
        let kind = try await site.database.steadyRead { store in
            try codes.load(from: store, now: now)
            return try store.kind()
        }
        let worker = RequestWorker(site: site, codes: codes)
        let choices = AlertChoice.offered(kind)
        let pages = PublicPages(
            site: site, codes: codes, securityCode: SecurityCode(secrets: site.secrets),
            choices: choices,
            choiceFields: ChoiceFields(views: site.views, offered: choices), worker: worker)
        router.page("/subscribe", get: pages.showSubscribe, post: pages.subscribe)
        router.page("/alerts", get: pages.showLinkForm, post: pages.sendLink)
        router.page("/unsubscribe", get: pages.showLinkForm, post: pages.sendLink)
        router.page("/alerts/:code", get: pages.showSubscription, post: pages.changeSubscription)
        router.page("/unsubscribe/:code", get: pages.showUnsubscribe, post: pages.unsubscribe)
        router.page("/oneclickunsub/:code", get: pages.showUnsubscribe, post: pages.unsubscribeByOneClick)
        router.page("/renew/:code", get: pages.showRenewal, post: pages.renew)
        router.page("/msgadmin", get: pages.showMessageForm, post: pages.sendMessage)
        return worker
    }
}
