import Alerts
import Commands
import SMTP
import Transports

EmailProgram.run { settings throws(TransportError) in try SMTPTransport(settings: settings) }
