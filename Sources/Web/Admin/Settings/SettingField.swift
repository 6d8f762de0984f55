import Alerts

/// A setting as a form shows it: its name, what it is for, and the control that suits its values.
enum SettingField {
    /// - Parameters:
    ///   - value: What stands in the database, or what was typed; empty for the default.
    ///   - shown: What stands in the database. The form sends it back, so that a page that was open for long undoes nothing.
    ///   - objection: Why what was typed does not suit.
    static func values(_ setting: Setting, value: String, shown: String, objection: String?) -> [String: Any] {
        let isUnset = setting.defaultValue.isEmpty
        var values: [String: Any] = [
            "setting": setting.rawValue, "explanation": setting.explanation, "value": value,
            "shown": shown, "standard": isUnset ? "not set" : setting.defaultValue, "isSet": !value.isEmpty,
        ]
        if let objection { values["objection"] = objection }
        if setting.isDerived {
            values["fixed"] = true
            return values
        }
        switch setting.form {
        case .number(let range):
            values["number"] = ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
        case .choice(let words): values["choice"] = choice(words, value)
        case .arguments: values["lines"] = true
        case .text, .address, .directory, .file, .rate, .waits: values["line"] = true
        }
        return values
    }

    /// The words of a choice. What another program has set is one of them as long as it stands there.
    private static func choice(_ words: [String], _ value: String) -> [String: Any] {
        let all = value.isEmpty || words.contains(value) ? words : words + [value]
        return ["options": all.map { ["word": $0, "isChosen": $0 == value] as [String: Any] }]
    }
}
