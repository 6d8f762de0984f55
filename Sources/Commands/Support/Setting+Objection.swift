import Alerts
import Transports

extension Setting {
    /// Why a value does not suit, in a sentence that says what would; the file that it names is looked at too. Nil where it
    /// suits.
    package func objection(to value: String, smtp: MakeSMTP) -> String? {
        objection(to: value) ?? relative(value) ?? Transports.objection(toFileOf: self, value, smtp: smtp) ?? mistake(
            inRules: value)
            ?? mistake(inTemplates: value)
    }

    /// `relay --set` may name a file of the folder where it is called; a setting is read from anywhere.
    private func relative(_ path: String) -> String? {
        guard self == .sendDatabase, !path.isEmpty, !path.hasPrefix("/") else { return nil }
        return "It is the full path of a file, such as /var/spool/email/queue.db."
    }

    private func mistake(inRules path: String) -> String? {
        guard self == .rules, !path.isEmpty else { return nil }
        do throws(RulesFile.Mistake) {
            _ = try RulesFile.rules(path)
            return nil
        } catch {
            return error.message
        }
    }

    private func mistake(inTemplates folder: String) -> String? {
        guard self == .templateDirectory, !folder.isEmpty else { return nil }
        do {
            _ = try TemplateFolder.load(Settings([rawValue: folder]))
            return nil
        } catch {
            return (error as? Failure)?.message ?? "\(error)"
        }
    }
}
