import Alerts
import HTTPTypes
import Hummingbird
import MIME

/// What the administrator's browser holds: 32 random bytes, of which the database has the SHA-256 alone.
struct AdminSession: Sendable, Hashable {
    static let cookieName = "email_session"
    /// How long it lasts without a request.
    static let idleSeconds: Int64 = 12 * 3600
    static let maximumSeconds: Int64 = 7 * 86_400
    /// Use is noted no more often, so that reading pages does not write.
    static let noteSeconds: Int64 = 300

    private let token: [UInt8]

    /// A new one.
    init() { token = Secrets.random(32) }

    /// That of a request; nil where it has none that could be ours.
    init?(_ request: Request) {
        guard let value = request.cookies[AdminSession.cookieName]?.value, value.utf8.count == 64,
            let token = bytes(hexadecimal: value)
        else { return nil }
        self.token = token
    }

    /// What the database knows it by.
    var hash: [UInt8] { SHA256.hash(token) }

    /// What every form of it has to send: no other site knows it.
    func formToken(_ secrets: Secrets) -> String { hexadecimal(secrets.tag("form", token)) }

    func cookie(path: String, isSecure: Bool) -> String {
        cookie(hexadecimal(token), seconds: AdminSession.maximumSeconds, path: path, isSecure: isSecure)
    }

    /// Has the browser forget it.
    func endingCookie(path: String, isSecure: Bool) -> String {
        cookie("", seconds: 0, path: path, isSecure: isSecure)
    }

    private func cookie(_ value: String, seconds: Int64, path: String, isSecure: Bool) -> String {
        "\(AdminSession.cookieName)=\(value); Path=\(path.isEmpty ? "/" : path); Max-Age=\(seconds); HttpOnly; SameSite=Strict"
            + (isSecure ? "; Secure" : "")
    }
}
