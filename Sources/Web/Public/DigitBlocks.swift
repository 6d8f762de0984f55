/// Draws digits as an SVG of small blocks, and writes them as words.
enum DigitBlocks {
    /// Each line of a digit is five bits, the leftmost the highest.
    private static let shapes: [[UInt8]] = [
        [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        [0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110],
        [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
    ]
    private static let names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

    /// The path of all blocks, in units of a block.
    static func path(_ digits: String) -> String {
        var path = ""
        for (place, digit) in values(digits).enumerated() {
            for (line, bits) in shapes[digit].enumerated() {
                for column in 0..<5 where bits & (0b10000 >> UInt8(column)) != 0 {
                    path += "M\(place * 7 + column) \(line)h1v1h-1z"
                }
            }
        }
        return path
    }

    /// `four, seven`
    static func words(_ digits: String) -> String { values(digits).map { names[$0] }.joined(separator: ", ") }

    private static func values(_ digits: String) -> [Int] { digits.compactMap(\.wholeNumberValue).filter { $0 < 10 } }
}
