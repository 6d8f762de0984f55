#!/usr/bin/env python3
"""decode-email against Fossil's original and GMime, on large base64 and quoted-printable mails. CPU time, medians.

    decoding.py --ours decode-email --original PROGRAM --gmime PROGRAM --work FOLDER [--megabytes N] [--runs N]

The programs read standard input and write to /dev/null. Prints MB of input a CPU second, and the ratios.
"""
import argparse
import base64
import os
import quopri
import random
import statistics
import sys

from processes import peak, run

ORIGINAL = "Fossil's decode-email"


def mail(path, encoding, megabytes):
    words = random.Random(1)
    line = lambda: " ".join(words.choice(["alert", "check-in", "größer", "équipe", "the", "wiki", "=", "of"]) for _ in range(12))
    block = "\n".join(line() for _ in range(2000)).encode()
    with open(path, "wb") as file:
        file.write(b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
                   b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding.encode() + b"\n\n")
        body = base64.encodebytes(block) if encoding == "base64" else quopri.encodestring(block)
        while file.tell() < megabytes << 20:
            file.write(body)
    return os.path.getsize(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--original", required=True)
    parser.add_argument("--gmime", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--megabytes", type=int, default=64)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    targets = {"base64": 4, "quoted-printable": 2}
    candidates = {
        "decode-email": [options.ours],
        "decode-email --classic": [options.ours, "--classic"],
        ORIGINAL: [options.original],
        "GMime": [options.gmime],
    }
    for encoding, target in targets.items():
        path = os.path.join(options.work, f"{encoding}.eml")
        size = mail(path, encoding, options.megabytes)
        times = {name: [] for name in candidates}
        for _ in range(options.runs):
            for name, argv in candidates.items():
                _, cpu, status = run(argv, path, dict(os.environ))
                if status != 0:
                    sys.exit(f"{name} exited {status}")
                times[name].append(cpu)
        medians = {name: statistics.median(cpus) for name, cpus in times.items()}
        for name, seconds in medians.items():
            memory = peak(candidates[name], path, dict(os.environ))
            print(f"{encoding:17} {name:23} {size / seconds / 1e6:8.0f} MB/s  {memory:6.1f} MB memory")
        for name in ("decode-email", "decode-email --classic"):
            print(f"{encoding:17} {name}: {medians[ORIGINAL] / medians[name]:.1f} times "
                  f"the original (target {target}), {medians['GMime'] / medians[name]:.1f} times GMime (target 1)")


if __name__ == "__main__":
    main()
