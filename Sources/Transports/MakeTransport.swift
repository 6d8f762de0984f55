import Alerts

/// Makes the way out by SMTP from the settings. It needs a network library, which not every program has.
package typealias MakeSMTP = (Settings) throws(TransportError) -> any Transport

/// Makes the way out that the settings name.
///
/// - Parameter origin: Whose mails these are. It tells them from those of another one that go into the same queue or folder,
///   and where to note which are in hand.
/// - Parameter smtp: Asked for the methods `smtp` and `relay`.
/// - Throws: `off` where nothing is to be sent; else what to set.
package func makeTransport(
    settings: Settings, origin: MailOrigin = .none, log: TransportLog = .none, smtp: MakeSMTP
) throws(TransportError) -> any Transport {
    let parallel = settings.number(.sendParallel)
    let timeout = settings.number(.sendTimeout)
    switch settings.sendMethod {
    case "off":
        throw TransportError(
            .off, setting: Setting.sendMethod.rawValue,
            message: "nothing is sent, as it is off. Set it to one of "
                + Setting.methods.dropFirst().joined(separator: ", ") + ".")
    case "stdout": return StandardOutput()
    case "pipe":
        return journalled(
            PipeTransport(command: settings[.sendCommand], parallel: parallel, timeoutSeconds: timeout), 4, origin)
    case "exec":
        return journalled(
            ProgramTransport(
                arguments: try programArguments(settings), givesBody: givesBody(settings), parallel: parallel,
                timeoutSeconds: timeout, log: log), 4, origin)
    case "db":
        return try DatabaseTransport(
            path: try required(.sendDatabase, settings, "the file, such as /var/spool/email/queue.db"),
            origin: origin.name)
    case "dir":
        return try FolderTransport(
            folder: try required(.sendDirectory, settings, "a folder, such as /var/spool/email"), layout: .fossil,
            origin: origin.name, isSynced: settings[.sendSync] != "off")
    case "maildir":
        return try FolderTransport(
            folder: try required(.sendDirectory, settings, "a Maildir, such as /home/me/Maildir"), layout: .maildir,
            origin: origin.name, isSynced: settings[.sendSync] != "off")
    case "smtp", "relay": return journalled(try smtp(settings), 32, origin)
    case let method:
        throw TransportError(
            .wrong, setting: Setting.sendMethod.rawValue,
            message: "there is no way out '\(method)'. Set it to one of "
                + Setting.methods.joined(separator: ", ") + ".")
    }
}

/// - Parameter ahead: How many mails are taken from the database at a time, for each that is in hand.
private func journalled(_ transport: some Transport, _ ahead: Int, _ origin: MailOrigin) -> any Transport {
    if origin.path.isEmpty { return transport }
    return JournalledTransport(transport, batchSize: ahead * transport.batchSize, origin: origin)
}

private func required(_ setting: Setting, _ settings: Settings, _ what: String) throws(TransportError) -> String {
    let value = settings[setting]
    guard !value.isEmpty else {
        throw TransportError(
            .missing, setting: setting.rawValue,
            message: "it is empty, and the method \(settings.sendMethod) needs it. Set it to \(what).")
    }
    return value
}

/// `email-send-argv`, else the section of isso's file that `email-send-ini` names.
private func programArguments(_ settings: Settings) throws(TransportError) -> ProgramArguments {
    let json = settings[.sendArguments]
    let setting: Setting = json.isEmpty ? .sendArgumentsFile : .sendArguments
    let text = json.isEmpty ? try argumentsFile(settings) : json
    do throws(ProgramArgumentsError) {
        return try json.isEmpty ? ProgramArguments(ini: text) : ProgramArguments(json: text)
    } catch {
        throw TransportError(.wrong, setting: setting.rawValue, message: error.message)
    }
}

private func argumentsFile(_ settings: Settings) throws(TransportError) -> String {
    let path = settings[.sendArgumentsFile]
    guard !path.isEmpty else {
        throw TransportError(
            .missing, setting: Setting.sendArguments.rawValue,
            message: "it is empty, and so is \(Setting.sendArgumentsFile.rawValue): the method exec needs one. "
                + "Set it to the program and its arguments, such as [\"/usr/sbin/sendmail\", \"-t\"].")
    }
    do throws(Descriptor.Objection) {
        return String(decoding: try Descriptor.settingsFile(path, limit: 1 << 20), as: UTF8.self)
    } catch {
        throw TransportError(
            .wrong, setting: Setting.sendArgumentsFile.rawValue, message: "\(path): \(error.message).")
    }
}

private func givesBody(_ settings: Settings) -> Bool {
    let choice = settings[.sendBody]
    return choice.isEmpty ? settings[.sendArguments].isEmpty : choice == "body"
}

/// Why the file that a setting names does not suit, in a sentence; nil where it does, and for settings that name none.
package func objection(toFileOf setting: Setting, _ path: String, smtp: MakeSMTP) -> String? {
    guard !path.isEmpty, [.sendArgumentsFile, .sendCredentials, .sendCertificates].contains(setting) else { return nil }
    let method = setting == .sendArgumentsFile ? "exec" : "smtp"
    let settings = Settings([
        setting.rawValue: path, Setting.ownSendMethod.rawValue: method, Setting.sendRelayHost.rawValue: "localhost",
        Setting.sendTLS.rawValue: setting == .sendCertificates ? "tls" : "off",
    ])
    do throws(TransportError) {
        _ = try makeTransport(settings: settings, smtp: smtp)
        return nil
    } catch {
        return error.message
    }
}
