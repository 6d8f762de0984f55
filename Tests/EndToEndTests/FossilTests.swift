import Foundation
import Testing

/// A repository that Fossil itself made and goes on using.
@Suite struct FossilTests {
    private func repository() throws -> Program {
        let program = try Program()
        let made = try program.shell("fossil init --admin-user admin r.fossil && fossil alerts -R r.fossil status")
        #expect(made.status == 0, "fossil: \(made.errors)")
        return program
    }

    @Test("init adopts a real Fossil repository without changing what Fossil owns")
    func adoption() throws {
        let program = try repository()
        defer { program.remove() }
        let environment = ["EMAIL_DB": program.folder.appendingPathComponent("r.fossil").path]
        let journal = try program.query("PRAGMA journal_mode", file: "r.fossil")
        let before = try program.query(
            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'fx_%' AND name NOT LIKE 'email_%' ORDER BY name",
            file: "r.fossil")
        #expect(try program.shell("$email init", environment: environment).status == 0)
        #expect(try program.shell("$email init", environment: environment).status == 0)
        let after = try program.query(
            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'fx_%' AND name NOT LIKE 'email_%' ORDER BY name",
            file: "r.fossil")
        for line in before.split(separator: "\n") { #expect(after.contains(line)) }
        #expect(try program.query("PRAGMA journal_mode", file: "r.fossil") == journal)
    }

    @Test(
        "a bounce of a mail that Fossil sent marks the subscriber in Fossil's own table, and a rebuild keeps the history"
    )
    func bounceOfFossilMail() throws {
        let program = try repository()
        defer { program.remove() }
        let environment = ["EMAIL_DB": program.folder.appendingPathComponent("r.fossil").path]
        #expect(try program.shell("$email init", environment: environment).status == 0)
        #expect(try program.shell("$email subscribe anna@example.net --verified", environment: environment).status == 0)
        #expect(try program.shell("fossil alerts -R r.fossil subscribers").output.contains("anna@example.net"))
        let code = try program.query("SELECT lower(hex(subscriberCode)) FROM subscriber", file: "r.fossil")
        let mail = Mails.bounce(of: "anna@example.net", code: code)
        #expect(try program.shell("$email inbound", input: mail, environment: environment).status == 0)
        #expect(try program.query("SELECT sdonotcall FROM subscriber", file: "r.fossil") == "1")
        _ = try program.query(
            "INSERT INTO fx_email_delivery(deliveryId, subscriberId, address, state) VALUES(41, 0, 'x', 'cancelled')",
            file: "r.fossil")
        let rebuild = try program.shell("fossil rebuild r.fossil")
        #expect(rebuild.status == 0, "fossil rebuild: \(rebuild.errors)")
        #expect(try program.query("SELECT count(*) FROM fx_email_inbound", file: "r.fossil") == "1")
        #expect(
            try program.query("SELECT seq FROM sqlite_sequence WHERE name='fx_email_delivery'", file: "r.fossil")
                == "41")
        #expect(
            try program.shell("$email bounces anna@example.net", environment: environment).output.contains(
                "user-unknown"))
    }

    @Test("no mail is lost where Fossil and email exec make the queue at the same moment")
    func sharedQueue() throws {
        let program = try repository()
        defer { program.remove() }
        let run = try program.shell(
            """
            queue=$PWD/queue.db
            for setting in email-send-method=db email-send-db=$queue email-self=list@example.org \\
                email-url=http://localhost/ email-subname=list; do
                fossil set ${setting%%=*} ${setting#*=} -R r.fossil >>out
            done
            EMAIL_DB=r.fossil $email init >>out
            EMAIL_DB=r.fossil $email subscribe anna@example.net --verified >>out
            $email init >>out
            $email settings email-self list@example.org
            $email settings email-send-method db
            $email settings email-send-db $queue
            $email subscribe bert@example.net --verified >>out
            for round in $(seq 40); do
                rm -f queue.db*
                echo text | fossil wiki create page$round -R r.fossil >>out
                $email event add --type c --subject event$round >>out
                $email exec 2>>errors &
                sleep 0.0$((round % 5))
                fossil alerts send -R r.fossil >>errors 2>&1
                wait
                sqlite3 queue.db 'SELECT count(*) FROM email'
            done
            """, environment: ["FOSSIL_USER": "admin"])
        let errors = try program.shell("cat errors").output
        #expect(run.output == String(repeating: "2\n", count: 40), "\(run.errors)\(errors)")
    }

    /// SQLite itself locks for some microseconds where it makes the index of a log anew, which the last to close had deleted:
    /// it has an error of its own for that, which came once in 44,000 opens on a busy machine.
    @Test("who opens a queue without waiting, as Fossil does, does not find it locked by exec, whoever made it")
    func openQueue() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell(
            """
            sqlite3 queue.db 'CREATE TABLE email(emailid INTEGER PRIMARY KEY, msg TEXT)'
            $email init >out
            for setting in self=list@example.org send-method=db send-db=$PWD/queue.db; do
                $email settings email-${setting%%=*} ${setting#*=}
            done
            seq -f 'reader%g@example.net,1' 300 | sed '1i address,verified' >readers.csv
            $email subscribers import readers.csv >>out
            $email exec
            sqlite3 queue.db 'PRAGMA journal_mode'
            cat >open.py <<END
            import os, sqlite3
            opened = refused = 0
            while not os.path.exists("stop"):
                queue = sqlite3.connect("queue.db", timeout=0, isolation_level=None)
                try:
                    queue.execute("CREATE TABLE IF NOT EXISTS email(emailid INTEGER PRIMARY KEY, msg TEXT)")
                except sqlite3.OperationalError as error:
                    refused += error.sqlite_errorcode != sqlite3.SQLITE_BUSY_RECOVERY
                opened += 1
                queue.close()
            print("refused", refused, "of", "many" if opened > 50 else opened)
            END
            python3 open.py & opener=$!
            for round in $(seq 20); do
                $email event add --type c --subject event$round >>out
                $email exec
            done
            touch stop
            wait $opener
            sqlite3 queue.db 'SELECT count(*) FROM email'
            """)
        #expect(run.output == "wal\nrefused 0 of many\n6000\n", "\(run.errors)")
    }
}
