import Alerts
import Testing

@testable import Transports

private let noServer = TransportError(.wrong, setting: "email-send-method", message: "there is no server")

/// What a program without a network library answers.
func withoutSMTP(_ settings: Settings) throws(TransportError) -> any Transport { throw noServer }

@Suite struct MakeTransportTests {
    private func error(_ values: [String: String]) -> TransportError? {
        do throws(TransportError) {
            _ = try makeTransport(settings: Settings(values), smtp: withoutSMTP)
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
        #expect(try makeTransport(settings: settings, smtp: withoutSMTP) is PipeTransport)
    }

    @Test("SMTP is left to the program that can", arguments: ["smtp", "relay"])
    func smtp(method: String) throws {
        let settings = Settings(["email-send-method": method])
        #expect(try makeTransport(settings: settings, smtp: { _ in StandardOutput() }) is StandardOutput)
        #expect(error(["email-send-method": method]) == noServer)
    }

    @Test("only the settings that name a file are looked at for one", arguments: Setting.allCases)
    func objections(setting: Setting) {
        let namesAFile = [.sendArgumentsFile, .sendCredentials, .sendCertificates].contains(setting)
        #expect((objection(toFileOf: setting, "/nonexistent/file", smtp: withoutSMTP) != nil) == namesAFile)
    }
}
