import MIME

extension [UInt8] {
    /// Appends all of `bytes` in one copy.
    mutating func append(copying bytes: Span<UInt8>) {
        guard !bytes.isEmpty else { return }
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}

extension Span<UInt8> {
    /// Whether the bytes begin with `word`, which is given in lower case where case is ignored.
    func hasPrefix(_ word: StaticString, ignoringCase: Bool) -> Bool {
        matches(word, at: 0, ignoringCase: ignoringCase)
    }

    /// The first place of `word`, which is given in lower case where case is ignored.
    func firstRange(of word: StaticString, ignoringCase: Bool, from start: Int = 0) -> Range<Int>? {
        let length = word.utf8CodeUnitCount
        guard word.hasPointerRepresentation, length > 0 else { return nil }
        let first = unsafe word.utf8Start.pointee
        var position = start
        while position + length <= count {
            if !ignoringCase {
                guard let next = firstIndex(of: first, in: self, from: position) else { return nil }
                position = next
            }
            if matches(word, at: position, ignoringCase: ignoringCase) { return position..<position + length }
            position += 1
        }
        return nil
    }

    func matches(_ word: StaticString, at position: Int, ignoringCase: Bool) -> Bool {
        let length = word.utf8CodeUnitCount
        guard word.hasPointerRepresentation, position + length <= count else { return false }
        let pattern = unsafe UnsafeBufferPointer(start: word.utf8Start, count: length)
        for index in 0..<length {
            let byte = self[position + index]
            let wanted = unsafe pattern[index]
            guard byte == wanted || (ignoringCase && ASCII.lowercased(byte) == wanted) else { return false }
        }
        return true
    }
}
