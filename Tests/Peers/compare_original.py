#!/usr/bin/env python3
"""Compares what `decode-email --classic` prints with what Fossil's decode-email prints of the same mails, byte for byte.

    compare_original.py --ours PROGRAM --original PROGRAM --mended PROGRAM --faults FAULTS.tsv [--corpus FOLDER] FILE…

A mail that the original reads wrongly is listed in FAULTS.tsv (columns: file, letters of its faults, reason). What we print
of it has to be what the original prints with these faults mended (original-mended.patch). Any other difference makes this
program fail, and so does a line of FAULTS.tsv about a mail that the original reads as we do.
"""
import argparse
import collections
import os
import subprocess
import sys

import listed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--original", required=True)
    parser.add_argument("--mended", required=True)
    parser.add_argument("--faults", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("--verbose", action="store_true", help="show the first line that differs")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()

    def run(*command, mend=""):
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, "MEND": mend}).stdout

    faults = listed.Listed(options.faults, 3, options.corpus)
    letters = dict(faults.rows)
    messages, size, unlisted, kinds = 0, 0, 0, collections.Counter()
    for path, name in listed.mails(options.files, options.corpus):
        ours = run(options.ours, "--classic", path)
        original = run(options.original, path)
        messages += 1
        size += len(original)
        if ours == original:
            continue
        mend = letters.get(name, "")
        if (name, mend) in faults:
            original = run(options.mended, path, mend=mend)
        if ours == original:
            kinds.update(mend)
            continue
        unlisted += 1
        print(f"{name}: differs" + (f" although {mend} are mended" if mend else ""))
        if options.verbose:
            for number, (line, other) in enumerate(zip(ours.splitlines(True), original.splitlines(True)), 1):
                if line != other:
                    print(f"  line {number}\n  ours     {line}\n  original {other}")
                    break
    stale = faults.report_stale()
    found = ", ".join(f"{count} {letter}" for letter, count in sorted(kinds.items()))
    print(f"Fossil's decode-email: {messages} messages, {size} bytes compared; listed faults of the original: {found}")
    print(f"{unlisted} differences not listed, {stale} listed that do not occur")
    sys.exit(1 if unlisted or stale or not size else 0)


if __name__ == "__main__":
    main()
