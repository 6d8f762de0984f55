/// Something that is wrong with a set-up, and what to do about it.
package struct Finding: Equatable, Sendable {
    /// What scripts and tests tell apart.
    package enum Code: String, Sendable {
        case databaseUnusable = "database-unusable"
        case databaseNotWritable = "database-not-writable"
        case databaseReadable = "database-readable"
        case companionFile = "companion-file"
        case settingWrong = "setting-wrong"
        case selfMissing = "self-missing"
        case composing
        case keyMissing = "key-missing"
        case urlMissing = "url-missing"
        case urlNotHTTPS = "url-not-https"
        case adminMissing = "admin-missing"
        case template
        case receiveFolder = "receive-folder"
        case methodOff = "method-off"
        case methodUnfit = "method-unfit"
        case methodUnknownToFossil = "method-unknown-to-fossil"
        case programMissing = "program-missing"
        case returnPathLost = "return-path-lost"
        case triggersOff = "triggers-off"
        case clock
        case agentFailed = "agent-failed"
        case givenUp = "given-up"
        case allRefused = "all-refused"
        case notSent = "not-sent"
        case delimiter
        case foreignDomain = "foreign-domain"
        case noHandover = "no-handover"
        case handoverProgram = "handover-program"
        case handoverDatabase = "handover-database"
        case handoverCommand = "handover-command"
        case wayOut = "way-out"
        case notReturned = "not-returned"
        case waiting
        case extensionLost = "extension-lost"
        case recipientUnsaid = "recipient-unsaid"
        case senderNotNull = "sender-not-null"
        case runsAsRoot = "runs-as-root"
        case wrapped
        case cameTwice = "came-twice"
    }

    package let code: Code
    /// What is wrong, in a sentence.
    package let problem: String
    /// The command to give, or the line to change and where it is.
    package let remedy: String

    init(_ code: Code, _ problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }
}
