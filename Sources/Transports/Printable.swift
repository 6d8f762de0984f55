/// Text on one line, for a log.
package func printable(_ bytes: some Sequence<UInt8>) -> String {
    printable(Array(bytes)[...])
}

/// The same where there is an array: this one is read for each reply of a server.
package func printable(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
}
