import Glibc

@testable import Storage

/// A path in a folder of its own that goes with the value.
final class TemporaryFile {
    let folder: String
    let path: String

    init(_ name: String = "email.db") {
        var template = Array("/tmp/email-test-XXXXXX".utf8CString)
        unsafe template.withUnsafeMutableBufferPointer { _ = unsafe mkdtemp($0.baseAddress) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/" + name
    }

    deinit {
        for suffix in ["", "-wal", "-shm", "-journal"] { unsafe unlink(path + suffix) }
        unsafe rmdir(folder)
    }

    /// Makes the file with this content, as another program would have.
    func made(by sql: String) throws -> TemporaryFile {
        let connection = try Connection(path: path, mode: .create)
        try connection.script(sql)
        return self
    }

    /// The permission bits of the file.
    var mode: mode_t {
        var status = stat()
        unsafe stat(path, &status)
        return status.st_mode & 0o777
    }

    var exists: Bool { unsafe access(path, F_OK) == 0 }

    @discardableResult
    func initialised(now: Int64 = 1_700_000_000) throws -> Initialiser.Outcome {
        try Initialiser.run(path: path, now: now, exists: exists)
    }
}

/// What other programs' databases look like.
enum ForeignSchema {
    /// The tables of a new Fossil 2.21 repository by which it is recognised.
    static let fossil = """
        CREATE TABLE blob(rid INTEGER PRIMARY KEY, rcvid INTEGER, size INTEGER, uuid TEXT UNIQUE NOT NULL, content BLOB,
          CHECK( length(uuid)>=40 AND rid>0 ));
        CREATE TABLE delta(rid INTEGER PRIMARY KEY, srcid INTEGER NOT NULL REFERENCES blob);
        CREATE TABLE config(name TEXT PRIMARY KEY NOT NULL, value CLOB, mtime DATE,
          CHECK( typeof(name)='text' AND length(name)>=1 ));
        CREATE TABLE event(type TEXT, mtime DATETIME, objid INTEGER PRIMARY KEY, tagid INTEGER, uid INTEGER, bgcolor TEXT,
          euser TEXT, user TEXT, ecomment TEXT, comment TEXT, brief TEXT, omtime DATETIME);
        INSERT INTO config VALUES('project-code','0edcc222f598771f30db4cd2a54541fba68823d7',1);
        PRAGMA application_id=252006673;
        """

    /// What Fossil of 2018 adds: no lastContact, no sentMod, and an `email_bounce` that nothing fills.
    static let oldAlerts = """
        CREATE TABLE subscriber(subscriberId INTEGER PRIMARY KEY, subscriberCode BLOB UNIQUE, semail TEXT,
          suname TEXT, sverified BOOLEAN, sdonotcall BOOLEAN, sdigest BOOLEAN, ssub TEXT, sctime DATE, mtime DATE, smip TEXT);
        CREATE TABLE pending_alert(eventid TEXT PRIMARY KEY, sentSep BOOLEAN DEFAULT false,
          sentDigest BOOLEAN DEFAULT false) WITHOUT ROWID;
        CREATE TABLE email_bounce(subscriberId INTEGER, sendTime INTEGER, rcvdTime INTEGER);
        INSERT INTO subscriber VALUES(5, x'\(String(repeating: "ab", count: 32))', 'Old@example.net', 'old', 1, 0, 0, 'ac',
          1, 1, '::1');
        """

    /// isso 0.13.
    static let isso = """
        CREATE TABLE preferences(key VARCHAR PRIMARY KEY, value VARCHAR);
        CREATE TABLE threads(id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
        CREATE TABLE comments(tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
          modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,
          likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
        PRAGMA user_version=5;
        """
}
