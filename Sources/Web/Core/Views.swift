import Alerts
import Hummingbird
import Mustache
import NIOCore

/// The templates of the pages, checked when the service starts.
struct Views: Sendable {
    private let library: MustacheLibrary
    private let rendered = RenderedOnce(holes: 8)

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
        var all = common(values, site, site.prefix)
        all["title"] = title
        all["administrator"] = isAdministrator
        let content = fragment(name, all)
        guard isAdministrator else { return page(site, title: title, content: content, status: status) }
        all["content"] = content
        return Views.response(fragment("layout", all), status)
    }

    /// A page that many people look at, of which only these texts differ: it is rendered once.
    ///
    /// - Parameters:
    ///   - kind: What else it depends on.
    ///   - texts: Shown escaped.
    ///   - html: Shown as it is.
    func page(
        _ name: String, _ site: Site, title: String, kind: [String: Bool], texts: KeyValuePairs<String, String>,
        html: KeyValuePairs<String, String> = [:]
    ) -> Response {
        let prefix = site.prefix
        let key = "\(name) \(prefix) " + kind.filter(\.value).keys.sorted().joined(separator: " ")
        let names = texts.map(\.key) + html.map(\.key)
        let shown = texts.map { PageText.escaped($0.value) } + html.map(\.value)
        let content = rendered.text(key, shown) { words in
            var values: [String: Any] = [:]
            for (name, isSo) in kind where isSo { values[name] = true }
            for (name, word) in zip(names, words) { values[name] = word }
            return fragment(name, common(values, site, prefix))
        }
        return page(site, title: title, content: content, status: .ok)
    }

    private func common(_ values: [String: Any], _ site: Site, _ prefix: String) -> [String: Any] {
        var all = values
        all["prefix"] = prefix
        all["listName"] = site.settingsCache.listName
        all["style"] = Views.styleVersion
        return all
    }

    /// The layout of the pages for everybody is the same but for title and content.
    private func page(_ site: Site, title: String, content: String, status: HTTPResponse.Status) -> Response {
        let (prefix, listName) = (site.prefix, site.settingsCache.listName ?? "")
        let text = rendered.text("layout \(prefix) \(listName)", [PageText.escaped(title), content]) {
            fragment("layout", common(["title": $0[0], "content": $0[1]], site, prefix))
        }
        return Views.response(text, status)
    }

    private static func response(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A template alone.
    func fragment(_ name: String, _ values: [String: Any]) -> String {
        library.render(values, withTemplate: name) ?? ""
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
