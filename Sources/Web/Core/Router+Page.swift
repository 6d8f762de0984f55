import HTTPTypes
import Hummingbird

/// What answers a request.
typealias PageHandler = @Sendable (Request, PageContext) async throws -> Response

extension RouterMethods where Context == PageContext {
    /// Adds a page: GET and HEAD show it, POST changes something. Any other method is refused and does nothing.
    func page(_ path: String, get: PageHandler? = nil, post: PageHandler? = nil) {
        var allowed: [String] = []
        if let get {
            allowed += ["GET", "HEAD"]
            on(RouterPath(path), method: .get, use: get)
            on(RouterPath(path), method: .head) { request, context in
                var response = try await get(request, context)
                // The length stays that of the page.
                response.body = response.body.contentLength.map { ResponseBody.head(length: $0) } ?? ResponseBody()
                return response
            }
        }
        if let post {
            allowed.append("POST")
            on(RouterPath(path), method: .post, use: post)
        }
        let allow = allowed.joined(separator: ", ")
        for method: HTTPRequest.Method in [.options, .put, .delete, .patch, .trace, .connect]
            + (post == nil ? [.post] : [])
            + (get == nil ? [.get, .head] : [])
        {
            on(RouterPath(path), method: method) { _, _ in
                Response(status: method == .options ? .noContent : .methodNotAllowed, headers: [.allow: allow])
            }
        }
    }
}

extension ResponseBody {
    /// No bytes, and the length that GET would have.
    static func head(length: Int) -> ResponseBody {
        ResponseBody(contentLength: length) { writer in try await writer.finish(nil) }
    }
}
