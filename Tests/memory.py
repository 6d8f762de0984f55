#!/usr/bin/env python3
"""memory.py DECODE-EMAIL: reads a message of 1 GiB through a pipe in each of the utility's forms and checks its memory.

Fails where a form needs 32 MiB or more, does not end with 0, or does not read everything.
"""
import os
import sys
import threading

LIMIT = 32 << 10  # KiB
SIZE = 1 << 30
HEADER = (b"From: a@example.org\nSubject: large\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
          b"--b\nContent-Type: %s\nContent-Transfer-Encoding: %s\n\n")
LINES = {
    "base64": (b"text/plain", b"base64", b"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\n" * 4096),
    "one line": (b"text/plain; charset=iso-8859-2", b"8bit", b"\xe1bc " * 65536),
}


def feed(descriptor, head, block):
    with os.fdopen(descriptor, "wb", buffering=0) as pipe:
        try:
            pipe.write(head)
            written = 0
            while written < SIZE:
                view = memoryview(block)
                while view:
                    view = view[pipe.write(view):]
                written += len(block)
            pipe.write(b"\n--b--\n")
        except BrokenPipeError:
            pass


def main():
    program = sys.argv[1]
    failed = 0
    for name, (kind, encoding, block) in LINES.items():
        for form in (["--classic"], [], ["--json"], ["--text"], ["--part", "1"]):
            reader, writer = os.pipe()
            os.set_inheritable(writer, False)
            null = os.open(os.devnull, os.O_WRONLY)
            child = os.posix_spawn(program, [program, *form], dict(os.environ), file_actions=[
                (os.POSIX_SPAWN_DUP2, reader, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_CLOSE, writer)])
            os.close(reader)
            os.close(null)
            thread = threading.Thread(target=feed, args=(writer, HEADER % (kind, encoding), block))
            thread.start()
            _, status, usage = os.wait4(child, 0)
            thread.join()
            good = os.waitstatus_to_exitcode(status) == 0 and usage.ru_maxrss < LIMIT
            failed += not good
            print(f"1 GiB, {name:8} decode-email {' '.join(form):10} {usage.ru_maxrss / 1024:6.1f} MiB "
                  f"{usage.ru_utime + usage.ru_stime:6.1f} s CPU, exit {os.waitstatus_to_exitcode(status)}"
                  f"{'' if good else '  FAILED'}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
