#!/usr/bin/env python3
"""Kills `email exec` with SIGKILL at random instants, starts it again, and counts the mails that were lost or came twice.

    Tests/crash.py PROGRAM [--method db|dir|maildir|pipe] [--instants 200] [--deliveries 1000] [--seed N]

No mail may be lost. With db none may come twice: the queue notes what it has. With the others a mail may, but only one of
the batch that was being handed over when the program was killed, and the log has to name it. Exits with 1 where that does
not hold.
"""
import argparse
import collections
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--method", default="db", choices=["db", "dir", "maildir", "pipe"])
parser.add_argument("--instants", type=int, default=200)
parser.add_argument("--deliveries", type=int, default=1000)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
chance = random.Random(options.seed)
folder = tempfile.mkdtemp(prefix="email-crash-")
database = folder + "/email.db"
program = os.path.abspath(options.program)


def email(*arguments, text=None):
    result = subprocess.run([program, *arguments, "--db", database], input=text, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"email {' '.join(arguments)}: status {result.returncode}: {result.stderr}")
    return result.stdout


def query(sql, file=database):
    with sqlite3.connect(file, timeout=30) as connection:
        return connection.execute(sql).fetchall()


def prepare():
    email("init")
    email("settings", "email-self", "list@example.org")
    email("settings", "email-url", "https://example.org/list")
    email("settings", "email-send-method", options.method)
    os.mkdir(folder + "/sink")
    if options.method == "db":
        email("settings", "email-send-db", folder + "/queue.db")
    elif options.method == "pipe":
        email("settings", "email-send-command", f"cat >> {folder}/sink/$$")
    else:
        email("settings", "email-send-dir", folder + "/sink")
    lines = "address,verified\n" + "".join(f"reader{n}@example.net,1\n" for n in range(options.deliveries))
    email("subscribers", "import", "-", text=lines)


def accepted():
    """How often each Message-ID was taken by the mail agent."""
    texts = []
    if options.method == "db":
        texts = [row[0] for row in query("SELECT msg FROM email", folder + "/queue.db")]
    else:
        for directory, _, names in os.walk(folder + "/sink"):
            if os.path.basename(directory) == "tmp":
                continue
            for name in names:
                if not name.startswith("."):
                    with open(os.path.join(directory, name), encoding="latin-1") as file:
                        texts.append(file.read())
    found = collections.Counter()
    for text in texts:
        text = text if isinstance(text, str) else text.decode("latin-1")
        found.update(re.findall(r"^Message-ID:\s*(<[^>]*>)", text, re.M | re.I))
    return found


def start():
    return subprocess.Popen([program, "exec", "--db", database], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


prepare()
rounds = 0
kills = 0
mid = 0
duration = None
began = time.monotonic()
while kills < options.instants:
    email("event", "add", "--type", "c", "--subject", f"event {rounds}")
    rounds += 1
    if duration is None:
        instant = time.monotonic()
        start().wait()
        duration = time.monotonic() - instant
        continue
    while kills < options.instants:
        process = start()
        try:
            # The whole of a run, and sometimes only its first instants.
            status = process.wait(chance.uniform(0, duration if chance.random() < 0.8 else duration / 10))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            mid += bool(query("SELECT 1 FROM fx_email_delivery WHERE state='sending' LIMIT 1"))
            continue
        if status != 0:
            sys.exit(f"exec ended with status {status}")
        break
# What a killed program had started may still be at work.
time.sleep(1)
status = start().wait()
if status != 0:
    sys.exit(f"the last exec ended with status {status}")

expected = {row[0] for row in query("SELECT messageId FROM fx_email_delivery")}
pairs = query("SELECT count(*), count(DISTINCT subscriberId||' '||events) FROM fx_email_delivery")[0]
states = dict(query("SELECT state, count(*) FROM fx_email_delivery GROUP BY state"))
taken = accepted()
lost = expected - set(taken)
strange = set(taken) - expected
doubled = {message for message, count in taken.items() if count > 1}
logged = {message for row in query("SELECT message FROM fx_email_log WHERE message LIKE '%may come twice%'")
          for message in re.findall(r"<[^>]*>", row[0])}
print(f"{options.method}: {kills} kills, {mid} of them with mails in hand, over {rounds} events to {options.deliveries} "
      f"readers in {time.monotonic() - began:.0f} s (a run takes {duration:.2f} s)")
print(f"{options.method}: {len(expected)} deliveries, {len(lost)} lost, {len(doubled)} came twice, "
      f"{len(logged)} named in the log, {len(doubled - logged)} twice without being named; states {states}")
shutil.rmtree(folder)
mistakes = []
if pairs != (rounds * options.deliveries,) * 2:
    mistakes.append(f"{pairs[0]} deliveries of {pairs[1]} pairs of reader and event instead of {rounds * options.deliveries}")
if lost:
    mistakes.append("mails were lost")
if strange:
    mistakes.append("mails came that were never queued")
if doubled - logged:
    mistakes.append("mails came twice that the log does not name")
if doubled and options.method == "db":
    mistakes.append("mails came twice")
if set(states) != {"sent"}:
    mistakes.append("mails are left")
if mistakes:
    sys.exit("\n".join(mistakes))
