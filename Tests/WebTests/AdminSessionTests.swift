import Alerts
import Storage
import Testing

@testable import Web

@Suite("What the administrator's browser holds")
struct AdminSessionTests {
    private let secrets = Secrets(root: Array(repeating: 7, count: 32))

    @Test("two sessions have nothing in common")
    func sessions() {
        let (one, other) = (AdminSession(), AdminSession())
        #expect(one.hash != other.hash)
        #expect(one.hash.count == 32)
        #expect(one.formToken(secrets) != other.formToken(secrets))
        #expect(one.formToken(secrets) != one.formToken(Secrets(root: Array(repeating: 8, count: 32))))
        #expect(one.cookie(path: "/list", isSecure: true).hasSuffix("; HttpOnly; SameSite=Strict; Secure"))
        #expect(one.cookie(path: "", isSecure: false).contains("; Path=/;"))
    }

    @Test("a ticket is good for its session, as it was given out")
    func tickets() throws {
        let session = AdminSession()
        let word = AnnouncementTicket(made: 1000).text(secrets, session)
        let read = try #require(AnnouncementTicket(word, secrets, session))
        #expect(read.made == 1000)
        #expect(AnnouncementTicket(word, secrets, AdminSession()) == nil)
        #expect(AnnouncementTicket(word.replacing("1000.", with: "2000."), secrets, session) == nil)
        for junk in ["", "..", "1000", "1000.x.y", word + "0", String(word.dropLast())] {
            #expect(AnnouncementTicket(junk, secrets, session) == nil)
        }
    }

    @Test("settings of every database are in one group each")
    func groups() {
        for kind in [DatabaseKind.own, .fossil, .isso] {
            let settings = SettingGroup.all(kind).flatMap(\.settings)
            #expect(Set(settings).count == settings.count)
            #expect(Set(settings) == Set(Setting.allCases.filter { $0.belongs(to: kind) }))
        }
    }
}
