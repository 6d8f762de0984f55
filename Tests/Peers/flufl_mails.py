#!/usr/bin/env python3
"""Compares whom `email inbound` finds in bounces with whom flufl.bounce finds, in the mails that it is tested with.

    flufl_mails.py --email PROGRAM --known KNOWN.tsv FILE…

For every mail: the addresses for which delivery failed, and those for which it is only delayed. An address of ours agrees
also where flufl.bounce names the one that the sender had written (Original-Recipient), which we name beside it. A difference
is listed in KNOWN.tsv with its reason, ours right or not, or it makes this program fail, and so does a line that no difference bears out.
"""
import argparse
import email
import json
import os
import subprocess
import sys

from flufl.bounce import all_failures

import listed


def theirs(path):
    with open(path, "rb") as mail:
        temporary, permanent = all_failures(email.message_from_binary_file(mail))
    lower = lambda addresses: {address.decode("utf-8", "replace").lower() for address in addresses}
    return {"delayed": lower(temporary), "failed": lower(permanent)}


def agrees(recipients, peer):
    """Whether both name the same, each under one of the names that we give it. A report may name one more than once."""
    left = {action: set(names) for action, names in peer.items()}
    for recipient in recipients:
        names = {name.lower() for name in (recipient["address"], recipient["original"]) if name}
        known = peer.get(recipient["action"], set()) & names
        if not known:
            return False
        left[recipient["action"]] -= known
    return not any(left.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--email", required=True)
    parser.add_argument("--known", required=True)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    lines = subprocess.run([options.email, "inbound", "--dry-run", "--json", *options.files], check=True,
                           stdout=subprocess.PIPE).stdout.splitlines()
    if len(lines) != len(options.files):
        sys.exit(f"{len(lines)} of {len(options.files)} mails were read")
    known = listed.Listed(options.known, 2, True)
    same = unknown = 0
    for path, line in zip(options.files, lines):
        recipients, peer = json.loads(line)["recipients"], theirs(path)
        name = os.path.basename(path)
        if agrees(recipients, peer):
            same += 1
        elif (name,) not in known:
            unknown += 1
            found = [(each["address"], each["action"], each["reason"]) for each in recipients]
            print(f"{name}: ours {found}, flufl.bounce {peer}")
    stale = known.report_stale()
    print(f"{same} of {len(lines)} of flufl.bounce's own mails are read alike, {len(lines) - same - unknown} differ as listed, "
          f"{unknown} otherwise")
    return 1 if unknown or stale else 0


if __name__ == "__main__":
    sys.exit(main())
