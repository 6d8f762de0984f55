import Storage

/// A delivery, as lists of them show it.
enum DeliveryRow {
    static let states = ["queued", "sending", "failed", "given-up", "sent", "cancelled"]

    static func values(_ line: DeliveryLine, _ site: Site) -> [String: Any] {
        var values: [String: Any] = [
            "id": line.id, "target": site.path("/queue/\(line.id)"), "address": AdminText.cut(line.address, 320),
            "kind": line.kind ?? "–", "subject": AdminText.cut(line.subject ?? "–", 120), "state": line.state,
            "grade": grade(line.state), "queued": AdminText.time(line.queued), "attempts": line.attempts,
        ]
        if line.subscriber != 0 { values["whose"] = site.path("/subscribers/\(line.subscriber)") }
        if let error = line.error { values["error"] = AdminText.cut(error, 300) }
        if line.state == "sent" { values["sent"] = AdminText.time(line.sent) }
        if line.state == "queued", line.attempts > 0 { values["next"] = AdminText.time(line.due) }
        return values
    }

    /// The colour of a state.
    static func grade(_ state: String) -> String {
        switch state {
        case "sent": "good"
        case "failed", "given-up": "bad"
        case "cancelled": "warn"
        default: "accent"
        }
    }
}
