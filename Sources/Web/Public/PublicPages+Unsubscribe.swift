import Alerts
import Hummingbird
import NIOCore
import Storage

/// `/unsubscribe/CODE` and `/oneclickunsub/CODE`.
extension PublicPages {
    func showUnsubscribe(_ request: Request, _ context: PageContext) async throws -> Response {
        let visit = try await visit(context)
        guard let subscriber = visit.subscriber else { return unsubscribedPage() }
        return site.views.page(
            "unsubscribe", site, title: "Unsubscribe?",
            values: ["address": subscriber.address, "code": hexadecimal(subscriber.code)])
    }

    /// A person presses the button of the page, or a mail program its own (RFC 8058): Composer writes this URL into
    /// List-Unsubscribe.
    func unsubscribe(_ request: Request, _ context: PageContext) async throws -> Response {
        let (type, body) = try await content(of: request)
        if OneClick.isMeant(type: type, body: body) { return try await end(try await visit(context)) }
        let visit = try await visit(context)
        try requireOwnForm(request, visit.settings)
        guard type.hasPrefix("application/x-www-form-urlencoded"), try Form(encoded: body)["do"] == "unsubscribe" else {
            throw HTTPError(.badRequest)
        }
        return try await end(visit)
    }

    /// The URL that Fossil writes into List-Unsubscribe. It is for mail programs alone.
    func unsubscribeByOneClick(_ request: Request, _ context: PageContext) async throws -> Response {
        let (type, body) = try await content(of: request)
        guard OneClick.isMeant(type: type, body: body) else { throw HTTPError(.badRequest) }
        return try await end(try await visit(context))
    }

    private func content(of request: Request) async throws -> (type: String, body: [UInt8]) {
        let body = try await request.body.collect(upTo: Form.maximumBytes)
        return (request.headers[.contentType] ?? "", Array(body.readableBytesView))
    }

    /// The same answer whether the subscription ends now, ended before, or never was.
    private func end(_ visit: Visit) async throws -> Response {
        if let subscriber = visit.subscriber {
            let now = site.now
            if try await site.database.write({ try $0.unsubscribe(subscriber, now: now) }) {
                codes.expectNew(after: subscriber.id - 1)
                site.changed(visit.settings)
            }
        }
        return unsubscribedPage()
    }

    private func unsubscribedPage() -> Response {
        site.views.page("unsubscribed", site, title: "You are not subscribed")
    }
}
