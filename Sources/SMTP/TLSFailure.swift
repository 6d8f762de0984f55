import Alerts
import NIOSSL

/// Why TLS does not come about, and which setting to look at.
enum TLSFailure {
    /// - Parameters:
    ///   - certificate: The server's, where it has shown one.
    ///   - beganInTheClear: Whether TLS was asked for by STARTTLS.
    ///   - now: Seconds since 1970.
    /// - Returns: Nil for an error that is not about TLS.
    static func words(
        for error: any Error, certificate: NIOSSLCertificate?, beganInTheClear: Bool, now: Int64
    ) -> String? {
        switch error {
        case let error as NIOSSLExtraError
        where error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch:
            return "the server's certificate is for another name than that in email-send-relayhost"
        case NIOSSLError.handshakeFailed(let error):
            let reasons = reasons(of: error)
            if reasons.contains("CERTIFICATE_VERIFY_FAILED") { return objection(to: certificate, now: now) }
            return words(for: error, reasons, beganInTheClear: beganInTheClear)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: return "TLS failed: \(error)"
        default: return nil
        }
    }

    private static func words(for error: BoringSSLError, _ reasons: Set<String>, beganInTheClear: Bool) -> String {
        if reasons.contains("WRONG_VERSION_NUMBER") {
            return beganInTheClear
                ? "what came after the answer to STARTTLS is not TLS"
                : "the server does not speak TLS from the first byte there: look at email-send-tls and at the port in "
                    + "email-send-relayhost"
        }
        if !reasons.isDisjoint(with: ["UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"]) {
            return "the server speaks no TLS of version 1.2 or later"
        }
        if case .sslError(let stack) = error, stack.contains(.eofDuringHandshake) {
            return "the server closed the connection while TLS began"
        }
        return "TLS failed: \(reasons.isEmpty ? "\(error)" : reasons.sorted().joined(separator: ", "))"
    }

    private static func objection(to certificate: NIOSSLCertificate?, now: Int64) -> String {
        if let certificate {
            let (first, last) = (Int64(certificate.notValidBefore), Int64(certificate.notValidAfter))
            if last < now { return "the server's certificate expired at \(DateText.plain(last)) UTC" }
            if first > now {
                return "the server's certificate is not valid before \(DateText.plain(first)) UTC: look at the clock"
            }
        }
        return
            "nobody whom this machine trusts vouches for the server's certificate; email-send-tls-ca names a file with "
            + "those who may"
    }

    /// The reasons in the descriptions of BoringSSL's errors, which it gives nowhere else:
    /// `Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED at FILE:LINE`.
    private static func reasons(of error: BoringSSLError) -> Set<String> {
        guard case .sslError(let stack) = error else { return [] }
        return Set(
            stack.compactMap { error in
                let parts = error.description.split(separator: ":", omittingEmptySubsequences: false)
                guard let index = parts.firstIndex(of: "OPENSSL_internal"), index + 1 < parts.count else { return nil }
                return String(parts[index + 1].prefix { $0 != " " })
            })
    }
}
