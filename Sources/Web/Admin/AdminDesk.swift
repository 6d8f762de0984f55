import Alerts
import Commands
import HTTPTypes
import Hummingbird
import Storage
import Transports

/// What the administrator's pages share.
struct AdminDesk: Sendable {
    /// Makes the way out by SMTP, to see whether settings suit.
    typealias SMTP = @Sendable (Settings) throws(TransportError) -> any Transport

    /// How many rows a page has.
    static let rows = 100

    let site: Site
    let smtp: SMTP
    let guardian: LoginGuard
    /// Reads mails and looks at files: what may take long.
    let worker = SerialWorker(name: "email.pages")
    let subscriberCounts = Remembered<SubscriberCounts>()
    let deliveryCounts = Remembered<[String: Int]>()
    let tallies = Remembered<[ReportTally]>()
    let findings = Remembered<[Finding]>()

    /// - Parameter networks: From where the administrator has logged in, as the database knows.
    init(site: Site, smtp: @escaping SMTP, networks: [String]) {
        self.site = site
        self.smtp = smtp
        guardian = LoginGuard(known: networks, secrets: site.secrets)
    }

    typealias Show = @Sendable (AdminVisit) async throws -> Response
    typealias Act = @Sendable (AdminVisit, Form) async throws -> Response

    /// Adds a page for which one has to be logged in.
    ///
    /// - Parameter maximumBytes: Of the form.
    func add(
        _ path: String, to router: Router<PageContext>, get: Show? = nil, post: Act? = nil,
        maximumBytes: Int = Form.maximumBytes
    ) {
        var shown: PageHandler?
        if let get { shown = { request, context in try await show(request, context, get) } }
        var done: PageHandler?
        if let post {
            done = { request, context in try await act(request, context, maximumBytes: maximumBytes, post) }
        }
        router.page(path, get: shown, post: done)
    }

    private func show(_ request: Request, _ context: PageContext, _ show: Show) async throws -> Response {
        guard let visit = try await visit(request, context) else { return login(asked: request.head.path) }
        return try await show(visit)
    }

    private func act(
        _ request: Request, _ context: PageContext, maximumBytes: Int, _ act: Act
    ) async throws -> Response {
        try await refuseForeign(request)
        guard let visit = try await visit(request, context) else { return login(asked: request.head.path) }
        let form = try await Form(request, maximumBytes: maximumBytes)
        guard areEqualInConstantTime(Array((form["csrf"] ?? "").utf8), Array(visit.formToken.utf8)) else {
            throw HTTPError(.forbidden)
        }
        return try await act(visit, form)
    }

    /// - Throws: 403 where a page of another site sent it.
    func refuseForeign(_ request: Request) async throws {
        let url = try await site.settings()[.url]
        if RequestOrigin.isForeign(request, url: url, isStrict: true) { throw HTTPError(.forbidden) }
    }

    /// Nil where nobody is logged in.
    func visit(_ request: Request, _ context: PageContext) async throws -> AdminVisit? {
        guard let session = AdminSession(request) else { return nil }
        let now = site.now
        let found = try await site.database.read { store -> [Int64]? in
            try store.session(tokenHash: session.hash, now: now).map { [$0.began, $0.seen] }
        }
        guard let found, now - found[1] < AdminSession.idleSeconds, now - found[0] < AdminSession.maximumSeconds else {
            return nil
        }
        if now - found[1] >= AdminSession.noteSeconds {
            try await site.database.write { try $0.touchSession(tokenHash: session.hash, now: now) }
        }
        let query = request.head.path.flatMap { path in path.firstIndex(of: "?").map { path[path.index(after: $0)...] }
        }
        return AdminVisit(
            desk: self, session: session, now: now, query: try Form(encoded: Array((query ?? "").utf8)),
            parameters: context.parameters)
    }

    /// To the login, and from there to the page that was asked for.
    func login(asked: String?) -> Response {
        redirect(PageAddress(site.path("/login")).with("next", LocalPath.checked(asked)).text)
    }

    /// - Parameter target: As a browser has to ask for it.
    func redirect(_ target: String) -> Response {
        Response(status: .seeOther, headers: [.location: target])
    }

    /// Whether cookies may go by https alone.
    func isSecure() async throws -> Bool {
        try await site.settings()[.url].lowercased().hasPrefix("https://")
    }
}
