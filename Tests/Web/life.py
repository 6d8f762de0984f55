#!/usr/bin/env python3
"""How the service begins, sends, and ends: life.py PROGRAM"""

import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import forms
from lmtp_client import Client
from service import Checks, Service, free_port

program = sys.argv[1]
check = Checks("life")


def run(service, *arguments):
    """The service with wrong arguments: its status and what it says."""
    done = subprocess.run(
        [program, "serve", "--db", str(service.database), *arguments], text=True, capture_output=True, timeout=60)
    return done.returncode, done.stderr


def alert(service, subject):
    service.email("event", "add", "--type", "c", "--subject", subject)


def sent(service, word):
    return [mail for mail in service.mails() if word in str(mail.get_body(("plain",)).get_content())]


with Service(program) as service:
    service.subscribe("reader@example.net")
    alert(service, "First")
    service.wait_for(lambda: sent(service, "First"), "the alert")
    check(len(service.mails()) == 1, "one alert makes one mail")

    said = service.email("exec", check=False)
    done = subprocess.run(
        [program, "exec", "--db", str(service.database)], text=True, capture_output=True)
    check(done.returncode == 0 and "another `email exec`" in done.stderr, f"a second sender leaves it alone: {done}")

    status, text = run(service, "--listen", str(service.port), "--lmtp", "off", "--loop", "off")
    check(status == 75 and "in use" in text, f"an address in use is status 75 and said: {status} {text}")
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        check(service.stop(signal_number) == 0, f"signal {signal_number} ends it with status 0")
        check("message=stopped" in service.log_text(), "and it says so")
        service.start()

    service.stop(signal.SIGKILL)
    alert(service, "Second")
    service.start()
    service.wait_for(lambda: sent(service, "Second"), "the alert after a crash")
    check(len(service.mails()) == 2, "and nothing goes twice")
    lines = service.log_text().splitlines()
    check(all(line.startswith("time=") for line in lines), "every line of the log is one of key=value")

for arguments, status, word in (
    (("--listen", "nonsense:"), 64, "--listen"), (("--lmtp", "unix:relative"), 64, "--lmtp"),
    (("--loop", "0"), 64, "--loop"), (("--prefix", "list"), 64, "--prefix"), (("--prefix", "/a b"), 64, "--prefix"),
    (("--listen", "off", "--lmtp", "off", "--loop", "off"), 64, "nothing"),
    (("--listen", "192.0.2.1:8025", "--lmtp", "off"), 78, "192.0.2.1"),
):
    found, text = run(service, *arguments)
    check(found == status and word in text, f"{arguments}: status {status} and {word}, not {found} {text}")

missing = subprocess.run(
    [program, "serve", "--db", str(service.folder / "none.db")], text=True, capture_output=True, timeout=60)
check(missing.returncode == 78 and "none.db" in missing.stderr, f"a database that is missing is status 78: {missing}")

# A Unix socket, left by a crash, is taken over; one that somebody listens on is not.
path = service.folder / "web.sock"
left = socket.socket(socket.AF_UNIX)
left.bind(str(path))
left.close()
unix = subprocess.Popen(
    [program, "serve", "--db", str(service.database), "--listen", f"unix:{path}", "--lmtp", "off", "--loop", "off"],
    stderr=subprocess.PIPE)


def ask_socket():
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return None
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return client.recv(100)


check(Service.wait_for(ask_socket, "the socket").startswith(b"HTTP/1.1 200"), "the pages answer on a Unix socket")
status, text = run(service, "--listen", f"unix:{path}", "--lmtp", "off", "--loop", "off")
check(status == 75, f"a socket that somebody listens on is not taken away: {status} {text}")
check(ask_socket() is not None, "and goes on")
unix.terminate()
check(unix.wait(60) == 0, "it ends")

# Sending waits for an `email exec` that is at it, and then goes on by itself.
with open(f"{service.database}-exec", "a") as lock:
    import fcntl
    fcntl.flock(lock, fcntl.LOCK_EX)
    service.start()
    service.wait_for(lambda: "another process sends" in service.log_text(), "the word about the other")
    alert(service, "Third")
    check(not sent(service, "Third"), "nothing is sent meanwhile")
service.wait_for(lambda: sent(service, "Third"), "the alert after the other ended")
service.stop()

# With the sending off nothing goes.
off = Service(program, loop="off")
with off as service:
    service.subscribe("reader@example.net")
    alert(service, "Fourth")
    service.stop()
    check(service.mails() == [], "with --loop off nothing is sent")
check(off.rows("SELECT count(*) FROM pending_alert")[0][0] == 1, "and the alert waits")

# A setting that is wrong stops the sending, is said, and mended while the service runs.
with Service(program, settings={"email-send-dir": "/nonexistent/folder"}) as service:
    service.subscribe("reader@example.net")
    alert(service, "Fifth")
    service.wait_for(lambda: "/nonexistent/folder" in service.log_text(), "the complaint about the folder")
    service.email("settings", "email-send-dir", str(service.mail_folder))
    service.wait_for(lambda: sent(service, "Fifth"), "the alert after the setting was mended")
    check(len(service.mails()) == 1, "the setting is read again")

# What a rate holds back holds nobody else up.
with Service(program, settings={"email-rate": "slow.example=1/h", "email-captcha": "off"}, loop="1") as service:
    for number in range(5):
        service.subscribe(f"r{number}@slow.example")
    alert(service, "Seventh")
    service.wait_for(lambda: service.mails("slow.example"), "the first of the slow ones")
    service.wait_for(lambda: service.rows("SELECT count(*) FROM fx_email_delivery WHERE state='queued'") == [(4,)],
                     "the others to be put off")
    forms.fill(service, "/subscribe", address="new@quick.example")
    service.wait_for(lambda: service.mails("new@quick.example"), "the invitation of somebody else")
    check(len(service.mails("slow.example")) == 1, "the rate holds")

# Another file under the name of the database, as when a copy is put back: nothing is accepted into the one that is gone.
with Service(program) as service:
    code = service.subscribe("reader@example.net")
    lmtp = Client(service.lmtp_port)
    copy = service.folder / "copy.db"
    service.email("event", "add", "--type", "c", "--subject", "Before")
    with sqlite3.connect(service.database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    for suffix in ("-wal", "-shm"):
        pathlib.Path(f"{service.database}{suffix}").rename(f"{service.database}.old{suffix}")
    service.database.rename(f"{service.database}.old")
    copy.rename(service.database)
    try:
        lmtp.begin(["postmaster"])
        lmtp.say("DATA")
        reply = lmtp.say("Subject: after the copy was put back\r\n\r\nx\r\n.")
    except OSError:
        reply = "the connection ended"
    check(not reply.startswith("250"), f"no mail is accepted into a file that is gone: {reply}")
    check(service.process.wait(60) == 75, "the service ends with status 75, to begin anew")
    check("another file" in service.log_text(), "and says why")
    service.process = None
    service.start()
    check(service.code("reader@example.net") == code, "it begins anew with the copy")

# email-autoexec: alerts go out after a page changed something, and the page does not wait for it.
with Service(program, loop="3600") as service:
    code = service.subscribe("reader@example.net")
    for number in range(300):
        service.change("INSERT INTO subscriber(subscriberCode, semail, sverified, sdonotcall, sdigest, ssub, sctime, mtime)"
                       " VALUES(randomblob(32), ?, 1, 0, 0, 'c', 1, 1)", (f"r{number}@example.net",))

    def save():
        """The reader's own page, saved: how long that took."""
        began = time.perf_counter()
        answer = service.post(f"/alerts/{code}", form={"do": "save", "alert": ["a", "c"], "digest": "0"})
        check(answer.status in (200, 303), f"the page is saved: {answer.status}")
        return time.perf_counter() - began

    alert(service, "Sixth")
    without = [save() for _ in range(20)]
    check(service.mails() == [] and len(service.rows("SELECT 1 FROM pending_alert WHERE NOT sentSep")) == 1,
          "without email-autoexec the alert waits for its time")
    service.email("settings", "email-autoexec", "1")
    service.wait_for(lambda: save() and sent(service, "Sixth"), "the alert after a page was saved")
    service.wait_for(lambda: len(service.mails()) == 301, "all of them")
    with_it = []
    for number in range(20):
        alert(service, f"Again {number}")
        with_it.append(save())
    service.wait_for(lambda: not service.rows("SELECT 1 FROM pending_alert WHERE NOT sentSep"), "everything", 120)
    print(f"life: a page is saved in {sorted(without)[10] * 1000:.1f} ms, and while its save sends 301 alerts in "
          f"{sorted(with_it)[10] * 1000:.1f} ms (medians of 20)")

check.end()
