/// A span of time as settings write it: `90s`, `5m`, `2h`, `1d`.
package enum TimeSpan {
    /// The seconds; nil where the text is no span of one second to a year.
    package static func seconds(_ text: some StringProtocol) -> Int64? {
        guard let unit = text.last, let factor = factor(of: unit), let count = Int64(text.dropLast()), count > 0,
            text.utf8.first != UInt8(ascii: "+"), count <= 366 * 86_400 / factor
        else { return nil }
        return count * factor
    }

    static func factor(of unit: Character) -> Int64? {
        switch unit {
        case "s": 1
        case "m": 60
        case "h": 3_600
        case "d": 86_400
        default: nil
        }
    }
}
