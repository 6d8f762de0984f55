import Synchronization

/// The fields for the kinds of alerts, as HTML. There are few combinations, and to render them takes longer than the rest of a
/// page: each is kept.
final class ChoiceFields: Sendable {
    private let views: Views
    private let offered: [AlertChoice]
    /// By the letters that are ticked, and whether it is a digest. With nine letters there are 1,024.
    private let rendered = Mutex<[String: String]>([:])

    init(views: Views, offered: [AlertChoice]) {
        self.views = views
        self.offered = offered
    }

    /// - Parameters:
    ///   - letters: Those of the subscriber; others than the offered ones do not show.
    ///   - mistake: What is wrong with them.
    func html(_ letters: String, wantsDigest: Bool, mistake: String? = nil) -> String {
        let chosen = String(offered.map(\.letter.rawValue).filter(letters.contains))
        let key = chosen + (wantsDigest ? "1" : "0")
        if mistake == nil, let known = rendered.withLock({ $0[key] }) { return known }
        var values = AlertChoice.values(offered, chosen: chosen, wantsDigest: wantsDigest)
        values["alertsMistake"] = mistake
        let html = views.fragment("choices", values)
        if mistake == nil { rendered.withLock { $0[key] = html } }
        return html
    }
}
