import MIME

/// A setting: a row of Fossil's `config` table whose name begins with `email-`.
package enum Setting: String, Sendable, CaseIterable {
    case admin = "email-admin"
    case bounceHardLimit = "email-bounce-hard-limit"
    case bounceSoftLimit = "email-bounce-soft-limit"
    case bounceUnverifiedLimit = "email-bounce-unverified-limit"
    case rules = "email-rules"
    case forward = "email-forward"
    case forwardLimit = "email-forward-limit"
    case incidentHours = "email-incident-hours"
    case incidentLimit = "email-incident-limit"
    case incidentShare = "email-incident-share"
    case keepDays = "email-keep-days"
    case lmtpOpen = "email-lmtp-open"
    case receiveDirectory = "email-receive-dir"
    case selfAddress = "email-self"
    case subname = "email-subname"
    case url = "email-url"
    case autoexec = "email-autoexec"
    case listID = "email-listid"
    case rate = "email-rate"
    case renewInterval = "email-renew-interval"
    case retry = "email-retry"
    case sendCommand = "email-send-command"
    case sendDatabase = "email-send-db"
    case sendDirectory = "email-send-dir"
    case sendMethod = "email-send-method"
    case sendRelayHost = "email-send-relayhost"
    case verifyDays = "email-verify-days"
    case verifyLimit = "email-verify-limit"
    case verifyHourlyLimit = "email-verify-hourly-limit"
    case complaintAddress = "email-cfbl"
    case delimiter = "email-delimiter"
    case encoding = "email-encoding"
    case ownSendMethod = "email-own-send-method"
    case siteURL = "email-site-url"
    case templateDirectory = "email-template-dir"
    case sendArguments = "email-send-argv"
    case sendArgumentsFile = "email-send-ini"
    case sendBody = "email-send-body"
    case sendParallel = "email-send-parallel"
    case sendSync = "email-send-sync"
    case sendTimeout = "email-send-timeout"
    case sendTLS = "email-send-tls"
    case sendCertificates = "email-send-tls-ca"
    case sendCredentials = "email-send-credentials"
    case captcha = "email-captcha"
    case verifyOnVisit = "email-verify-on-visit"
    case webLimit = "email-web-limit"

    /// What values a setting takes.
    package enum Form: Sendable, Hashable {
        case text, address, directory, file
        case arguments
        case number(ClosedRange<Int>)
        /// Words that `RateLimit` and `RetryPolicy` read.
        case rate, waits
        case choice([String])
    }

    package var form: Form {
        switch self {
        case .admin, .selfAddress, .complaintAddress: .address
        case .bounceHardLimit, .bounceUnverifiedLimit, .bounceSoftLimit: .number(0...1000)
        case .forward: .choice(["answers", "all", "off"])
        case .forwardLimit: .number(0...10_000)
        case .incidentHours: .number(1...168)
        case .incidentLimit: .number(0...100_000)
        case .incidentShare: .number(1...100)
        case .keepDays: .number(1...36_500)
        case .receiveDirectory, .sendDirectory, .templateDirectory: .directory
        case .renewInterval: .number(0...36_500)
        case .verifyDays: .number(1...365)
        case .verifyLimit: .number(0...1000)
        case .webLimit, .verifyHourlyLimit: .number(0...1_000_000)
        case .rate: .rate
        case .retry: .waits
        case .delimiter: .choice(["+", "-"])
        case .encoding: .choice(["base64", "quoted-printable"])
        case .autoexec: .choice(["0", "1", "off", "on"])
        case .sendMethod, .ownSendMethod: .choice(Setting.methods)
        case .sendParallel: .number(1...64)
        case .sendTimeout: .number(1...3600)
        case .sendBody: .choice(["message", "body"])
        case .lmtpOpen, .sendSync, .captcha, .verifyOnVisit: .choice(["on", "off"])
        case .sendTLS: .choice(["auto", "starttls", "tls", "off"])
        case .sendArguments: .arguments
        case .rules, .sendArgumentsFile, .sendCertificates, .sendCredentials: .file
        case .subname, .url, .listID, .sendCommand, .sendDatabase, .sendRelayHost, .siteURL: .text
        }
    }

    /// The ways out, those that Fossil knows first.
    package static let methods = ["off", "pipe", "db", "dir", "relay", "stdout", "exec", "maildir", "smtp"]

    /// What holds where nothing is set.
    package var defaultValue: String {
        switch self {
        case .bounceHardLimit: "1"
        case .bounceUnverifiedLimit: "3"
        case .bounceSoftLimit: "5"
        case .forward: "answers"
        case .forwardLimit: "20"
        case .incidentHours: "6"
        case .incidentLimit: "10"
        case .incidentShare: "25"
        case .keepDays: "30"
        case .lmtpOpen: "off"
        case .sendMethod: "off"
        case .sendCommand: "sendmail -ti"
        case .renewInterval, .autoexec: "0"
        case .retry: "5m 15m 30m 1h 2h 4h 8h 16h 1d 1d 1d"
        case .verifyDays: "7"
        case .verifyLimit: "3"
        case .verifyHourlyLimit: "1000"
        case .delimiter: "+"
        case .encoding: "base64"
        case .sendParallel: "4"
        case .sendTimeout: "300"
        case .sendSync, .captcha: "on"
        case .verifyOnVisit: "off"
        case .webLimit: "20"
        case .sendTLS: "auto"
        default: ""
        }
    }

    /// What the setting is for, in full sentences for the administrator.
    package var explanation: String {
        switch self {
        case .admin:
            "The address of the administrator. Answers to our mails are passed on to it, and it is told of complaints that nobody "
                + "proved."
        case .bounceHardLimit:
            "How many proven hard bounces (the address is dead) make a subscriber do-not-call. 0 means never."
        case .bounceSoftLimit:
            "How many proven soft bounces about the mailbox (full, suspended, expired) make a subscriber do-not-call. They "
                + "have to be of as many different days and deliveries, with none accepted between. 0 means never."
        case .bounceUnverifiedLimit:
            "How many hard bounces that nothing proves to be about a mail of ours make a subscriber do-not-call. They have to "
                + "come on as many different days within 30. 0 means never."
        case .rules:
            "A file with rules of your own for the words of mail servers, which are tried first: see `email help rules`. One "
                + "that cannot be read is logged, and mails are judged without it."
        case .forward:
            "Which mails that are no report are passed on to email-admin: answers to mails of ours (answers), also what strangers "
                + "write of themselves, and so spam (all), or none (off). What a program sent, or a filter calls spam, never is. "
                + "All stay in `email inbound log`."
        case .forwardLimit:
            "How many mails a day go to email-admin because of what others sent to the bounce address: anybody can. The rest "
                + "waits for three days and stays in `email inbound log`."
        case .incidentHours:
            "Within how many hours failures at one provider for one reason are one incident."
        case .incidentLimit:
            "How many subscribers of one provider have to fail at once for an incident, which counts against nobody and of "
                + "which email-admin is told. 0 means that there are none."
        case .incidentShare:
            "How many per cent of the subscribers of a domain have to fail at once for an incident."
        case .keepDays:
            "How many days inbound mails are kept as they came, and deliveries after they ended. The history of bounces stays "
                + "when a mail goes."
        case .lmtpOpen:
            "Whether `email serve` takes mail by LMTP for email-self itself. off takes it only for return paths that we signed, "
                + "for postmaster and for email-cfbl, so that forgeries are refused before they are sent. on also takes replies "
                + "to alerts, and bounces of mails that Fossil itself sent."
        case .receiveDirectory:
            "If this is the name of a folder, a copy of every inbound mail is written into it, a file a mail."
        case .selfAddress:
            "The address of this system. Alerts are from it, and return paths are made from it."
        case .subname:
            "A short name that begins the subject of every alert, usually in square brackets."
        case .url:
            "The URL of the web pages, such as https://example.org/list. The links in alerts begin with it; without it they "
                + "have none, and only a mail can unsubscribe. The mail programs' one click (RFC 8058) needs one with https."
        case .autoexec:
            "Whether alerts that are due go out as soon as a web page changed something, rather than at the next look. Fossil does "
                + "so itself for its own pages."
        case .rate:
            "How fast mails go, in words such as 20/s (in all), *=60/m (to any one domain) and gmail.com=10/m (to that "
                + "domain); s, m, h and d are a second, a minute, an hour and a day. They are spread evenly over that time. "
                + "Empty means as fast as the mail agent takes them."
        case .retry:
            "How long a mail that could not be handed over waits for the second try, the third, and so on, in s, m, h or d. "
                + "Each wait is varied by up to an eighth. After the last one the mail is given up."
        case .verifyDays:
            "How many days an invitation to confirm a subscription holds. Who has not followed it by then is no subscriber "
                + "any more."
        case .verifyLimit:
            "How many invitations one address gets within email-verify-days, however often somebody asks. 0 means none."
        case .verifyHourlyLimit:
            "How many invitations the forms of the web pages lead to within an hour in all, from however many networks and for "
                + "however many addresses somebody asks. Beyond it the pages answer as always, and who asks is forgotten, with a "
                + "line in the log. 0 means no limit."
        case .listID:
            "The List-Id of all alerts, such as News <news.example.org>. Without it, one is made from email-self."
        case .renewInterval:
            "After how many days without a contact a subscription has to be renewed. 0 means never; else at least 14. Who does not "
                + "renew it is sent no alerts until `email subscribe`, a visit of the link or 0 here renews it."
        case .sendCommand:
            "With the method pipe: the shell command that takes a mail on its standard input. Where it is a sendmail, the "
                + "return path is added with -f. Status 0 means that it has the mail, if it has read all of it; 75 "
                + "that it is to be tried later, 67 that the address is dead, if it is a sendmail or says so, 64 to 78 otherwise "
                + "that it is given up, unless that happens to all; any other that it is tried later."
        case .sendDatabase:
            "With the method db: the SQLite file into which mails are put. `email relay`, or Fossil's email-sender.tcl, passes "
                + "them on."
        case .sendDirectory:
            "With the method dir: the folder into which mails are put, a file a mail. With maildir: the Maildir."
        case .sendMethod:
            "How mails go out: off (not at all; they wait), pipe (a shell command), exec (a program with arguments, no shell), "
                + "smtp or relay (an SMTP or LMTP server), db (a queue database), dir (a folder of files), maildir (a "
                + "Maildir), stdout (testing). In a Fossil repository, one that Fossil does not know is kept in "
                + "email-own-send-method, and Fossil sees off, or it would throw its alerts away."
        case .sendRelayHost:
            "With the method smtp or relay: host and port of the SMTP server, such as mail.example.org:587; without a port 25. "
                + "lmtp:/path/of/socket or lmtp:host:port speaks LMTP."
        case .complaintAddress:
            "If not empty, the address to which mailbox providers may report complaints (RFC 9477). Every alert then has "
                + "CFBL-Address and a signed CFBL-Feedback-ID. Providers heed it where it "
                + "is of the domain of email-self, or where DKIM signs the mails for its domain."
        case .delimiter:
            "What stands between the name of email-self and the token in a return path: + or -. The mail server has to know "
                + "it as its recipient delimiter."
        case .encoding:
            "The transfer encoding of the texts: base64 or quoted-printable."
        case .ownSendMethod:
            "Fossil only: a method that Fossil does not know and would take for sent, so that it stands here while "
                + "email-send-method is off. Setting email-send-method does it."
        case .siteURL:
            "isso only: the URL of the site whose pages are commented on, such as https://example.org. Links to comments begin "
                + "with it; without it, with email-url."
        case .templateDirectory:
            "If this is the name of a folder, the texts of mails are read from it: "
                + Templates.Name.allCases.map(\.fileName).joined(separator: ", ")
                + ". What is not there has its default, and a mistake in one stops the sending."
        case .sendArguments:
            "With the method exec: the program and its arguments, a JSON array of strings. %SUBJECT%, %TO%, %FROM%, "
                + "%RETURN_PATH% and %MESSAGE_ID% are filled in, {{SUBJECT}} and so on too; %% is a per cent sign. What is "
                + "filled in was written by others: curl's -F reads a file where a value begins with @ or <, its "
                + "--form-string does not. An address that begins with - never begins an argument, unless one before it is --; a subject "
                + "may, and belongs behind an option. Status 0 means that it has the mail, if it has read all of its "
                + "standard input; other statuses mean the same as with email-send-command."
        case .sendArgumentsFile:
            "With the method exec, where email-send-argv is empty: a file in isso's format whose section [syscall] holds the "
                + "arguments: nargs, the number of lines, and the lines 0, 1 and so on, each with arguments that commas "
                + "separate. An argument in double quotes may hold commas."
        case .sendBody:
            "With the method exec: whether the program reads the whole message or the body alone, as text. Without a value the "
                + "message with email-send-argv, and with email-send-ini the body, as isso does it."
        case .sendParallel:
            "How many programs run, or how many SMTP connections are open, at a time."
        case .sendTimeout:
            "After how many seconds a program is ended with all that it started, or a connection closed that says nothing. "
                + "After the end of a mail an SMTP server has twice as long."
        case .sendSync:
            "With the method dir or maildir: whether a mail counts as sent only when it is on the disk. off is faster: when the "
                + "machine crashes, mails may be lost or come twice, and when only the program is killed, two may come twice, "
                + "which are named."
        case .sendTLS:
            "With the method smtp: tls encrypts from the first byte, starttls before anything is sent, off never. auto means tls "
                + "at port 465, off on this machine, else starttls. The server's certificate has to be valid for its name."
        case .captcha:
            "Whether the forms of the web pages that lead to a mail ask for a security code. It keeps away programs that fill "
                + "in every form; the limits hold for all others."
        case .verifyOnVisit:
            "Whether opening the link of an invitation confirms the subscription. Filters open every "
                + "link in a mail, so that this also subscribes people who never asked; without it they press a button."
        case .webLimit:
            "How many forms that lead to a mail one network may send within an hour: an address in IPv4, a /64 in IPv6. "
                + "0 means no limit. Behind a reverse proxy, `email serve` has to be told to trust it, or all visitors are one."
        case .sendCertificates:
            "With TLS: a file with the certificates (PEM) of those who may vouch for the server, instead of the system's."
        case .sendCredentials:
            "With the method smtp: a file with one line NAME:PASSWORD, which nobody else may read (mode 0600). They are sent by "
                + "AUTH PLAIN or LOGIN, and only encrypted or to this machine."
        }
    }

    /// Why a value does not suit, in a sentence that says what would; nil where it does. An empty value means the default.
    package func objection(to value: String) -> String? {
        if value.isEmpty { return nil }
        // JSON may go over several lines, and refuses other control characters itself.
        if form != .arguments, value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "A value has no control characters."
        }
        switch form {
        case .text: return objection(toText: value)
        case .address:
            guard isSendable(value), let at = value.utf8.lastIndex(of: UInt8(ascii: "@")) else {
                return "It is a mail address such as list@example.org."
            }
            switch self {
            case .selfAddress: return value.utf8[..<at].count > Composer.longestOwnName ? Composer.nameIsTooLong : nil
            // A longer one would make its line too long.
            case .complaintAddress: return value.utf8.count > 75 ? "It has at most 75 characters." : nil
            default: return nil
            }
        case .directory:
            return value.hasPrefix("/") ? nil : "It is the full path of a folder, such as /var/spool/email."
        case .file:
            return value.hasPrefix("/") ? nil : "It is the full path of a file, such as /etc/email/file."
        case .arguments:
            do throws(ProgramArgumentsError) {
                _ = try ProgramArguments(json: value)
                return nil
            } catch {
                return error.message
            }
        case .number(let range):
            guard let number = Int(value), range.contains(number) else {
                return "It is a number from \(range.lowerBound) to \(range.upperBound)."
            }
            return self == .renewInterval && (1..<14).contains(number) ? "It is 0, or a number of at least 14." : nil
        case .rate:
            return RateLimit(value) == nil
                ? "It is words such as 20/s *=60/m gmail.com=10/m." : RateLimit.objection(to: value)
        case .waits:
            return RetryPolicy(value) == nil ? "It is growing spans of time such as 5m 1h 8h." : nil
        case .choice(let words):
            return words.contains(value) ? nil : "It is one of \(words.joined(separator: ", "))."
        }
    }
    /// Whether it is an http or https URL with a host, and without a query or fragment: paths are added at its end.
    private static func isWeb(_ value: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: value.hasPrefix) else { return false }
        let rest = value.utf8.dropFirst(scheme.utf8.count)
        let host = rest.prefix { $0 != UInt8(ascii: "/") }
        return host.contains(where: ASCII.isAlphanumeric) && host.first != UInt8(ascii: ":")
            && !rest.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    }

    private func objection(toText value: String) -> String? {
        switch self {
        case .url:
            return Setting.isWeb(value) && Composer.isLinkStart(value) ? nil : Composer.isNoLinkStart
        case .siteURL: return Setting.isWeb(value) ? nil : "It is a URL such as https://example.org."
        case .sendRelayHost: return SMTPEndpoint(value) == nil ? SMTPEndpoint.objection(to: value) : nil
        case .listID: return ListID(value).objection
        default: return nil
        }
    }
}
