import Glibc

/// How many files and connections this process may have open.
package enum DescriptorLimit {
    /// More than the service can use. Programs that it starts inherit the limit, and some close each number up to it; the hard
    /// limit may be a thousand million.
    private static let useful: rlim_t = 8192

    /// Raises the limit as far as the hard one lets it. It is mostly 1024 at first, for the sake of `select`.
    ///
    /// - Returns: The limit that holds now.
    package static func raise() -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        let wanted = min(useful, limit.rlim_max)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = wanted
            if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
