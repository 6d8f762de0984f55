import Alerts

/// A day as a person writes it: 21 November 2026.
func longDate(_ seconds: Int64) -> String {
    let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    let day = DateText.plain(seconds).prefix { $0 != " " }
    let numbers = day.split(separator: "-").compactMap { Int($0) }
    guard numbers.count == 3, months.indices.contains(numbers[1] - 1) else { return String(day) }
    return "\(numbers[2]) \(months[numbers[1] - 1]) \(numbers[0])"
}
