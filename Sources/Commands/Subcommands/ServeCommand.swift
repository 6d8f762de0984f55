import ArgumentParser

/// What starts the service, in the program that can.
package typealias Serve = (ServiceOptions) throws -> Void

/// `email serve`
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run as a service: the web pages, mail in by LMTP, and the sending.",
        discussion: """
            One process that stays. The web pages let subscribers help themselves and show the administrator what happens \
            (`email admin password` sets the way in); they speak plain HTTP, for a reverse proxy that speaks TLS. What comes \
            back is taken by LMTP, which refuses a return path that is not ours before the mail is sent. What is due is \
            sent as by `email exec --loop`; no other `email exec` sends from the database at that time.

            An address is HOST:PORT, a port on this machine, unix:/path/of/a/socket, or off.

            What happens is logged on standard error, a line each, in words such as key=value. /healthz and /metrics (in \
            the text format of Prometheus) answer only to this machine, and not through a proxy.

            Asked to stop (SIGTERM, SIGINT), it takes no new connection, ends what was begun within a few seconds, and \
            exits. No mail that it accepted is lost, however it ends.

            EXAMPLES
                email serve --db /var/lib/email/email.db
                email serve --listen unix:/run/email/web --prefix /list --trust-proxy
                email serve --listen off --loop off --lmtp 127.0.0.1:8024

            EXIT STATUS
                0    it was asked to stop
                75   an address is in use, or the database is locked
                78   the database or a setting is missing or wrong
            """)

    @Option(help: ArgumentHelp("Where the web pages are.", valueName: "address"))
    var listen = "127.0.0.1:8025"

    @Option(help: ArgumentHelp("Where mail is taken by LMTP.", valueName: "address"))
    var lmtp = "127.0.0.1:8024"

    @Option(
        help: ArgumentHelp(
            "Look for what is to be sent every so many seconds; off sends nothing.", valueName: "seconds"))
    var loop = "20"

    @Option(
        help: ArgumentHelp(
            "The path under which a reverse proxy shows the pages. Without it, that of email-url.", valueName: "path"))
    var prefix: String?

    @Flag(
        help: ArgumentHelp(
            "Believe X-Forwarded-For of whoever connects: a reverse proxy stands before the pages, and nobody else reaches them."
        )
    )
    var trustProxy = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws { _ = try options() }

    private func options() throws -> ServiceOptions {
        guard let web = ListenAddress(listen) else {
            throw ValidationError("--listen takes HOST:PORT, a port, unix:/path or off, not '\(visible(listen))'.")
        }
        guard let mail = ListenAddress(lmtp) else {
            throw ValidationError("--lmtp takes HOST:PORT, a port, unix:/path or off, not '\(visible(lmtp))'.")
        }
        var interval: Int?
        if loop != "off" {
            guard let seconds = Int(loop), (1...86_400).contains(seconds) else {
                throw ValidationError("--loop takes a number of seconds from 1 to 86400, or off.")
            }
            interval = seconds
        }
        if let prefix, !prefix.isEmpty, !prefix.hasPrefix("/") || !prefix.utf8.allSatisfy(Self.isPathByte) {
            throw ValidationError("--prefix takes a path such as /list, not '\(visible(prefix))'.")
        }
        if web == .off, mail == .off, interval == nil {
            throw ValidationError("With --listen, --lmtp and --loop off there is nothing to do.")
        }
        return ServiceOptions(
            database: database.path, web: web, lmtp: mail, intervalSeconds: interval, prefix: prefix,
            trustsProxy: trustProxy)
    }

    /// What a path has without escapes (RFC 3986, section 3.3).
    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/-._~".utf8.contains(byte)
        }
    }

    func run() throws { throw Failure(.usage, "this program has no service; call email-server") }

    /// - Parameter serve: Starts it, and returns when it was asked to stop.
    func run(serve: Serve) throws {
        // Said here, where nothing has been started yet.
        _ = try database.open()
        try serve(options())
    }
}
