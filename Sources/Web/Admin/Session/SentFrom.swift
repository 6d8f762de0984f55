import HTTPTypes
import Hummingbird

/// Where a form was sent from, as far as the browser says.
enum SentFrom {
    /// Whether a page of another origin sent the form. The token in each form holds besides.
    ///
    /// - Parameter url: `email-url`, whose host a proxy may have replaced by another.
    static func elsewhere(_ request: Request, url: String) -> Bool {
        // https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header. No page can set it. `none` is the person.
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
            return site != "same-origin" && site != "none"
        }
        // A page that sends no Referer, as ours, has the Origin null (https://fetch.spec.whatwg.org/#origin-header).
        guard let origin = request.headers[.origin], origin != "null" else { return false }
        guard let host = authority(origin) else { return true }
        return host != request.head.authority?.lowercased() && host != authority(url)
    }

    /// Host and port of a URL.
    private static func authority(_ url: String) -> String? {
        guard let scheme = url.range(of: "://") else { return nil }
        return url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
    }
}
