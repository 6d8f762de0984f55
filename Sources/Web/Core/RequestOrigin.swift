import Alerts
import HTTPTypes
import Hummingbird

/// Where a form was sent from, as the browser says.
enum RequestOrigin {
    /// Whether the browser says that a page of another site sent the form.
    ///
    /// What says nothing is no browser, and needs no protection from other sites.
    ///
    /// - Parameters:
    ///   - url: `email-url`, whose host a proxy may have replaced by another.
    ///   - isStrict: Whether another host of the same site is foreign too.
    static func isForeign(_ request: Request, url: String, isStrict: Bool = false) -> Bool {
        // https://www.w3.org/TR/fetch-metadata, section 2.3. No page can set it. `none` is the person.
        if let site = request.headers[.secFetchSite] {
            return isStrict ? site != "same-origin" && site != "none" : site == "cross-site"
        }
        // Our own pages send no Referer, and so the Origin null (https://fetch.spec.whatwg.org, section 3.2).
        guard let origin = request.headers[.origin], origin != "null" else { return false }
        guard let host = authority(origin) else { return true }
        return host != request.head.authority?.lowercased() && host != authority(url)
    }

    /// Host and port of a URL, in lower case.
    static func authority(_ url: String) -> String? {
        guard let scheme = url.range(of: "://") else { return nil }
        let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return host.isEmpty ? nil : host.lowercased()
    }
}
