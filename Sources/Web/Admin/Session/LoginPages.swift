import HTTPTypes
import Hummingbird
import Storage

/// `/login` and `/logout`.
struct LoginPages {
    let desk: AdminDesk

    private var site: Site { desk.site }

    func add(to router: Router<PageContext>) {
        router.page(
            "/login", get: { request, context in try await show(request, context) },
            post: { request, context in try await login(request, context) })
        desk.add("/logout", to: router, post: { visit, _ in try await logout(visit) })
    }

    private func show(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try Form(encoded: Array((request.uri.query ?? "").utf8))
        let next = LocalPath.checked(query["next"])
        if try await desk.visit(request, context) != nil { return desk.redirect(site.path(next ?? "/admin")) }
        guard try await site.database.read({ try $0.administratorPasswordHash() }) != nil else { return unset() }
        return page(next)
    }

    private func page(_ next: String?, error: String? = nil, _ status: HTTPResponse.Status = .ok) -> Response {
        var values: [String: Any] = ["next": next ?? ""]
        if let error { values["error"] = error }
        return site.views.page("admin-login", site, title: "Administrator", values: values, status: status)
    }

    /// No password was set yet.
    private func unset() -> Response {
        site.views.page("admin-no-password", site, title: "Administrator")
    }

    private func login(_ request: Request, _ context: PageContext) async throws -> Response {
        try await desk.refuseForeign(request)
        let form = try await Form(request)
        let next = LocalPath.checked(form["next"])
        let client = Client(request, context, trustsProxy: site.trustsProxy)
        let now = site.now
        guard let hash = try await site.database.read({ try $0.administratorPasswordHash() }) else { return unset() }
        guard desk.guardian.allows(client, now: now) else {
            count("limited", client)
            var response = page(next, error: "There were too many tries. Wait a quarter of an hour.", .tooManyRequests)
            response.headers[.retryAfter] = "\(LoginGuard.seconds)"
            return response
        }
        guard try await desk.guardian.matches(form["password"] ?? "", hash) else {
            count("wrong", client)
            return page(next, error: "That is not the password.", .forbidden)
        }
        let session = AdminSession()
        let isBegun = try await site.database.write {
            try $0.beginSession(
                tokenHash: session.hash, passwordHash: hash, idleSeconds: AdminSession.idleSeconds, now: now)
        }
        guard isBegun else { return page(next, error: "The password has just been changed.", .forbidden) }
        let network = desk.guardian.accepted(client)
        try await site.database.write { try $0.noteLogin(network: network, limit: LoginGuard.knownLimit, now: now) }
        count("right", client)
        var response = desk.redirect(site.path(next ?? "/admin"))
        response.headers[.setCookie] = session.cookie(path: site.prefix, isSecure: try await desk.isSecure())
        return response
    }

    private func count(_ result: String, _ client: Client) {
        site.meters.count("email_logins_total", ["result": result])
        site.logger.notice("login", metadata: ["result": "\(result)", "client": "\(client.address)"])
    }

    private func logout(_ visit: AdminVisit) async throws -> Response {
        try await site.database.write { try $0.endSession(tokenHash: visit.session.hash) }
        var response = desk.redirect(site.path("/login"))
        response.headers[.setCookie] = visit.session.endingCookie(
            path: site.prefix, isSecure: try await desk.isSecure())
        return response
    }
}
