import Alerts
import HTTPTypes
import Hummingbird
import Storage

/// `/queue/ID`: one mail, and what became of it.
struct DeliveryPage: Sendable {
    let visit: AdminVisit

    private static let bodyLimit = 20_000

    private static let words = [
        "queued": "It waits to be sent.", "sending": "The mail agent has it in its hands.",
        "sent": "The mail agent took it, which does not mean that it arrived.",
        "failed": "The recipient's side refused it.", "given-up": "It was tried too often, or can never go.",
        "cancelled": "It was not to be sent any more.",
    ]

    func show() async throws -> Response {
        let id = try visit.number()
        let found = try await visit.site.database.slowRead { store -> (DeliveryLine, Letter?)? in
            guard let line = try store.deliveryLine(id) else { return nil }
            return (line, try store.letter(ofDelivery: id))
        }
        guard let (line, letter) = found else { throw HTTPError(.notFound) }
        var values = DeliveryRow.values(line, visit.site)
        values["self"] = visit.site.path("/queue/\(id)")
        values["meaning"] = DeliveryPage.words[line.state] ?? line.state
        values["isOpen"] = line.state == "queued" || line.state == "sending"
        values["mayRetry"] = ["queued", "failed", "given-up", "cancelled"].contains(line.state)
        values["mayCancel"] = line.state == "queued"
        if let messageID = line.messageID { values["messageID"] = messageID }
        if let events = line.events { values["events"] = AdminText.cut(events, 300) }
        if let letter {
            values["letterSubject"] = AdminText.cut(letter.subject, 1000)
            values["letterBody"] = AdminText.cut(letter.body, DeliveryPage.bodyLimit)
            if let attachment = letter.attachment {
                values["attachment"] = "a mail of \(AdminText.size(attachment.count))"
            }
        }
        if visit.query["done"] == "test" {
            values["done"] = "The test mail is in the queue. Look again to see what becomes of it."
        }
        return visit.page("admin-delivery", title: "Mail \(id) to \(AdminText.cut(line.address, 320))", values)
    }

    func act(_ form: Form) async throws -> Response {
        let id = try visit.number()
        let action = form["action"] ?? ""
        _ = try await QueuePage.change(action, [.number(id)], visit)
        return visit.done(action, at: "/queue/\(id)")
    }
}
