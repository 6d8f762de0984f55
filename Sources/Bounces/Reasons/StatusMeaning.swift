extension EnhancedStatus {
    /// What a code means, and whether it says so much that it goes before words that only hint.
    struct Meaning: Sendable {
        let reason: Reason
        let isSpecific: Bool
    }

    /// The standard meaning: RFC 3463, 5248, 6531, 7372, 7504, 7505, 8616 and IANA's registry of enhanced status codes.
    var meaning: Meaning? {
        switch (subject, detail) {
        case (1, 0): hint(.userUnknown)
        case (1, 1): specific(.userUnknown)
        case (1, 2): specific(.hostUnknown)
        case (1, 3): specific(.userUnknown)
        case (1, 4): hint(.filtered)
        case (1, 6): specific(.hasMoved)
        case (1, 7): specific(.rejected)
        case (1, 8): specific(.rejected)
        case (1, 9): specific(.systemError)
        case (1, 10): specific(.notAccept)
        case (2, 0): hint(.filtered)
        case (2, 1): hint(.suspend)
        case (2, 2): specific(.mailboxFull)
        case (2, 3): specific(.exceedLimit)
        case (2, 4): hint(.filtered)
        case (3, 0): hint(.systemError)
        case (3, 1): specific(.systemFull)
        case (3, 2): specific(.notAccept)
        case (3, 3): specific(.systemError)
        case (3, 4): specific(.mesgTooBig)
        case (3, 5): specific(.systemError)
        case (4, 0): hint(.networkError)
        case (4, 1): specific(.expired)
        case (4, 2): specific(.networkError)
        case (4, 3): specific(.systemError)
        case (4, 4): specific(.hostUnknown)
        case (4, 5): specific(.networkError)
        case (4, 6): specific(.networkError)
        case (4, 7): specific(.expired)
        case (4, 8): hint(.networkError)
        case (5, 1), (5, 2), (5, 4), (5, 5), (5, 6): hint(.syntaxError)
        case (5, 3): specific(.tooManyConn)
        case (6, 0): hint(.contentError)
        case (6, 1...10): specific(.contentError)
        case (7, 0...7): hint(.securityError)
        case (7, 8), (7, 9): hint(.securityError)
        case (7, 10), (7, 11): specific(.failedSTARTTLS)
        case (7, 12): hint(.securityError)
        case (7, 13): specific(.suspend)
        case (7, 14): hint(.securityError)
        case (7, 15): specific(.policyViolation)
        case (7, 16): specific(.mesgTooBig)
        case (7, 17), (7, 18): specific(.hasMoved)
        case (7, 19): hint(.securityError)
        case (7, 20...24): specific(.authFailure)
        case (7, 25): specific(.requirePTR)
        case (7, 26): specific(.authFailure)
        // The sender's domain takes no mail, RFC 7505 4.2. Sendmail says it of the recipient's, but then in words.
        case (7, 27): specific(.rejected)
        case (7, 28): specific(.speeding)
        case (7, 29): specific(.authFailure)
        case (7, 30): specific(.failedSTARTTLS)
        default: nil
        }
    }

    private func specific(_ reason: Reason) -> Meaning { Meaning(reason: reason, isSpecific: true) }
    private func hint(_ reason: Reason) -> Meaning { Meaning(reason: reason, isSpecific: false) }

    /// The code that fits a reason best, where none was reported.
    static func inferred(_ reason: Reason, permanent: Bool) -> EnhancedStatus {
        let (subject, detail) = bestFit(reason)
        return EnhancedStatus(permanent ? 5 : 4, subject, detail)
    }

    private static func bestFit(_ reason: Reason) -> (Int, Int) {
        switch reason {
        case .userUnknown: (1, 1)
        case .hostUnknown: (1, 2)
        case .hasMoved: (1, 6)
        case .notAccept: (1, 10)
        case .mailboxFull: (2, 2)
        case .exceedLimit: (2, 3)
        case .suspend: (2, 1)
        case .filtered: (7, 1)
        case .systemFull: (3, 1)
        case .mesgTooBig: (3, 4)
        case .systemError: (3, 0)
        case .mailerError: (3, 0)
        case .expired: (4, 7)
        case .networkError: (4, 0)
        case .tooManyConn: (4, 5)
        case .speeding: (7, 28)
        case .syntaxError: (5, 2)
        case .contentError, .notCompliantRFC: (6, 0)
        case .requirePTR: (7, 25)
        case .authFailure: (7, 26)
        case .failedSTARTTLS: (7, 10)
        case .rejected: (1, 8)
        case .virusDetected, .spamDetected, .policyViolation, .noRelaying: (7, 1)
        case .securityError, .badReputation, .blocked: (7, 1)
        case .onHold, .undefined: (0, 0)
        }
    }
}
