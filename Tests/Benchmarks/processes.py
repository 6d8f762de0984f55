#!/usr/bin/env python3
"""What one process a mail costs: `email inbound`, committed on disk, against one flufl.bounce process for the same mail.

    processes.py --email PROGRAM --python PYTHON --work FOLDER --runs N [--label LABEL] FILE…

Each run delivers another mail (a sample with a line of its own), so that none is a duplicate. Runs alternate between the
candidates, so that noise falls on both. Prints medians, the 99th percentile, memory and ratios; FOLDER decides which disk.
With --writers N, N processes deliver at once on one database, and p50 and p99 of a delivery are printed.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

FLUFL = """
import sys, email
from flufl.bounce import all_failures
print(all_failures(email.message_from_bytes(sys.stdin.buffer.read())))
"""


# What SQLite's own shell takes for the rows that a bounce makes, in the same two transactions with the same sync: it reads,
# hashes and judges nothing.
ROWS = """
PRAGMA wal_autocheckpoint=64;
PRAGMA synchronous=NORMAL;
BEGIN IMMEDIATE;
INSERT INTO fx_email_inbound(fingerprint, received, deliveries, size, state)
    VALUES(randomblob(32), unixepoch(), 1, 3400, 'judging');
INSERT INTO fx_email_raw(inboundId, mail) SELECT max(inboundId), randomblob(3400) FROM fx_email_inbound;
COMMIT;
PRAGMA synchronous=FULL;
BEGIN IMMEDIATE;
UPDATE fx_email_inbound SET state='judged' WHERE inboundId=(SELECT max(inboundId) FROM fx_email_inbound);
INSERT INTO fx_email_history(address, inboundId, rcvdTime, kind, trust, effect, because, diagnostic)
    SELECT 'anna@example.net', max(inboundId), unixepoch(), 'bounce', 'unverified', 'recorded', 'x', hex(randomblob(100))
      FROM fx_email_inbound;
COMMIT;
"""


def run(argv, stdin, environment):
    """Wall seconds, CPU seconds, exit status of one process."""
    start = time.perf_counter()
    source = os.open(stdin, os.O_RDONLY)
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, source, 0), (os.POSIX_SPAWN_DUP2, null, 1)]
    child = os.posix_spawn(argv[0], argv, environment, file_actions=actions)
    os.close(source)
    os.close(null)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    return wall, usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status)


def peak(argv, stdin, environment):
    """Peak memory of one process in MB, by GNU time: a child of this one would count what this one holds."""
    with open(stdin, "rb") as source:
        result = subprocess.run(["/usr/bin/time", "-q", "-f", "%M", *argv], stdin=source, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, env=environment, check=True)
    return int(result.stderr.split()[-1]) / 1024


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--email", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--writers", type=int, default=0)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    work = tempfile.mkdtemp(dir=options.work)
    database = os.path.join(work, "email.db")
    environment = {"PATH": os.environ["PATH"], "EMAIL_DB": database, "RECIPIENT": "bounces@example.org"}
    if run([options.email, "init"], os.devnull, environment)[2] != 0:
        sys.exit("email init failed")

    rows = os.path.join(work, "rows.db")
    if run([options.email, "init", "--db", rows], os.devnull, environment)[2] != 0:
        sys.exit("email init failed")

    sources = [open(path, "rb").read() for path in options.files]
    mails = []
    memory_runs = 10
    for number in range(max(options.runs + memory_runs, options.writers)):
        path = os.path.join(work, f"{number}.eml")
        with open(path, "wb") as file:
            file.write(b"X-Run: %d\n" % number + sources[number % len(sources)])
        mails.append(path)

    if options.writers:
        at_once(options, environment, mails)
        return
    kept = os.path.join(work, "kept.db")
    service = serve(options, kept, environment)
    candidates = {
        "email inbound": [options.email, "inbound"],
        "the same, served": [options.email, "inbound", "--db", kept],
        "sqlite3, the rows": [shutil.which("sqlite3"), "-bail", rows, ".dbconfig no_ckpt_on_close on", ROWS],
        "email --version": [options.email, "--version"],
        "flufl.bounce": [options.python, "-c", FLUFL],
        "/bin/true": ["/bin/true"],
    }
    results = {name: [] for name in candidates}
    for number in range(options.runs):
        for name, argv in candidates.items():
            if name == "flufl.bounce" and number >= options.runs // 4:
                continue
            result = run(argv, mails[number], environment)
            if result[2] != 0:
                sys.exit(f"{name} exited {result[2]}")
            results[name].append(result)
    service.terminate()
    if service.wait() != 0:
        sys.exit("email serve failed")
    for name, rows in results.items():
        memory = max(peak(candidates[name], path, environment) for path in mails[-memory_runs:])
        walls, cpus = [row[0] * 1e3 for row in rows], [row[1] * 1e3 for row in rows]
        print(f"{name:17} {statistics.median(walls):7.2f} ms wall (p99 {percentile(walls, 0.99):.2f}), "
              f"{statistics.median(cpus):7.2f} ms CPU, {memory:6.1f} MB, {len(rows)} runs")
    ours = statistics.median(row[0] for row in results["email inbound"])
    served = statistics.median(row[0] for row in results["the same, served"])
    print(f"ratio: without email serve, which keeps the database open, one takes {ours / served:.2f} times as long")
    theirs = statistics.median(row[0] for row in results["flufl.bounce"])
    print(f"ratio: one flufl.bounce process takes {theirs / ours:.1f} times as long as one email inbound (target 10)")


def serve(options, database, environment):
    """`email serve` on a database of its own, listening."""
    if run([options.email, "init", "--db", database], os.devnull, environment)[2] != 0:
        sys.exit("email init failed")
    socket = database + ".lmtp"
    service = subprocess.Popen(
        [options.email, "serve", "--db", database, "--listen", "off", "--lmtp", "unix:" + socket, "--loop", "off"],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not os.path.exists(socket):
        if service.poll() is not None:
            sys.exit("email serve failed")
        time.sleep(0.01)
    return service


def at_once(options, environment, mails):
    started, walls = {}, []
    begin = time.perf_counter()
    for path in mails[:options.writers]:
        source = os.open(path, os.O_RDONLY)
        child = os.posix_spawn(options.email, [options.email, "inbound"], environment,
                               file_actions=[(os.POSIX_SPAWN_DUP2, source, 0)])
        os.close(source)
        started[child] = time.perf_counter()
    failed = 0
    while started:
        child, status = os.wait()
        walls.append((time.perf_counter() - started.pop(child)) * 1e3)
        failed += status != 0
    print(f"{options.writers} at once: p50 {statistics.median(walls):.1f} ms, p99 {percentile(walls, 0.99):.1f} ms, "
          f"all in {time.perf_counter() - begin:.2f} s, {failed} failed")
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
