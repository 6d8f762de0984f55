extension Recipient {
    /// What a mail server said when it refused a recipient to our face, judged like the same words in a bounce.
    ///
    /// - Parameters:
    ///   - reply: The reply code, 550; nil where no server spoke.
    ///   - status: The enhanced status, where there was one.
    ///   - rule: What took the refusal: `smtp`, `agent`.
    package init(
        refused address: String, reply: Int?, status: String?, text: String, rule: String, rules: Rules = .builtIn
    ) {
        let bytes = [UInt8](text.lowercased().utf8.prefix(4096))
        let judgement = ReasonJudge.judge(
            diagnostic: bytes.span, status: status, reply: reply.map { String($0) }, action: .failed, dialect: nil,
            local: rules.localSpeakers(nil), remoteMTA: nil)
        self.init(
            address: address, action: .failed, status: judgement.status, reply: reply.map { String($0) },
            classification: judgement.classification, reason: judgement.reason, diagnostic: text, rule: rule)
    }

    /// The same recipient with another reason, which says nothing about the address.
    package func because(_ other: Reason) -> Recipient {
        Recipient(
            address: address, original: original, action: action, status: status, reply: reply, classification: .soft,
            reason: other, diagnostic: diagnostic, remoteMTA: remoteMTA, rule: rule)
    }
}
