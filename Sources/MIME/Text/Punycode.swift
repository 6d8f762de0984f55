/// Punycode, RFC 3492, for the labels of internationalized domains.
enum Punycode {
    // The parameters of RFC 3492 5.
    private static let base: UInt32 = 36
    private static let tMin: UInt32 = 1
    private static let tMax: UInt32 = 26

    /// A label in punycode, without `xn--`; nil on overflow. A label is short, so the quadratic cost of section 6.3 is
    /// bounded by `maximumScalars`.
    static func encode(_ label: String) -> String? {
        let scalars = label.unicodeScalars.map(\.value)
        guard scalars.count <= maximumScalars else { return nil }
        var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
        let basic = UInt32(output.count)
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (n, delta, bias, handled): (UInt32, UInt32, UInt32, UInt32) = (0x80, 0, 72, basic)
        while handled < scalars.count {
            guard let next = scalars.lazy.filter({ $0 >= n }).min() else { return nil }
            let (product, overflow) = (next - n).multipliedReportingOverflow(by: handled + 1)
            let (sum, carry) = delta.addingReportingOverflow(product)
            guard !overflow, !carry else { return nil }
            delta = sum
            n = next
            for scalar in scalars {
                if scalar < n { delta += 1 }
                guard scalar == n else { continue }
                var q = delta
                var k = base
                while true {
                    let t = threshold(k, bias)
                    if q < t { break }
                    output.append(digit(t + (q - t) % (base - t)))
                    q = (q - t) / (base - t)
                    k += base
                }
                output.append(digit(q))
                bias = adapt(delta, handled + 1, first: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The label that punycode (without `xn--`) stands for; nil if it is none.
    static func decode(_ text: String) -> String? {
        let input = Array(text.utf8)
        guard input.count <= maximumScalars else { return nil }
        let basicEnd = input.lastIndex(of: UInt8(ascii: "-")) ?? 0
        var output: [Unicode.Scalar] = input[..<basicEnd].map { Unicode.Scalar($0) }
        guard output.allSatisfy(\.isASCII) else { return nil }
        var position = basicEnd > 0 ? basicEnd + 1 : 0
        var (n, i, bias): (UInt32, UInt32, UInt32) = (0x80, 0, 72)
        while position < input.count {
            let old = i
            var weight: UInt32 = 1
            var k = base
            while true {
                guard position < input.count, let value = value(input[position]) else { return nil }
                position += 1
                let (product, overflow) = value.multipliedReportingOverflow(by: weight)
                let (sum, carry) = i.addingReportingOverflow(product)
                guard !overflow, !carry else { return nil }
                i = sum
                let t = threshold(k, bias)
                if value < t { break }
                let (next, tooLarge) = weight.multipliedReportingOverflow(by: base - t)
                guard !tooLarge else { return nil }
                weight = next
                k += base
            }
            let count = UInt32(output.count + 1)
            bias = adapt(i - old, count, first: old == 0)
            let (point, carry) = n.addingReportingOverflow(i / count)
            guard !carry, let scalar = Unicode.Scalar(point) else { return nil }
            n = point
            i %= count
            output.insert(scalar, at: Int(i))
            i += 1
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: output)
        return String(result)
    }

    private static let maximumScalars = 256

    private static func threshold(_ k: UInt32, _ bias: UInt32) -> UInt32 {
        k <= bias ? tMin : min(k - bias, tMax)
    }

    private static func adapt(_ delta: UInt32, _ count: UInt32, first: Bool) -> UInt32 {
        var delta = first ? delta / 700 : delta / 2
        delta += delta / count
        var k: UInt32 = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + 38)
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30)
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - 0x61)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - 0x41)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30 + 26)
        default: nil
        }
    }
}
