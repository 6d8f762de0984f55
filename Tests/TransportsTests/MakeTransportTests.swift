import Alerts
import Testing

@testable import Transports

@Suite struct MakeTransportTests {
    private func error(_ values: [String: String]) -> TransportError? {
        do throws(TransportError) {
            _ = try makeTransport(settings: Settings(values))
            return nil
        } catch {
            return error
        }
    }

    @Test("nothing set means off, which is no mistake")
    func off() {
        #expect(error([:])?.code == .off)
        #expect(error(["email-send-method": "pipe", "email-own-send-method": "off"])?.code == .off)
    }

    @Test(
        "what a method needs is named",
        arguments: [
            ("db", "email-send-db"), ("dir", "email-send-dir"), ("maildir", "email-send-dir"),
            ("exec", "email-send-argv"), ("carrier-pigeon", "email-send-method"),
        ])
    func missing(method: String, setting: String) {
        let error = error(["email-send-method": method])
        #expect(error?.setting == setting)
        #expect(error?.code != .off)
        #expect(error?.message.contains("et it to ") == true)
    }

    @Test("a way of our own holds before the method that Fossil sees")
    func way() throws {
        let settings = Settings(["email-send-method": "off", "email-own-send-method": "pipe"])
        #expect(try makeTransport(settings: settings) is PipeTransport)
    }

    @Test(
        "lines for SMTP end with CRLF, and no dot and no lone CR or LF can end the mail",
        arguments: [
            ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"), ("", ".\r\n"), ("a", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
            ("a\n.\nMAIL FROM:<x>\n", "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"),
            ("a\r.\rb\r\n", "a\r\n..\r\nb\r\n.\r\n"), ("a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
            ("a\r\n.\nb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"), ("\r\n", "\r\n.\r\n"),
            ("\n\r", "\r\n\r\n.\r\n"), ("a\r\n..b\r\n", "a\r\n...b\r\n.\r\n"),
        ])
    func smuggling(text: String, data: String) {
        #expect(String(decoding: LineEnds.smtpData(Array(text.utf8)), as: UTF8.self) == data)
    }

    @Test("only the settings that name a file are looked at for one", arguments: Setting.allCases)
    func objections(setting: Setting) {
        let namesAFile = [.sendArgumentsFile, .sendCredentials, .sendCertificates].contains(setting)
        #expect((objection(toFileOf: setting, "/nonexistent/file") != nil) == namesAFile)
    }
}
