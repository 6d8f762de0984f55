#!/usr/bin/env python3
"""recall.py EXPECTED.jsonl NAME=RESULTS.jsonl…: how many of the expected recipients each reader names, and what a mail costs it.

RESULTS holds {"file", "addresses"} or {"file", "recipients": [{"address", "original", "action"}]} a line, and at its end
{"microseconds_per_mail"}. Prints a Markdown table.
"""
import json
import os
import sys

FINE = {"delivered", "relayed", "expanded"}
# 30,000 mails a second where flufl.bounce reads 3,300.
TARGETS = {"flufl.bounce": 9}


def fold(text):
    return (text or "").strip().strip("<>").lower()


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        expected = {row["file"]: row for row in map(json.loads, lines)}
    print("| reader | mails | recipients found | named wrongly | CPU a mail |")
    print("| --- | --- | --- | --- | --- |")
    costs = {}
    for argument in sys.argv[2:]:
        name, path = argument.split("=", 1)
        found, wanted, wrong, cost, mails = 0, 0, 0, None, 0
        with open(path, encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if "microseconds_per_mail" in row:
                    cost = row["microseconds_per_mail"]
                    continue
                want = expected.get(os.path.basename(row["file"]))
                if want is None or want.get("recipients") is None or want.get("kind") not in ("bounce", "delay"):
                    continue
                mails += 1
                if "recipients" in row:
                    got = [{fold(r["address"]), fold(r.get("original"))} for r in row["recipients"] if r["action"] not in FINE]
                else:
                    got = [{fold(address)} for address in row["addresses"]]
                accepted = set()
                for recipient in want["recipients"]:
                    accept = {fold(address) for address in recipient["accept"]}
                    accepted |= accept
                    wanted += 1
                    found += any(accept & names for names in got)
                wrong += sum(1 for names in got if not accepted & names)
        print(f"| {name} | {mails} | {found} of {wanted} ({100 * found / max(wanted, 1):.1f} %) | {wrong} | {cost:.0f} µs |")
        costs[name] = cost
    for name, target in TARGETS.items():
        print(f"ratio: {name} takes {costs[name] / costs['email']:.1f} times as long a mail as email (target {target})")


if __name__ == "__main__":
    main()
