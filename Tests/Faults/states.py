#!/usr/bin/env python3
"""Delivers to `email inbound` in a world that is not in order: database, disk, descriptors, memory, input, clock.

    Tests/Faults/states.py PROGRAM

Each case: the exit status of a delivery, not a byte of output, a clear line in the system's log, nothing half-done, and, once
the world is in order again, the same mail is stored once. Runs in a mount namespace of its own, with a /dev/log of its own;
needs root, with sudo where not root.
"""
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from mailing_list import TRY_AGAIN, MailingList, Mistakes, bounce, ordinary

if os.environ.get("EMAIL_FAULTS_INSIDE") != "1":
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    command = sudo + ["env", "EMAIL_FAULTS_INSIDE=1", "unshare", "--mount", "--propagation", "private", sys.executable]
    os.execvp(command[0], command + sys.argv)

NOBODY = 65534
FIRST_STAGE = "SELECT count(*) FROM fx_email_inbound"
program = os.path.abspath(sys.argv[1])
mistakes = Mistakes()
scratch = tempfile.mkdtemp(prefix="email-faults-states-")


class SystemLog:
    """Listens where syslog(3) writes."""

    def __init__(self):
        devices = os.path.join(scratch, "dev")
        os.mkdir(devices)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", devices], check=True)
        for name in ("null", "zero", "full", "random", "urandom"):
            os.mknod(f"{devices}/{name}", 0o020666, os.stat(f"/dev/{name}").st_rdev)
            os.chmod(f"{devices}/{name}", 0o666)
        subprocess.run(["mount", "--move", devices, "/dev"], check=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("/dev/log")
        os.chmod("/dev/log", 0o666)
        self.lines = []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            self.lines.append(self.socket.recv(65536).decode(errors="replace"))

    def of(self, process):
        """What one process said. It was handed over before the process ended."""
        self.socket.getsockname()
        marker = f"marker {process} {time.monotonic_ns()}"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(marker.encode(), "/dev/log")
        while marker not in self.lines:
            time.sleep(0.001)
        return [line for line in self.lines if f"email[{process}]:" in line]


log = SystemLog()


def delivered(where, mailing_list, mail, status, says=None, **options):
    """Delivers and checks status, silence and the system's log."""
    process = mailing_list.start(mail, **options)
    output, errors = process.communicate()
    check(where, process, output + errors, status, says)
    return process.returncode


def check(where, process, output, status, says):
    wanted = status if isinstance(status, tuple) else (status,)
    mistakes.expect(process.returncode in wanted, f"{where}: status {process.returncode} instead of {wanted}")
    mistakes.expect(output == b"", f"{where}: it wrote {output!r}")
    lines = log.of(process.pid)
    if says:
        mistakes.expect(any(says in line for line in lines), f"{where}: the log has no \"{says}\" but {lines}")
    elif process.returncode == TRY_AGAIN:
        mistakes.expect(lines != [], f"{where}: status 75 and nothing in the log")


def mended(where, mailing_list, mail, stored=1):
    """The world is in order again."""
    mistakes.expect(mailing_list.deliver(mail) == 0, f"{where}: not delivered again")
    count = mailing_list.value(FIRST_STAGE)
    mistakes.expect(count == stored, f"{where}: stored {count} times in the end")
    for complaint in mailing_list.complaints():
        mistakes.expect(False, f"{where}: {complaint}")
    print(f"as promised: {where}", flush=True)


def anybodys(mailing_list):
    """The folder and its files as a mail server's user has them."""
    for path in [mailing_list.folder, *(os.path.join(mailing_list.folder, name) for name in os.listdir(mailing_list.folder))]:
        os.chown(path, NOBODY, NOBODY)


AS_NOBODY = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
MAIL = bounce("reader0@example.net", "one")


def locked():
    with MailingList(program) as held:
        writer = sqlite3.connect(held.database, isolation_level=None, check_same_thread=False)
        writer.execute("BEGIN IMMEDIATE")
        # A minute: longer than the database is waited for.
        timer = threading.Timer(60, lambda: writer.execute("COMMIT"))
        timer.start()
        delivered("another process holds the lock for a minute", held, MAIL, TRY_AGAIN, "database is locked")
        delivered("another process holds the lock, second try", held, MAIL, (0, TRY_AGAIN))
        timer.join()
        mended("another process held the lock for a minute", held, MAIL)


def locked_shortly():
    with MailingList(program) as held:
        writer = sqlite3.connect(held.database, isolation_level=None, check_same_thread=False)
        writer.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(3, lambda: writer.execute("COMMIT"))
        timer.start()
        delivered("the lock is held for some seconds", held, MAIL, 0)
        timer.join()
        mended("the lock is held for some seconds: waited for", held, MAIL)


def stalling_input():
    with MailingList(program) as quiet:
        process = subprocess.Popen([program, "inbound"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={"EMAIL_DB": quiet.database})
        process.stdin.write(MAIL[:200])
        process.stdin.flush()
        # Until its own deadline, which it keeps: nobody else ends it.
        process.wait()
        output = process.stdout.read() + process.stderr.read()
        check("standard input stalls", process, output, TRY_AGAIN, "60 s have passed")
        process.stdin.close()
        mistakes.expect(quiet.value(FIRST_STAGE) == 0, "half a mail was stored")
        mended("standard input stalled until the deadline", quiet, MAIL)


def permissions():
    with MailingList(program) as files:
        os.chmod(files.folder, 0o755)
        for name in os.listdir(files.folder):
            os.chmod(os.path.join(files.folder, name), 0o444)
        delivered("file and folder may be read only", files, MAIL, TRY_AGAIN, "Let this user write", **AS_NOBODY)
        os.chmod(files.folder, 0o700)
        delivered("the folder may not be entered", files, MAIL, TRY_AGAIN, "email.db", **AS_NOBODY)
        os.chmod(files.folder, 0o755)
        os.chown(files.database, NOBODY, NOBODY)
        os.chmod(files.database, 0o600)
        for suffix in ("-wal", "-shm"):
            if os.path.exists(files.database + suffix):
                os.unlink(files.database + suffix)
        delivered("the file may be written, its folder not", files, MAIL, TRY_AGAIN, "email.db", **AS_NOBODY)
        subprocess.run(["mount", "--bind", files.folder, files.folder], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", files.folder], check=True)
        delivered("the file system is read-only", files, MAIL, TRY_AGAIN, "email.db")
        subprocess.run(["umount", "--lazy", files.folder], check=True)
        anybodys(files)
        delivered("its user may write again", files, MAIL, 0, **AS_NOBODY)
        mended("a file, folder or file system that may only be read", files, MAIL)


def missing():
    with MailingList(program) as files:
        whole = open(files.database, "rb").read()
        os.unlink(files.database)
        delivered("the file is missing", files, MAIL, TRY_AGAIN, "there is no such database")
        mistakes.expect(not os.path.exists(files.database), "a database was made")
        for content, words in {b"": "no such table", b"\0" * 5000: "not a database", b"no database at all" * 900: "not a database",
                               whole[:8192]: "malformed"}.items():
            with open(files.database, "wb") as file:
                file.write(content)
            delivered(f"a file of {len(content)} bytes that is none of ours", files, MAIL, TRY_AGAIN, words)
            with open(files.database, "rb") as file:
                mistakes.expect(file.read() == content, f"a file of {len(content)} bytes was changed")
            for suffix in ("-wal", "-shm"):
                if os.path.exists(files.database + suffix):
                    os.unlink(files.database + suffix)
        os.unlink(files.database)
        os.mkdir(files.database)
        delivered("the file is a folder", files, MAIL, TRY_AGAIN)
        os.rmdir(files.database)
        with open(files.database, "wb") as file:
            file.write(whole)
        mended("a missing, empty, foreign or cut database", files, MAIL)


def corrupted(count):
    chance = random.Random(7)
    statuses = {0: 0, TRY_AGAIN: 0}
    with MailingList(program, 50) as files:
        for number in range(10):
            files.deliver(bounce(f"reader{number}@example.net", number))
        files.query("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = open(files.database, "rb").read()
        for number in range(count):
            damaged = bytearray(whole)
            for _ in range(chance.choice([1, 1, 2, 8])):
                page = chance.randrange(len(whole) // 4096) * 4096
                length = chance.choice([16, 100, 4096])
                offset = page + chance.choice([0, chance.randrange(4096 - length + 1)])
                damaged[offset:offset + length] = chance.randbytes(length)
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(files.database + suffix):
                    os.unlink(files.database + suffix)
            with open(files.database, "wb") as file:
                file.write(damaged)
            status = delivered(f"damage {number}", files, MAIL, (0, TRY_AGAIN))
            statuses[status] = statuses.get(status, 0) + 1
            if status == 0:
                try:
                    kept = files.query("SELECT mail FROM fx_email_raw ORDER BY inboundId DESC LIMIT 1")
                except sqlite3.DatabaseError:
                    kept = []
                mistakes.expect(kept == [(MAIL,)], f"damage {number}: status 0, but the mail is not there")
    mistakes.expect(statuses[TRY_AGAIN] > 0, "no damage was noticed")
    print(f"as promised: {count} files with random bytes over pages: {statuses[TRY_AGAIN]} ended with 75, "
          f"{statuses[0]} with 0 and the mail is there", flush=True)


def full_disk():
    disk = os.path.join(scratch, "disk")
    os.mkdir(disk)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=True)
    with MailingList(program, 5, parent=disk) as files:
        files.query("PRAGMA wal_checkpoint(TRUNCATE)")
        filler = os.path.join(disk, "filler")
        for left in range(0, 160, 4):
            # From not a byte to enough for all of it, in steps of a page.
            # Somebody else's each time: of one address no more than twenty reports a day are written down.
            mail = bounce(f"nobody{left}@example.net", f"left {left}")
            before = files.value(FIRST_STAGE)
            fill(filler, disk, left << 10)
            status = delivered(f"{left} KB are left", files, mail, (0, TRY_AGAIN))
            os.unlink(filler)
            stored = files.value(FIRST_STAGE) - before
            mistakes.expect(stored == 1 or status == TRY_AGAIN and stored == 0, f"{left} KB left: status {status}, {stored}")
            mistakes.expect(left > 0 or status == TRY_AGAIN, "the full disk was not noticed")
            mistakes.expect(files.deliver(mail) == 0, f"{left} KB left: not delivered again")
            stored = files.value(FIRST_STAGE) - before
            mistakes.expect(stored == 1, f"{left} KB left: stored {stored} times")
        fill(filler, disk, 0)
        delivered("a large mail on a full disk", files, b"Subject: large\n\n" + b"x" * 1_000_000, TRY_AGAIN, "full")
        os.unlink(filler)
        before = files.value(FIRST_STAGE)
        mended("a disk full at every page of a delivery", files, MAIL, stored=before + 1)
    subprocess.run(["umount", disk], check=True)


def fill(path, disk, left):
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - left))


def schemas():
    with MailingList(program) as older:
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(older.database + suffix):
                os.unlink(older.database + suffix)
        script = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "schema-1.sql")).read()
        connection = sqlite3.connect(older.database)
        connection.executescript(script)
        connection.close()
        delivered("tables of an older version", older, MAIL, TRY_AGAIN, "Run `email init")
        mistakes.expect(older.value(FIRST_STAGE) == 0, "tables of an older version: stored and yet 75")
        older.email("init")
        mended("tables of an older version, brought up to date by init", older, MAIL)
    with MailingList(program) as newer:
        version = newer.value("SELECT value FROM fx_email_meta WHERE name='schema'")
        newer.query("UPDATE fx_email_meta SET value=99 WHERE name='schema'")
        delivered("tables of a newer version", newer, MAIL, TRY_AGAIN, "Install the newer")
        newer.query("UPDATE fx_email_meta SET value=? WHERE name='schema'", version)
        mended("tables of a newer version", newer, MAIL)


def limits():
    """Too little of everything, but enough to begin."""
    with MailingList(program) as files:
        stored = 0
        for count in range(3, 12):
            mail = bounce(f"nobody{count}@example.net", f"descriptors {count}")
            process = files.start(mail, before=["prlimit", f"--nofile={count}"])
            output = b"".join(process.communicate())
            if count > 3:
                check(f"{count} descriptors", process, output, (0, TRY_AGAIN), None)
            else:
                # None is left, not even for the system's log.
                mistakes.expect((process.returncode, output) == (TRY_AGAIN, b""), f"3 descriptors: {process.returncode}")
            stored += 1
            mistakes.expect(files.deliver(mail) == 0, f"{count} descriptors: not delivered again")
        mistakes.expect(files.value(FIRST_STAGE) == stored, "out of descriptors: not each stored once")
        statuses = {}
        # Below the size of its own code and data the system does not begin with it.
        first = next((size for size in range(16, 64) if files.begins(size << 20)), 64)
        mistakes.expect(first < 25, f"it takes {first} MB to begin")
        for megabytes in range(first, 200, 5):
            mail = bounce(f"nobody{megabytes}@example.net", f"memory {megabytes}") + b"x" * 30_000_000
            process = files.start(mail, before=["prlimit", f"--as={megabytes << 20}"])
            check(f"{megabytes} MB", process, b"".join(process.communicate()), (0, TRY_AGAIN), None)
            statuses.setdefault(process.returncode, []).append(megabytes)
            stored += 1
            mistakes.expect(files.deliver(mail) == 0, f"{megabytes} MB: not delivered again")
        mistakes.expect(set(statuses) == {0, TRY_AGAIN}, f"memory was never short, or always: {statuses}")
        mended(f"3 to 11 descriptors; memory: 75 up to {max(statuses.get(TRY_AGAIN, [0]))} MB, 0 from "
               f"{min(statuses.get(0, [0]))} MB on", files, MAIL, stored + 1)


def inputs():
    with MailingList(program) as files:
        folder = os.open("/", os.O_RDONLY)
        process = subprocess.Popen([program, "inbound"], stdin=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={"EMAIL_DB": files.database})
        check("standard input cannot be read", process, b"".join(process.communicate()), TRY_AGAIN, "cannot be read")
        process = subprocess.Popen(["sh", "-c", 'exec "$0" inbound <&-', program], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={"EMAIL_DB": files.database})
        check("standard input is closed", process, b"".join(process.communicate()), TRY_AGAIN, "no standard input")
        mistakes.expect(files.value(FIRST_STAGE) == 0, "a mail was stored that nobody sent")
        delivered("the mail ends early", files, ordinary("early")[:90], 0)
        large = b"Subject: large\n\n" + b"0123456789abcde\n" * (70 << 16)
        delivered("the mail is larger than the limit", files, large, 0)
        row = files.query("SELECT size, length(mail) FROM fx_email_inbound JOIN fx_email_raw USING(inboundId) "
                          "ORDER BY inboundId DESC LIMIT 1")[0]
        mistakes.expect(row == (len(large), 64 << 20), f"of {len(large)} bytes this is known and kept: {row}")
        for redirection in (">&-", "2>&-", ">&- 2>&-", ">/dev/full 2>/dev/full"):
            before = files.value(FIRST_STAGE)
            process = subprocess.Popen(["sh", "-c", f'printf "Subject: %s\\n\\n" "$1" | {{ exec "$0" inbound {redirection}; }}',
                                        program, redirection.replace("&", "")], env={"EMAIL_DB": files.database})
            process.communicate()
            mistakes.expect(process.returncode == 0, f"{redirection}: status {process.returncode}")
            mistakes.expect(files.value(FIRST_STAGE) == before + 1, f"{redirection}: not stored")
        mended("input unreadable, closed, cut and too large; output closed", files, MAIL, files.value(FIRST_STAGE) + 1)


def clock():
    """A clock that was wrong when earlier rows were written: they lie in the future or far back."""
    for days in (-4000, -400, -1, 1, 400, 4000):
        with MailingList(program, 3) as files:
            codes = files.codes()
            files.deliver(bounce("reader0@example.net", "earlier", code=codes["reader0@example.net"]))
            for table, column in (("fx_email_inbound", "received"), ("fx_email_history", "rcvdTime"), ("fx_email_log", "time"),
                                  ("fx_email_key", "ctime"), ("fx_email_population", "counted"), ("subscriber", "mtime"),
                                  ("subscriber", "sctime")):
                files.query(f"UPDATE {table} SET {column}={column}+?", days * 86_400)
            files.query("UPDATE subscriber SET lastContact=lastContact+?", days)
            mail = bounce("reader1@example.net", "now", code=codes["reader1@example.net"])
            delivered(f"the clock was {days} days off", files, mail, 0)
            silenced = files.silenced()
            mistakes.expect(silenced == {"reader0@example.net", "reader1@example.net"}, f"{days} days: {silenced}")
            # Half a delivery of that time, by a process whose number another has now.
            for process in (1, os.getpid()):
                half = bounce("reader2@example.net", f"half {process}")
                files.deliver(half)
                files.query("UPDATE fx_email_inbound SET state='judging', process=?, received=? WHERE "
                            "inboundId=(SELECT max(inboundId) FROM fx_email_inbound)", process, int(time.time()) + days * 86_400)
                files.query("DELETE FROM fx_email_history WHERE inboundId=(SELECT max(inboundId) FROM fx_email_inbound)")
                delivered("half a delivery of another time", files, half, 0, "set aside")
                state = files.value("SELECT state FROM fx_email_inbound ORDER BY inboundId DESC")
                mistakes.expect(state == "set-aside", f"{days} days: half a delivery is left as {state}")
                lines = files.value("SELECT count(*) FROM fx_email_log WHERE message LIKE '%set aside%'")
                mistakes.expect(lines > 0, "fx_email_log says nothing of a mail that is set aside")
            mended(f"the clock was {days} days off, then right", files, MAIL, 5)


def main():
    slow = [threading.Thread(target=case) for case in (locked, stalling_input)]
    for thread in slow:
        thread.start()
    locked_shortly()
    permissions()
    missing()
    corrupted(600 if "--full" in sys.argv else 60)
    full_disk()
    schemas()
    limits()
    inputs()
    clock()
    for thread in slow:
        thread.join()
    mistakes.end()


if __name__ == "__main__":
    main()
