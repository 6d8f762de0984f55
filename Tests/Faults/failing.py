#!/usr/bin/env python3
"""Lets one system call of `email inbound` fail, each in turn, as a broken or full disk, or a lack of descriptors or memory does.

    Tests/Faults/failing.py PROGRAM [--full]

After each: status 0 or 75 and not a byte of output; where it is 0 the mail is stored, where it is 75 it is delivered again and
stored then, once; the file is sound, no event stands without its effect, and in the end the right subscriber is silenced and
no other. Wants strace.
"""
import argparse
import collections
import os

from mailing_list import TRY_AGAIN, MailingList, Mistakes, bounce, fill_before_move, moves_log, restored, system_calls

# What each call can come back with: disk, descriptors, permissions, memory, locks.
ERRORS = {
    "write": ["EIO", "ENOSPC"], "pwrite64": ["EIO", "ENOSPC", "EDQUOT"], "fsync": ["EIO", "ENOSPC"],
    "fdatasync": ["EIO", "ENOSPC"], "ftruncate": ["EIO", "ENOSPC"], "openat": ["EMFILE", "ENFILE", "EACCES", "EROFS"],
    "read": ["EIO"], "pread64": ["EIO"], "fcntl": ["EACCES", "ENOLCK", "EIO"], "newfstatat": ["EACCES"],
    "mmap": ["ENOMEM"], "brk": ["ENOMEM"], "munmap": ["ENOMEM"], "unlink": ["EACCES"], "fchown": ["EPERM"],
    "getrandom": ["ENOSYS"], "close": ["EIO"],
}
# What a short run does: all that writes and the lack of descriptors.
WRITING = ["write", "pwrite64", "fsync", "fdatasync", "ftruncate", "openat"]
parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--full", action="store_true")
options = parser.parse_args()
mistakes = Mistakes()


def every_failure(fill, errors_of):
    with MailingList(options.program, 20) as prepared:
        code = prepared.codes()["reader0@example.net"]
        mail = bounce("reader0@example.net", "one", code=code)
        prepared.fill_log(fill)
        mistakes.expect(moves_log(prepared, mail) == (fill > 0), f"after {fill} mails the log is moved, or it is not")
        calls = system_calls(prepared, mail)
        mistakes.expect(calls["pwrite64"] > 5 and calls["fdatasync"] > 1, f"the trace shows no writing: {calls}")
        statuses = collections.defaultdict(collections.Counter)
        for name, errors in errors_of.items():
            for error in errors:
                for number in range(1, calls[name] + 1):
                    status = one_failure(prepared, mail, fill, name, error, number)
                    statuses[name][status] += 1
        count = sum(sum(counter.values()) for counter in statuses.values())
        print(f"{count} failures, one a run, of a delivery that {'moves' if fill else 'begins'} the log: " +
              ", ".join(f"{name} {counter[TRY_AGAIN]} of {sum(counter.values())}" for name, counter in statuses.items()) +
              " ended with 75, the others did not matter", flush=True)
        for name in ("pwrite64", "fdatasync"):
            mistakes.expect(statuses[name][TRY_AGAIN] > 0, f"no failure of {name} was noticed")


def one_failure(prepared, mail, fill, name, error, number):
    # Before the program has begun, nobody can answer for it: without memory the system ends it.
    statuses = (0, TRY_AGAIN, -11) if name == "brk" and number < 5 else (0, TRY_AGAIN)
    where = f"{name} {number} of a run after {fill} mails fails with {error}"
    with restored(prepared) as target:
        status = target.deliver(mail, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e",
                                              f"inject={name}:error={error}:when={number}"])
        mistakes.expect(status in statuses, f"{where}: status {status}")
        stored = target.value("SELECT count(*) FROM fx_email_inbound") - fill
        mistakes.expect(stored == 1 or status != 0 and stored == 0, f"{where}: status {status}, stored {stored} times")
        for complaint in target.complaints():
            mistakes.expect(False, f"{where}: {complaint}")
        if status == 0:
            waiting = target.value("SELECT count(*) FROM fx_email_inbound WHERE state<>'judged'")
            mistakes.expect(waiting == 0, f"{where}: status 0, and not judged")
        mistakes.expect(target.deliver(mail) == 0, f"{where}: not delivered again")
        stored = target.value("SELECT count(*) FROM fx_email_inbound") - fill
        mistakes.expect(stored == 1, f"{where}: in the end stored {stored} times")
        if target.value("SELECT count(*) FROM fx_email_inbound WHERE state='set-aside'"):
            target.email("inbound", "replay", "--apply")
        mistakes.expect(target.silenced() == {"reader0@example.net"}, f"{where}: {target.silenced()} are silenced")
        events = target.value("SELECT count(*) FROM fx_email_history")
        mistakes.expect(events == 1, f"{where}: {events} events")
    return status


def synced_before_success():
    """Status 0 is a promise that outlives a power cut: nothing that was written to the log is left without a sync."""
    with MailingList(options.program, 20) as target:
        code = target.codes()["reader0@example.net"]
        for number, mail in enumerate([bounce("reader0@example.net", "one", code=code), b"", b"Subject: x\n\n" + b"x" * 500_000]):
            listing = os.path.join(target.folder, "trace")
            status = target.deliver(mail, before=["strace", "-f", "-y", "-qq", "-o", listing, "-e",
                                                  "trace=write,pwrite64,fsync,fdatasync,exit_group"])
            with open(listing, errors="replace") as file:
                calls = [line for line in file if "-wal>" in line.split(",")[0] or "exit_group" in line]
            mistakes.expect(status == 0 and len(calls) > 3, f"mail {number}: status {status}, {len(calls)} calls")
            ending = [line.split()[1].split("(")[0] for line in calls[-2:]]
            mistakes.expect(ending in (["fdatasync", "exit_group"], ["fsync", "exit_group"]), f"mail {number} ends with {calls[-2:]}")
        print("the last thing that is done to the log before status 0 is to sync it", flush=True)


if __name__ == "__main__":
    synced_before_success()
    if options.full:
        every_failure(0, ERRORS)
    every_failure(fill_before_move(options.program), ERRORS if options.full else {name: ERRORS[name] for name in WRITING})
    mistakes.end()
