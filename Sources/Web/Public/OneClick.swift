import HTTPTypes
import Hummingbird
import MIME

/// The request of RFC 8058 by which a mail program unsubscribes its user.
enum OneClick {
    private static let name = "List-Unsubscribe"
    private static let value = "One-Click"

    /// Whether a body is the one that RFC 8058 asks for, in either type of section 3.2, and nothing besides.
    static func isMeant(type: String, body: [UInt8]) -> Bool {
        let essence = type.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        switch essence {
        case "application/x-www-form-urlencoded": return body == Array("\(name)=\(value)".utf8)
        case "multipart/form-data": return isMeant(multipart: body, type: type)
        default: return false
        }
    }

    /// One part, of that name and with that content (RFC 7578).
    private static func isMeant(multipart body: [UInt8], type: String) -> Bool {
        let message = Message(Array("Content-Type: \(type)\r\n\r\n".utf8) + body)
        let parts = message.children(of: message.root)
        guard message.parts.count == 2, parts.count == 1, let disposition = parts[0].disposition else { return false }
        return disposition.kind == "form-data" && disposition.parameters.first { $0.name == "name" }?.value == name
            && parts[0].filename == nil && parts[0].decodedBody() == Array(value.utf8)
    }
}
