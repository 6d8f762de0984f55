#!/usr/bin/env python3
"""Kills `email inbound` with SIGKILL: at random instants with several writers at once, then before every system call of a run.

    Tests/Faults/killed.py PROGRAM [--full] [--seed N]

A mail whose delivery was killed is delivered again, as a mail server does. In the end every mail is stored exactly once, the
file is sound, and, once `email inbound replay --apply` has judged what was set aside, the subscribers are what they are
without a kill. Wants strace.
"""
import argparse
import collections
import os
import random
import shutil
import signal
import subprocess
import threading
import time

from mailing_list import MailingList, Mistakes, bounce, fill_before_move, mixed, moves_log, restored, system_calls

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--full", action="store_true")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
chance = random.Random(options.seed)
mistakes = Mistakes()


def random_instants(kills, writers):
    with MailingList(options.program, 400) as killed, MailingList(options.program) as quiet:
        # The same subscribers, codes and keys.
        copy(killed, quiet)
        count = 800 if kills <= 500 else 4000
        mails = mixed(killed, count, options.seed)
        for mail, recipient in mails:
            mistakes.expect(quiet.deliver(mail, recipient) == 0, "a delivery failed")
        began = time.monotonic()
        duration = run_length(quiet, writers)
        waiting = collections.deque(range(len(mails)))
        done, killed_in = [], collections.Counter()
        left = [kills]
        lock = threading.Lock()

        def write():
            while True:
                with lock:
                    if not waiting and not left[0]:
                        return
                    # What is done may be delivered twice: then it has to count once.
                    number = waiting.popleft() if waiting else chance.randrange(len(mails))
                    wants_kill = left[0] > 0 and chance.random() < 0.7
                    instant = chance.uniform(0, duration)
                process = killed.start(*mails[number])
                try:
                    if wants_kill:
                        process.communicate(timeout=instant)
                    else:
                        process.communicate()
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.communicate()
                with lock:
                    if process.returncode == -signal.SIGKILL:
                        left[0] = max(0, left[0] - 1)
                        killed_in[number] += 1
                        waiting.append(number)
                    elif process.returncode == 0:
                        done.append(number)
                    else:
                        mistakes.expect(False, f"a delivery ended with {process.returncode}")

        threads = [threading.Thread(target=write) for _ in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        aside = killed.value("SELECT count(*) FROM fx_email_inbound WHERE state='set-aside'")
        mistakes.expect(set(done) == set(range(len(mails))), "not every mail was accepted in the end")
        compare(killed, quiet, len(mails))
        print(f"{sum(killed_in.values())} kills at random instants, {writers} writers, {len(mails)} mails: each stored "
              f"once, {aside} set aside and judged by replay, {len(killed.silenced())} subscribers silenced as without kills, "
              f"in {time.monotonic() - began:.0f} s", flush=True)


def copy(source, target):
    for name in os.listdir(target.folder):
        os.unlink(os.path.join(target.folder, name))
    source.query("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(source.database, target.database)


def run_length(scratch, writers):
    """How long a delivery takes beside others, in seconds."""
    began = time.monotonic()
    for number in range(5):
        processes = [scratch.start(b"Subject: warm-up %d %d\n\n" % (number, index)) for index in range(writers)]
        for process in processes:
            process.communicate()
    scratch.query("DELETE FROM fx_email_raw WHERE inboundId IN (SELECT inboundId FROM fx_email_inbound WHERE kind='other' "
                  "AND recipient IS NULL)")
    scratch.query("DELETE FROM fx_email_inbound WHERE kind='other' AND recipient IS NULL")
    return (time.monotonic() - began) / 5


def compare(killed, quiet, count):
    """What kills left against what would have been without them."""
    stored = killed.value("SELECT count(*) FROM fx_email_inbound")
    mistakes.expect(stored == count, f"{stored} mails are stored instead of {count}")
    for complaint in killed.complaints():
        mistakes.expect(False, complaint)
    pending = killed.value("SELECT count(*) FROM fx_email_inbound WHERE state='judging'")
    mistakes.expect(pending == 0, f"{pending} mails are neither judged nor set aside")
    killed.email("inbound", "replay", "--apply")
    mistakes.expect(killed.silenced() == quiet.silenced(), "other subscribers are silenced than without kills: "
                    f"{sorted(killed.silenced() ^ quiet.silenced())[:5]}")
    events = "SELECT address, kind, status, reason, trust FROM fx_email_history ORDER BY 1, 2, 3, 4, 5"
    mistakes.expect(killed.query(events) == quiet.query(events), "the history is another than without kills")


def every_system_call(fill):
    """One run for each system call that a delivery makes, killed before it.

    - fill: how many mails came before, so that the write-ahead log is new, or so long that this delivery moves it."""
    with MailingList(options.program, 20) as prepared:
        code = prepared.codes()["reader0@example.net"]
        mail = bounce("reader0@example.net", "one", code=code)
        prepared.fill_log(fill)
        mistakes.expect(moves_log(prepared, mail) == (fill > 0), f"after {fill} mails the log is moved, or it is not")
        calls = system_calls(prepared, mail)
        kills = aside = 0
        for name, times in sorted(calls.items()):
            for number in range(1, times + 1):
                with restored(prepared) as target:
                    status = target.deliver(mail, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e",
                                                          f"inject={name}:signal=KILL:when={number}"])
                    where = f"call {number} of {name} after {fill} mails"
                    mistakes.expect(status in (0, -9), f"{where}: status {status}")
                    kills += status == -9
                    for complaint in target.complaints():
                        mistakes.expect(False, f"{where}: {complaint}")
                    mistakes.expect(target.deliver(mail) == 0, f"{where}: not delivered again")
                    stored = target.value("SELECT count(*) FROM fx_email_inbound")
                    mistakes.expect(stored == fill + 1, f"{where}: stored {stored - fill} times")
                    if target.value("SELECT count(*) FROM fx_email_inbound WHERE state='set-aside'"):
                        aside += 1
                        target.email("inbound", "replay", "--apply")
                    mistakes.expect(target.silenced() == {"reader0@example.net"}, f"{where}: {target.silenced()}")
                    events = target.value("SELECT count(*) FROM fx_email_history")
                    mistakes.expect(events == 1, f"{where}: {events} events")
        moved = "moves the log into the file" if fill else "begins the log"
        mistakes.expect(kills >= sum(calls.values()) - 2, f"only {kills} of {sum(calls.values())} runs were killed")
        print(f"a delivery that {moved}: {kills} kills, one before each of its {sum(calls.values())} system calls; {aside} set "
              "aside and judged by replay", flush=True)


if __name__ == "__main__":
    random_instants(5000 if options.full else 500, writers=4)
    every_system_call(fill=0)
    every_system_call(fill=fill_before_move(options.program))
    mistakes.end()
