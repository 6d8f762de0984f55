/// What is wrong with a form: shown at the field, and once more above the form with a link to it.
struct Mistakes {
    private(set) var all: [(field: String, text: String)] = []

    var isEmpty: Bool { all.isEmpty }

    mutating func add(_ field: String, _ text: String) { all.append((field, text)) }

    /// For the templates: `mistakes`, and `addressMistake` for the field `address`.
    func add(to values: inout [String: Any]) {
        guard !all.isEmpty else { return }
        values["mistakes"] = ["list": all.map { ["field": $0.field, "text": $0.text] }] as [String: Any]
        for mistake in all { values[mistake.field + "Mistake"] = mistake.text }
    }
}
