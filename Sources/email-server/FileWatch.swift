import Commands
import ServiceLifecycle
import Serving

/// Ends the service when the file of its database was replaced, as when a copy was put back: its connections are to the old one.
struct FileWatch: Service {
    let database: DatabasePool

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(1))
                if await database.isReplaced() { return }
            }
        }
        guard !Task.isShuttingDownGracefully, await database.isReplaced() else { return }
        throw Failure(
            .tryAgain, "\(database.path) is another file than when the service began, or none; it has to begin anew")
    }
}
