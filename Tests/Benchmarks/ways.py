#!/usr/bin/env python3
"""The ways out against those who go the same way, in one run: Fossil for pipe, db and dir, Postfix's smtp-source for smtp.

    ways.py --email PROGRAM --work FOLDER [--mails N] [--smtp-tools FOLDER] [--connections N]

Fossil sends one check-in to N subscribers. `email relay` then passes the very mails that Fossil wrote on, by each way: so it
reads, parses and deletes each mail as well as sending it. `email exec` sends one event to as many, by db and by dir; dir is so
fast that it always has ten thousand. Rounds alternate, and medians are compared.
"""
import argparse
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time

COMMAND = "cat >/dev/null"
DIR_MAILS = 10000


def timed(argv, **options):
    start = time.perf_counter()
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, **options)
    return time.perf_counter() - start


class Fossil:
    """A repository with N subscribers and one event."""

    def __init__(self, work, mails):
        self.path = os.path.join(work, "r.fossil")
        self.environment = dict(os.environ, HOME=work, USER="admin")
        self.run(["fossil", "init", "--admin-user", "admin", self.path])
        self.run(["fossil", "alerts", "-R", self.path, "status"])
        self.set("email-self", "list@example.org")
        self.set("email-url", "http://x.example.org")
        self.set("email-subname", "bench")
        self.sql("DELETE FROM subscriber")
        self.sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<%d) INSERT INTO subscriber("
                 "subscriberCode,semail,sverified,sdonotcall,sdigest,ssub,sctime,mtime,lastContact) SELECT randomblob(32),"
                 "'u'||i||'@example.net',1,0,0,'acftw',1,1,unixepoch()/86400 FROM n" % mails)

    def run(self, argv):
        return timed(argv, env=self.environment, stderr=subprocess.DEVNULL)

    def sql(self, text):
        subprocess.run(["sqlite3", self.path, text], check=True)

    def set(self, name, value):
        self.sql(f"REPLACE INTO config(name,value,mtime) VALUES('{name}','{value}',1)")

    def send(self, method, target_setting, target):
        self.set("email-send-method", method)
        self.set(target_setting, target)
        self.sql("DELETE FROM pending_alert; INSERT INTO pending_alert(eventid) SELECT 'c'||objid FROM event LIMIT 1")
        return self.run(["fossil", "alerts", "-R", self.path, "send"])


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.memory = tempfile.mkdtemp(dir="/dev/shm")
        self.queue = os.path.join(self.work, "fossil-queue.db")

    def count(self, path):
        database = sqlite3.connect(path)
        number = database.execute("SELECT count(*) FROM email").fetchone()[0]
        database.close()
        return number

    def relay(self, *arguments):
        """Passes a copy of Fossil's queue on; the time that takes."""
        copy = os.path.join(self.work, "copy.db")
        for suffix in ("", "-wal", "-shm", "-journal"):
            if os.path.exists(copy + suffix):
                os.unlink(copy + suffix)
        shutil.copy(self.queue, copy)
        os.sync()
        environment = {"PATH": os.environ["PATH"], "EMAIL_DB": ""}
        took = timed([self.options.email, "relay", "--from", copy, *arguments], env=environment, cwd=self.work)
        if self.count(copy):
            raise SystemExit("mails are left in the queue")
        return took

    def fresh(self, name):
        path = os.path.join(self.work, name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(path + suffix):
                os.unlink(path + suffix)
        return path

    def fossil_ways(self):
        mails = self.options.mails
        fossil = Fossil(self.work, mails)
        times = {}
        for _ in range(self.options.rounds):
            path = self.fresh("fossil-queue.db")
            times.setdefault("fossil db", []).append(fossil.send("db", "email-send-db", path))
            if self.count(path) != mails:
                raise SystemExit("Fossil did not send")
            times.setdefault("email db", []).append(
                self.relay("--to", "db", "--set", "email-send-db=" + self.fresh("ours.db")))
            path = self.fresh("ours.db")
            times.setdefault("email exec by db", []).append(self.exec("db", "email-send-db", path))
            if self.count(path) != mails:
                raise SystemExit("exec did not send")
            folder = self.fresh("fossil-dir")
            os.mkdir(folder)
            times.setdefault("fossil dir", []).append(fossil.send("dir", "email-send-dir", folder))
            if len(os.listdir(folder)) != mails:
                raise SystemExit("Fossil did not send")
            folder = self.fresh("our-dir")
            os.mkdir(folder)
            times.setdefault("email dir", []).append(self.relay("--to", "dir", "--set", "email-send-dir=" + folder))
            for name in ("fossil", "email"):
                folder = self.empty_folder()
                times.setdefault(name + " dir in memory", []).append(
                    fossil.send("dir", "email-send-dir", folder) if name == "fossil"
                    else self.relay("--to", "dir", "--set", "email-send-sync=off", "--set", "email-send-dir=" + folder))
            times.setdefault("fossil pipe", []).append(fossil.send("pipe", "email-send-command", COMMAND))
            times.setdefault("email pipe", []).append(
                self.relay("--to", "pipe", "--set", "email-send-command=" + COMMAND))
        rates = {name: mails / statistics.median(values) for name, values in times.items()}
        for name, rate in rates.items():
            print(f"{name:20} {rate:10.0f} mails a second ({len(times[name])} rounds of {mails})")
        ratio = rates["email exec by db"] / rates["fossil db"]
        print(f"ratio: exec by db {ratio:.1f} times Fossil's, with a row of history for each mail (target 20)")
        for way, target in (("db", 20), ("dir in memory", None), ("dir", None), ("pipe", 1.5)):
            ratio = rates["email " + way] / rates["fossil " + way]
            what = {"dir in memory": "by relay; neither is synced", "db": "by relay; synced, as Fossil's is, mail by mail",
                    "dir": "by relay; each file synced, against Fossil's, which is not", "pipe": "the same command"}[way]
            print(f"ratio: {way} {ratio:.1f} times Fossil's ({what}{f'; target {target}' if target else ''})")

    def empty_folder(self):
        """In memory."""
        folder = os.path.join(self.memory, "dir")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        return folder

    def exec_by_dir(self):
        work = os.path.join(self.work, "many")
        os.mkdir(work)
        fossil = Fossil(work, DIR_MAILS)
        times = {"fossil": [], "email exec": []}
        for _ in range(2 * self.options.rounds + 1):
            for name in times:
                folder = self.empty_folder()
                times[name].append(
                    fossil.send("dir", "email-send-dir", folder) if name == "fossil"
                    else self.exec("dir", "email-send-dir", folder, DIR_MAILS))
                if len(os.listdir(folder)) != DIR_MAILS:
                    raise SystemExit(f"{name} did not send")
        rates = {name: DIR_MAILS / statistics.median(values) for name, values in times.items()}
        for name, rate in rates.items():
            print(f"{name + ' dir, not synced':26} {rate:10.0f} mails a second ({len(times[name])} rounds of {DIR_MAILS})")
        ratio = rates["email exec"] / rates["fossil"]
        print(f"ratio: exec by dir {ratio:.2f} times Fossil's, with a row of history for each mail; neither is synced (target 1)")

    def exec(self, method, setting, target, mails=None):
        """The whole of `email exec`, from an event to the mails: the time that takes for all subscribers.

        Each way has a database of its own, as the change from one to another is written down, and waits for the disk."""
        database = os.path.join(self.work, f"exec-{method}.db")
        environment = {"PATH": os.environ["PATH"], "EMAIL_DB": database, "HOME": self.work}
        run = lambda *arguments, **options: subprocess.run(
            [self.options.email, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment, **options)
        if not os.path.exists(database):
            run("init")
            run("settings", "email-self", "list@example.org")
            run("settings", "email-url", "http://x.example.org")
            run("settings", "email-send-sync", "off")
            run("subscribers", "import", "-", text=True, input="address,verified\n" + "".join(
                f"u{number}@example.net,1\n" for number in range(mails or self.options.mails)))
        run("settings", setting, target)
        run("settings", "email-send-method", method)
        run("event", "add", "--type", "c", "--subject", "a change")
        return timed([self.options.email, "exec"], env=environment, cwd=self.work)

    def smtp(self):
        tools = self.options.smtp_tools
        environment = dict(os.environ)
        if os.path.isdir(os.path.join(tools, "../lib/postfix")):
            environment["LD_LIBRARY_PATH"] = os.path.join(tools, "../lib/postfix")
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        sink = subprocess.Popen([os.path.join(tools, "smtp-sink"), *user, f"127.0.0.1:{port}", "256"], env=environment)
        try:
            while socket.socket().connect_ex(("127.0.0.1", port)):
                time.sleep(0.01)
            mails, connections = self.count(self.queue), str(self.options.connections)
            database = sqlite3.connect(self.queue)
            size = int(database.execute("SELECT avg(length(msg)) FROM email").fetchone()[0])
            database.close()
            times = {"smtp-source": [], "smtp-source, a connection a mail": [], "email smtp": []}
            source = [os.path.join(tools, "smtp-source"), "-s", connections, "-m", str(mails), "-l", str(size)]
            for _ in range(self.options.rounds):
                times["smtp-source"].append(timed([*source, "-d", f"127.0.0.1:{port}"], env=environment))
                times["smtp-source, a connection a mail"].append(timed([*source, f"127.0.0.1:{port}"], env=environment))
                times["email smtp"].append(
                    self.relay("--to", "smtp", "--set", f"email-send-relayhost=127.0.0.1:{port}",
                               "--set", "email-send-parallel=" + connections))
        finally:
            sink.send_signal(signal.SIGTERM)
            sink.wait()
        rates = {name: mails / statistics.median(values) for name, values in times.items()}
        for name, rate in rates.items():
            print(f"{name:12} {rate:10.0f} mails a second, {connections} connections, {size} bytes")
        print(f"ratio: smtp {rates['email smtp'] / rates['smtp-source']:.2f} times smtp-source to the same smtp-sink (target 0.5)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--email", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--smtp-tools", default="/usr/sbin")
    options = parser.parse_args()
    options.email = os.path.abspath(options.email)
    options.work = os.path.abspath(options.work)
    bench = Bench(options)
    try:
        bench.fossil_ways()
        bench.exec_by_dir()
        bench.smtp()
    finally:
        shutil.rmtree(bench.memory)


if __name__ == "__main__":
    main()
