import Alerts
import HTTPTypes
import Hummingbird
import Storage

/// A request of the administrator, who is logged in.
struct AdminVisit: Sendable {
    let desk: AdminDesk
    let session: AdminSession
    /// Seconds since 1970.
    let now: Int64
    let query: Form
    let parameters: Parameters

    var site: Site { desk.site }

    /// What every form sends.
    var formToken: String { session.formToken(site.secrets) }

    /// The number in the path. 404 where there is none.
    func number() throws -> Int64 {
        guard let word = parameters.get("id"), let number = Int64(word), number > 0, "\(number)" == word else {
            throw HTTPError(.notFound)
        }
        return number
    }

    /// What was asked for by a name; nil where it is empty.
    func asked(_ name: String) -> String? {
        guard let value = query[name]?.trimmed, !value.isEmpty, value.utf8.count <= 400 else { return nil }
        return value
    }

    /// Where a list begins.
    var cursor: PageCursor? {
        PageCursor(query["after"], isBackward: false) ?? PageCursor(query["before"], isBackward: true)
    }

    /// Which link of the navigation a page belongs to.
    private static let sections = [
        "admin-overview": "Overview", "admin-subscribers": "Subscribers", "admin-subscriber": "Subscribers",
        "admin-bounces": "Bounces", "admin-mail": "Bounces", "admin-queue": "Queue", "admin-delivery": "Queue",
        "admin-announce": "Announce", "admin-announce-preview": "Announce", "admin-settings": "Settings",
    ]

    /// - Parameter values: What the template names.
    func page(
        _ template: String, title: String, _ values: [String: Any], status: HTTPResponse.Status = .ok
    ) -> Response {
        var values = values
        values["csrf"] = formToken
        if let section = AdminVisit.sections[template] { values["on\(section)"] = true }
        return site.views.page(template, site, title: title, values: values, status: status, isAdministrator: true)
    }

    /// To a page of ours, with a word on what was done.
    ///
    /// - Parameter path: Without the prefix.
    func done(_ word: String, at path: String) -> Response {
        desk.redirect(PageAddress(site.path(path)).with("done", word).text)
    }

    /// The links to the rows before and after those of a page.
    func neighbours<Row>(
        _ page: ListPage<Row>, _ address: PageAddress, key: (Row) -> String
    ) -> [String: Any] {
        var values: [String: Any] = [:]
        if page.hasEarlier, let first = page.rows.first { values["earlier"] = address.with("before", key(first)).text }
        if page.hasLater, let last = page.rows.last { values["later"] = address.with("after", key(last)).text }
        // Nothing is left here: the rows went, or somebody made up the address.
        if page.rows.isEmpty, page.hasEarlier || page.hasLater { values["earlier"] = address.text }
        return values
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
        var rest = self[...]
        while let first = rest.first, blanks.contains(first) { rest.removeFirst() }
        while let last = rest.last, blanks.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
