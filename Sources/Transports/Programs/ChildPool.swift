import Alerts
import Glibc

/// Runs programs, several at a time, each with its own input.
struct ChildPool {
    /// A program and what it reads.
    struct Job {
        let arguments: [String]
        let input: [UInt8]
    }

    /// A mail that a child is to have.
    private struct Task {
        let number: Int
        let mail: OutgoingMessage
    }

    private struct Running {
        /// The number of its mail.
        let number: Int
        var child: Child
        var mayHaveEnded = false
    }

    private struct Ended {
        let number: Int
        let result: Child.Result
    }

    let parallel: Int
    let timeoutSeconds: Int

    /// Without pidfd, a child's end is looked for this often.
    private static let tickMilliseconds: Int32 = 5

    /// Runs a job for each mail that the exchange gives. A child makes room for the next when it has been recorded what became
    /// of its mail: no more mails than run at a time are ever in doubt, but for those whose programs have failed and that wait
    /// until it is known whether all do.
    ///
    /// - Parameters:
    ///   - job: Nil for a mail that no program may have.
    ///   - outcome: What the end of a child says about its mail.
    ///   - isFatal: Whether no further child is to be started after one that left this. Those that run go on.
    ///   - isSuspect: Whether what a child left may be no fault of its mail. After several alike no further one is started,
    ///     and those mails are put off.
    func run<Failure: Error>(
        _ exchange: (_ finished: [Handover], _ room: Int) throws(Failure) -> [OutgoingMessage],
        job: (OutgoingMessage) -> Job?, outcome: (OutgoingMessage, Child.Result) -> DeliveryOutcome,
        isFatal: (Child.Result) -> Bool, isSuspect: (DeliveryOutcome, Child.Result) -> Bool
    ) throws(Failure) {
        var count = 0
        var waiting: [Task] = []
        var running: [Running] = []
        var finished: [Handover] = []
        var isStopped = false
        var mails: [Int: OutgoingMessage] = [:]
        var check = AgentCheck()
        // Those that run when the exchange fails get all of their mail.
        defer { while !running.isEmpty { _ = wait(&running) } }
        while true {
            let room = isStopped ? 0 : parallel - running.count - waiting.count
            for mail in try exchange(finished, room) {
                waiting.append(Task(number: count, mail: mail))
                mails[count] = mail
                count += 1
            }
            var ended = start(&waiting, &running, job)
            if ended.isEmpty, running.isEmpty {
                // Nothing more is learnt.
                finished = check.released(asAgent: check.isAllRefused)
                if finished.isEmpty { return }
                isStopped = isStopped || finished.contains { $0.outcome.agentFailure != nil }
                continue
            }
            while ended.isEmpty { ended = wait(&running) }
            isStopped = isStopped || ended.contains { isFatal($0.result) }
            finished = []
            for ended in ended {
                guard let mail = mails.removeValue(forKey: ended.number) else { continue }
                let handover = Handover(number: ended.number, outcome: outcome(mail, ended.result))
                finished += check.settle(handover, mail, isSuspect: isSuspect(handover.outcome, ended.result))
            }
            isStopped = isStopped || finished.contains { $0.outcome.agentFailure != nil }
            if isStopped {
                for task in waiting {
                    guard let mail = mails.removeValue(forKey: task.number) else { continue }
                    let skipped = outcome(mail, Child.Result(ending: .skipped))
                    finished.append(Handover(number: task.number, outcome: skipped))
                }
                waiting = []
            }
        }
    }

    /// Starts those that wait, up to the first that cannot be started, which is returned.
    private func start(_ waiting: inout [Task], _ running: inout [Running], _ job: (OutgoingMessage) -> Job?) -> [Ended]
    {
        while let task = waiting.first {
            guard let job = job(task.mail) else {
                waiting.removeFirst()
                return [Ended(number: task.number, result: Child.Result(ending: .unsafeAddress))]
            }
            let (child, failure) = start(job)
            // Less at a time then.
            if child == nil, [EAGAIN, EMFILE, ENFILE].contains(failure), !running.isEmpty { return [] }
            waiting.removeFirst()
            guard let child else {
                return [Ended(number: task.number, result: Child.Result(ending: .notStarted(failure)))]
            }
            running.append(Running(number: task.number, child: child))
        }
        return []
    }

    private func start(_ job: Job) -> (Child?, Int32) {
        Child.start(job.arguments, input: job.input, deadline: Self.seconds() + Double(timeoutSeconds))
    }

    /// Runs one program that is about no mail.
    func run(_ job: Job) -> Child.Result {
        let (child, failure) = start(job)
        guard let child else { return Child.Result(ending: .notStarted(failure)) }
        var running = [Running(number: 0, child: child)]
        var ended: [Ended] = []
        while ended.isEmpty { ended = wait(&running) }
        return ended[0].result
    }

    /// Waits until something happens to a child, passes on what there is, and returns those that have ended.
    private func wait(_ running: inout [Running]) -> [Ended] {
        poll(&running)
        var ended: [Ended] = []
        running = running.compactMap { entry in
            var entry = entry
            guard entry.mayHaveEnded, let result = entry.child.result() else { return entry }
            ended.append(Ended(number: entry.number, result: result))
            return nil
        }
        return ended
    }

    private func poll(_ running: inout [Running]) {
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
        let ready = unsafe Glibc.poll(&polled, nfds_t(polled.count), timeout)
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

extension AgentCheck {
    /// What is known now of this mail and of those that waited.
    fileprivate mutating func settle(_ handover: Handover, _ mail: OutgoingMessage, isSuspect: Bool) -> [Handover] {
        if isSuspect {
            // A mail that the program itself looks into for its recipients stands for itself.
            let recipient = mail.recipient.isEmpty ? "\(handover.number)" : mail.recipient
            let domain = mail.recipient.isEmpty ? recipient : domain(of: recipient)
            guard refuse(domain, recipient: recipient, index: handover.number, handover.outcome) else { return [] }
            return released(asAgent: true)
        }
        guard case .accepted = handover.outcome else { return [handover] }
        accept()
        return released(asAgent: false) + [handover]
    }

    fileprivate mutating func released(asAgent: Bool) -> [Handover] {
        release().map { suspect in
            let outcome = suspect.outcome
            return Handover(
                number: suspect.index,
                outcome: asAgent ? .agentRefused("it fails for every mail: \(outcome.reason)") : outcome)
        }
    }
}
