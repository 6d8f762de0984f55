import Alerts
import Transports

extension Failure {
    init(_ error: TransportError) {
        self.init(.configuration, error.description)
    }
}

extension TransportLog {
    /// Into the system's log.
    static let system = TransportLog { level, line in
        switch level {
        case .info: SystemLog.write(.info, line)
        case .notice: SystemLog.write(.notice, line)
        case .warning: SystemLog.write(.warning, line)
        case .error: SystemLog.write(.error, line)
        }
    }
}
