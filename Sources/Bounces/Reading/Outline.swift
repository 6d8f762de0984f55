import MIME

/// The parts of a mail that can report something, found in one walk.
///
/// What stands inside a returned message is not among them: only the outer message reports, so a bounced bounce, a
/// forwarded one, or one attached to a letter says nothing of its own.
struct Outline {
    /// Text parts in front of the returned original, plain ones first choice.
    private(set) var plain: [Int] = []
    private(set) var html: [Int] = []
    private(set) var deliveryStatus: [Int] = []
    private(set) var feedback: Int?
    private(set) var disposition: Int?
    /// The first returned message, or part of its headers.
    private(set) var original: Int?
    private(set) var originalIsMessage = false
    /// Parts of the returned message, with its own root.
    private(set) var originalParts: Range<Int> = 0..<0

    init(_ message: Message) {
        let parts = message.parts
        var index = 0
        while index < parts.count {
            // Values are asked for one by one: a copy of a whole part costs more than all of this.
            let depth = parts[index].depth
            var next = index + 1
            switch parts[index].contentType.type {
            case "message":
                let subtype = parts[index].contentType.subtype
                switch subtype {
                case "delivery-status", "global-delivery-status": deliveryStatus.append(index)
                case "feedback-report": feedback = feedback ?? index
                case "disposition-notification", "global-disposition-notification": disposition = disposition ?? index
                default:
                    // rfc822, global, partial, external-body, news, and what is called alike.
                    while next < parts.count, parts[next].depth > depth { next += 1 }
                    keepOriginal(index, isMessage: next > index + 1, index + 1..<next)
                    if subtype.hasPrefix("rfc822"), next == index + 1 {
                        keepOriginal(index, isMessage: false, index..<index)
                    }
                }
            case "text":
                switch parts[index].contentType.subtype {
                case "plain": plain.append(index)
                case "html": html.append(index)
                case "rfc822-headers", "rfc822-header": keepOriginal(index, isMessage: false, index..<index)
                default: plain.append(index)
                }
            case "multipart":
                // QUIRK: a multipart without usable boundary is text with a report in it.
                let hasChildren = next < parts.count && parts[next].depth > depth
                if !hasChildren { plain.append(index) }
            default: break
            }
            index = next
        }
        if deliveryStatus.isEmpty, parts[0].contentType.type == "multipart", parts[0].contentType.subtype == "report",
            parts[0].contentType["report-type"].map({ $0.lowercased().hasSuffix("delivery-status") }) ?? true
        {
            deliveryStatus = parts.indices.filter { Outline.isMislabelledStatus(parts[$0]) }
        }
    }

    /// QUIRK: a gateway on the way, or the server itself, gives the second part of a report another type, or none.
    private static func isMislabelledStatus(_ part: Part) -> Bool {
        guard part.parent == 0, !part.isContainer else { return false }
        switch (part.contentType.type, part.contentType.subtype) {
        case ("text", "plain"), ("application", "octet-stream"), ("application", "delivery-status"),
            ("text", "delivery-status"):
            break
        default: return false
        }
        let (bytes, range) = part.body()
        let head = lowercasedASCII(bytes, trimmed(bytes, range).prefix(8192))
        return Words.hasPrefix(
            head, at: 0,
            ["reporting-mta:", "final-recipient:", "original-recipient:", "original-envelope-id:", "arrival-date:"])
            && (Words.contains(head, 0..<head.count, "action:") || Words.contains(head, 0..<head.count, "status:"))
            && !Words.contains(head, 0..<head.count, "disposition:")
    }

    private mutating func keepOriginal(_ index: Int, isMessage: Bool, _ parts: Range<Int>) {
        guard original == nil else { return }
        original = index
        originalIsMessage = isMessage
        originalParts = parts
    }
}
