import Alerts
import Bounces
import MIME

/// What is shown of a judged mail: a line of text, a line of JSON, or each step of the judgement.
struct Presentation {
    let wantsJSON: Bool
    let wantsExplanation: Bool

    /// What goes to standard output, and to standard error. Steps beside lines of JSON are talk, so that the lines stay what a
    /// program reads.
    func bytes(
        file: String, _ shown: (mail: JudgedMail, conclusion: Conclusion)
    ) -> (output: [UInt8], talk: [UInt8]) {
        let (mail, conclusion) = shown
        let steps = wantsExplanation ? [UInt8](Explanation.text(file: file, mail, conclusion).utf8) : []
        if wantsJSON { return (ReportJSON.line(file: file, mail.report, conclusion), steps) }
        return (wantsExplanation ? steps : Array(Explanation.summary(file: file, mail.report, conclusion).utf8), [])
    }

    func show(file: String, _ shown: (mail: JudgedMail, conclusion: Conclusion)) {
        let (output, talk) = bytes(file: file, shown)
        if !talk.isEmpty { Console.talk(talk) }
        Console.write(output)
    }
}

/// One line of JSON a mail, with the members in the order in which they are documented.
enum ReportJSON {
    static func line(file: String, _ report: Report, _ conclusion: Conclusion) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("file", file)
        json.member("kind", report.kind.rawValue)
        json.member("trust", conclusion.trust.rawValue)
        json.member("rule", report.rule)
        json.member("message_id", report.messageID)
        json.key("original")
        write(report.original, to: &json)
        json.key("recipients")
        json.beginArray()
        for recipient in report.recipients { write(recipient, to: &json) }
        json.endArray()
        json.key("decision")
        json.beginArray()
        for decision in conclusion.decisions {
            json.beginObject()
            json.member("subscriber", decision.subscriber.map { Int($0) })
            json.member("address", decision.address)
            json.member("effect", decision.effect.rawValue)
            json.member("because", decision.because)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    private static func write(_ original: Original, to json: inout JSONWriter) {
        json.beginObject()
        json.member("message_id", original.messageID)
        json.member("from", original.from)
        json.member("to", original.to)
        json.member("subject", original.subject)
        json.member("date", original.date)
        json.endObject()
    }

    private static func write(_ recipient: Recipient, to json: inout JSONWriter) {
        json.beginObject()
        json.member("address", recipient.address)
        json.member("original", recipient.original)
        json.member("action", recipient.action.rawValue)
        json.member("status", recipient.status)
        json.member("reply", recipient.reply)
        json.member("class", recipient.classification.rawValue)
        json.member("reason", recipient.reason.rawValue)
        json.member("diagnostic", recipient.diagnostic)
        json.member("remote_mta", recipient.remoteMTA)
        json.member("rule", recipient.rule)
        json.endObject()
    }
}
