#!/usr/bin/env python3
"""Kills `email exec` or `email relay` with SIGKILL at random instants, starts it again, and counts the mails that were lost or
came twice.

    Tests/crash.py PROGRAM [--relay] [--method db|dir|maildir|pipe|exec|smtp] [--then METHOD] [--instants 200]
                           [--deliveries 1000] [--seed N] [--unsynced]

No mail may be lost. With db, dir and maildir none may come twice; while it runs, somebody takes the files away, as whoever
reads such a folder does. With --unsynced, dir and maildir do not wait for the disk, and the two mails that two threads have in
hand may come twice, named. With the others a mail may come twice, but only those that were in hand, one for each program or
connection, and the log of `exec`, or what `relay` says, has to name each. With --then the way out is another one after each
kill. Exits with 1 where that does not hold.
"""
import argparse
import collections
import os
import random
import re
import shutil
import signal
import socketserver
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

PARALLEL = 4
EXACT = ("db", "dir", "maildir")


class Sink(socketserver.StreamRequestHandler):
    """An SMTP server that keeps Message-IDs. It has a mail from the moment when it begins to answer the final dot."""

    disable_nagle_algorithm = True

    def handle(self):
        self.wfile.write(b"220 sink\r\n")
        try:
            for line in self.rfile:
                verb = line[:4].upper()
                if verb == b"EHLO":
                    self.wfile.write(b"250-sink\r\n250 PIPELINING\r\n")
                elif verb == b"DATA":
                    self.wfile.write(b"354 go\r\n")
                    if not self.content():
                        return
                elif verb == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 ok\r\n")
        except OSError:
            pass

    def content(self):
        found = None
        for line in self.rfile:
            if line == b".\r\n":
                self.server.taken.append(found)
                self.wfile.write(b"250 kept\r\n")
                return True
            if found is None and line.lower().startswith(b"message-id:"):
                found = line.split(b":", 1)[1].strip().decode("latin-1")
        return False


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


class Trial:
    def __init__(self, options):
        self.options = options
        self.chance = random.Random(options.seed)
        self.folder = tempfile.mkdtemp(prefix="email-crash-")
        self.database = self.folder + "/email.db"
        self.queue = self.folder + "/queue.db"
        self.program = os.path.abspath(options.program)
        self.settings = {"email-send-parallel": str(PARALLEL)}
        self.is_exact = not options.unsynced
        self.most_in_hand = 2 if options.unsynced else PARALLEL
        if options.unsynced:
            self.settings["email-send-sync"] = "off"
        self.methods = [options.method] + ([options.then] if options.then else [])
        self.method = options.method
        self.name = ("relay to " if options.relay else "exec by ") + " and ".join(self.methods) + (", not synced" if options.unsynced else "")
        self.takers = []
        self.server = None
        self.is_over = threading.Event()

    # What goes out

    def email(self, *arguments, text=None):
        result = subprocess.run([self.program, *arguments, "--db", self.database], input=text, capture_output=True,
                                text=True)
        if result.returncode != 0:
            sys.exit(f"email {' '.join(arguments)}: status {result.returncode}: {result.stderr}")
        return result.stdout

    def query(self, sql, file=None):
        connection = sqlite3.connect(file or self.database, timeout=30)
        try:
            with connection:
                return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def prepare(self):
        os.mkdir(self.folder + "/sink")
        for method in self.methods:
            self.prepare_sink(method)
        self.email("init")
        self.email("settings", "email-self", "list@example.org")
        self.email("settings", "email-url", "https://example.org/list")
        if self.options.relay:
            self.email("settings", "email-send-method", "db")
            self.email("settings", "email-send-db", self.queue)
        else:
            self.email("settings", "email-send-method", self.options.method)
            for name, value in self.settings.items():
                self.email("settings", name, value)
        lines = "address,verified\n" + "".join(f"reader{n}@example.net,1\n" for n in range(self.options.deliveries))
        self.email("subscribers", "import", "-", text=lines)

    def prepare_sink(self, method):
        sink = self.folder + "/sink"
        if method == "db":
            self.settings["email-send-db"] = self.folder + "/sink.db"
        elif method == "pipe":
            self.settings["email-send-command"] = f"cat >> {sink}/$$"
        elif method == "exec":
            self.settings["email-send-argv"] = '["/bin/sh", "-c", "cat >> %s/$$"]' % sink
        elif method == "smtp":
            self.server = Server(("127.0.0.1", 0), Sink)
            self.server.taken = []
            threading.Thread(target=self.server.serve_forever, daemon=True).start()
            self.settings["email-send-relayhost"] = f"127.0.0.1:{self.server.server_address[1]}"
        else:
            self.settings["email-send-dir"] = sink
            self.takers.append(threading.Thread(target=self.take_away, args=[method], daemon=True))
            self.takers[-1].start()

    def take_away(self, method):
        """What whoever reads the folder does."""
        source = self.folder + "/sink" + ("/new" if method == "maildir" else "")
        kept = self.folder + "/kept-" + method
        os.mkdir(kept)
        while not self.is_over.wait(0.002):
            for name in os.listdir(source) if os.path.isdir(source) else []:
                if not name.startswith(".") and os.path.isfile(os.path.join(source, name)):
                    os.rename(os.path.join(source, name), os.path.join(kept, name))

    def add(self, number):
        """More mails that are due."""
        self.email("event", "add", "--type", "c", "--subject", f"event {number}")
        if self.options.relay:
            self.email("exec")

    def start(self):
        arguments = ["exec", "--db", self.database]
        if self.options.relay:
            arguments = ["relay", "--from", self.queue, "--to", self.method]
            for name, value in self.settings.items():
                arguments += ["--set", f"{name}={value}"]
        with open(self.folder + "/errors", "a") as errors:
            return subprocess.Popen([self.program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                    stderr=errors, env={"PATH": os.environ["PATH"]}, cwd=self.folder)

    def change_way(self):
        """The way out is another one from now on."""
        self.methods.reverse()
        self.method = self.methods[0]
        if not self.options.relay:
            self.email("settings", "email-send-method", self.method)

    # What came

    def accepted(self):
        """How often each Message-ID was taken by the mail agent."""
        found = collections.Counter(self.server.taken if self.server else [])
        texts = []
        if "db" in self.methods:
            texts = [row[0] for row in self.query("SELECT CAST(msg AS TEXT) FROM email", self.folder + "/sink.db")]
        for top in ["sink"] + ["kept-" + method for method in self.methods]:
            for directory, _, names in os.walk(os.path.join(self.folder, top)):
                for name in names if os.path.basename(directory) != "tmp" else []:
                    if not name.startswith("."):
                        with open(os.path.join(directory, name), encoding="latin-1") as file:
                            texts.append(file.read())
        for text in texts:
            found.update(re.findall(r"^Message-ID:\s*(<[^>]*>)", text, re.M | re.I))
        return found

    def named(self):
        """Those that the log says may have come twice."""
        if self.options.relay:
            with open(self.folder + "/errors") as errors:
                return re.findall(r"(<[^>]*>).*may come twice", errors.read())
        return [message for row in self.query("SELECT message FROM fx_email_log WHERE message LIKE '%may come twice%'")
                for message in re.findall(r"<[^>]*>", row[0])]

    def left(self):
        if self.options.relay:
            return self.query("SELECT count(*) FROM email", self.queue)[0][0]
        return self.query("SELECT count(*) FROM fx_email_delivery WHERE state<>'sent'")[0][0]

    # The trial

    def run(self):
        self.prepare()
        rounds = self.kills = most_named = 0
        duration = None
        began = time.monotonic()
        while self.kills < self.options.instants:
            self.add(rounds)
            rounds += 1
            if duration is None:
                instant = time.monotonic()
                self.start().wait()
                duration = time.monotonic() - instant
                continue
            while self.kills < self.options.instants:
                before = len(self.named())
                ended = self.killed(duration)
                most_named = max(most_named, len(self.named()) - before)
                if self.options.then and not ended:
                    self.change_way()
                if ended:
                    break
        # What a killed program had started may still be at work.
        time.sleep(1)
        status = self.start().wait()
        self.is_over.set()
        for taker in self.takers:
            taker.join()
        self.expected = {row[0] for row in self.query("SELECT messageId FROM fx_email_delivery")}
        taken = self.accepted()
        named = set(self.named())
        twice = sum(count - 1 for count in taken.values())
        doubled = {message for message, count in taken.items() if count > 1}
        lost = self.expected - set(taken)
        print(f"{self.name}: {self.kills} kills over {rounds} events to {self.options.deliveries} readers in "
              f"{time.monotonic() - began:.0f} s (a run takes {duration:.2f} s)")
        print(f"{self.name}: {len(self.expected)} mails, {len(lost)} lost, {twice} came twice, {len(named)} named in the "
              f"log, no more than {most_named} after one kill")
        mistakes = []
        if status != 0:
            mistakes.append(f"the last run ended with status {status}")
        if len(self.expected) != rounds * self.options.deliveries:
            mistakes.append(f"{len(self.expected)} mails instead of {rounds * self.options.deliveries}")
        if lost:
            mistakes.append("mails were lost")
        if set(taken) - self.expected:
            mistakes.append("mails came that were never queued")
        if doubled - named:
            mistakes.append(f"{len(doubled - named)} mails came twice that the log does not name")
        if (twice or named) and self.is_exact and not set(self.methods) - set(EXACT):
            mistakes.append("mails came twice, or may have")
        if most_named > self.most_in_hand or twice > self.most_in_hand * self.kills:
            mistakes.append("more mails were in doubt than were in hand")
        if self.left():
            mistakes.append("mails are left")
        return mistakes

    def killed(self, duration):
        """Starts it, and kills it after a while. Whether it ended before."""
        process = self.start()
        try:
            # The whole of a run, and sometimes only its first instants.
            part = duration if self.chance.random() < 0.8 else duration / 10
            status = process.wait(self.chance.uniform(0, part))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.kills += 1
            return False
        # 75: what a killed program had started may hold the lock for a moment.
        if status not in (0, 75):
            sys.exit(f"it ended with status {status}")
        return status == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--relay", action="store_true")
    parser.add_argument("--method", default="db", choices=[*EXACT, "pipe", "exec", "smtp"])
    parser.add_argument("--then", choices=[*EXACT, "pipe", "exec", "smtp"])
    parser.add_argument("--instants", type=int, default=200)
    parser.add_argument("--deliveries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unsynced", action="store_true")
    trial = Trial(parser.parse_args())
    try:
        mistakes = trial.run()
    finally:
        shutil.rmtree(trial.folder)
    if mistakes:
        sys.exit("\n".join(mistakes))


if __name__ == "__main__":
    main()
