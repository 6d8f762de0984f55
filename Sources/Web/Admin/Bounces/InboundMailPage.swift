import Alerts
import Commands
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// `/bounces/ID`: a mail that came in, how it was judged, what was done, and how it would be judged now.
struct InboundMailPage: Sendable {
    let visit: AdminVisit

    private static let explanationLimit = 20_000

    func show() async throws -> Response {
        let id = try visit.number()
        let found = try await visit.site.database.slowRead { store -> (InboundLine, [HistoryEntry])? in
            guard let line = try store.inboundLine(id) else { return nil }
            return (line, try store.history(inbound: id, limit: 100))
        }
        guard let (line, entries) = found else { throw HTTPError(.notFound) }
        var values: [String: Any] = [
            "self": visit.site.path("/bounces/\(id)"), "number": id, "facts": facts(line),
            "entries": entries.map(entry),
        ]
        if line.isKept, let stored = try await stored(id) {
            let (view, judgement, explanation) = try await read(stored)
            values["mail"] = mail(view, id)
            if let judgement { values["judgement"] = self.judgement(judgement, line, explanation) }
        }
        switch visit.query["done"] {
        case "apply": values["done"] = "The mail is judged again, and what follows is written down."
        default: break
        }
        return visit.page("admin-mail", title: "Mail \(id)", values)
    }

    private func stored(_ id: Int64) async throws -> (line: InboundLine, bytes: [UInt8])? {
        try await visit.site.database.slowRead { try $0.storedMail(id) }
    }

    /// The mail for people, and how it would be judged now. The mail of a probe is judged by nobody.
    private func read(
        _ stored: (line: InboundLine, bytes: [UInt8])
    ) async throws -> (MailView, StoredJudgement?, String) {
        let path = visit.site.database.path
        let now = visit.now
        return try await visit.desk.worker.run {
            let view = MailView(stored.bytes)
            guard stored.line.kind != "probe" else { return (view, nil, "") }
            let store = try Store(path: path, readOnly: true)
            let settings = try store.settings()
            let judgement = try StoredJudgement(stored, store, settings, RulesFile.rules(settings, nil, now: now))
            let explanation = Explanation.text(
                file: "mail \(stored.line.id)", judgement.judged, judgement.conclusion)
            return (view, judgement, AdminText.cut(explanation, InboundMailPage.explanationLimit))
        }
    }

    // MARK: What is shown

    private func facts(_ line: InboundLine) -> [[String: Any]] {
        var facts = [
            ("came", AdminText.time(line.received) + (line.deliveries > 1 ? ", \(line.deliveries) times" : "")),
            ("from", line.sender.map { $0.isEmpty ? "the null sender" : $0 } ?? "unknown"),
            ("to", line.recipient ?? "unknown"), ("size", AdminText.size(line.size)),
            ("judged as", line.kind ?? line.state),
        ]
        if let rule = line.rule { facts.append(("by the rule", rule)) }
        if let trust = line.trust { facts.append(("proof", trust)) }
        if let effect = line.effect { facts.append(("effect", effect)) }
        if let because = line.because { facts.append(("because", because)) }
        return facts.map { ["fact": $0.0, "text": AdminText.cut($0.1, 1000)] }
    }

    private func entry(_ entry: HistoryEntry) -> [String: Any] {
        var values: [String: Any] = [
            "address": AdminText.cut(entry.address.isEmpty ? "–" : entry.address, 320),
            "what": AdminText.cut(StandingText.what(entry), 200), "rule": AdminText.cut(entry.rule ?? "–", 100),
            "effect": entry.effect, "grade": BouncesPage.grade(entry.effect),
            "because": AdminText.cut(entry.because, 600),
        ]
        if let id = entry.subscriber { values["whose"] = visit.site.path("/subscribers/\(id)") }
        if let diagnostic = entry.diagnostic { values["diagnostic"] = AdminText.cut(diagnostic, 500) }
        if let fate = StandingText.fate(entry) { values["fate"] = fate }
        return values
    }

    private func judgement(
        _ judgement: StoredJudgement, _ line: InboundLine, _ explanation: String
    ) -> [String: Any] {
        let effect = judgement.conclusion.strongest?.effect.rawValue
        return [
            "explanation": explanation, "isDifferent": judgement.isDifferent(from: line),
            "before": "\(line.kind ?? line.state) \(line.effect ?? "")",
            "now": "\(judgement.conclusion.kind) \(effect ?? "")",
        ]
    }

    private func mail(_ view: MailView, _ id: Int64) -> [String: Any] {
        [
            "raw": visit.site.path("/bounces/\(id)/raw"), "isCut": view.isCut, "defects": view.defects,
            "hasDefects": !view.defects.isEmpty,
            "sections": view.sections.map { section in
                var values: [String: Any] = ["path": section.path, "type": AdminText.cut(section.type, 100)]
                if !section.fields.isEmpty {
                    values["header"] = ["fields": section.fields.map { ["field": $0.name, "content": $0.value] }]
                }
                if let text = section.text { values["body"] = ["lines": text] }
                if let attachment = section.attachment {
                    values["attachment"] = [
                        "file": attachment.name ?? "no name", "size": AdminText.size(attachment.bytes),
                    ]
                }
                return values
            },
        ]
    }

    // MARK: The mail as it came

    /// Never shown by the browser: a mail of a stranger may be HTML.
    func raw() async throws -> Response {
        let id = try visit.number()
        guard let stored = try await stored(id) else { throw HTTPError(.notFound) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=us-ascii",
                .contentDisposition: "attachment; filename=\"mail-\(id).txt\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: stored.bytes)))
    }

    // MARK: Changes

    /// Judges the mail again and writes that down.
    func act(_ form: Form) async throws -> Response {
        let (id, now) = (try visit.number(), visit.now)
        guard form["action"] == "apply" else { throw HTTPError(.badRequest) }
        guard let stored = try await stored(id), stored.line.kind != "probe" else { throw HTTPError(.notFound) }
        let settings = try await visit.site.database.slowRead { try $0.settings() }
        let judged = try await visit.desk.worker.run {
            StoredJudgement.read(stored, RulesFile.rules(settings, nil, now: now))
        }
        _ = try await visit.site.database.write { store in
            try StoredJudgement(judged, stored.line, store, settings, isDry: false)
        }
        visit.desk.subscriberCounts.forget()
        return visit.done("apply", at: "/bounces/\(id)")
    }
}
