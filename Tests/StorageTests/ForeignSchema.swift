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
