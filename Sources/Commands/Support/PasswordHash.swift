import Alerts
import CCrypt
import Glibc

/// The hash of a password as crypt(5) writes it: yescrypt for new ones, and whatever the C library knows when it checks, so
/// that one made by mkpasswd(1) serves too.
package enum PasswordHash {
    /// What fewer characters can be guessed.
    package static let minimumLength = 12
    /// crypt(3) takes no more bytes.
    package static let maximumBytes = 511

    /// Takes about a tenth of a second of one processor and 16 MB, which is the point of it. Nil where the system gives none.
    package static func make(_ password: String) -> String? {
        guard password.utf8.count <= maximumBytes, let salt = unsafe crypt_gensalt_ra("$y$", 0, nil, 0) else {
            return nil
        }
        defer { unsafe free(salt) }
        return unsafe crypt(password, String(cString: salt))
    }

    /// Whether the password is the one of the hash. As costly as `make`.
    package static func matches(_ password: String, _ hash: String) -> Bool {
        guard password.utf8.count <= maximumBytes, !password.utf8.contains(0), let found = crypt(password, hash) else {
            return false
        }
        return areEqualInConstantTime(Array(found.utf8), Array(hash.utf8))
    }

    private static func crypt(_ password: String, _ salt: String) -> String? {
        var data: UnsafeMutableRawPointer?
        var size: Int32 = 0
        let hash = unsafe crypt_ra(password, salt, &data, &size)
        defer { unsafe free(data) }
        // A failure is a text too, which begins so.
        guard let hash = unsafe hash, unsafe hash.pointee != CChar(UInt8(ascii: "*")) else { return nil }
        return unsafe String(cString: hash)
    }
}
