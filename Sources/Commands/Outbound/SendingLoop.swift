import Glibc
import Storage
import Transports

/// What the service sends by: `email exec --loop` as a part of a longer process.
package enum SendingLoop {
    /// What became of one look at the queue.
    package enum Report: Sendable {
        /// How many mails went out, were refused, and are tried again.
        case handled(sent: Int, failed: Int, waiting: Int)
        /// The mail agent, a setting or the database is in the way; the next look tries again.
        case hindered(String)
        /// Another process sends from this database.
        case held
    }

    /// Looks for what is due until `wait` says that it is time to stop. Blocks its thread.
    ///
    /// - Parameter wait: Sleeps until a time (seconds since 1970), or until somebody has something to be sent at once. False
    ///   where the process is to stop.
    package static func run(
        database path: String, intervalSeconds: Int, smtp: MakeSMTP, wait: (Double) -> Bool,
        report: (Report) -> Void
    ) {
        umask(0o077)
        var wasHeld = false
        repeat {
            let began = Clock.preciseNow
            do {
                guard let lock = try ExecCommand.lock(path, otherwise: nil) else {
                    if !wasHeld { report(.held) }
                    wasHeld = true
                    continue
                }
                wasHeld = false
                defer { lock.release() }
                let store = try storing { () throws(StoreError) in try Store(path: path) }
                store.expectManyMails()
                // Whoever wakes the loop must not have to wait for what a rate holds back.
                let round = ExecRound(store: store, path: path, patienceSeconds: 0)
                // As long as nothing is wrong, the connection and the lock are kept.
                var next = began
                repeat {
                    next = Clock.preciseNow + Double(intervalSeconds)
                    guard let tally = try round.run(wantsDigest: false, smtp: smtp) else { continue }
                    if tally.handled > 0 {
                        report(.handled(sent: tally.sent, failed: tally.failed, waiting: tally.waiting))
                    }
                    if let held = tally.next { next = min(next, Double(held)) }
                    if let reason = tally.agentFailure { report(.hindered("the mail agent does not work: \(reason)")) }
                } while wait(next)
                return
            } catch let failure as Failure {
                report(.hindered(failure.message))
            } catch {
                report(.hindered("\(error)"))
            }
        } while wait(Clock.preciseNow + Double(intervalSeconds))
    }

    /// Has a run that is under way record what it has in hand, and end.
    package static func askToStop() { StopSignal.ask() }
}
