import Alerts
import Testing

@testable import Commands
@testable import Storage

@Suite struct MailsInHandTests {
    private func mail(_ number: Int) -> QueuedMail {
        QueuedMail(
            addressee: Addressee(
                deliveryID: Int64(number), subscriberID: 1, code: [], address: "a@example.net", messageID: "<x@y>"),
            textID: 1, attempts: 1)
    }

    @Test("each comes back once, by its number, in whatever order", arguments: [1, 3, 7, 1000])
    func numbers(step: Int) {
        var mails = MailsInHand()
        for number in 0..<2000 { mails.add(mail(number)) }
        for first in 0..<step {
            for number in stride(from: first, to: 2000, by: step) {
                #expect(mails.take(number)?.id == Int64(number))
                #expect(mails.take(number) == nil)
            }
        }
        mails.add(mail(2000))
        #expect(mails.take(2001) == nil && mails.take(-1) == nil && mails.take(0) == nil)
        #expect(mails.take(2000)?.id == 2000)
    }

    @Test("one that stays away keeps its number while others come and go")
    func straggler() {
        var mails = MailsInHand()
        mails.add(mail(0))
        for number in 1..<1000 {
            mails.add(mail(number))
            #expect(mails.take(number)?.id == Int64(number))
        }
        #expect(mails.take(0)?.id == 0)
        mails.add(mail(1000))
        #expect(mails.take(1000)?.id == 1000)
    }
}
