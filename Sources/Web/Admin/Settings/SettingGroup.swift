import Alerts
import Storage

/// Settings that belong together.
struct SettingGroup: Sendable {
    let id: String
    let title: String
    let settings: [Setting]

    private static let named: [(id: String, title: String, settings: [Setting])] = [
        ("list", "The list", [.selfAddress, .admin, .url, .siteURL, .subname, .listID]),
        (
            "way-out", "How mails go out",
            [
                .sendMethod, .ownSendMethod, .sendCommand, .sendArguments, .sendArgumentsFile, .sendBody,
                .sendRelayHost,
                .sendTLS, .sendCertificates, .sendCredentials, .sendDatabase, .sendDirectory, .sendSync, .sendParallel,
                .sendTimeout,
            ]
        ),
        ("pace", "When mails go out", [.autoexec, .rate, .retry, .renewInterval]),
        ("text", "What mails say", [.templateDirectory, .encoding, .delimiter, .complaintAddress]),
        (
            "subscribing", "Subscribing",
            [.captcha, .verifyOnVisit, .webLimit, .verifyDays, .verifyLimit, .verifyHourlyLimit]
        ),
        (
            "bounces", "What bounces do",
            [
                .bounceHardLimit, .bounceUnverifiedLimit, .bounceSoftLimit, .incidentLimit, .incidentShare,
                .incidentHours, .rules,
            ]
        ),
        ("inbound", "Mails that come in", [.forward, .forwardLimit, .keepDays, .receiveDirectory]),
    ]

    /// All settings that mean something in a database of a kind. One that no group names is in the last.
    static func all(_ kind: DatabaseKind) -> [SettingGroup] {
        var groups = named.map { group in
            SettingGroup(id: group.id, title: group.title, settings: group.settings.filter { $0.belongs(to: kind) })
        }
        let known = Set(named.flatMap(\.settings))
        let others = Setting.allCases.filter { !known.contains($0) && $0.belongs(to: kind) }
        if !others.isEmpty { groups.append(SettingGroup(id: "pages", title: "Pages and service", settings: others)) }
        return groups
    }
}

extension Setting {
    /// Whether a setting means something in a database of a kind: some are for those of other programs alone.
    func belongs(to kind: DatabaseKind) -> Bool {
        switch self {
        case .ownSendMethod: kind == .fossil
        case .siteURL: kind == .isso
        default: true
        }
    }

    /// Whether it is set through another one.
    var isDerived: Bool { self == .ownSendMethod }
}
