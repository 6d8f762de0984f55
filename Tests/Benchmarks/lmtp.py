#!/usr/bin/env python3
"""Mail in by LMTP: bounces that all differ, to return paths of many subscribers, against Postfix's smtp-source to smtp-sink.

    lmtp.py --email PROGRAM --work FOLDER [--mails N] [--connections N] [--smtp-tools FOLDER] [--rounds N] [--soak N]

Each mail is kept, judged and committed with a full sync before it is answered. Mails of smtp-source are all the same, which
counts as one mail here, so lmtp-source.c sends what was made before the clock starts. With
--soak the memory of the service is read while so many go in.
"""
import argparse
import base64
import hashlib
import hmac
import os
import signal
import socket
import sqlite3
import statistics
import struct
import subprocess
import sys
import time

EPOCH_SECONDS = 32 * 86_400
BODY = """From: MAILER-DAEMON@mx.example.org
To: list@lists.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report{n}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; u{who}@d{domain}.example
Action: failed
Status: 4.2.2
Diagnostic-Code: smtp; 452 4.2.2 The email account that you tried to reach is over quota

--b
Content-Type: message/rfc822

From: list@lists.example
To: u{who}@d{domain}.example
Subject: alert
Message-ID: <alert{n}@lists.example>

News.

--b--
""".replace("\n", "\r\n")


def token(subscriber, address, key):
    head = bytes([0x11]) + subscriber.to_bytes(5, "big") + bytes([int(time.time()) // EPOCH_SECONDS % 256])
    mac = hmac.new(key, head + address.encode(), hashlib.sha256).digest()[:10]
    return base64.b32encode(head + mac).decode().rstrip("=").lower()


def made(n, paths, domains):
    """A mail as lmtp-source reads it: the commands, and the content."""
    who = n % len(paths) + 1
    head = f"MAIL FROM:<> SIZE=1200\r\nRCPT TO:<{paths[who - 1]}>\r\nDATA\r\n".encode()
    body = (BODY.format(n=n, who=who, domain=who % domains) + ".\r\n").encode()
    return struct.pack("<II", len(head), len(body)) + head + body


class Bench:
    def __init__(self, options):
        self.options = options
        self.database = os.path.join(options.work, "lmtp.db")
        self.sent = 0
        self.source_program = os.path.join(options.work, "lmtp-source")
        subprocess.run(["gcc", "-O2", "-o", self.source_program, os.path.join(os.path.dirname(__file__), "lmtp-source.c")],
                       check=True)

    def email(self, *arguments, text=None):
        return subprocess.run([self.options.email, *arguments, "--db", self.database], input=text, text=True, check=True,
                              capture_output=True).stdout

    def prepare(self):
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(self.database + suffix):
                os.unlink(self.database + suffix)
        self.email("init")
        self.email("settings", "email-self", "list@lists.example")
        self.email("settings", "email-bounce-soft-limit", "0")
        count = self.options.subscribers
        self.email("subscribers", "import", "-", text="address,verified\n" + "".join(
            f"u{n}@d{n % self.options.domains}.example,1\n" for n in range(1, count + 1)))
        database = sqlite3.connect(self.database)
        key = database.execute("SELECT secret FROM fx_email_key ORDER BY keyId DESC LIMIT 1").fetchone()[0]
        self.paths = [f"list+{token(number, address, key)}@lists.example" for number, address in database.execute(
            "SELECT subscriberId, semail FROM subscriber ORDER BY subscriberId")]
        database.close()

    def start(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [self.options.email.replace("/email", "/email-server") if not self.options.email.endswith("-server")
             else self.options.email, "serve", "--db", self.database, "--listen", "off", "--loop", "off",
             "--lmtp", str(self.port)], stdout=subprocess.DEVNULL, stderr=open(self.database + ".log", "wb"))
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            if self.process.poll() is not None:
                raise SystemExit("the service ended: " + open(self.database + ".log").read())
            time.sleep(0.01)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(60) != 0:
            raise SystemExit("the service ended with a failure")

    def memory(self, field="VmRSS"):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        raise SystemExit("no memory is told")

    def processor(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def round(self, mails):
        """Sends so many new mails; mails a second, and the processor time of the service for one."""
        file = os.path.join(self.options.work, "mails")
        with open(file, "wb") as mails_file:
            for index in range(mails):
                mails_file.write(made(self.sent + index, self.paths, self.options.domains))
        self.sent += mails
        used = self.processor()
        done = subprocess.run([self.source_program, str(self.port), str(self.options.connections), file], check=True,
                              text=True, capture_output=True).stdout.split()
        os.unlink(file)
        if int(done[0]) != mails:
            raise SystemExit(f"{done[0]} of {mails} mails were taken")
        return mails / float(done[1]), (self.processor() - used) / mails

    def check(self):
        """That each mail that was answered is there, judged, and proven."""
        database = sqlite3.connect(self.database)
        found = database.execute(
            "SELECT count(*) FROM fx_email_inbound WHERE state='judged' AND trust='verified' AND kind='bounce'"
        ).fetchone()[0]
        database.close()
        if found != self.sent:
            raise SystemExit(f"{found} of {self.sent} mails are judged")

    def source(self):
        """smtp-source to smtp-sink by LMTP, with as many connections and mails of the same size."""
        tools = self.options.smtp_tools
        environment = dict(os.environ)
        if os.path.isdir(os.path.join(tools, "../lib/postfix")):
            environment["LD_LIBRARY_PATH"] = os.path.join(tools, "../lib/postfix")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        sink = subprocess.Popen([os.path.join(tools, "smtp-sink"), *user, "-L", f"127.0.0.1:{port}", "256"], env=environment)
        try:
            while socket.socket().connect_ex(("127.0.0.1", port)):
                time.sleep(0.01)
            start = time.perf_counter()
            subprocess.run([os.path.join(tools, "smtp-source"), "-L", "-d", "-s", str(self.options.connections), "-m",
                            str(self.options.mails), "-l", str(len(BODY)), f"127.0.0.1:{port}"], env=environment, check=True)
            return self.options.mails / (time.perf_counter() - start)
        finally:
            sink.send_signal(signal.SIGTERM)
            sink.wait()

    def soak(self):
        part = max(self.options.soak // 10, self.options.connections)
        for index in range(10):
            rate, processor = self.round(part)
            print(f"soak: {self.sent} mails, {rate:.0f} a second, memory {self.memory():.0f} MB", flush=True)
            self.check()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--email", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--subscribers", type=int, default=20_000)
    parser.add_argument("--domains", type=int, default=5_000, help="few of them make an incident, which costs a count a mail")
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--smtp-tools", default="")
    options = parser.parse_args()
    options.email = os.path.abspath(options.email)
    bench = Bench(options)
    bench.prepare()
    bench.start()
    rates, processors, sources = [], [], []
    for _ in range(options.rounds):
        rate, processor = bench.round(options.mails)
        rates.append(rate)
        processors.append(processor)
        bench.check()
        if options.smtp_tools:
            sources.append(bench.source())
    rate = statistics.median(rates)
    print(f"lmtp: {rate:.0f} mails a second of {len(BODY)} bytes, {options.connections} connections, kept, judged and synced "
          f"(target 3000); {1e6 * statistics.median(processors):.0f} microseconds of the service's processor time each")
    if sources:
        print(f"smtp-source to smtp-sink by LMTP: {statistics.median(sources):.0f} mails a second")
        print(f"ratio: lmtp {rate / statistics.median(sources):.2f} times smtp-source to smtp-sink, which keeps nothing")
    print(f"memory: {bench.memory():.0f} MB, at most {bench.memory('VmHWM'):.0f}, {options.subscribers} subscribers")
    if options.soak:
        bench.soak()
    bench.stop()


if __name__ == "__main__":
    sys.exit(main())
