#!/usr/bin/env python3
"""What strangers write, in every field that takes it: SQL, shell, header lines, terminal escapes, paths; and what others may
see of what we write: modes of files, secrets.

    Tests/Faults/surfaces.py PROGRAM DECODE-EMAIL
"""
import os
import re
import stat
import subprocess
import sys
import time

from mailing_list import MailingList, Mistakes, bounce, ordinary

program, decode = (os.path.abspath(path) for path in sys.argv[1:3])
mistakes = Mistakes()

PAYLOADS = [
    "'; DROP TABLE subscriber; --", '"; DROP TABLE subscriber; --', "' OR '1'='1", "x' UNION SELECT secret FROM fx_email_key --",
    "$(touch pwned)", "`touch pwned`", "; touch pwned", "| touch pwned", "&& touch pwned", "a\ntouch pwned", "${IFS}touch${IFS}pwned",
    "%s%s%n", "%TO%%FROM%", "{{code}}", "../../pwned", "x\r\nBcc: victim@example.com", "x\nBcc: victim@example.com",
    "x\r\n\r\n.\r\nMAIL FROM:<a@b>", "\x1b]0;pwned\x07", "\x1b[2J\x1b[31m", "\x9b31m", "\u202etxt.exe", "-oQ/tmp/pwned", "-X/tmp/pwned",
    "\\", "'", '"', "a" * 5000,
]
# What a terminal obeys: C0 but for line feed and tab, DEL, C1, and the marks that turn writing around.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def run(mailing_list, *arguments, text=""):
    """What a command prints, whatever its status."""
    return subprocess.run([program, *arguments, "--db", mailing_list.database], input=text.encode(), capture_output=True,
                          cwd=mailing_list.folder)


def sending(method="pipe"):
    made = MailingList(program, 3, {"email-send-method": method, "email-admin": "root@example.com"})
    os.mkdir(made.folder + "/out")
    if method == "pipe":
        made.email("settings", "email-send-command", f"cat > {made.folder}/out/$$")
    return made


def fields():
    """Each payload in each field; then everything is sent through a shell."""
    with sending() as target:
        statuses = set()
        tried = 0
        for payload in PAYLOADS:
            calls = [
                (["subscribe", payload, "--verified"], ""), (["subscribe", f"{payload}@example.net", "--verified"], ""),
                (["subscribe", f"reader0@{payload}", "--verified"], ""),
                (["subscribe", "fine@example.net", "--verified", "--user", payload], ""),
                (["subscribe", "fine@example.net", "--subscriptions", payload], ""),
                (["event", "add", "--type", "c", "--subject", payload, "--user", payload, "--url", payload], ""),
                (["event", "add", "--type", "c", "--subject", "text", "--body", "-"], payload),
                (["announce", "--subject", payload, "--user", payload], payload),
                (["send", payload, "--subject", "x"], "text"), (["send", "reader1@example.net", "--subject", payload], payload),
                (["settings", payload, "x"], ""), (["settings", "email-subname", payload], ""),
                (["settings", "email-listid", payload], ""), (["explain", payload], ""), (["allow", payload], ""),
                (["bounces", payload], ""), (["subscribers", payload], ""), (["unsubscribe", payload], ""),
                (["deliveries", payload], ""), (["inbound", "show", payload], ""), (["report", "--provider", payload], ""),
                (["allow", "--rule", payload, "--since", "2020-01-01"], ""), (["deliveries", "--state", payload], ""),
                (["subscribers", "import", "-"], f"address,verified\n{payload}@example.net,1\n\"{payload}\",1\n"),
            ]
            for arguments, text in calls:
                result = run(target, *[argument.replace("\0", "") for argument in arguments], text=text)
                statuses.add(result.returncode)
                tried += 1
                mistakes.expect(result.returncode in (0, 1, 64, 65, 66, 73, 75, 78),
                                f"{arguments}: status {result.returncode}: {result.stderr[:200]}")
            mail = bounce(payload + "@example.net", "x", code=payload, status=payload, diagnostic=payload)
            mail = mail.replace(b"mx.example.net", payload.encode())
            target.deliver(mail, payload.replace("\0", ""), environment={"SENDER": payload})
            target.deliver(f"From: {payload} <a@example.com>\nSubject: {payload}\nMessage-ID: <{payload}>\n\n{payload}\n".encode())
        target.email("settings", "email-subname", "Test")
        for _ in range(3):
            run(target, "exec")
        tables = {row[0] for row in target.query("SELECT name FROM sqlite_schema WHERE type='table'")}
        mistakes.expect({"subscriber", "fx_email_key", "fx_email_inbound"} <= tables, f"tables are gone: {tables}")
        mistakes.expect(target.value("PRAGMA integrity_check") == "ok", "the integrity check fails")
        for place in (target.folder, target.folder + "/out", "/tmp", os.path.dirname(target.folder)):
            mistakes.expect(not os.path.exists(place + "/pwned"), f"a command was run: {place}/pwned")
        readers = {row[0] for row in target.query("SELECT semail FROM subscriber")}
        mistakes.expect("reader2@example.net" in readers, "a subscriber is gone")
        # What payloads made of fields: nobody but the named is written to, and no header is made.
        mails = 0
        secret = target.value("SELECT secret FROM fx_email_key").hex()
        for name in os.listdir(target.folder + "/out"):
            with open(f"{target.folder}/out/{name}", "rb") as file:
                header = file.read().split(b"\r\n\r\n")[0].split(b"\n\n")[0]
            mails += 1
            mistakes.expect(not re.search(rb"^bcc:|^mail from", header, re.I | re.M), f"a header was made: {header!r}")
            mistakes.expect(secret.encode() not in header, "the key is in a mail")
        mistakes.expect(mails > 20, f"only {mails} mails were sent")
        listings(target)
        print(f"{len(PAYLOADS)} payloads in every field, {tried} calls (statuses {sorted(statuses)}), {mails} mails sent through "
              "a shell: no command run, no table gone, no header made", flush=True)


LISTINGS = [["subscribers"], ["bounces"], ["inbound", "log"], ["inbound", "log", "--set-aside"], ["pending"], ["deliveries"],
            ["settings"], ["incidents"], ["report"], ["report", "--by", "reason"], ["report", "--by", "domain"], ["keys"],
            ["inbound", "replay", "--explain"], ["exec", "--test"], ["triggers"]]


JSON = [["subscribers"], ["bounces"], ["inbound", "log"], ["deliveries"], ["incidents"], ["report"]]


def listings(target):
    """Every command that prints what strangers wrote."""
    for number in range(20):
        text = "\x1b]0;pwned\x07\x1b[2J\x9b31m\u202e\r"
        target.deliver(bounce(f"reader0{text}@example.net", number, diagnostic=text, status="5.1.1").replace(
            b"mx.example.net", text.encode()), f"list+{text}@example.org", environment={"SENDER": text})
    # Other programs write into these tables as well.
    text = "\x1b]0;pwned\x07\x1b[2J\x9b31m\u202e\r"
    target.query("INSERT INTO subscriber(semail, suname, sverified, ssub) VALUES(?, ?, 1, ?)", f"x{text}@example.net", text, "c")
    target.query("INSERT INTO event(type, mtime, objid, user, comment) VALUES('c', julianday('now'), 100000, ?, ?)", text, text)
    for table, column in (("config", "value"), ("fx_email_log", "message"), ("fx_email_delivery", "error"),
                          ("fx_email_inbound", "sender"), ("fx_email_history", "remoteMta"), ("fx_email_incident", "provider")):
        if table == "fx_email_incident":
            target.query("INSERT INTO fx_email_incident(side, provider, reason, trust, began, last, failing, subscribers, "
                         "restored) VALUES('domain', ?, ?, 'verified', 1, 1, 1, 1, 1)", text, text)
        where = "WHERE name='email-subname'" if table == "config" else ""
        target.query(f"UPDATE {table} SET {column}=? {where}", text)
    numbers = [str(row[0]) for row in target.query("SELECT inboundId FROM fx_email_inbound ORDER BY inboundId DESC LIMIT 30")]
    addresses = [row[0] for row in target.query("SELECT semail FROM subscriber")]
    commands = [*LISTINGS, *([*command, "--json"] for command in JSON), *(["inbound", "show", number] for number in numbers), *(["explain", address] for address in addresses)]
    for command in commands:
        result = run(target, *command)
        output = (result.stdout + result.stderr).decode(errors="replace")
        # JSON is for programs: what turns writing around may stand in it.
        found = (CONTROLS if "--json" in command else OBEYED).search(output.replace("\r\n", "\n"))
        near = repr(output[max(0, found.start() - 60):found.end() + 20]) if found else ""
        mistakes.expect(found is None, f"email {' '.join(command)} prints {near}")
        mistakes.expect(result.returncode in (0, 1), f"email {' '.join(command)}: status {result.returncode}: {result.stderr[:300]}")
    # With files, and where a dry run explains.
    path = os.path.join(target.folder, "escape\x1b[31m.eml")
    with open(path, "wb") as file:
        file.write(bounce("reader0\x1b[31m@example.net", "x", diagnostic="\x1b[2J", status="5.1.1"))
    for command in (["inbound", path, "--dry-run", "--explain"], ["inbound", path], ["inbound", path + "x"]):
        result = run(target, *command)
        found = OBEYED.search((result.stdout + result.stderr).decode(errors="replace"))
        mistakes.expect(found is None, f"email {' '.join(command)} prints {(result.stdout + result.stderr)[:300]!r}")
    print(f"{len(commands)} listings of mails and subscribers full of terminal escapes: none is printed", flush=True)


def paths():
    """Symbolic links and paths that lead elsewhere."""
    with MailingList(program, 3) as target:
        folder = target.folder + "/received"
        os.mkdir(folder)
        outside = target.folder + "/outside"
        with open(outside, "w") as file:
            file.write("untouched")
        target.email("settings", "email-receive-dir", folder)
        # The names can be foreseen: number and second. Whoever may write there lays links.
        now = int(time.time())
        for second in range(now, now + 30):
            for number in range(1, 6):
                os.symlink(outside, f"{folder}/email-{second}-{number}.eml")
        for number in range(5):
            mistakes.expect(target.deliver(ordinary(number)) == 0, "a delivery failed because of a link")
        mistakes.expect(open(outside).read() == "untouched", "email-receive-dir followed a link")
        warnings = target.value("SELECT count(*) FROM fx_email_log WHERE message LIKE '%email-receive-dir%'")
        mistakes.expect(warnings == 5, f"of 5 copies that could not be written {warnings} are in the log")
        names = ["../outside", "../../outside", "/etc/outside", "..", ".", "a/../../outside", "..\\outside", "link", "\0", "\x1b[31m",
                 "=?utf-8?Q?..=2Foutside?=", "x" * 300, "con", ".bashrc", "-rf", ""]
        parts = "".join(f'--b\nContent-Type: application/octet-stream; name="{name}"\nContent-Disposition: attachment; '
                        f'filename="{name}"\n\npayload\n' for name in names)
        extracted = target.folder + "/extracted"
        os.mkdir(extracted)
        os.symlink(outside, extracted + "/link")
        mail = f"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n".encode()
        before = {name: os.lstat(os.path.join(target.folder, name)).st_mtime_ns for name in os.listdir(target.folder)
                  if name != "extracted"}
        result = subprocess.run(["sh", "-c", 'umask 0; exec "$0" --extract "$1"', decode, extracted], input=mail,
                                capture_output=True, cwd=target.folder)
        mistakes.expect(result.returncode == 0, f"decode-email --extract: {result.returncode} {result.stderr}")
        mistakes.expect(open(outside).read() == "untouched", "--extract followed a link or left its folder")
        after = {name: os.lstat(os.path.join(target.folder, name)).st_mtime_ns for name in os.listdir(target.folder)
                 if name != "extracted"}
        mistakes.expect(before == after, "--extract wrote outside of its folder")
        files = [name for name in os.listdir(extracted) if not os.path.islink(f"{extracted}/{name}")]
        mistakes.expect(len(files) == len(names), f"{len(files)} of {len(names)} attachments were written: {files}")
        for name in files:
            mistakes.expect(not name.startswith((".", "-")) and not OBEYED.search(name), f"--extract made {name!r}")
            mistakes.expect(stat.S_IMODE(os.stat(f"{extracted}/{name}").st_mode) == 0o600, f"{name!r} may be read by others")
        print(f"links in email-receive-dir and in the folder of --extract, {len(names)} names that lead elsewhere: nothing outside "
              "is touched", flush=True)


def modes():
    """Everything that is written is the owner's alone, whatever the umask."""
    old = os.umask(0)
    try:
        seen = 0
        for method in ("dir", "maildir", "db", "pipe"):
            with MailingList(program, 3) as target:
                target.email("settings", "email-send-method", method)
                target.email("settings", "email-receive-dir", target.folder + "/received")
                os.mkdir(target.folder + "/received", 0o700)
                if method == "db":
                    target.email("settings", "email-send-db", target.folder + "/queue.db")
                elif method == "pipe":
                    target.email("settings", "email-send-command", "cat >/dev/null")
                else:
                    if method == "dir":
                        os.mkdir(target.folder + "/out", 0o700)
                    target.email("settings", "email-send-dir", target.folder + "/out")
                target.email("event", "add", "--type", "c", "--subject", "x")
                target.deliver(ordinary(1))
                target.email("exec")
                target.email("report", "--by", "domain", "--svg", target.folder + "/chart.svg")
                with open(target.folder + "/mail.eml", "wb") as file:
                    file.write(b"Content-Type: application/x; name=a\n\nx\n")
                subprocess.run([decode, "--extract", target.folder + "/extracted", target.folder + "/mail.eml"], check=True,
                               capture_output=True)
                os.unlink(target.folder + "/mail.eml")
                # A process that is still there has the log and the index beside the file.
                target.deliver(ordinary(2))
                for folder, folders, names in os.walk(target.folder):
                    for name in folders + names:
                        mode = stat.S_IMODE(os.lstat(os.path.join(folder, name)).st_mode)
                        seen += 1
                        wanted = 0o700 if name in folders else 0o600
                        mistakes.expect(mode == wanted, f"{method}: {os.path.relpath(os.path.join(folder, name), target.folder)} "
                                                        f"has the mode {mode:o}")
                mistakes.expect(os.path.exists(target.database + "-wal"), "there was no log to look at")
    finally:
        os.umask(old)
    print(f"{seen} files and folders that were written under umask 0: each 0600 or 0700", flush=True)


def secrets():
    """Key, codes, tokens and passwords: not in logs, not in --json, not in the arguments of a process."""
    with sending() as target:
        arguments = target.folder + "/arguments"
        password = "correct-horse-battery"
        credentials = target.folder + "/credentials"
        with open(credentials, "w") as file:
            file.write(f"user:{password}\n")
        os.chmod(credentials, 0o600)
        # What the mail agent sees of our process and of itself.
        target.email("settings", "email-send-command",
                     f"cat >/dev/null; cat /proc/$PPID/cmdline /proc/$$/cmdline /proc/$PPID/environ >> {arguments}")
        codes, tokens = target.codes(), target.tokens()
        key = target.value("SELECT secret FROM fx_email_key")
        target.email("settings", "email-send-credentials", credentials)
        target.email("event", "add", "--type", "c", "--subject", "x")
        target.email("exec")
        target.deliver(bounce("reader0@example.net", 1, code=codes["reader0@example.net"]))
        target.deliver(bounce("reader1@example.net", 2), f"list+{tokens['reader1@example.net']}@example.org")
        target.deliver(ordinary(3))
        words = {"the key": [key.hex(), key.hex().upper()], "a code": list(codes.values()), "a token": list(tokens.values()), "a password": [password]}
        places = {f"email {' '.join(command)}": run(target, *command).stdout.decode() for command in (
            *LISTINGS[:11], *([*command, "--json"] for command in JSON),
            ["explain", "reader0@example.net"], ["keys"], ["inbound", "show", "3"])}
        places["fx_email_log"] = str(target.query("SELECT * FROM fx_email_log"))
        with open(arguments, errors="replace") as file:
            places["the arguments and the environment of processes"] = file.read()
        mistakes.expect(len(places["the arguments and the environment of processes"]) > 10, "no arguments were seen")
        for place, text in places.items():
            for what, spellings in words.items():
                mistakes.expect(not any(word in text for word in spellings), f"{place} shows {what}")
        print(f"key, codes, tokens and password: in none of {len(places)} places (listings, --json, log, process arguments)", flush=True)


if __name__ == "__main__":
    fields()
    paths()
    modes()
    secrets()
    mistakes.end()
