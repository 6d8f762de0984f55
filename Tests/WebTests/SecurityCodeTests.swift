import Testing

@testable import Web

@Suite("The security code")
struct SecurityCodeTests {
    private let codes = SecurityCode(secrets: Secrets(root: Array(0..<32)))

    @Test("the code of a seed is taken once, whatever stands between its digits")
    func once() {
        let seed = codes.seed(now: 1000)
        let code = codes.code(of: seed)
        #expect(code.count == 6)
        let spaced = code.map { "\($0) " }.joined()
        #expect(codes.accepts(spaced, seed: seed, now: 1100))
        #expect(!codes.accepts(code, seed: seed, now: 1100))
    }

    @Test("a wrong answer uses the seed up")
    func wrong() {
        let seed = codes.seed(now: 1000)
        #expect(!codes.accepts("", seed: seed, now: 1000))
        #expect(!codes.accepts(codes.code(of: seed), seed: seed, now: 1000))
    }

    @Test("a seed is good for an hour, and not before it was made")
    func expires() {
        let (old, future) = (codes.seed(now: 1000), codes.seed(now: 9000))
        #expect(!codes.accepts(codes.code(of: old), seed: old, now: 4600))
        #expect(!codes.accepts(codes.code(of: future), seed: future, now: 4600))
    }

    @Test("a seed of somebody else's is none")
    func foreign() {
        let other = SecurityCode(secrets: Secrets(root: [1])).seed(now: 1000)
        var altered = Array(codes.seed(now: 1000))
        altered[20] = altered[20] == "0" ? "1" : "0"
        for seed in [other, String(altered), "", String(repeating: "0", count: 64), String(repeating: "é", count: 64)] {
            #expect(!codes.accepts(codes.code(of: seed), seed: seed, now: 1000))
        }
    }

    @Test("digits are spread evenly enough that no code is likely")
    func spread() {
        let seen = Set((0..<2000).map { _ in codes.code(of: codes.seed(now: 1)) })
        #expect(seen.count > 1980)
    }

    @Test("each digit is drawn as another shape, and named")
    func drawn() {
        #expect(Set((0..<10).map { DigitBlocks.path("\($0)") }).count == 10)
        #expect(DigitBlocks.words("0479") == "zero, four, seven, nine")
    }
}
