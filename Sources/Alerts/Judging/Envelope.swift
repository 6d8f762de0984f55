import MIME

/// From whom and to whom a mail came, as far as the mail server or the mail itself says.
package struct Envelope: Sendable, Hashable {
    /// The addresses that it was delivered to, the most reliable first.
    package let recipients: [String]
    /// Empty for the null sender of a bounce; nil where nothing says.
    package let sender: String?
    /// The addresses of its From header.
    package let from: [String]
    /// Why the mail may not be answered or passed on.
    package var hindrance: Hindrance?

    package init(recipients: [String] = [], sender: String? = nil, from: [String] = []) {
        self.recipients = recipients
        self.sender = sender
        self.from = from
    }

    /// What options or the environment name goes before what the headers name: Delivered-To, X-Original-To,
    /// Envelope-To, then To.
    package init(of message: Message, recipients given: [String], sender: String?) {
        let root = message.root
        var found = given.filter { !$0.isEmpty }
        for field: StaticString in ["delivered-to", "x-original-to", "envelope-to", "to"] {
            guard let value = root.value(field) else { continue }
            for address in AddressList.parse(value).prefix(16) { found.append(address.description) }
        }
        self.recipients = found
        let returnPath = root.value("return-path").map { String(decoding: trimmedBrackets($0), as: UTF8.self) }
        self.sender = sender ?? returnPath
        from = root.value("from").map { AddressList.parse($0).prefix(4).map(\.description) } ?? []
    }
}

/// `<user@example.org>` without its angle brackets.
private func trimmedBrackets(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var slice = bytes[...]
    if slice.first == UInt8(ascii: "<") { slice = slice.dropFirst() }
    if slice.last == UInt8(ascii: ">") { slice = slice.dropLast() }
    return slice
}
