#!/usr/bin/env python3
"""Compares what `decode-email --classic` prints with what Fossil's decode-email prints of the same mails, byte for byte.

    compare_original.py --ours PROGRAM --original PROGRAM --faults FAULTS.tsv [--corpus FOLDER] FILE…

A mail that the original reads wrongly is listed in FAULTS.tsv with its fault (columns: file, reason). Any other difference
makes this program fail, and so does a line of FAULTS.tsv about a mail that both print alike.
"""
import argparse
import subprocess
import sys

import listed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--original", required=True)
    parser.add_argument("--faults", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("--verbose", action="store_true", help="show the first line that differs")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()

    faults = listed.Listed(options.faults, 2, options.corpus)
    messages, size, known, unlisted = 0, 0, 0, 0
    for path, name in listed.mails(options.files, options.corpus):
        ours = subprocess.run([options.ours, "--classic", path], check=True, stdout=subprocess.PIPE).stdout
        original = subprocess.run([options.original, path], check=True, stdout=subprocess.PIPE).stdout
        messages += 1
        size += len(original)
        if ours == original:
            continue
        if (name,) in faults:
            known += 1
            continue
        unlisted += 1
        print(name)
        if options.verbose:
            for number, (line, other) in enumerate(zip(ours.splitlines(True), original.splitlines(True)), 1):
                if line != other:
                    print(f"  line {number}\n  ours     {line}\n  original {other}")
                    break
    stale = faults.report_stale()
    print(f"Fossil's decode-email: {messages} messages, {size} bytes compared; {known} with a listed fault of the original")
    print(f"{unlisted} differences not listed, {stale} listed that do not occur")
    sys.exit(1 if unlisted or stale or not size else 0)


if __name__ == "__main__":
    main()
