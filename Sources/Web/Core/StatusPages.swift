import HTTPTypes
import Hummingbird
import NIOCore
import Serving

/// What monitoring asks for, from this machine alone.
extension WebService {
    func addStatusPages(_ router: Router<PageContext>) {
        let site = site
        let probe = WriteProbe(database: site.database)
        router.page(
            "/healthz",
            get: { request, context in
                try StatusPages.check(request, context, site)
                guard let trouble = await probe.trouble() else { return StatusPages.text("ok\n") }
                site.logger.error("not healthy", metadata: ["reason": "\(trouble)"])
                return StatusPages.text(trouble + "\n", .serviceUnavailable)
            })
        router.page(
            "/metrics",
            get: { request, context in
                try StatusPages.check(request, context, site)
                let text = site.meters.text(gauges: try await StatusPages.gauges(site), help: StatusPages.help)
                return StatusPages.text(text, type: "text/plain; version=0.0.4; charset=utf-8")
            })
    }
}

private enum StatusPages {
    /// Strangers are told no more than of a page that is not there.
    static func check(_ request: Request, _ context: PageContext, _ site: Site) throws {
        guard Client(request, context, trustsProxy: site.trustsProxy).isLocal else { throw HTTPError(.notFound) }
    }

    static func text(
        _ text: String, _ status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func gauges(_ site: Site) async throws -> [Meters.Gauge] {
        let now = site.now
        let numbers = try await site.database.read { try $0.serviceNumbers(now: now) }
        let age = numbers.dueSince.map { max(0, now - $0) } ?? 0
        return [
            .init("email_subscribers", "Subscribers, whatever their state.", Double(numbers.subscribers)),
            .init("email_queue_due", "Mails that are to be sent now.", Double(numbers.due)),
            .init("email_queue_waiting", "Mails that are to be tried later.", Double(numbers.waiting)),
            .init("email_queue_oldest_due_seconds", "Since when the oldest mail to be sent now is due.", Double(age)),
            .init("email_inbound_mails", "Mails that came in and that the log still has.", Double(numbers.inbound)),
            .init("email_database_bytes", "Size of the database.", Double(numbers.databaseBytes)),
        ]
    }

    static let help = [
        "email_http_requests_total": "Requests of the web pages, by method, page and status.",
        "email_sent_total": "Mails that were handed over, by result.",
        "email_invitations_total": "Invitations that the forms led to, and those withheld as there were too many.",
        "email_logins_total": "Tries to log in as the administrator, by result.",
    ]
}
