import Alerts
import Commands
import Foundation
import Logging
import SMTP
import ServiceLifecycle
import Serving
import Transports

/// The sending, on a thread of its own: it waits for programs, servers and disks.
struct Sender: Service {
    let database: String
    let intervalSeconds: Int
    let meters: Meters
    let logger: Logger
    private let waker = Waker()

    init(database: String, intervalSeconds: Int, meters: Meters, logger: Logger) {
        self.database = database
        self.intervalSeconds = intervalSeconds
        self.meters = meters
        self.logger = logger
    }

    /// Has the queue looked at now.
    func wake() { waker.wake() }

    func run() async throws {
        // Cancelled where another part cannot go on.
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    loop()
                    continuation.resume()
                }
            }
        } onCancelOrGracefulShutdown: {
            SendingLoop.askToStop()
            waker.stop()
        }
    }

    private func loop() {
        SendingLoop.run(
            database: database, intervalSeconds: intervalSeconds,
            smtp: { settings throws(TransportError) in try SMTPTransport(settings: settings) },
            wait: { waker.sleep(until: $0) }, report: report)
    }

    private func report(_ report: SendingLoop.Report) {
        switch report {
        case .handled(let sent, let failed, let waiting):
            meters.count("email_sent_total", ["result": "sent"], by: sent)
            meters.count("email_sent_total", ["result": "failed"], by: failed)
            meters.count("email_sent_total", ["result": "waiting"], by: waiting)
            logger.info("sent", metadata: ["sent": "\(sent)", "failed": "\(failed)", "waiting": "\(waiting)"])
        case .hindered(let reason): logger.error("nothing can be sent", metadata: ["reason": "\(reason)"])
        case .held: logger.warning("another process sends from this database; waiting for it to end")
        }
    }
}
