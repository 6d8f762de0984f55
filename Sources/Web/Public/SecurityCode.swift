import Alerts
import Glibc
import Synchronization

/// The security code of the forms that lead to a mail (`email-captcha`).
///
/// A form carries a seed: the time, a random number and a signature, so that only those count that were given out. The code is
/// six digits derived from the seed under a key of the database. The page draws it as blocks, and says it in words for those
/// who do not see it. Each seed is good for one try, right or wrong, and for an hour.
///
/// It keeps away programs that fill in any form that they find, and no more: whoever writes one for these pages can read the
/// words too. What holds for everybody are the limits by network, and the one mail a day to an address.
final class SecurityCode: Sendable {
    static let digits = 6
    static let lifeSeconds: Int64 = 3600
    /// So many seeds are remembered as used. Beyond that, all that were given out before count no more.
    private static let maximumUsed = 50_000

    private struct Used {
        var seeds: [String: Int64] = [:]
        /// What was given out before this time does not count.
        var floor: Int64 = 0
    }

    private let secrets: Secrets
    private let used = Mutex(Used())

    init(secrets: Secrets) { self.secrets = secrets }

    /// A new seed: 16 digits of time, 16 of chance, 32 of signature.
    func seed(now: Int64) -> String {
        let head = hexadecimal(SecurityCode.bytes(of: now) + Secrets.random(8))
        return head + signature(head)
    }

    /// The digits that belong to a seed.
    func code(of seed: String) -> String {
        let tag = secrets.tag("security code", Array(seed.utf8))
        let number = tag.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: SecurityCode.digits - digits.count) + digits
    }

    /// Whether an answer is right, which can be asked once for each seed.
    func accepts(_ answer: String, seed: String, now: Int64) -> Bool {
        guard let began = time(of: seed), now >= began - 60, now - began < SecurityCode.lifeSeconds else {
            return false
        }
        guard use(seed, began: began, now: now) else { return false }
        let typed = answer.utf8.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return areEqualInConstantTime(typed, Array(code(of: seed).utf8))
    }

    /// False where it was used before.
    private func use(_ seed: String, began: Int64, now: Int64) -> Bool {
        used.withLock { used in
            guard began >= used.floor, used.seeds[seed] == nil else { return false }
            if used.seeds.count >= SecurityCode.maximumUsed {
                used.seeds = used.seeds.filter { now - $0.value < SecurityCode.lifeSeconds }
                if used.seeds.count >= SecurityCode.maximumUsed {
                    used.seeds = [:]
                    used.floor = now + 1
                }
            }
            used.seeds[seed] = began
            return true
        }
    }

    /// When a seed of ours was given out; nil for any other text.
    private func time(of seed: String) -> Int64? {
        guard seed.utf8.count == 64 else { return nil }
        let head = String(seed.prefix(32))
        guard areEqualInConstantTime(Array(seed.dropFirst(32).utf8), Array(signature(head).utf8)) else { return nil }
        return Web.bytes(hexadecimal: head.prefix(16)).map { $0.reduce(0) { $0 << 8 | Int64($1) } }
    }

    private func signature(_ head: String) -> String { String(secrets.tag("security seed", head).prefix(32)) }

    private static func bytes(of number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * Int64($0))) }
    }
}
