import Foundation
import Testing

/// `email relay`, the program, killed at any instant.
@Suite struct RelayTests {
    /// Fills queue.db with mails as Fossil writes them.
    private static let fill = """
        sqlite3 queue.db "CREATE TABLE email(emailid INTEGER PRIMARY KEY, msg TEXT);
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1000)
          INSERT INTO email(msg) SELECT format('To: <u%d@example.net>\r\nSubject: m%d\r\nFrom: <list@example.org>\r\n\r\nbody\r\n', i, i) FROM n"
        """

    /// Starts the relay again and again and kills it after up to 25 ms, 200 times, then lets it end.
    private static let killed = """
        unset EMAIL_DB
        kills=0
        for run in $(seq 200); do
            setsid $email relay --from queue.db $arguments 2>>errors & child=$!
            sleep 0.0$(( $(od -An -N1 -tu1 /dev/urandom) % 25 + 10 ))
            kill -9 $child 2>/dev/null && kills=$((kills + 1))
            wait $child 2>/dev/null
        done
        # A child that was being started may hold the lock of a dead relay for a moment.
        for try in 1 2 3 4 5; do
            $email relay --from queue.db $arguments 2>>errors; status=$?
            [ "$(sqlite3 queue.db 'SELECT count(*) FROM email')" = 0 ] && break
        done
        echo "$kills $status"
        """

    @Test("killed at 200 instants, a relay into another queue loses no mail and sends none twice")
    func exactlyOnce() throws {
        let program = try Program()
        defer { program.remove() }
        #expect(try program.shell(Self.fill).status == 0)
        let run = try program.shell(
            Self.killed, environment: ["arguments": "--to db --set email-send-db=\(program.folder.path)/other.db"])
        #expect(run.output.hasSuffix(" 0\n"), "\(run.output) \(run.errors)")
        #expect(try program.query("SELECT count(*) FROM email", file: "queue.db") == "0")
        #expect(try program.query("SELECT count(*), count(DISTINCT msg) FROM email", file: "other.db") == "1000|1000")
    }

    @Test("killed at 200 instants, a relay into a program loses no mail, and sends twice at most those at hand")
    func atLeastOnce() throws {
        let program = try Program()
        defer { program.remove() }
        #expect(try program.shell(Self.fill).status == 0)
        let run = try program.shell(
            Self.killed,
            environment: [
                "arguments": "--to exec --set email-send-argv="
                    + #"["/bin/sh","-c","cat>/dev/null;echo>>sent_$1","x","%SUBJECT%"]"#
            ])
        #expect(run.output.hasSuffix(" 0\n"), "\(run.output) \(run.errors)")
        let kills = Int(run.output.split(separator: " ").first ?? "") ?? 0
        let count = try program.shell("ls sent_* | wc -l; cat sent_* | wc -l").output.split(separator: "\n").map {
            Int($0.trimmingCharacters(in: .whitespaces)) ?? 0
        }
        #expect(count[0] == 1000)
        // Four programs run at a time.
        #expect(count[1] <= 1000 + 4 * kills, "\(count[1] - 1000) duplicates in \(kills) kills")
    }

    @Test("only one relay runs on a queue, and --poll takes what comes until a signal ends it")
    func poll() throws {
        let program = try Program()
        defer { program.remove() }
        #expect(try program.shell(Self.fill).status == 0)
        let run = try program.shell(
            """
            unset EMAIL_DB
            mkdir out
            $email relay --from queue.db --to dir --set email-send-dir=$PWD/out --poll 1 & child=$!
            until [ "$(ls out | wc -l)" -ge 1000 ]; do sleep 0.05; done
            $email relay --from queue.db --to dir --set email-send-dir=$PWD/out; echo "second $?"
            sqlite3 -cmd '.timeout 5000' queue.db "INSERT INTO email(msg) VALUES('To: a@b' || char(10,10))"
            until [ "$(ls out | wc -l)" -ge 1001 ]; do sleep 0.05; done
            kill $child; wait $child; echo "first $?"
            """)
        #expect(run.output == "second 0\nfirst 0\n")
        #expect(run.errors.contains("another relay"))
        #expect(try program.query("SELECT count(*) FROM email", file: "queue.db") == "0")
    }

    @Test("a queue that is replaced under a relay that waits ends it with words")
    func replaced() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell(
            """
            unset EMAIL_DB
            sqlite3 queue.db 'CREATE TABLE email(emailid INTEGER PRIMARY KEY, msg TEXT)'; mkdir out
            timeout 20 $email relay --from queue.db --to dir --set email-send-dir=$PWD/out --poll 1 & relay=$!
            sleep 1; mv queue.db old.db; wait $relay
            """)
        #expect(run.status == 75 && run.errors.contains("queue.db is another file than when this began"), "\(run)")
    }

    @Test("what is missing is said, with its status")
    func mistakes() throws {
        let program = try Program()
        defer { program.remove() }
        #expect(try program.shell(Self.fill).status == 0)
        for (arguments, status, words) in [
            ("--from none.db --to pipe", 66, "none.db"), ("--from queue.db --to smtp", 78, "email-send-relayhost"),
            ("--from queue.db --to pigeon", 64, "pigeon"), ("--from queue.db --to exec", 78, "email-send-argv"),
            ("--from queue.db --to exec --set 'email-send-argv=[\"a\",\"%X%\"]'", 64, "placeholder"),
            ("--from queue.db --to dir --set email-send-dir=/nonexistent", 78, "/nonexistent"),
            ("--from queue.db --to pipe --set email-send-command=nonexistent-command", 75, "nonexistent-command"),
            ("--from queue.db --to db --set email-send-db=queue.db", 78, "queue itself"),
        ] {
            let run = try program.shell("unset EMAIL_DB; $email relay \(arguments)")
            #expect(run.status == Int32(status), "\(arguments): \(run.errors)")
            #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
        }
        #expect(try program.query("SELECT count(*) FROM email", file: "queue.db") == "1000")
    }

    @Test("a database that is no queue is refused and left as it is; one with other tables too keeps its mode")
    func noQueue() throws {
        let program = try Program()
        defer { program.remove() }
        try program.shell(
            """
            $email init
            fossil init --admin-user admin r.fossil
            sqlite3 other.db "CREATE TABLE email(a, b)"
            : >empty.db
            echo text >text.db
            """)
        for name in ["email.db", "r.fossil", "other.db", "empty.db", "text.db"] {
            let run = try program.shell(
                "cp \(name) before; unset EMAIL_DB; $email relay --from \(name) --to stdout; s=$?; cmp \(name) before && exit $s"
            )
            #expect(run.status == 78 && run.output.isEmpty, "\(name): \(run.output)\(run.errors)")
            #expect(run.errors.contains("\(name): ") && run.errors.contains("--from"), "\(run.errors)")
        }
        try program.shell("sqlite3 r.fossil \"CREATE TABLE email(emailid INTEGER PRIMARY KEY, msg TEXT)\"")
        #expect(try program.shell("$email relay --from r.fossil --to stdout").status == 0)
        #expect(try program.query("PRAGMA journal_mode", file: "r.fossil") == "delete")
    }
}
