#!/usr/bin/env python3
"""read-flufl.py FILE…: a JSON line a mail with the addresses that flufl.bounce finds, then one with its CPU time a mail."""
import email
import json
import os
import sys
import time

from flufl.bounce import all_failures

mails = [(os.path.basename(path), open(path, "rb").read()) for path in sys.argv[1:]]
rounds = []
for round in range(3):
    start = time.process_time()
    found = []
    for name, data in mails:
        temporary, permanent = all_failures(email.message_from_bytes(data))
        found.append((name, temporary, permanent))
    rounds.append(time.process_time() - start)
for name, temporary, permanent in found:
    addresses = sorted(address.decode("utf-8", "replace") for address in set(temporary) | set(permanent))
    print(json.dumps({"file": name, "addresses": addresses}))
print(json.dumps({"microseconds_per_mail": sorted(rounds)[1] / len(mails) * 1e6}))
