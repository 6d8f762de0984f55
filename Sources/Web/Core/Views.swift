import Alerts
import Hummingbird
import Mustache
import NIOCore

/// The templates of the pages, checked when the service starts.
struct Views: Sendable {
    private let library: MustacheLibrary

    /// The style sheet, whose name changes with its content so that browsers may keep it for ever.
    static let styleSheet = PackageResources.style_css + PackageResources.admin_css
    private static let styleVersion = hexadecimal(keyedHash(styleSheet, key: []).prefix(6))

    /// - Throws: the parser's error for a template that is none.
    init() throws {
        var templates: [String: MustacheTemplate] = [:]
        PageText.register()
        for (name, bytes) in Views.sources + Views.publicSources + Views.administratorSources {
            templates[name] = try MustacheTemplate(string: PageText.pragma + String(decoding: bytes, as: UTF8.self))
        }
        library = MustacheLibrary(templates: templates)
    }

    /// A page: the named template inside `layout`.
    ///
    /// - Parameter values: What the template names. Texts are escaped where they are shown.
    func page(
        _ name: String, _ site: Site, title: String, values: [String: Any] = [:], status: HTTPResponse.Status = .ok,
        isAdministrator: Bool = false
    ) -> Response {
        var all = values
        all["title"] = title
        all["prefix"] = site.prefix
        all["style"] = Views.styleVersion
        all["listName"] = site.settingsCache.listName
        all["administrator"] = isAdministrator
        all["content"] = library.render(all, withTemplate: name) ?? ""
        let text = library.render(all, withTemplate: "layout") ?? ""
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A page that says only what went wrong.
    func failure(_ status: HTTPResponse.Status, _ site: Site) -> Response {
        let words =
            switch status.code {
            case 404: "There is no such page."
            case 405: "This page cannot be used in that way."
            case 413, 414: "That was too much."
            case 429: "That was too often. Please try again later."
            case 400, 415, 422: "That request was not understood."
            case 403: "That is not allowed."
            default: "Something went wrong here. Please try again later."
            }
        return page("message", site, title: words, status: status)
    }

    private static let sources: [(String, [UInt8])] = [
        ("layout", PackageResources.layout_mustache),
        ("message", PackageResources.message_mustache),
        ("home", PackageResources.home_mustache),
    ]
}
