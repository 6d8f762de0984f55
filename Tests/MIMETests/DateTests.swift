import MIME
import Testing

@Suite("Dates")
struct DateTests {
    @Test(
        "a date is read in its modern, obsolete and broken forms",
        arguments: [
            ("Mon, 12 Jan 2024 10:11:12 +0100", "2024-01-12T10:11:12+01:00"),
            ("12 Jan 2024 10:11:12 -0730", "2024-01-12T10:11:12-07:30"),
            ("Mon, 12 Jan 2024 10:11:12 +0100 (CET)", "2024-01-12T10:11:12+01:00"),
            ("Mon, 12 Jan 2024 10:11 +0000", "2024-01-12T10:11:00Z"),
            ("Fri, 21 Nov 97 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"),
            ("21 Nov 49 09:55:06 GMT", "2049-11-21T09:55:06Z"), ("21 Nov 50 09:55:06 GMT", "1950-11-21T09:55:06Z"),
            ("Wed, 12 Jan 124 10:11:12 +0000", "2024-01-12T10:11:12Z"),
            ("Fri, 21 Nov 1997 09:55:06 EST", "1997-11-21T09:55:06-05:00"),
            ("Fri, 21 Nov 1997 09:55:06 A", "1997-11-21T09:55:06Z"),
            ("Fri, 21 Nov 1997 09:55:06 XYZ", "1997-11-21T09:55:06Z"),
            ("Fri, 21 Nov 1997 09:55:06", "1997-11-21T09:55:06Z"),
            ("Thu, 1 Jan 1970 00:00:00 -0000", "1970-01-01T00:00:00Z"),
            ("Wed, 31 Dec 1969 23:00:00 -0100", "1969-12-31T23:00:00-01:00"),
            ("Thu, 29 Feb 2024 00:00:00 +0000", "2024-02-29T00:00:00Z"),
            ("Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z"),
            ("Mon Jan 12 10:11:12 2024", "2024-01-12T10:11:12Z"),
            ("Mon Jan  2 10:11:12 CET 2024", "2024-01-02T10:11:12+01:00"),
            ("2024-01-12T10:11:12Z", "2024-01-12T10:11:12Z"),
            ("2024-01-12 10:11:12 +0100", "2024-01-12T10:11:12+01:00"),
            ("12-Jan-2024 10:11:12 +0000", "2024-01-12T10:11:12Z"),
            ("Mon, 12 Jan 2024 10:11:12 GMT+0100", "2024-01-12T10:11:12+01:00"),
            ("Mon, 12 January 2024 3:04:05 PM -0800", "2024-01-12T15:04:05-08:00"),
            ("12 Jan 2024", "2024-01-12T00:00:00Z"), ("Mon,12Jan2024 10:11:12 +0100", "2024-01-12T10:11:12+01:00"),
            ("Mar, 10 Feb 2026 10:00:00 +0100", "2026-02-10T10:00:00+01:00"),
            ("mardi 3 Nov 2026 10:00:00 +0100", "2026-11-03T10:00:00+01:00"),
            ("Mar 10 10:11:12 2024", "2024-03-10T10:11:12Z"),
            ("Mon,\r\n 12 Jan 2024\r\n 10:11:12 +0100", "2024-01-12T10:11:12+01:00"),
        ])
    func dates(_ field: String, _ iso: String) {
        #expect(MailDate(field)?.description == iso)
    }

    @Test(
        "what is no date gives none",
        arguments: [
            "", "garbage", "31 Feb 2023 10:00:00 +0000", "29 Feb 2023 10:00:00 +0000", "0 Jan 2023 10:00:00",
            "12 Jan 2024 25:00:00 +0000", "12 Jan 2024 10:60:00", "12 Foo 2024 10:00:00", "12 Jan 99999999999999999999",
            "1/12/2024 10:11:12", "Mon, 12", "((((((", "+++++", "12:12:12:12:12", "12 Jan 2024 99999999999999999999:00",
        ])
    func noDates(_ field: String) {
        #expect(MailDate(field) == nil)
    }

    @Test("a moment is the same in every zone")
    func moments() throws {
        let first = try #require(MailDate("Mon, 12 Jan 2024 10:11:12 +0100"))
        let second = try #require(MailDate("Mon, 12 Jan 2024 04:11:12 EST"))
        #expect(first.secondsSince1970 == 1_705_050_672)
        #expect(first.secondsSince1970 == second.secondsSince1970)
        #expect(first.offsetMinutes == 60)
    }

    @Test("a date that is written is read again")
    func roundTrip() {
        for seconds in stride(from: -4_000_000_000, to: 40_000_000_000, by: 123_456_789) {
            let date = MailDate(secondsSince1970: seconds, offsetMinutes: seconds % 720)
            #expect(MailDate(date.description) == date)
        }
    }
}
