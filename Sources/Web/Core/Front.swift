import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What stands before every page: the prefix is taken off, errors become pages, headers that protect are added, and what was
/// asked is counted and logged, without the codes of subscribers.
struct Front<Inner: HTTPResponder>: HTTPResponder where Inner.Context == PageContext {
    let inner: Inner
    let site: Site

    func respond(to request: Request, context: PageContext) async throws -> Response {
        let began = ContinuousClock.now
        var response: Response
        do {
            response = try await answer(request, context)
        } catch let error as any HTTPResponseError {
            response = site.views.failure(error.status, site)
        } catch {
            site.logger.error("a page failed", metadata: ["path": "\(masked(request.uri.path))", "error": "\(error)"])
            response = site.views.failure(.internalServerError, site)
        }
        if response.status.code >= 400, response.headers[.contentType] == nil {
            let headers = response.headers
            response = site.views.failure(response.status, site)
            if let allow = headers[.allow] { response.headers[.allow] = allow }
        }
        protect(&response)
        let status = "\(response.status.code)"
        let page = context.endpointPath ?? "none"
        site.meters.count(
            "email_http_requests_total",
            ["method": Front.method(request.method), "page": page, "status": status])
        site.logger.debug(
            "request",
            metadata: [
                "method": "\(request.method)", "page": "\(page)", "status": "\(status)",
                "milliseconds": "\((ContinuousClock.now - began) / .milliseconds(1))",
            ])
        return response
    }

    /// The answer of the page that is meant. Nothing of the request was read yet where no page has its path.
    private func answer(_ request: Request, _ context: PageContext) async throws -> Response {
        guard let path = request.head.path, path.utf8.count <= 2048 else { throw HTTPError(.uriTooLong) }
        guard path.hasPrefix("/") else { throw HTTPError(.badRequest) }
        let prefix = site.settingsCache.prefix
        let readings = prefix.readings(of: path)
        let response = try await answer(request, context, readings)
        guard isNobodys(response, context) else { return response }
        // `email-url` may have changed since the settings were last read.
        _ = try? await site.settings()
        let others = prefix.readings(of: path).filter { !readings.contains($0) }
        return others.isEmpty ? response : try await answer(request, context, others)
    }

    /// What the first page answers that has one of these paths.
    private func answer(_ request: Request, _ context: PageContext, _ paths: [String]) async throws -> Response {
        for path in paths {
            var head = request.head
            head.path = path
            let response = try await inner.respond(to: Request(head: head, body: request.body), context: context)
            if !isNobodys(response, context) { return response }
        }
        return Response(status: .notFound)
    }

    /// Whether no page has that path. The router has a word for it there, and the paths of pages begin with a slash.
    private func isNobodys(_ response: Response, _ context: PageContext) -> Bool {
        response.status == .notFound && context.endpointPath?.hasPrefix("/") != true
    }

    /// Codes give control over a subscription: the log has them no more than the statistics.
    private func masked(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.count > 20 ? "…" : String($0.prefix(20)) }.joined(separator: "/")
    }

    /// A label for the statistics, of which there are few.
    private static func method(_ method: HTTPRequest.Method) -> String {
        ["GET", "HEAD", "POST", "OPTIONS"].contains(method.rawValue) ? method.rawValue : "other"
    }

    private func protect(_ response: inout Response) {
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        // The path of a page may be the secret of a subscriber.
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.resourcePolicy] = "same-origin"
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
        response.headers[.robots] = "noindex, nofollow"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    }

}

extension HTTPField.Name {
    static let xForwardedFor = Self("X-Forwarded-For") ?? .server
    static let forwarded = Self("Forwarded") ?? .server
    static let secFetchSite = Self("Sec-Fetch-Site") ?? .server
    fileprivate static let referrerPolicy = Self("Referrer-Policy") ?? .server
    fileprivate static let resourcePolicy = Self("Cross-Origin-Resource-Policy") ?? .server
    fileprivate static let openerPolicy = Self("Cross-Origin-Opener-Policy") ?? .server
    fileprivate static let permissionsPolicy = Self("Permissions-Policy") ?? .server
    fileprivate static let robots = Self("X-Robots-Tag") ?? .server
}
