#!/usr/bin/env python3
"""Cuts fifty bounces at every byte, as a full disk or a broken transfer does, and looks whom each piece is held against.

    Tests/Faults/cut.py PROGRAM SAMPLES [--full]

Everybody subscribes: every address of every sample, and every beginning of each, for a piece may end within an address. One
bounce without proof is enough to be silenced (email-bounce-unverified-limit 1, which is 3 else). A wrong subscriber is one
whom a piece silences and the whole mail does not name. --full takes all samples.
"""
import argparse
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from mailing_list import MailingList, Mistakes

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("samples")
parser.add_argument("--full", action="store_true")
options = parser.parse_args()
mistakes = Mistakes()


def expectations(path):
    with open(path.removesuffix(".eml") + ".json") as file:
        return json.load(file).get("recipients", [])


def expected(path):
    """The addresses that the whole mail names: those of the expectation beside it, and whom we wrote to, where that is an alias."""
    named = {recipient["address"].lower() for recipient in expectations(path)}
    with open(path, encoding="latin-1") as file:
        for line in re.findall(r"^(?:To|Original-Recipient|X-Original-To):(.*)", file.read(), re.I | re.M):
            named.update(address.lower() for address in re.findall(r"[^\s<>;,\"]+", line))
    return named


def subscribe(mailing_list, addresses):
    everybody = {address[:end] for address in addresses for end in range(1, len(address) + 1)}
    connection = sqlite3.connect(mailing_list.database)
    with connection:
        connection.executemany("INSERT OR IGNORE INTO subscriber(semail, sverified, sdonotcall, ssub) VALUES(?, 1, 0, 'a')",
                               [(address,) for address in sorted(everybody)])
    connection.close()
    return len(everybody)


def pieces(mail, folder):
    os.mkdir(folder)
    for end in range(len(mail) + 1):
        with open(f"{folder}/{end:07}", "wb") as file:
            file.write(mail[:end])


def main():
    # Where an expectation leaves open who is meant, nobody would be wrong.
    paths = [path for path in sorted(glob.glob(options.samples + "/*.eml"))
             if all("address" in recipient for recipient in expectations(path))]
    if not options.full:
        # Fifty of every kind of server, the shorter half, since a byte more is a mail more.
        by_size = sorted(sorted(paths, key=os.path.getsize)[:len(paths) * 2 // 3])
        paths = by_size[::max(1, len(by_size) // 50)][:50]
    named = {path: expected(path) for path in paths}
    folder = tempfile.mkdtemp(prefix="email-faults-cut-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    with MailingList(options.program, settings={"email-bounce-unverified-limit": "1"}) as everybody:
        count = subscribe(everybody, {address for addresses in named.values() for address in addresses if "@" in address})
        total = silencing = 0
        wrong = {}
        for path in paths:
            with open(path, "rb") as file:
                mail = file.read()
            pieces(mail, folder + "/pieces")
            result = subprocess.run([everybody.program, "inbound", "--dry-run", "--json", "--maildir", folder + "/pieces", "--db",
                                     everybody.database], capture_output=True)
            mistakes.expect(result.returncode == 0, f"{path}: status {result.returncode}: {result.stderr[:200]}")
            lines = result.stdout.splitlines()
            mistakes.expect(len(lines) == len(mail) + 1, f"{path}: {len(lines)} answers")
            total += len(lines)
            for line in lines:
                answer = json.loads(line)
                for decision in answer["decision"]:
                    if decision["effect"] in ("do-not-call", "unsubscribed"):
                        silencing += 1
                        if decision["address"].lower() not in named[path]:
                            end = int(os.path.basename(answer["file"]))
                            wrong.setdefault(path, []).append((end, decision["address"]))
            shutil.rmtree(folder + "/pieces")
        for path, cases in wrong.items():
            mistakes.expect(False, f"{os.path.basename(path)}: {len(cases)} pieces silence somebody else: {cases[:3]}")
        mistakes.expect(silencing > 0, "no piece silenced anybody: the test shows nothing")
    shutil.rmtree(folder)
    print(f"{len(paths)} bounces cut at every byte, {total} pieces, {count} subscribers: {silencing} pieces are held against the "
          f"right subscriber, {sum(map(len, wrong.values()))} against a wrong one", flush=True)
    mistakes.end()


if __name__ == "__main__":
    main()
