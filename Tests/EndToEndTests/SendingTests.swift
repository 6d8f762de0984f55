import Foundation
import Testing

/// `email exec` and what belongs to it, as cron and a person call them.
@Suite struct SendingTests {
    /// A list that sends by a command that keeps each mail in a file of the folder `sent`.
    private func list() throws -> Program {
        let program = try Program()
        let made = try program.shell(
            """
            set -e
            $email init
            $email settings email-self list@example.org
            $email settings email-url https://example.org/list
            $email settings email-send-method pipe
            $email settings email-send-command "cat > $HOME/sent/\\$\\$"
            mkdir sent
            """)
        #expect(made.status == 0, "\(made.errors)")
        return program
    }

    @Test("an event becomes a mail to each subscriber, once")
    func once() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            set -e
            $email subscribe anna@example.net --verified
            $email subscribe bert@example.net --verified
            $email subscribe carl@example.net
            $email event add --type c --subject 'Something happened'
            $email exec
            $email exec
            $email deliveries --json --state sent
            """)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try program.shell("cat sent/* | grep -c '^To: '").output == "3\n")
        #expect(try program.shell("grep -L verification sent/* | wc -l").output == "2\n")
        #expect(try program.shell("grep -h '^To: ' $(grep -l verification sent/*)").output == "To: carl@example.net\n")
        #expect(run.output.contains(#""events": ["c1"]"#))
        #expect(try program.query("SELECT count(*) FROM pending_alert WHERE NOT sentSep") == "0")
    }

    @Test("where descriptors run out in the middle, what has its name is not sent again, and all others go later")
    func fewDescriptors() throws {
        let program = try list()
        defer { program.remove() }
        try program.shell(
            """
            mkdir mails
            for setting in "send-sync off" "send-dir $HOME/mails" "send-method dir"; do $email settings email-$setting; done
            (echo address,verified; seq -f 'reader%g@example.net,1' 60) | $email subscribers import -
            $email event add --type c --subject 'Something happened'
            """)
        // Each run may have some more open than the one before; the last ones have enough.
        var statuses: [Int32] = []
        var counts: [Int] = []
        for limit in 8..<32 {
            statuses.append(try program.shell("ulimit -n \(limit); exec $email exec 2>>errors").status)
            counts.append(Int(try program.shell("ls mails | wc -l").output.dropLast()) ?? -1)
        }
        #expect(statuses.contains(75) && statuses.last == 0)
        #expect(counts == counts.sorted() && counts.last == 60)
        // Some of the first eight only.
        #expect(!Set(counts).isDisjoint(with: 1..<8))
        #expect(try program.shell("cat mails/* | grep '^To: ' | sort -u | wc -l").output == "60\n")
        #expect(try program.shell("ls -A mails | grep -vc email$").output == "0\n")
        #expect(try program.shell("grep -c 'Too many open files' errors").output != "0\n")
    }

    @Test("--test prints what would be sent and changes nothing")
    func rehearsal() throws {
        let program = try list()
        defer { program.remove() }
        try program.shell(
            "$email subscribe anna@example.net --verified; $email event add --type c --subject 'Something happened'")
        let before = try program.query("SELECT * FROM pending_alert")
        let run = try program.shell("$email exec --test")
        #expect(run.status == 0 && run.output.contains("To: anna@example.net"))
        #expect(try program.query("SELECT * FROM pending_alert") == before)
        #expect(try program.query("SELECT count(*) FROM fx_email_delivery") == "0")
        #expect(try program.shell("ls sent").output == "")
    }

    @Test("a second exec says so and ends with status 0, and sends nothing")
    func second() throws {
        let program = try list()
        defer { program.remove() }
        try program.shell(
            "$email subscribe anna@example.net --verified; $email event add --type c --subject 'Something happened'")
        let run = try program.shell("touch email.db-exec; flock email.db-exec $email exec")
        #expect(run.status == 0)
        #expect(run.errors.contains("another `email exec`"))
        #expect(try program.shell("ls sent").output == "")
        #expect(try program.shell("$email exec").status == 0)
        #expect(try program.shell("ls sent | wc -l").output == "1\n")
    }

    @Test("--loop sends what comes, and a signal ends it after the mail in hand, with status 0")
    func loop() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            $email subscribe anna@example.net --verified
            $email exec --loop 1 2>errors & child=$!
            $email event add --type c --subject 'The first'
            until [ "$(ls sent | wc -l)" = 1 ]; do sleep 0.02; done
            $email settings email-send-command 'cat >mail; touch started; until [ -e go ]; do sleep 0.02; done; mv mail sent/last'
            $email event add --type c --subject 'The second'
            until [ -e started ]; do sleep 0.02; done
            $email event add --type c --subject 'The third'
            kill $child; touch go; wait $child; echo "status $?"; cat errors
            """)
        #expect(run.output.hasSuffix("status 0\n"), "\(run.output)\(run.errors)")
        #expect(try program.shell("ls sent | wc -l").output == "2\n")
        #expect(try program.query("SELECT group_concat(state) FROM fx_email_delivery") == "sent,sent")
        #expect(try program.shell("ls email.db-sending").status != 0)
        #expect(try program.shell("$email exec && ls sent | wc -l").output.hasSuffix("2\n"))
        #expect(try program.query("SELECT count(*) FROM fx_email_delivery WHERE state='sent'") == "3")
    }

    @Test("a terminal shows a bar that grows and goes; a pipe shows none")
    func progress() throws {
        let program = try list()
        defer { program.remove() }
        try program.shell("for n in 1 2 3 4 5 6 7 8; do $email subscribe r$n@example.net --verified; done")
        let shown = try program.shell(
            """
            $email event add --type c --subject 'Something happened' >/dev/null
            python3 -c 'import os, pty; pty.spawn([os.environ["email"], "exec"])' </dev/null
            """)
        #expect(shown.output.contains("\r[...") || shown.output.contains("\r[###"))
        #expect(shown.output.contains("\r[\(String(repeating: "#", count: 30))] 100 %\r\u{1B}[K"))
        #expect(shown.output.hasSuffix("8 sent\r\n"), "\(shown.output)")
        let quiet = try program.shell(
            "$email event add --type c --subject 'Something happened' >/dev/null; $email exec")
        #expect(quiet.output + quiet.errors == "")
    }

    @Test("a command that is not there is said with status 75, once, and everything waits")
    func agentFailure() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            $email settings email-send-command '/nonexistent/sendmail -t'
            for name in anna bert carl; do $email subscribe $name@example.net --verified; done
            $email event add --type c --subject x
            $email exec
            """)
        #expect(run.status == 75)
        #expect(run.errors.contains("the mail agent does not work"))
        #expect(try program.query("SELECT group_concat(DISTINCT state||attempts) FROM fx_email_delivery") == "queued0")
    }

    @Test("a program that ends with its own trouble loses no mail of a list, and what it lost of few can be sent again")
    func agentsTrouble() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            $email settings email-send-command 'cat > /dev/null; echo no configuration >&2; exit 78'
            $email settings email-send-parallel 1
            for name in anna bert carl dora; do $email subscribe $name@$name.example --verified; done
            $email event add --type c --subject x
            $email exec
            """)
        #expect(run.status == 75)
        #expect(run.errors.contains("it fails for every mail: exit status 78: no configuration"))
        let states =
            "SELECT group_concat(state||attempts, ' ') FROM (SELECT * FROM fx_email_delivery ORDER BY deliveryId)"
        #expect(try program.query(states) == "queued1 queued1 queued1 queued0")
        // One mail alone is given up, as its status says, and not in silence.
        let single = try program.shell("$email exec")
        #expect(single.status == 0)
        #expect(single.errors.contains("a mail was given up: exit status 78: no configuration"))
        #expect(try program.shell("$email deliveries retry --state sent").status == 64)
        #expect(try program.shell("$email deliveries retry --all --state failed").status == 64)
        let again = try program.shell(
            """
            $email settings email-send-command "cat > $HOME/sent/\\$\\$"
            $email deliveries retry --state given-up && $email deliveries retry --all && $email exec
            """)
        #expect(again.status == 0 && again.output.contains("1 to be tried"), "\(again.errors)")
        #expect(try program.shell("cat sent/* | grep -c '^To: '").output == "4\n")
    }

    @Test("a mail that waits is tried again when it is due, and given up after the last try")
    func retries() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            set -e
            $email settings email-retry '1h'
            $email settings email-send-command 'cat > /dev/null; exit 75'
            $email subscribe anna@example.net --verified
            $email event add --type c --subject x
            $email exec
            $email exec
            """)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try program.query("SELECT state, attempts, due>ctime+3000 FROM fx_email_delivery") == "queued|1|1")
        let again = try program.shell(
            "sqlite3 email.db 'UPDATE fx_email_delivery SET due=1' && $email exec; $email deliveries anna@example.net")
        #expect(again.output.contains("given-up"))
        #expect(try program.query("SELECT reason, effect FROM fx_email_history").hasSuffix("|recorded"))
        let retried = try program.shell(
            "$email settings email-send-command 'cat > /dev/null' && $email deliveries retry anna@example.net && $email exec"
        )
        #expect(retried.status == 0, "\(retried.errors)")
        #expect(try program.query("SELECT state, attempts FROM fx_email_delivery") == "sent|1")
    }

    @Test("one exec sends all that a rate spreads over some seconds", arguments: ["", "--loop 1", "--loop 4"])
    func rate(loop: String) throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            set -e
            for name in a b c d e f; do $email subscribe $name@example.net --verified; done
            $email settings email-rate 2/s
            $email event add --type c --subject 'Something happened'
            timeout -s TERM 6 $email exec \(loop) || [ $? = 124 ]
            """)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try program.query("SELECT state, count(*) FROM fx_email_delivery GROUP BY 1") == "sent|6")
    }

    @Test("a database that is taken away while a rate holds mails back ends exec", arguments: ["", "--loop 60"])
    func replacedWhileHeld(loop: String) throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            (echo address,verified; for n in $(seq 30); do echo r$n@example.net,1; done) | $email subscribers import -
            $email settings email-rate 1/s; $email event add --type c --subject x
            timeout 20 $email exec \(loop) & exec=$!
            while ! ls sent | grep -q .; do sleep 0.1; done
            mkdir old; mv email.db* old; wait $exec
            """)
        #expect(run.status == 75 && run.errors.contains("email.db is another file than when this began"), "\(run)")
    }

    @Test(
        "a rate that holds some back for long holds nobody else up, with --loop and without",
        arguments: ["", "--loop 1"])
    func slowRate(loop: String) throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            for name in a@slow.example b@slow.example c@fast.example; do $email subscribe $name --verified; done
            $email settings email-rate slow.example=1/h
            $email event add --type c --subject one
            timeout 10 $email exec \(loop) & first=$!
            while [ $(cat sent/* | grep -c '^To: ') -lt 2 ]; do sleep 0.1; done
            $email event add --type c --subject two
            if [ -n '\(loop)' ]; then :; else wait $first; $email exec; fi
            for n in $(seq 80); do [ $(grep -l '^To: c@fast' sent/* | wc -l) -lt 2 ] || break; sleep 0.1; done
            kill $first 2>/dev/null; wait
            grep -h '^To: ' sent/* | sort | uniq -c
            """)
        #expect(run.output.hasSuffix("2 To: c@fast.example\n"), "\(run)")
        #expect(try program.query("SELECT count(*) FROM fx_email_delivery WHERE state='queued'") == "3")
    }

    @Test("a setting that `email settings` would not have taken stops exec", arguments: ["email-rate", "email-retry"])
    func wrongSetting(name: String) throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            $email subscribe anna@example.net --verified; $email event add --type c --subject x
            sqlite3 email.db "INSERT INTO config(name, value) VALUES('\(name)', '10/min')"
            $email exec
            """)
        #expect(run.status == 78 && run.errors.contains("\(name): '10/min' does not suit"), "\(run)")
        #expect(try program.shell("ls sent").output == "")
    }

    @Test("text that is no UTF-8 is refused, and nobody is sent another one")
    func notUTF8() throws {
        let program = try list()
        defer { program.remove() }
        try program.shell("$email subscribe anna@example.net --verified")
        for command in ["announce -S x", "event add --type c --subject x --body -", "send anna@example.net"] {
            let run = try program.shell("printf 'caf\\351\\n' | $email \(command)")
            #expect(run.status == 65 && run.errors.contains("it is not UTF-8"), "\(command): \(run)")
        }
        let template = try program.shell(
            "mkdir t; printf 'caf\\351\\n' > t/footer.mustache; $email settings email-template-dir $PWD/t")
        #expect(template.status == 78 && template.errors.contains("it is not UTF-8"))
        try program.shell("rm t/*; mkfifo t/footer.mustache; mkfifo rules")
        for (name, value) in [("email-template-dir", "t"), ("email-rules", "rules"), ("email-send-ini", "rules")] {
            let run = try program.shell("timeout 20 $email settings \(name) $PWD/\(value)")
            #expect(run.status == 78 && run.errors.contains("it is no ordinary file"), "\(name): \(run)")
        }
    }

    @Test(
        "an event with the number of one that was deleted is a new one, and one that is replaced while it waits is not")
    func numbersGivenAgain() throws {
        let program = try list()
        defer { program.remove() }
        // What a digest waits for stays in the queue.
        let run = try program.shell(
            """
            $email subscribe anna@example.net --verified
            $email subscribe bert@example.net --verified --digest
            $email event add --type c --subject one && $email exec
            $email event add --type c --subject two
            echo body | $email event add --type c --subject three --body - && $email exec
            sqlite3 email.db "DELETE FROM event WHERE comment='three'"
            sqlite3 email.db "INSERT INTO event(type, mtime, comment) VALUES('c', julianday('now'), 'four')"
            sqlite3 email.db "REPLACE INTO event(objid, type, mtime, comment) VALUES(2, 'c', julianday('now'), 'two again')"
            $email exec; $email exec
            sqlite3 email.db 'SELECT group_concat(objid) FROM (SELECT objid FROM event ORDER BY objid)'
            """)
        #expect(run.status == 0 && run.output.hasSuffix("1,2,3\n"), "\(run)")
        let mails = "SELECT group_concat(events, '|') FROM fx_email_delivery WHERE address LIKE 'anna%'"
        #expect(try program.query(mails) == "c1|c2 c3|c3")
        let words = "SELECT group_concat(body LIKE '%body%') FROM fx_email_text WHERE kind='alert'"
        #expect(try program.query(words) == "0,1,0")
    }

    @Test("explain and subscribers tell of a subscription that has ended")
    func endedSubscription() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            $email subscribe anna@example.net --verified
            sqlite3 email.db "UPDATE subscriber SET lastContact=100; INSERT INTO config VALUES('email-renew-cutoff', 101, 0)"
            $email explain anna@example.net; $email subscribers; $email subscribers --json
            $email subscribe anna@example.net; $email explain anna@example.net; $email subscribers
            """)
        #expect(
            run.output.contains("no alerts: the subscription has ended") && run.output.contains("  gets mail      yes"))
        #expect(
            run.output.contains("anna@example.net  acftw  ended\n") && run.output.hasSuffix("anna@example.net  acftw\n")
        )
        #expect(run.output.contains("\"ended\": true"), "\(run.output)")
    }

    @Test("who is named several times is sent one mail")
    func sendOnce() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell("echo x | $email send me@example.org ME@EXAMPLE.ORG me@example.org")
        #expect(run.status == 0 && run.output == "me@example.org: sent\n")
    }

    @Test("without email-url nobody is sent an invitation, and who subscribes them is told why")
    func invitationWithoutLink() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell("$email init; $email subscribe anna@example.net")
        #expect(run.status == 0 && run.output.contains("email-url is not set"))
        #expect(try program.query("SELECT count(*) FROM fx_email_delivery") == "0")
    }

    @Test("email send sends a text to an address, or prints it")
    func send() throws {
        let program = try list()
        defer { program.remove() }
        let shown = try program.shell("echo hello | $email send me@example.org -S 'A test' --stdout")
        #expect(shown.status == 0 && shown.output.contains("Subject: A test"))
        #expect(try program.query("SELECT count(*) FROM fx_email_delivery") == "0")
        let sent = try program.shell("echo hello | $email send me@example.org you@example.org --subject 'A test'")
        #expect(sent.status == 0 && sent.output == "me@example.org: sent\nyou@example.org: sent\n")
        #expect(try program.shell("ls sent | wc -l").output == "2\n")
        #expect(try program.shell("echo hello | $email send 'no address'").status == 64)
        for subject in ["''", "' '", "$'a\\nb'"] {
            let run = try program.shell("echo hello | bash -c \"$email send me@example.org -S \(subject)\"")
            #expect(run.status == 64, "\(subject): \(run.errors)")
        }
    }

    @Test("two that send at a time wait for one another, and none says of mails that they go out where they do not")
    func sendBesideSend() throws {
        let program = try list()
        defer { program.remove() }
        let both = try program.shell(
            """
            $email settings email-send-command "sleep 1; cat > $HOME/sent/\\$\\$"
            (echo one | $email send one@example.org) & sleep 0.3
            echo two | $email send two@example.org
            status=$?
            wait; exit $status
            """)
        #expect(both.status == 0, "\(both.errors)")
        #expect(both.output == "one@example.org: sent\ntwo@example.org: sent\n" && both.errors == "")
        let listed = try program.shell("$email deliveries 1; $email deliveries 1 --state queued; $email deliveries 99")
        #expect(listed.status == 0 && listed.output.split(separator: "\n").count == 1)
        #expect(listed.output.contains("  one@example.org  "))
        let beside = try program.shell(
            """
            (echo $BASHPID exec > email.db-exec; flock email.db-exec sleep 2) & sleep 0.3
            echo three | $email send three@example.org
            """)
        #expect(beside.status == 0 && beside.output == "1 queued\n" && beside.errors.contains("it sends these too"))
    }

    @Test("output that cannot be written is said")
    func fullOutput() throws {
        let program = try list()
        defer { program.remove() }
        try program.shell(
            "$email subscribe anna@example.net --verified; $email event add --type c --subject 'Something happened'")
        for (command, status) in [
            ("settings", 74), ("exec --test", 75), ("send me@example.org --stdout </dev/null", 75),
        ] {
            let run = try program.shell("$email \(command) >/dev/full")
            #expect(run.status == Int32(status) && run.errors.contains("No space left on device"), "\(command): \(run)")
        }
    }

    @Test("a backup restores the list elsewhere, without the settings, and lifts no do-not-call")
    func backup() throws {
        let program = try list()
        defer { program.remove() }
        let run = try program.shell(
            """
            set -e
            $email subscribe anna@example.net --verified
            $email subscribe bert@example.net --verified --digest
            for format in json csv; do
              $email subscribers export --format $format > backup
              $email init --db $format.db
              $email subscribers import --db $format.db --dry-run backup
              $email subscribers import --db $format.db backup
              $email subscribers export --db $format.db --format $format | cmp - backup
            done
            sqlite3 csv.db "UPDATE subscriber SET sdonotcall=1 WHERE semail LIKE 'anna%'"
            $email subscribers import --db csv.db backup
            """)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("would be: 2 added"))
        #expect(run.errors.contains("stays do-not-call"))
        #expect(try program.query("SELECT count(*) FROM config WHERE name LIKE 'email-%'", file: "csv.db") == "0")
        #expect(try program.query("SELECT sum(sdonotcall) FROM subscriber", file: "csv.db") == "1")
        let odd = try program.shell(
            """
            sqlite3 email.db "
              INSERT INTO subscriber(semail, subscriberCode, sverified, ssub) VALUES
                ('x y', randomblob(32), 1, 'a'), (NULL, randomblob(32), 1, 'a'),
                ('carl@example.net', x'00', 1, 'ac!z'), ('emil@example.net', randomblob(32), 1, ''), ('dora@example.net', NULL, 1, 'acu');"
            for format in json csv; do
              $email subscribers export --format $format > $format
              $email subscribers import --db $format.db $format
            done
            """)
        let taken = odd.output.split(separator: "\n").count { $0.hasPrefix("3 added, ") }
        #expect(odd.status == 0 && taken == 2, "\(odd)")
        #expect(odd.errors.contains("x y: is left out") && odd.errors.contains("carl@example.net: the code"))
        let letters = """
            SELECT group_concat(ssub||'.', ' ') FROM (SELECT * FROM subscriber ORDER BY semail) WHERE semail>'c'
            """
        #expect(try program.query(letters, file: "csv.db") == "ac. acu. .")
        #expect(try program.query("SELECT sum(length(subscriberCode)) FROM subscriber", file: "csv.db") == "160")
        let bad = try program.shell("printf 'address\\nnobody\\n' | $email subscribers import -")
        #expect(bad.status == 65 && bad.errors.contains("-:2: "))
    }

    @Test(
        "in a Fossil repository an alert goes to those whom Fossil would show the check-in, marked as Fossil marks it")
    func fossil() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell(
            """
            set -e
            export EMAIL_DB=$HOME/r.fossil
            fossil init --admin-user admin r.fossil
            fossil alerts -R r.fossil status
            $email init
            $email settings email-self list@example.org
            $email settings email-url https://example.org/r
            $email settings email-send-method db
            $email settings email-send-db $HOME/out.db
            fossil user new -R r.fossil rita name secret
            sqlite3 r.fossil "UPDATE user SET cap='' WHERE login IN ('nobody', 'anonymous');
                              UPDATE user SET cap='o' WHERE login='rita'"
            $email subscribe stranger@example.net --verified
            $email subscribe reader@example.net --verified --user rita
            mkdir work && cd work && fossil open ../r.fossil && echo x > f && fossil add f && fossil commit -m 'A change'
            cd .. && $email exec && $email exec
            """, environment: ["USER": "admin"])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(try program.query("SELECT address FROM fx_email_delivery", file: "r.fossil") == "reader@example.net")
        let mail = try program.query("SELECT msg FROM email", file: "out.db")
        #expect(mail.contains("To: reader@example.net"))
        #expect(try program.shell("fossil alerts -R r.fossil pending").output.contains("sentSep"))
    }

    /// Ten mails that are due, of which `exec` hands over four and dies at the fifth.
    private func killed(_ program: Program, sync: String, call: String) throws {
        let prepared = try program.shell(
            """
            set -e
            mkdir out
            $email init
            $email settings email-self list@example.org
            $email settings email-url https://example.org
            $email settings email-send-dir "$PWD/out"
            $email settings email-send-method dir
            $email settings email-send-sync \(sync)
            (echo address,verified; for n in 1 2 3 4 5 6 7 8 9 10; do echo reader$n@example.net,1; done) | $email subscribers import -
            $email exec
            $email event add --type c --subject news
            sqlite3 email.db "VACUUM INTO 'before.db'"
            """)
        #expect(prepared.status == 0, "\(prepared.errors)")
        let run = try program.shell(
            "strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=KILL:when=\(sync == "on" ? 5 : 6) $email exec"
        )
        // The shell's status for a program that was killed.
        #expect(run.status == 128 + 9)
        #expect(try program.shell("ls out | wc -l").output == "4\n")
    }

    @Test(
        "killed while a file gets its name, exec sends the rest, and names what may come twice",
        arguments: [("on", "renameat2", "0"), ("off", "linkat", "1")])
    func killedInFolder(sync: String, call: String, named: String) throws {
        let program = try Program()
        defer { program.remove() }
        try killed(program, sync: sync, call: call)
        // Whoever reads the folder takes mails away.
        try program.shell("rm out/*")
        #expect(try program.shell("$email exec").status == 0)
        #expect(try program.shell("ls -A out | wc -l").output == "6\n")
        #expect(try program.query("SELECT count(*) FROM fx_email_log WHERE message LIKE '%may come twice%'") == named)
        #expect(try program.query("SELECT count(*) FROM fx_email_delivery WHERE state<>'sent'") == "0")
    }

    @Test(
        "a copy of the database that is put back after that sends all, whatever the folder knows",
        arguments: [("on", "renameat2"), ("off", "linkat")])
    func putBack(sync: String, call: String) throws {
        let program = try Program()
        defer { program.remove() }
        try killed(program, sync: sync, call: call)
        try program.shell("rm -f email.db email.db-wal email.db-shm; mv before.db email.db")
        #expect(try program.shell("$email exec").status == 0)
        #expect(try program.shell("ls out | wc -l").output == "14\n")
    }

    @Test("one statement may change as much of a list as there is")
    func largeStatement() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell(
            """
            set -e
            $email init
            (echo address,verified; seq -f 'reader%.0f@example.net,1' 100000) | $email subscribers import - >&2
            $email subscribers renew-codes --all >&2
            """)
        #expect(run.status == 0, "\(run.errors)")
    }
}
