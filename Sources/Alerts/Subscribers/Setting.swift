/// A setting: a row of Fossil's `config` table whose name begins with `email-`.
package enum Setting: String, Sendable, CaseIterable {
    case admin = "email-admin"
    case bounceHardLimit = "email-bounce-hard-limit"
    case bounceSoftLimit = "email-bounce-soft-limit"
    case bounceUnverifiedLimit = "email-bounce-unverified-limit"
    case keepDays = "email-keep-days"
    case receiveDirectory = "email-receive-dir"
    case selfAddress = "email-self"
    case subname = "email-subname"
    case url = "email-url"
    case autoexec = "email-autoexec"
    case listID = "email-listid"
    case renewInterval = "email-renew-interval"
    case sendCommand = "email-send-command"
    case sendDatabase = "email-send-db"
    case sendDirectory = "email-send-dir"
    case sendMethod = "email-send-method"
    case sendRelayHost = "email-send-relayhost"
    case sendWay = "email-send-way"
    case sendArguments = "email-send-argv"
    case sendArgumentsFile = "email-send-ini"
    case sendBody = "email-send-body"
    case sendParallel = "email-send-parallel"
    case sendTimeout = "email-send-timeout"
    case sendTLS = "email-send-tls"
    case sendCertificates = "email-send-tls-ca"
    case sendCredentials = "email-send-credentials"

    /// What values a setting takes.
    package enum Form: Sendable, Hashable {
        case text, address, directory, file
        case arguments
        case number(ClosedRange<Int>)
        case choice([String])
    }

    package var form: Form {
        switch self {
        case .admin, .selfAddress: .address
        case .bounceHardLimit, .bounceUnverifiedLimit, .bounceSoftLimit: .number(0...1000)
        case .keepDays: .number(1...36_500)
        case .receiveDirectory, .sendDirectory: .directory
        case .renewInterval: .number(0...36_500)
        case .autoexec: .choice(["0", "1", "off", "on"])
        case .sendMethod, .sendWay: .choice(Setting.methods)
        case .sendParallel: .number(1...64)
        case .sendTimeout: .number(1...3600)
        case .sendBody: .choice(["message", "body"])
        case .sendTLS: .choice(["auto", "starttls", "tls", "off"])
        case .sendArguments: .arguments
        case .sendArgumentsFile, .sendCertificates, .sendCredentials: .file
        case .subname, .url, .listID, .sendCommand, .sendDatabase, .sendRelayHost: .text
        }
    }

    /// The ways out, those that Fossil knows first.
    package static let methods = fossilMethods + ["exec", "maildir", "smtp"]
    package static let fossilMethods = ["off", "pipe", "db", "dir", "relay", "stdout"]

    /// What holds where nothing is set.
    package var defaultValue: String {
        switch self {
        case .bounceHardLimit: "1"
        case .bounceUnverifiedLimit: "3"
        case .bounceSoftLimit: "5"
        case .keepDays: "30"
        case .sendMethod: "off"
        case .sendCommand: "sendmail -ti"
        case .renewInterval, .autoexec: "0"
        case .sendParallel: "4"
        case .sendTimeout: "300"
        case .sendTLS: "auto"
        default: ""
        }
    }

    /// What the setting is for, in full sentences for the administrator.
    package var explanation: String {
        switch self {
        case .admin:
            "The address of the administrator. Mails to the bounce address that are no report are passed on to it, and it is "
                + "told of complaints that nobody proved."
        case .bounceHardLimit:
            "How many proven hard bounces (the address is dead) make a subscriber do-not-call. 0 means never."
        case .bounceSoftLimit:
            "How many proven soft bounces about the mailbox (full, suspended, expired) make a subscriber do-not-call. They "
                + "have to be of as many different days and deliveries, with none accepted between. 0 means never."
        case .bounceUnverifiedLimit:
            "How many hard bounces that nothing proves to be about a mail of ours make a subscriber do-not-call. They have to "
                + "come on as many different days within 30. 0 means never."
        case .keepDays:
            "How many days inbound mails are kept as they came. The history of bounces stays when a mail goes."
        case .receiveDirectory:
            "If this is the name of a folder, a copy of every inbound mail is written into it, a file a mail."
        case .selfAddress:
            "The address of this system. Alerts are from it, and return paths are made from it."
        case .subname:
            "A short name that begins the subject of every alert."
        case .url:
            "The URL of the web pages. The links in alerts begin with it."
        case .autoexec:
            "Fossil only: whether Fossil itself sends alerts after it has answered a web request."
        case .listID:
            "If not empty, the List-ID of all alerts."
        case .renewInterval:
            "After how many days without a contact a subscription has to be renewed. 0 means never; else at least 14."
        case .sendCommand:
            "With the method pipe: the shell command that takes a mail on its standard input. Where it is a sendmail, the "
                + "return path is added with -f. Status 0 means that it has the mail, 75 that it is to be tried later, 64 to "
                + "78 otherwise that it is given up, any other that it is tried later."
        case .sendDatabase:
            "With the method db: the SQLite file into which mails are put. `email relay`, or Fossil's email-sender.tcl, passes "
                + "them on."
        case .sendDirectory:
            "With the method dir: the folder into which mails are put, a file a mail. With maildir: the Maildir."
        case .sendMethod:
            "How mails go out: off (not at all; they wait), pipe (a shell command), exec (a program with arguments, no shell), "
                + "smtp or relay (an SMTP or LMTP server), db (a queue database), dir (a folder of files), maildir (a "
                + "Maildir), stdout (testing). In a Fossil repository, one that Fossil does not know is kept in "
                + "email-send-way, and Fossil sees off, or it would throw its alerts away."
        case .sendRelayHost:
            "With the method smtp or relay: host and port of the SMTP server, such as mail.example.org:587; without a port 25. "
                + "lmtp:/path/of/socket or lmtp:host:port speaks LMTP."
        case .sendWay:
            "Ours alone: if not empty, mails go out this way whatever email-send-method says. Setting email-send-method in a "
                + "Fossil repository sets it where needed."
        case .sendArguments:
            "With the method exec: the program and its arguments, a JSON array of strings. %SUBJECT%, %TO%, %FROM%, "
                + "%RETURN_PATH% and %MESSAGE_ID% are filled in, {{SUBJECT}} and so on too; %% is a per cent sign. What is "
                + "filled in was written by others: curl's -F reads a file where a value begins with @ or <, its "
                + "--form-string does not."
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
        case .sendTLS:
            "With the method smtp: tls encrypts from the first byte, starttls before anything is sent, off never. auto means tls "
                + "at port 465, off on this machine, else starttls. The server's certificate has to be valid for its name."
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
        case .text: return nil
        case .address:
            let parts = value.split(separator: "@", omittingEmptySubsequences: false)
            let isAddress = parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !value.contains(" ")
            return isAddress ? nil : "It is a mail address such as list@example.org."
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
            let isNumber = Int(value).map(range.contains) ?? false
            return isNumber ? nil : "It is a number from \(range.lowerBound) to \(range.upperBound)."
        case .choice(let words):
            return words.contains(value) ? nil : "It is one of \(words.joined(separator: ", "))."
        }
    }
}
