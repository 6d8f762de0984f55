import Alerts
import Glibc
import Transports

/// Whether the way out is there, and passes on the return path without which no bounce comes back.
struct WayOutChecks {
    let settings: Settings

    func findings(_ smtp: MakeSMTP) -> [Finding] {
        switch settings.sendMethod {
        case "off":
            return [
                Finding(
                    .methodOff, "email-send-method is off: nothing is sent.",
                    remedy: "email settings email-send-method pipe")
            ]
        case "pipe": return command()
        case "exec": return unfit(smtp) + arguments()
        // These make what is missing as soon as they are made, and it would be ours.
        case "dir", "maildir": return writable(settings[.sendDirectory], .sendDirectory)
        case "db":
            let file = settings[.sendDatabase]
            let isThere = file.isEmpty || (unsafe access(file, F_OK)) == 0
            return writable(isThere ? file : FilePath.folder(of: file), .sendDatabase)
        default: return unfit(smtp)
        }
    }

    /// What the way out itself says when it is made.
    private func unfit(_ smtp: MakeSMTP) -> [Finding] {
        do throws(TransportError) {
            var transport = try makeTransport(settings: settings, smtp: smtp)
            transport.close()
            return []
        } catch {
            return [
                Finding(.methodUnfit, error.description, remedy: "email settings \(error.setting) VALUE")
            ]
        }
    }

    private func writable(_ path: String, _ setting: Setting) -> [Finding] {
        guard unsafe access(path, W_OK) != 0 else { return [] }
        return [
            Finding(
                .methodUnfit,
                path.isEmpty
                    ? "\(setting.rawValue) is not set, and the method \(settings.sendMethod) needs it."
                    : "\(setting.rawValue): \(path): \(Descriptor.message()).",
                remedy:
                    "Make it, writable for the user that runs `email exec`, or email settings \(setting.rawValue) PATH"
            )
        ]
    }

    private func command() -> [Finding] {
        let command = settings[.sendCommand]
        let words = command.split { $0 == " " || $0 == "\t" }.map(String.init)
        let name = words.first ?? ""
        var found: [Finding] = []
        if WayOutChecks.isPlain(name), FilePath.program(name) == nil {
            found.append(
                Finding(
                    .programMissing, "email-send-command: there is no program \(name) that can be run.",
                    remedy: "email settings email-send-command '/usr/sbin/sendmail -ti'"))
        }
        let shellCommand = ShellCommand(command)
        if let sender = shellCommand.ownSender ?? words.dropFirst().first(where: { $0.hasPrefix("-f") }) {
            found.append(lost("email-send-command names the sender itself (\(sender))"))
        } else if !shellCommand.takesReturnPath {
            found.append(lost("email-send-command is no sendmail, and is not told the return path"))
        }
        return found
    }

    private func lost(
        _ what: String, remedy: String = "email settings email-send-command '/usr/sbin/sendmail -ti'"
    ) -> Finding {
        Finding(
            .returnPathLost, what + ": bounces come back without the token that proves whom they are about.",
            remedy: remedy)
    }

    /// A word that the shell takes as it is.
    private static func isPlain(_ word: String) -> Bool {
        !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
    }

    private func arguments() -> [Finding] {
        let text = settings[.sendArguments]
        guard let arguments = try? ProgramArguments(json: text) else { return [] }
        let remedy = "email settings email-send-argv '[\"/usr/sbin/sendmail\", \"-ti\", \"-f\", \"%RETURN_PATH%\"]'"
        var found: [Finding] = []
        if FilePath.program(arguments.program) == nil {
            found.append(
                Finding(
                    .programMissing, "email-send-argv: there is no program \(arguments.program) that can be run.",
                    remedy: remedy))
        }
        if ShellCommand.isSendmail(arguments.program), !text.contains("RETURN_PATH") {
            found.append(lost("email-send-argv gives sendmail no -f %RETURN_PATH%", remedy: remedy))
        }
        return found
    }
}
