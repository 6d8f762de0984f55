import Alerts
import Commands
import SMTP
import Transports

EmailProgram.run(
    smtp: { settings throws(TransportError) in try SMTPTransport(settings: settings) },
    serve: { options in try Daemon.run(options) })
