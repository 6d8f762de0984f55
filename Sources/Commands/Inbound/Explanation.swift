import Alerts
import Bounces

/// A judgement in words: each step with the line of the mail that it rests on.
package enum Explanation {
    /// One line: what the mail is and what follows.
    package static func summary(file: String, _ report: Report, _ conclusion: Conclusion) -> String {
        var text = "\(file): \(report.kind.rawValue)"
        let failures = report.recipients.map { recipient in
            let status = recipient.status.map { " \($0)" } ?? ""
            return " \(recipient.address) \(recipient.action.rawValue)\(status) (\(recipient.reason.rawValue))"
        }
        if !failures.isEmpty { text += ":" + failures.joined(separator: ",") }
        for decision in conclusion.decisions where decision.subscriber != nil {
            text += "; \(decision.address): \(decision.effect.rawValue)"
        }
        return visible(text) + "\n"
    }

    /// Every step, then what was decided and why.
    package static func text(file: String, _ mail: JudgedMail, _ conclusion: Conclusion) -> String {
        var lines = [summary(file: file, mail.report, conclusion).dropLast().description]
        for evidence in mail.report.evidence {
            let place = evidence.offset.map { " at \($0)" } ?? ""
            lines.append("  \(padded(evidence.step, 10)) \(evidence.outcome)  [\(evidence.rule)\(place)]")
            if let line = evidence.line { lines.append("             | \(line.prefix(160))") }
        }
        if !mail.clues.tokens.isEmpty {
            lines.append("  \(padded("envelope", 10)) carries what looks like a return-path token")
        }
        if !mail.clues.codes.isEmpty {
            lines.append("  \(padded("original", 10)) carries \(mail.clues.codes.count) possible subscriberCode")
        }
        for decision in conclusion.decisions {
            let who = decision.address.isEmpty ? "-" : decision.address
            lines.append(
                "  \(padded("decision", 10)) \(who): \(decision.effect.rawValue) (\(decision.trust.rawValue)). \(decision.because)"
            )
        }
        return lines.map { visible($0) + "\n" }.joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

/// Text of a stranger, safe for a terminal: control characters are shown, not obeyed.
package func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
        if isControl(scalar) {
            shown += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    // The last are the marks that turn the direction of writing around.
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
}
