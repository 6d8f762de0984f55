/// The groups of fields in the body of a message/delivery-status, a feedback report or a receipt, split at empty lines
/// (RFC 3464, 2.1). The first group of a delivery status is about the message, each other about one recipient.
///
/// Lines that are no field are kept as nameless fields. Where a writer forgot the empty line between two recipients,
/// their fields stand in one group: the reader sees it by a field that begins a second time.
public func fieldGroups(_ bytes: [UInt8], in range: Range<Int>) -> [[HeaderField]] {
    let range = clamped(range, bytes.count)
    var groups: [[HeaderField]] = []
    var group: [HeaderField] = []
    var position = range.lowerBound
    while position < range.upperBound {
        guard let end = lineEnd(bytes, from: position, isLast: true) else { break }
        let contentEnd = min(end.contentEnd, range.upperBound)
        let next = min(end.next, range.upperBound)
        // QUIRK: a line of blanks separates groups as an empty one does; in a header it would be a continuation.
        if trimmed(bytes, position..<contentEnd).isEmpty {
            if !group.isEmpty { groups.append(group) }
            group = []
        } else if ASCII.isBlank(bytes[position]), let last = group.indices.last {
            group[last].range = group[last].range.lowerBound..<next
            group[last].valueRange = group[last].valueRange.lowerBound..<contentEnd
        } else if let name = fieldName(bytes, from: position, to: contentEnd) {
            group.append(
                HeaderField(
                    range: position..<next, nameRange: position..<name.nameEnd,
                    valueRange: name.colon + 1..<contentEnd, nameHash: name.hash))
        } else {
            group.append(
                HeaderField(
                    range: position..<next, nameRange: position..<position,
                    valueRange: position..<contentEnd, nameHash: 0))
        }
        position = next
    }
    if !group.isEmpty { groups.append(group) }
    return groups
}

/// The first field of the group with this name, in any case; the name is given in lower case.
public func firstField(_ name: StaticString, in group: [HeaderField], of bytes: [UInt8]) -> HeaderField? {
    let hash = NameHash.of(name)
    for field in group where field.nameHash == hash && equalsIgnoringCase(bytes, field.nameRange, name) {
        return field
    }
    return nil
}
