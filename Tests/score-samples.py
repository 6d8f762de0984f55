#!/usr/bin/env python3
"""Compares `email inbound --dry-run --json` with the expectation beside each sample.

    score-samples.py SAMPLES RESULTS.jsonl

A sample is NAME.eml with NAME.json beside it, which holds the fields that are to be found in the line about NAME.eml; what
it does not name is not compared. Recipients are compared by address, in whatever order they stand. Fails on any difference, and when no sample was found.
"""
import glob
import json
import os
import sys


def differences(want, got, where):
    if isinstance(want, dict):
        for key, value in want.items():
            yield from differences(value, (got or {}).get(key), f"{where}.{key}")
    elif isinstance(want, list):
        if len(want) != len(got or []):
            yield f"{where}: want {len(want)} entries, got {len(got or [])}: {json.dumps(got)}"
        else:
            if all(isinstance(entry, dict) and "address" in entry for entry in want):
                places = {entry["address"]: place for place, entry in enumerate(want)}
                got = sorted(got, key=lambda entry: places.get(entry["address"], len(want)))
            for index, value in enumerate(want):
                yield from differences(value, got[index], f"{where}[{index}]")
    elif want != got:
        yield f"{where}: want {want!r}, got {got!r}"


def main():
    samples, results = sys.argv[1:3]
    with open(results, encoding="utf-8") as lines:
        rows = {os.path.basename(row["file"]): row for row in map(json.loads, lines)}
    compared, wrong = 0, 0
    for path in sorted(glob.glob(os.path.join(samples, "*", "*.json"))):
        name = os.path.basename(path)[:-5]
        if not os.path.exists(path[:-5] + ".eml"):
            continue
        with open(path, encoding="utf-8") as text:
            want = json.load(text)
        found = list(differences(want, rows.get(name + ".eml"), name))
        compared += 1
        wrong += bool(found)
        print("\n".join(found), end="\n" if found else "")
    print(f"{compared} samples compared, {wrong} differ")
    sys.exit(1 if wrong or not compared else 0)


if __name__ == "__main__":
    main()
