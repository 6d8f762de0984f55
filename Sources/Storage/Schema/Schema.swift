/// The tables, as SQL that explains itself: every column carries its comment, also inside the database.
///
/// `fossil rebuild` drops every table that it does not know unless its name begins with `fx_`; hence the names of ours.
enum Schema {
    /// The version of our own tables; kept in `fx_email_meta`.
    static let version: Int64 = 4

    /// `application_id` of a file that `email init` made: "emai".
    static let applicationID: Int64 = 0x656D_6169

    /// Fossil's subscribers, as Fossil 2.21 makes them.
    static let subscriber = """
        CREATE TABLE subscriber(
          subscriberId INTEGER PRIMARY KEY, -- Numeric subscriber id. Internal use
          subscriberCode BLOB DEFAULT (randomblob(32)) UNIQUE, -- Secret of the subscriber: who knows it controls the subscription
          semail TEXT UNIQUE COLLATE nocase,-- Mail address
          suname TEXT,                      -- Corresponding entry of Fossil's user table, if any
          sverified BOOLEAN DEFAULT true,   -- The address was verified
          sdonotcall BOOLEAN,               -- True for: send nothing
          sdigest BOOLEAN,                  -- True for: daily digests only
          ssub TEXT,                        -- Subscriptions, a letter each: a announcements, c check-ins, f forum, t tickets, w wiki
          sctime INTDATE,                   -- When the entry was made. Seconds since 1970
          mtime INTDATE,                    -- When it was last changed. Seconds since 1970
          smip TEXT,                        -- IP address of the last change
          lastContact INT                   -- Last contact. Days since 1970
        );
        CREATE INDEX subscriberUname ON subscriber(suname) WHERE suname IS NOT NULL;
        """

    /// Fossil's queue of alerts.
    static let pendingAlert = """
        CREATE TABLE pending_alert(
          eventid TEXT PRIMARY KEY,         -- First letter: type of the event. The rest: its objid
          sentSep BOOLEAN DEFAULT false,    -- The individual alert was sent
          sentDigest BOOLEAN DEFAULT false, -- The digest alert was sent
          sentMod BOOLEAN DEFAULT false     -- The alert to the moderators was sent
        ) WITHOUT ROWID;
        """

    /// Fossil's timeline. Any application may add rows with plain SQL.
    static let event = """
        CREATE TABLE event(
          type TEXT,                        -- c check-in, w wiki, t ticket, f forum, e technote, g tag
          mtime DATETIME,                   -- When it happened. Julian day
          objid INTEGER PRIMARY KEY,        -- Number of the event
          tagid INTEGER,                    -- Fossil: the tag that the event concerns
          uid INTEGER,                      -- Fossil: the user's number
          bgcolor TEXT,                     -- Fossil: colour in the timeline
          euser TEXT,                       -- Edited user name, instead of user
          user TEXT,                        -- Who did it
          ecomment TEXT,                    -- Edited comment, instead of comment
          comment TEXT,                     -- What happened
          brief TEXT,                       -- The same in few words
          omtime DATETIME                   -- When it happened, unedited. Julian day
        );
        CREATE INDEX event_i1 ON event(mtime);
        """

    /// Fossil's settings.
    static let config = """
        CREATE TABLE config(
          name TEXT PRIMARY KEY NOT NULL,   -- Name of the setting
          value CLOB,                       -- Its value
          mtime DATE,                       -- When it was set. Seconds since 1970
          CHECK( typeof(name)='text' AND length(name)>=1 )
        );
        """

    /// The triggers that queue what happens. None in a Fossil repository: Fossil queues its events by a trigger of its own,
    /// which lives as long as its process, as soon as there is a `pending_alert`.
    static func triggers(_ kind: DatabaseKind) -> String {
        switch kind {
        case .own: eventTriggers("email_trigger1", deleted: "email_trigger2")
        case .isso: commentTriggers + eventTriggers("email_trigger3", deleted: "email_trigger4")
        case .fossil: ""
        }
    }

    static let dropTriggers = """
        DROP TRIGGER IF EXISTS email_trigger1;
        DROP TRIGGER IF EXISTS email_trigger2;
        DROP TRIGGER IF EXISTS email_trigger3;
        DROP TRIGGER IF EXISTS email_trigger4;
        """

    /// Queues each new event, and forgets what was said of one that is deleted: SQLite gives the greatest number again. A row
    /// that is replaced is no new event: no deletion is seen then, and an ON CONFLICT in the trigger would not hold.
    private static func eventTriggers(_ name: String, deleted: String) -> String {
        """
        DROP TRIGGER IF EXISTS \(name);
        CREATE TRIGGER \(name) AFTER INSERT ON event BEGIN
          INSERT INTO pending_alert(eventid) SELECT printf('%.1c%d',new.type,new.objid)
            WHERE NOT EXISTS (SELECT 1 FROM pending_alert WHERE eventid=printf('%.1c%d',new.type,new.objid));
        END;
        CREATE TRIGGER IF NOT EXISTS \(deleted) AFTER DELETE ON event BEGIN
          DELETE FROM pending_alert WHERE eventid=printf('%.1c%d',old.type,old.objid);
          DELETE FROM fx_email_event WHERE objid=old.objid;
        END;
        """
    }

    /// Queues each new comment of isso that is shown (mode 1), and one that waited for a moderator (mode 2) when it is let
    /// pass. isso gives the number of the last comment again when that is deleted: what was said of that one is forgotten.
    private static let commentTriggers = """
        DROP TRIGGER IF EXISTS email_trigger1;
        CREATE TRIGGER email_trigger1 AFTER INSERT ON comments BEGIN
          DELETE FROM pending_alert WHERE eventid=printf('i%d',new.id);
          INSERT INTO pending_alert(eventid) SELECT printf('i%d',new.id) WHERE new.mode=1;
        END;
        CREATE TRIGGER IF NOT EXISTS email_trigger2 AFTER UPDATE OF mode ON comments
        WHEN old.mode=2 AND new.mode=1 BEGIN
          INSERT INTO pending_alert(eventid) SELECT printf('i%d',new.id) WHERE true ON CONFLICT(eventid) DO NOTHING;
        END;

        """

    /// What we keep beside Fossil's tables.
    static let ownTables = """
        CREATE TABLE IF NOT EXISTS fx_email_meta(
          name TEXT PRIMARY KEY,            -- schema: version of the fx_email tables. kind: own, fossil or isso.
                                            -- rate: how far email-rate is used. purged: when old deliveries were deleted
                                            -- announced: what was announced on web pages of late, not to do it twice
                                            -- origin: a random id of this database. way: by which way out mails went last
                                            -- login-networks: from where the administrator has logged in of late, as hashes
          value                             -- Its value
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fx_email_key(
          keyId INTEGER PRIMARY KEY,        -- The highest signs return paths; all verify them
          secret BLOB NOT NULL,             -- 32 random bytes
          ctime INT NOT NULL                -- When it was made. Seconds since 1970
        );
        CREATE TABLE IF NOT EXISTS fx_email_inbound(
          inboundId INTEGER PRIMARY KEY,    -- Number of the mail
          fingerprint BLOB NOT NULL UNIQUE, -- SHA-256 of the mail without its trace lines: the same mail is kept once
          received INT NOT NULL,            -- When it first came, by our clock. Seconds since 1970
          deliveries INT NOT NULL,          -- How often it came
          size INT NOT NULL,                -- Its bytes, also those beyond the limit, which are not kept
          sender TEXT,                      -- Envelope sender, where known
          recipient TEXT,                   -- Envelope recipient, where known
          state TEXT NOT NULL,              -- judging; judged; set-aside: judging it failed, the administrator is to look
          process INT,                      -- The process that is judging it; negative where that judges it among others,
                                            -- so that it alone may not be what a crash is due to
          kind TEXT,                        -- bounce, delay, delivered, complaint, auto-reply, receipt, unsubscribe, other;
                                            -- probe: email doctor sent it
          rule TEXT,                        -- What decided the kind
          trust TEXT,                       -- verified or unverified
          effect TEXT,                      -- The strongest thing that was done about it
          because TEXT,                     -- Why, in a sentence
          notice TEXT                       -- A mail that is due because of it: forward, confirm or tell. Null when none is
        );
        CREATE INDEX IF NOT EXISTS fx_email_inbound_notice ON fx_email_inbound(inboundId) WHERE notice IS NOT NULL;
        CREATE TABLE IF NOT EXISTS fx_email_raw(
          inboundId INTEGER PRIMARY KEY,    -- The mail of fx_email_inbound
          mail BLOB NOT NULL                -- The mail as it came. Deleted after email-keep-days
        );
        CREATE TABLE IF NOT EXISTS fx_email_history(
          historyId INTEGER PRIMARY KEY,    -- Number of the entry
          subscriberId INT,                 -- Whom it concerns. Null: nobody who subscribes
          address TEXT NOT NULL COLLATE nocase, -- The subscriber's address at that time, else the one reported
          inboundId INT,                    -- The mail that said it
          sendTime INT,                     -- When the mail in question was sent, where we know. Seconds since 1970
          rcvdTime INT NOT NULL,            -- When the report came, by our clock. Seconds since 1970
          kind TEXT NOT NULL,               -- As in fx_email_inbound
          action TEXT,                      -- failed, delayed, delivered, relayed, expanded
          status TEXT,                      -- Enhanced status code, 5.1.1
          reply TEXT,                       -- SMTP reply code, 550
          class TEXT,                       -- hard: the address is dead. soft: any other failure
          reason TEXT,                      -- user-unknown, mailbox-full, blocked, ...
          diagnostic TEXT,                  -- The words of the server that refused
          remoteMta TEXT,                   -- That server
          rule TEXT,                        -- The rule that judged
          trust TEXT NOT NULL,              -- verified or unverified
          delivery TEXT,                    -- What tells one delivery from another: the Message-ID of the mail in question
          effect TEXT NOT NULL,             -- recorded, do-not-call, unsubscribed, ...
          because TEXT NOT NULL,            -- Why, in a sentence
          lifted INT,                       -- When it was taken back, by `email allow` or as an incident. Seconds since 1970
          domain TEXT,                      -- The domain of the address, in lower case, where somebody subscribes with it
          server TEXT,                      -- Who runs remoteMta: the domain under which that name was registered
          incidentId INT                    -- The incident that it is part of: it counts against nobody
        );
        CREATE INDEX IF NOT EXISTS fx_email_history_domain ON fx_email_history(domain, reason, rcvdTime, subscriberId, trust)
          WHERE domain IS NOT NULL AND kind='bounce' AND action='failed';
        CREATE INDEX IF NOT EXISTS fx_email_history_server ON fx_email_history(server, reason, rcvdTime, subscriberId, trust)
          WHERE server IS NOT NULL AND kind='bounce' AND action='failed';
        CREATE TABLE IF NOT EXISTS fx_email_incident(
          incidentId INTEGER PRIMARY KEY,   -- Number of a time when many failed at once
          side TEXT NOT NULL,               -- domain: of the addresses. server: of the servers that refused
          provider TEXT NOT NULL,           -- That domain, in lower case
          reason TEXT NOT NULL,             -- For what they failed
          trust TEXT NOT NULL,              -- verified: proven reports alone. unverified: all
          began INT NOT NULL,               -- When the first of its reports came. Seconds since 1970
          last INT NOT NULL,                -- When the last one came
          ended INT,                        -- When it was seen to be over. Null: it goes on
          failing INT NOT NULL,             -- The most subscribers who failed within email-incident-hours
          subscribers INT NOT NULL,         -- Out of so many
          restored INT NOT NULL,            -- How many were let in again as it was seen
          dismissed INT,                    -- When the administrator said that it is none
          told INT                          -- When the administrator was told
        );
        CREATE INDEX IF NOT EXISTS fx_email_incident_open ON fx_email_incident(side, provider, reason, trust);
        CREATE TABLE IF NOT EXISTS fx_email_population(
          domain TEXT PRIMARY KEY,          -- A domain in lower case. Empty: all
          subscribers INT NOT NULL,         -- How many get mail there
          counted INT NOT NULL              -- When they were counted. Seconds since 1970
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS fx_email_history_who ON fx_email_history(subscriberId, rcvdTime);
        CREATE INDEX IF NOT EXISTS fx_email_history_mail ON fx_email_history(inboundId);
        CREATE TABLE IF NOT EXISTS fx_email_text(
          textId INTEGER PRIMARY KEY,       -- Number of the text
          ctime INT NOT NULL,               -- When it was composed. Seconds since 1970
          kind TEXT NOT NULL,               -- alert, digest, announcement, renewal, verification, direct, notice
          subject TEXT NOT NULL,            -- The subject without the prefix of email-subname
          fromName TEXT,                    -- The name beside the address of From
          body TEXT NOT NULL,               -- The body without the footer, in UTF-8
          attachment BLOB,                  -- A mail that goes along, as it came
          root TEXT,                        -- What began the conversation that it belongs to: an id for References
          answered TEXT                     -- What it answers there: an id for In-Reply-To
        );
        CREATE TABLE IF NOT EXISTS fx_email_delivery(
          deliveryId INTEGER PRIMARY KEY AUTOINCREMENT, -- Number of the mail that we sent or shall send. Never given again:
                                            -- queues and complaints know a mail by it
          subscriberId INT NOT NULL,        -- To whom. 0: somebody who does not subscribe
          address TEXT NOT NULL COLLATE nocase, -- The address at that time
          textId INT,                       -- What it says, in fx_email_text
          events TEXT,                      -- The events that it covers, separated by blanks: c12 w13. verify: an invitation
          messageId TEXT,                   -- Its Message-ID, with the angle brackets: <deliveryId.random@domain>
          envelopeId TEXT,                  -- Its ENVID (RFC 3461), which Original-Envelope-Id brings back. Null: what stands
                                            -- between < and @ in messageId, deliveryId.random
          state TEXT NOT NULL,              -- queued, sending, sent, failed, given-up, cancelled
          attempts INT NOT NULL DEFAULT 0,  -- How often it was handed to the mail agent
          due INT,                          -- When it is tried next. Seconds since 1970. 0: before all others. Null unless
                                            -- it is queued or sending
          error TEXT,                       -- What went wrong the last time
          ctime INT,                        -- When it was queued. Seconds since 1970
          sent INT,                         -- When the mail agent took it. Seconds since 1970
          previous INT                      -- The delivery to the same subscriber that was queued before this one, along with
                                            -- those to others; it may be deleted by now. 0: there was none. Null where
                                            -- this one was queued by itself
        );
        -- An index of all would have each run write pages all over the history.
        CREATE INDEX IF NOT EXISTS fx_email_delivery_single ON fx_email_delivery(subscriberId) WHERE previous IS NULL;
        CREATE TABLE IF NOT EXISTS fx_email_latest(
          subscriberId INTEGER PRIMARY KEY, -- The subscriber
          deliveryId INT NOT NULL           -- The last delivery that was queued for the subscriber along with those to others:
                                            -- its column previous leads to the one before
        );
        -- Without the state: that a mail is taken out of the queue and handed over changes no index.
        CREATE INDEX IF NOT EXISTS fx_email_delivery_due ON fx_email_delivery(due) WHERE due IS NOT NULL;
        CREATE INDEX IF NOT EXISTS fx_email_delivery_verify ON fx_email_delivery(address, ctime) WHERE events='verify';
        CREATE TABLE IF NOT EXISTS fx_email_event(
          objid INTEGER PRIMARY KEY,        -- The row of event that this belongs to
          body TEXT,                        -- What is to be said beside the comment
          url TEXT                          -- Where to see it
        );
        CREATE TABLE IF NOT EXISTS fx_email_log(
          logId INTEGER PRIMARY KEY,        -- Number of the line
          time INT NOT NULL,                -- Seconds since 1970
          level TEXT NOT NULL,              -- info, notice, warning, error
          inboundId INT,                    -- The mail that it is about
          message TEXT NOT NULL             -- What happened
        );
        """

    static let giveOrigin = """
        INSERT OR IGNORE INTO fx_email_meta(name, value) VALUES('origin', lower(hex(randomblob(16))))
        """

    /// What only `email serve` needs, so that an older program goes on with the file.
    static let serviceTables = """
        CREATE TABLE IF NOT EXISTS fx_email_request(
          requestId INTEGER PRIMARY KEY AUTOINCREMENT, -- Number of what somebody asked for on a web page
          time INT NOT NULL,                -- When. Seconds since 1970
          kind TEXT NOT NULL,               -- subscribe, link
          address TEXT NOT NULL COLLATE nocase, -- For which address
          letters TEXT,                     -- subscribe: what for, the letters of ssub
          digest INT,                       -- subscribe: whether as a digest
          network TEXT NOT NULL             -- From where: the address of the client
        );
        -- Who was sent a link, found by address: one mail a day at most.
        CREATE INDEX IF NOT EXISTS fx_email_delivery_link ON fx_email_delivery(address, ctime) WHERE events='link';
        CREATE TABLE IF NOT EXISTS fx_email_session(
          tokenHash BLOB PRIMARY KEY,       -- SHA-256 of what the administrator's browser holds
          began INT NOT NULL,               -- When the password was given. Seconds since 1970
          seen INT NOT NULL                 -- When it was last used
        ) WITHOUT ROWID;
        """

    /// The columns that version 1 did not have.
    static let laterColumns: KeyValuePairs<String, [(name: String, type: String)]> = [
        "fx_email_history": [("domain", "TEXT"), ("server", "TEXT"), ("incidentId", "INT")],
        "fx_email_delivery": [("previous", "INT")],
        "fx_email_text": [("attachment", "BLOB"), ("root", "TEXT"), ("answered", "TEXT")],
    ]

    /// The bounce history under the name that the design of Fossil's notifications gave it.
    static let bounceView = """
        CREATE VIEW IF NOT EXISTS email_bounce AS
          SELECT subscriberId, sendTime, rcvdTime FROM fx_email_history
           WHERE subscriberId IS NOT NULL AND kind='bounce' AND action='failed';
        """
}
