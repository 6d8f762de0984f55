import Alerts
import Storage
import TestSupport
import Testing

@Suite struct SendMethodTests {
    @Test("in a Fossil repository a method that Fossil does not know is kept from it")
    func fossil() throws {
        let file = try TemporaryFile().made(by: ForeignSchema.fossil)
        try file.initialised()
        let store = try Store(path: file.path)
        for (method, seen, own) in [
            ("exec", "off", "exec"), ("pipe", "pipe", ""), ("smtp", "off", "smtp"), ("off", "off", ""),
        ] {
            try store.set(Setting.sendMethod.rawValue, to: method, now: 1)
            let settings = try store.settings()
            #expect(settings.values["email-send-method"] == seen)
            #expect(settings.values["email-own-send-method"] ?? "" == own)
            #expect(settings.sendMethod == method)
        }
    }

    @Test("one that somebody set with another program is moved out of Fossil's sight")
    func exposed() throws {
        let file = try TemporaryFile().made(by: ForeignSchema.fossil)
        try file.initialised()
        let store = try Store(path: file.path)
        #expect(try store.exposedSendMethod() == nil)
        try store.connection.run("REPLACE INTO config(name, value, mtime) VALUES('email-send-method', 'smtp', 1)")
        #expect(try store.exposedSendMethod() == "smtp")
        #expect(try store.transaction { () throws(StoreError) in try store.protectSendMethod(now: 1) } == "smtp")
        #expect(try store.exposedSendMethod() == nil)
        #expect(try store.settings().values["email-send-method"] == "off")
        #expect(try store.settings().sendMethod == "smtp")
    }

    @Test("elsewhere it is set as it is")
    func own() throws {
        let file = TemporaryFile()
        try file.initialised()
        let store = try Store(path: file.path)
        try store.set(Setting.sendMethod.rawValue, to: "exec", now: 1)
        #expect(try store.settings().values["email-send-method"] == "exec")
        #expect(try store.settings().sendMethod == "exec")
    }
}
