#!/usr/bin/env python3
"""Mail in by LMTP, against a real service: dialogues, forgeries, smuggling, limits, full disks, and the end at any instant.

    Tests/Web/lmtp.py PROGRAM [--kills N]
"""
import argparse
import collections
import os
import pathlib
import random
import signal
import smtplib
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time

from lmtp_client import Client, bounce, probe_token, return_path
from service import Checks, Service

check = Checks("lmtp")


def stored(service):
    """The mails in the order in which they came, each with its state."""
    return service.rows("SELECT mail, state, trust, recipient, deliveries FROM fx_email_inbound JOIN fx_email_raw "
                        "USING(inboundId) ORDER BY inboundId")


def library(service):
    """Python's own client."""
    with smtplib.LMTP("127.0.0.1", service.lmtp_port) as client:
        client.lhlo() if hasattr(client, "lhlo") else client.ehlo()
        for name in ("pipelining", "enhancedstatuscodes", "8bitmime", "smtputf8", "chunking", "binarymime"):
            check(client.has_extn(name), f"{name} is announced")
        check(client.esmtp_features.get("size") == str(64 << 20), "SIZE is announced")
        path = return_path(service, "anna@example.net")
        refused = client.sendmail("", [path, "list+forged@lists.example"], bounce(1))
        check(refused["list+forged@lists.example"][0] == 550, "an unknown return path is refused")
        client.sendmail("", [path], bounce(1))
        mails = stored(service)
        check([mail[1:] for mail in mails] == [("judged", "verified", path, 2)], f"it is judged and counts once: {mails}")
        check(mails[0][0] == bounce(1), "the mail is kept as it was sent")
    silenced = service.rows("SELECT semail FROM subscriber WHERE sdonotcall")
    check(silenced == [("anna@example.net",)], f"its subscriber alone is silenced: {silenced}")


def recipients(service):
    """What is ours at RCPT."""
    client = Client(service.lmtp_port)
    genuine = return_path(service, "bert@example.net")
    local, domain = genuine.split("@")
    client.say("MAIL FROM:<>")
    standing = {
        genuine: "250", genuine.upper(): "250", f"SRS0=a=b={domain}={local}@forwarder.example": "250",
        f"prvs=0123456789={genuine}": "250", local + "@elsewhere.example": "250", "postmaster": "250",
        "Postmaster@lists.example": "250", "list@lists.example": "550", "list+x@lists.example": "550",
        local[:-1] + ("a" if local[-1] != "a" else "e") + "@" + domain: "550",
        return_path(service, "bert@example.net", epochs_ago=12): "250",
        return_path(service, "bert@example.net", epochs_ago=13): "550",
        return_path(service, "bert@example.net", key=b"another key"): "550",
        local[:-4] + "@" + domain: "550", "root@localhost": "550", "anna@example.net": "550",
    }
    for address, code in standing.items():
        reply = client.say(f"RCPT TO:<{address}>")
        check(reply.startswith(code), f"RCPT {address}: {reply}, not {code}")
        check(code != "550" or reply.startswith("550 5.1.1"), f"the enhanced code of {reply}")
    service.email("settings", "email-lmtp-open", "on")
    check(client.say("RCPT TO:<LIST@lists.example>").startswith("250"), "email-lmtp-open takes plain addresses, at once")
    check(client.say("RCPT TO:<list+x@lists.example>").startswith("550"), "and no forged token")
    service.email("settings", "email-lmtp-open", "")
    check(client.say("RCPT TO:<list@lists.example>").startswith("550"), "and off again")
    log = service.log_text()
    check(local.split("+")[1] not in log, "no token is in the log")
    check(genuine.split("+")[1].split("@")[0] not in log, "nor in what was refused")
    client.close()


def clock_behind(program):
    """A clock that is behind what was written down before: what seems to be no return path of ours may be one."""
    service = Service(program, loop="off")
    service.subscribe("bert@example.net")
    with service:
        client = service.wait_for(lambda: Client(service.lmtp_port), "LMTP to answer")
        client.say("MAIL FROM:<>")
        service.change("INSERT INTO fx_email_log(time, level, message) VALUES(unixepoch()+7200, 'info', 'later')")
        forged = return_path(service, "bert@example.net", key=b"another key")
        reply = client.say(f"RCPT TO:<{forged}>")
        check(reply.startswith("451"), f"nothing is refused for good by a clock that is wrong: {reply}")
        genuine = client.say(f"RCPT TO:<{return_path(service, 'bert@example.net')}>")
        check(genuine.startswith("250"), f"what is ours is taken: {genuine}")
        check("clock is behind" in service.log_text(), "and the log says why")
        client.close()


def pipelining(service):
    """Everything in one packet, by DATA and by BDAT; the replies come in order."""
    path = return_path(service, "bert@example.net")
    client = Client(service.lmtp_port)
    one, two = bounce(1001, "bert@example.net", "4.2.2"), bounce(1002, "bert@example.net", "4.2.2")
    client.send(f"MAIL FROM:<>\r\nRCPT TO:<{path}>\r\nRCPT TO:<list+x@y>\r\nDATA\r\n")
    replies = [client.reply()[:3] for _ in range(4)]
    check(replies == ["250", "250", "550", "354"], f"a pipelined envelope: {replies}")
    client.send(one + b".\r\nMAIL FROM:<>\r\n" + f"RCPT TO:<{path}>\r\nRCPT TO:<postmaster>\r\n".encode()
                + f"BDAT {len(two) - 10}\r\n".encode() + two[:-10] + b"BDAT 10 LAST\r\n" + two[-10:] + b"NOOP\r\nQUIT\r\n")
    replies = [client.reply()[:3] for _ in range(8)]
    check(replies == ["250"] * 7 + ["250"], f"two mails in one packet: {replies}")
    check(client.reply()[:3] == "221" and client.has_ended(), "QUIT ends it")
    kept = [mail[0] for mail in stored(service)]
    check(kept.count(one) == 1 and kept.count(two) == 1, "both are kept as they were sent")
    binary = b"Subject: binary\r\n\r\n\0\n.\n\r\n.\r\n\xff"
    client = Client(service.lmtp_port)
    client.begin([path], parameters=" BODY=BINARYMIME")
    client.send(f"BDAT {len(binary)} LAST\r\n".encode() + binary)
    check(client.reply().startswith("250"), "binary content is taken by BDAT")
    check(stored(service)[-1][0] == binary, "and kept to the byte")
    client.close()


def smuggling(service):
    """What other servers might take for the end of a mail is part of it."""
    path = return_path(service, "bert@example.net")
    count = len(stored(service))
    for index, end in enumerate([b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r\n\0.\r\n", b"\r\r\n.\n"]):
        client = Client(service.lmtp_port)
        inner = b"MAIL FROM:<evil@x>\r\nRCPT TO:<" + path.encode() + b">\r\nDATA\r\nSubject: smuggled\r\n\r\nx"
        client.begin([path])
        client.say("DATA")
        client.send(b"Subject: outer %d\r\n\r\nx" % index + end + inner + b"\r\n.\r\n")
        check(client.reply().startswith("250"), f"the mail with {end!r} is one mail")
        check(client.say("NOOP").startswith("250"), f"nothing was left over after {end!r}")
        client.close()
        mails = stored(service)
        check(len(mails) == count + index + 1, f"{end!r} makes no second mail")
        check(b"evil@x" in mails[-1][0], f"what follows {end!r} is in the mail")
    client = Client(service.lmtp_port)
    client.send("NOOP\nMAIL FROM:<>\r\n")
    check(client.reply().startswith("500"), "a bare LF ends no command")
    check(client.say("NOOP").startswith("250"), "and hides none")
    client.close()
    client = Client(service.lmtp_port)
    client.send("POST / HTTP/1.1\r\n" + "Header: MAIL FROM:<>\r\n" * 30)
    replies = [client.reply() for _ in range(21)]
    check(replies[-1].startswith("421") and client.has_ended(), "what is no LMTP is cut off")


def large(service):
    """Sizes at the limit and beyond it."""
    path = return_path(service, "bert@example.net")
    client = Client(service.lmtp_port)
    check(client.say(f"MAIL FROM:<> SIZE={(64 << 20) + 1}").startswith("552 5.3.4"), "SIZE is believed")
    client.begin([path])
    client.say("DATA")
    block = (b"x" * 998 + b"\r\n") * 1049
    sent = 0
    while sent <= 64 << 20:
        client.send(block)
        sent += len(block)
    client.send(".\r\n")
    check(client.reply().startswith("552 5.3.4"), "a mail that is too large is refused at its end")
    check(client.mail([path], b"Subject: after\r\n\r\n")[0].startswith("250"), "and the next one is taken")
    content = b"Subject: large\r\n\r\n" + block * 30
    check(client.mail([path], content)[0].startswith("250"), "a mail of 31 MB is taken")
    check(stored(service)[-1][0] == content, "and is kept whole")
    client.send("NOOP " + "x" * 100_000 + "\r\n")
    check(client.reply().startswith("500"), "a line that is too long is refused")
    check(client.say("NOOP").startswith("250"), "and skipped")
    client.close()


def hold(service):
    """Connections and memory have an end, and are given back."""
    clients = [Client(service.lmtp_port) for _ in range(200)]
    check(all(client.greeting.startswith("220") for client in clients), "200 connections are taken")
    more = Client(service.lmtp_port, greet=False)
    check(more.greeting.startswith("421") and more.has_ended(), f"one more is not: {more.greeting}")
    for client in clients[8:]:
        client.close()
    path = return_path(service, "bert@example.net")
    block = b"y" * (60 << 20)
    for client in clients[:5]:
        client.begin([path])
        client.say("DATA")
    for client in clients[:5]:
        client.send(block)
    replies = []
    for client in clients[4:5]:
        client.send("\r\n.\r\n")
        replies.append(client.reply())
    check(replies[0].startswith("452 4.3.1"), f"memory has an end: {replies}")
    check(clients[5].say("MAIL FROM:<> SIZE=60000000").startswith("452 4.3.1"), "SIZE is refused then")
    check(clients[6].mail([path], b"Subject: small\r\n\r\n")[0].startswith("250"), "a small one is taken")
    for client in clients:
        client.close()
    other = Client(service.lmtp_port)
    service.wait_for(lambda: other.say("RSET") and other.say("MAIL FROM:<> SIZE=60000000").startswith("250"),
                     "the memory to be given back")
    other.close()


def duplicates(service):
    """The same mail on many connections at once."""
    path = return_path(service, "bert@example.net")
    content = bounce(5000, "bert@example.net", "4.2.2")
    barrier = threading.Barrier(20)
    replies = []

    def send():
        client = Client(service.lmtp_port)
        client.begin([path])
        client.say("DATA")
        barrier.wait()
        client.send(content + b".\r\n")
        replies.append(client.reply())
        client.close()

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(len(replies) == 20 and all(reply.startswith("250") for reply in replies), f"all are answered: {replies}")
    check(sum("kept" in reply for reply in replies) == 1, "one is new")
    kept = [mail for mail in stored(service) if mail[0] == content]
    check(len(kept) == 1 and kept[0][4] == 20, "it is kept once, and all are counted")
    count = service.rows("SELECT count(*) FROM fx_email_history WHERE address='bert@example.net' AND delivery LIKE '%5000%'")
    check(count == [(1,)], f"it counts once: {count}")


def gone(service):
    """Clients that go away in the middle leave nothing."""
    path = return_path(service, "bert@example.net")
    count = len(stored(service))
    for cut in ["", "MAIL FROM:<>\r\n", f"MAIL FROM:<>\r\nRCPT TO:<{path}>\r\n", f"MAIL FROM:<>\r\nRCPT TO:<{path}>\r\nDATA\r\nSubject: cut\r\n\r\nx\r\n.\r",
                f"MAIL FROM:<>\r\nRCPT TO:<{path}>\r\nBDAT 100 LAST\r\nx"]:
        client = Client(service.lmtp_port)
        client.send(cut)
        client.close()
    client = Client(service.lmtp_port)
    check(client.mail([path], b"Subject: whole\r\n\r\n")[0].startswith("250"), "the service goes on")
    check(len(stored(service)) == count + 1, "a mail without its end is none")
    client.close()


def probe(service):
    """What `email doctor` sends round is known, and is about nobody."""
    silenced = service.rows("SELECT count(*) FROM subscriber WHERE sdonotcall")
    service.subscribe("cora@example.net")
    path = f"list+{probe_token(service)}@lists.example"
    client = Client(service.lmtp_port)
    replies = client.mail([path], bounce(7000, "cora@example.net"))
    check(replies[0].startswith("250"), f"the marked mail is taken: {replies}")
    kinds = service.rows("SELECT kind FROM fx_email_inbound ORDER BY inboundId DESC LIMIT 1")
    check(kinds == [("probe",)], f"it is a probe: {kinds}")
    check(service.rows("SELECT count(*) FROM subscriber WHERE sdonotcall") == silenced, "it silences nobody")
    client.close()


def copies(service):
    """email-receive-dir holds for this way in too."""
    folder = service.folder / "copies"
    folder.mkdir()
    service.email("settings", "email-receive-dir", str(folder))
    client = Client(service.lmtp_port)
    client.mail(["postmaster"], b"Subject: copied\r\n\r\n")
    files = list(folder.iterdir())
    check(len(files) == 1 and files[0].read_bytes() == b"Subject: copied\r\n\r\n", f"a copy is written: {files}")
    service.email("settings", "email-receive-dir", "/nowhere")
    check(client.mail(["postmaster"], b"Subject: not copied\r\n\r\n")[0].startswith("250"), "a copy that fails fails no mail")
    service.email("settings", "email-receive-dir", "")
    client.close()


def locked(service):
    """Another process that judges the same mail, and one that holds the database."""
    content = bounce(6000, "bert@example.net", "4.2.2")
    path = return_path(service, "bert@example.net")
    client = Client(service.lmtp_port)
    check(client.mail([path], content)[0].startswith("250"), "a mail is taken")
    waiting = subprocess.Popen(["sleep", "600"])
    service.change("UPDATE fx_email_inbound SET state='judging', process=?, received=? WHERE inboundId="
                   "(SELECT max(inboundId) FROM fx_email_inbound)", (waiting.pid, int(time.time())))
    reply = client.mail([path], content)[0]
    check(reply.startswith("451 4.3.0"), f"what another process is judging is for later: {reply}")
    waiting.kill()
    waiting.wait()
    reply = client.mail([path], content)[0]
    check(reply.startswith("250"), f"and known when that has died: {reply}")
    client.close()


def failing(service):
    """A database that fails to conclude one mail: its neighbours are kept, it is for later, and never set aside for it."""
    path = return_path(service, "bert@example.net")
    service.change("CREATE TRIGGER fx_email_fails BEFORE INSERT ON fx_email_history WHEN new.delivery LIKE '%8001@%' "
                   "BEGIN SELECT raise(FAIL, 'on purpose'); END")
    barrier, replies = threading.Barrier(6), {}

    def send(number):
        client = Client(service.lmtp_port)
        client.begin([path])
        client.say("DATA")
        barrier.wait()
        client.send(bounce(number, "bert@example.net", "4.2.2") + b".\r\n")
        replies[number] = client.reply()
        client.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8000, 8006)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good = [number for number, reply in replies.items() if reply.startswith("250")]
    check(sorted(good) == [8000, 8002, 8003, 8004, 8005], f"only one fails: {replies}")
    check(replies[8001].startswith("451 4.3.0"), f"and is for later: {replies[8001]}")
    client = Client(service.lmtp_port)
    content = bounce(8001, "bert@example.net", "4.2.2")
    again = [client.mail([path], content)[0][:9] for _ in range(4)]
    check(again == ["451 4.3.0"] * 4, f"it stays so: {again}")
    service.change("DROP TRIGGER fx_email_fails")
    check(client.mail([path], content)[0].startswith("250"), "until the database can")
    check(service.rows("SELECT DISTINCT state FROM fx_email_inbound WHERE inboundId IN (SELECT inboundId FROM fx_email_raw "
                       "WHERE CAST(mail AS TEXT) LIKE '%<alert800%')") == [("judged",)], "and all are judged")
    client.close()


def shutdown(service):
    """SIGTERM: idle connections end, a mail that is under way is answered, no more are let in."""
    path = return_path(service, "bert@example.net")
    idle, busy = Client(service.lmtp_port), Client(service.lmtp_port)
    busy.begin([path])
    busy.say("DATA")
    busy.send("Subject: last\r\n\r\n")
    service.process.send_signal(signal.SIGTERM)
    check(idle.reply().startswith("421"), "an idle connection is told")
    check(idle.has_ended(), "and closed")
    busy.send("the end\r\n.\r\n")
    check(busy.reply().startswith("250"), "a mail under way is answered")
    check(busy.reply().startswith("421") and busy.has_ended(), "and its connection closed")
    check(service.process.wait(60) == 0, "the status is 0")
    service.process = None
    check(stored(service)[-1][0] == b"Subject: last\r\n\r\nthe end\r\n", "the mail is kept")


def unix_socket(program):
    """A socket that the group may use."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="email-lmtp-"))
    os.chmod(folder, 0o2750)
    path = folder / "lmtp"
    service = Service(program, arguments=["--lmtp", f"unix:{path}"], loop="off")
    service.subscribe("anna@example.net")
    with service:
        service.wait_for(path.exists, "the socket")
        service.wait_for(lambda: stat.S_IMODE(path.stat().st_mode) == 0o660, "its mode")
        client = Client(path=path)
        check(client.mail([return_path(service, "anna@example.net")], bounce(1))[0].startswith("250"), "a mail by a socket")
        service.stop(signal.SIGKILL)
        check(path.exists(), "a killed service leaves its socket")
        service.start()
        service.wait_for(lambda: Client(path=path).greeting.startswith("220") if can_connect(path) else False,
                         "the next one to take the place over")
    check(not path.exists(), "a stopped one takes it away")


def can_connect(path):
    import socket
    with socket.socket(socket.AF_UNIX) as trial:
        return trial.connect_ex(str(path)) == 0


def full_disk(program):
    """A file system of 3 MB: 452 when it is full, and taken again when there is room."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="email-full-"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        print("lmtp: no file system can be mounted here: the full disk is not tested", flush=True)
        return
    try:
        service = Service(program, loop="off")
        service.subscribe("bert@example.net")
        subprocess.run(["cp", str(service.database), str(folder / "email.db")], check=True)
        service.database = folder / "email.db"
        with service:
            client = Client(service.lmtp_port)
            path = return_path(service, "bert@example.net")
            kept, last = 0, ""
            for number in range(200):
                last = client.mail([path], b"Subject: %d\r\n\r\n" % number + b"z" * 50_000 + b"\r\n")[0]
                if not last.startswith("250"):
                    break
                kept += 1
            check(kept > 0 and last.startswith("452 4.3.1"), f"after {kept} mails the disk is full: {last}")
            check(len([mail for mail in stored(service) if mail[1] == "judged"]) == kept, "what was taken is there")
            subprocess.run(["mount", "-o", "remount,size=30m", str(folder)], check=True)
            reply = client.mail([path], b"Subject: %d\r\n\r\n" % kept + b"z" * 50_000 + b"\r\n")[0]
            check(reply.startswith("250"), f"with room again it is taken: {reply}")
            check({mail[1] for mail in stored(service)} == {"judged"}, "and judged, none set aside")
            check(service.rows("PRAGMA integrity_check") == [("ok",)], "the database is whole")
    finally:
        subprocess.run(["umount", "-l", str(folder)])


def killed(program, kills):
    """SIGKILL at random instants while mails pour in: what was answered 250 is there, once, and nothing is set aside."""
    service = Service(program, settings={"email-bounce-soft-limit": "0"}, loop="off")
    service.subscribe("bert@example.net")
    chance = random.Random(4)
    answered, lock = set(), threading.Lock()
    numbers = iter(range(1, 10_000_000))
    is_over = threading.Event()

    def pour(path):
        mine = None
        while not is_over.is_set():
            try:
                client = Client(service.lmtp_port, timeout=20)
                while not is_over.is_set():
                    with lock:
                        # What was not answered is sent again, as a mail server does.
                        mine = mine or next(numbers)
                    reply = client.mail([path], bounce(mine, "bert@example.net", "4.2.2"))[0]
                    if reply.startswith("250"):
                        with lock:
                            answered.add(mine)
                        mine = None
                    elif not reply:
                        break
                client.close()
            except OSError:
                is_over.wait(0.005)

    service.start()
    path = return_path(service, "bert@example.net")
    threads = [threading.Thread(target=pour, args=(path,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for number in range(kills):
        with lock:
            before = len(answered)
        want = chance.randrange(1, 120)
        service.wait_for(lambda: len(answered) >= before + want, "mails to be answered")
        # An instant anywhere in the work of a group.
        end = time.perf_counter() + chance.random() * 0.02
        while time.perf_counter() < end:
            pass
        service.process.kill()
        service.process.wait()
        service.log.close()
        service.start()
    with lock:
        before = len(answered)
    service.wait_for(lambda: len(answered) >= before + 24, "each connection to have sent again what was cut off")
    is_over.set()
    for thread in threads:
        thread.join()
    service.stop()
    states = collections.Counter(row[0] for row in service.rows("SELECT state FROM fx_email_inbound"))
    raw = [row[0] for row in service.rows("SELECT mail FROM fx_email_raw JOIN fx_email_inbound USING(inboundId) WHERE state='judged'")]
    found = collections.Counter(mail.split(b"<report", 1)[1].split(b"@", 1)[0].decode() for mail in raw)
    lost = [number for number in answered if found[str(number)] != 1]
    check(not lost, f"mails that were answered are lost, or there twice: {lost[:5]}")
    check(states["set-aside"] == 0, f"none is set aside for its neighbours: {states}")
    check(states["judging"] <= 12, f"what waits was never answered: {states}")
    print(f"lmtp: {kills} kills, {len(answered)} mails answered, {len(lost)} lost; {dict(states)}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--only")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    parts = [library, recipients, pipelining, smuggling, large, hold, duplicates, gone, probe, copies, locked, failing, shutdown]
    others = {"unix_socket": lambda: unix_socket(program), "clock_behind": lambda: clock_behind(program),
              "full_disk": lambda: full_disk(program),
              "killed": lambda: killed(program, options.kills)}
    if not options.only or options.only not in others:
        service = Service(program, loop="off")
        for name in ("anna", "bert"):
            service.subscribe(f"{name}@example.net")
        with service:
            service.wait_for(lambda: Client(service.lmtp_port), "LMTP to answer")
            for part in parts:
                if not options.only or options.only == part.__name__:
                    part(service)
    for name, part in others.items():
        if not options.only or options.only == name:
            part()
    check.end()


if __name__ == "__main__":
    sys.exit(main())
