import Glibc

/// Runs programs, several at a time, each with its own input.
struct ChildPool {
    /// A program and what it reads.
    struct Job {
        let arguments: [String]
        let input: [UInt8]
    }

    private struct Running {
        let index: Int
        var child: Child
        var mayHaveEnded = false
    }

    let parallel: Int
    let timeoutSeconds: Int

    /// Without pidfd, a child's end is looked for this often.
    private static let tickMilliseconds: Int32 = 5

    /// Runs a job for each number below `count`, and returns what became of each, in order.
    ///
    /// - Parameter isFatal: Whether no further child is to be started after one that left this. Those that run go on.
    func run(_ count: Int, job: (Int) -> Job, isFatal: (Child.Result) -> Bool) -> [Child.Result] {
        var results = [Child.Result](repeating: Child.Result(ending: .skipped), count: count)
        var running: [Running] = []
        var next = 0
        var isStopped = false
        while true {
            while !isStopped, next < count, running.count < parallel {
                let job = job(next)
                let (child, failure) = Child.start(
                    job.arguments, input: job.input, deadline: Self.seconds() + Double(timeoutSeconds))
                if let child {
                    running.append(Running(index: next, child: child))
                } else if failure == EAGAIN || failure == EMFILE || failure == ENFILE, !running.isEmpty {
                    // Less at a time then.
                    break
                } else {
                    results[next] = Child.Result(ending: .notStarted(failure))
                    isStopped = isFatal(results[next])
                }
                next += 1
            }
            if running.isEmpty { return results }
            wait(&running)
            running = running.compactMap { entry in
                var entry = entry
                guard entry.mayHaveEnded, let result = entry.child.result() else { return entry }
                results[entry.index] = result
                if isFatal(result) { isStopped = true }
                return nil
            }
        }
    }

    /// Waits until something happens to a child, and passes on what there is.
    private func wait(_ running: inout [Running]) {
        var polled: [pollfd] = []
        var hasDescriptors = true
        var deadline = Double.infinity
        for child in running.map(\.child) {
            polled.append(pollfd(fd: child.inputDescriptor, events: Int16(POLLOUT), revents: 0))
            polled.append(pollfd(fd: child.outputDescriptor, events: Int16(POLLIN), revents: 0))
            polled.append(pollfd(fd: child.errorDescriptor, events: Int16(POLLIN), revents: 0))
            polled.append(pollfd(fd: child.processDescriptor, events: Int16(POLLIN), revents: 0))
            if child.processDescriptor < 0 { hasDescriptors = false }
            deadline = min(deadline, child.deadline)
        }
        let remaining = Int32(max(0, min(3600, deadline - Self.seconds())) * 1000) + 1
        let timeout = hasDescriptors ? remaining : min(remaining, Self.tickMilliseconds)
        let ready = unsafe poll(&polled, nfds_t(polled.count), timeout)
        let now = Self.seconds()
        for index in running.indices {
            if ready > 0 {
                if polled[4 * index].revents != 0 { running[index].child.write() }
                if polled[4 * index + 1].revents != 0 { running[index].child.readOutput() }
                if polled[4 * index + 2].revents != 0 { running[index].child.readErrors() }
            }
            let ended = polled[4 * index + 3]
            running[index].mayHaveEnded = ended.fd < 0 || ended.revents != 0
            if now >= running[index].child.deadline { running[index].child.end(now: now) }
        }
    }

    private static func seconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
