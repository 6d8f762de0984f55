/// A range of bytes, to be kept in an array.
///
/// The first array of `Range<Int>` makes Swift's runtime look through all conformances of the program: that took as long as
/// reading a mail, in a process that reads one.
struct Extent {
    let start: Int
    let end: Int

    init(_ range: Range<Int>) {
        start = range.lowerBound
        end = range.upperBound
    }

    var range: Range<Int> { start..<end }
}
