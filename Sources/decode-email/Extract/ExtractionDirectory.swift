import Glibc

/// A directory that files are written into, never outside of it and never over one that is there.
final class ExtractionDirectory {
    let path: String
    private let descriptor: Int32

    /// So many files of one name are numbered.
    private static let maximumNumber = 100_000

    /// Opens the directory, and makes it (mode 0700) where there is none.
    init(path: String) throws(InputFile.Failure) {
        self.path = path
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw InputFile.Failure(code: errno) }
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw InputFile.Failure(code: errno) }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }

    /// Makes a new file of that name, or of the name with the first number that is free.
    ///
    /// `O_EXCL` refuses whatever is there, also a symbolic link; `openat` and a name without `/` keep it inside.
    ///
    /// - Parameter next: which number to try first for a name; remembered, so that many files of one name stay cheap.
    func create(_ name: String, next: inout [String: Int]) throws(InputFile.Failure) -> (
        descriptor: Int32, name: String
    ) {
        var number = next[name] ?? 1
        while number <= Self.maximumNumber {
            let candidate = SafeName.numbered(name, number)
            number += 1
            let file = unsafe openat(
                descriptor, candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(0o600))
            if file >= 0 {
                next[name] = number
                return (file, candidate)
            }
            guard errno == EEXIST else { throw InputFile.Failure(code: errno) }
        }
        throw InputFile.Failure(code: EEXIST)
    }
}
