import Alerts
import Storage
import Testing

@testable import Web

@Suite("Kinds of alerts in the forms")
struct AlertChoiceTests {
    private func letters(_ kind: DatabaseKind) -> String {
        String(AlertChoice.offered(kind).map(\.letter.rawValue).sorted())
    }

    @Test("only those are offered that a database of the kind has")
    func offered() {
        #expect(letters(.own) == "acfnrtwx")
        #expect(letters(.fossil) == "acfnrtwx")
        #expect(letters(.isso) == "afnr")
        #expect(AlertChoice.usual(AlertChoice.offered(.isso)) == "af")
    }

    @Test("a form chooses among them, and what another program set besides stays")
    func chosen() throws {
        let isso = AlertChoice.offered(.isso)
        let form = try Form(encoded: Array("alert=r&alert=a&alert=w&alert=%3Cb%3E&alert=a".utf8))
        #expect(AlertChoice.chosen(form, isso) == "ar")
        #expect(AlertChoice.chosen(form, isso, before: "fwx") == "arwx")
    }

    @Test("who chooses anything has not unsubscribed any more")
    func unsubscribedBefore() throws {
        let own = AlertChoice.offered(.own)
        #expect(AlertChoice.chosen(try Form(encoded: Array("alert=c".utf8)), own, before: "k") == "c")
        #expect(AlertChoice.chosen(try Form(encoded: []), own, before: "k") == "k")
    }

    @Test("each combination is rendered as ticked, again and again the same")
    func rendered() throws {
        let fields = ChoiceFields(views: try Views(), offered: AlertChoice.offered(.isso))
        let html = fields.html("fx", wantsDigest: true)
        #expect(html.contains("value=\"f\" checked") && !html.contains("value=\"a\" checked"))
        #expect(html.contains("value=\"1\" checked"))
        #expect(fields.html("f", wantsDigest: true) == html)
        #expect(fields.html("f", wantsDigest: false) != html)
        #expect(fields.html("f", wantsDigest: true, mistake: "<no>").contains("&lt;no&gt;"))
        #expect(fields.html("f", wantsDigest: true) == html)
    }
}
