"""A real service on a database of its own, for the tests of the web pages: started, asked over HTTP, and stopped."""

import atexit
import email
import email.policy
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse


def free_port():
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    """What came back: status, headers (lower case, in order) and text."""

    def __init__(self, response, body):
        self.status = response.status
        self.headers = [(name.lower(), value) for name, value in response.getheaders()]
        self.body = body
        self.text = body.decode("utf-8", "replace")

    def header(self, name):
        return next((value for key, value in self.headers if key == name.lower()), None)


class Service:
    """`email serve` on a new database in a folder of its own. Mails go into the folder `mails`, a file a mail."""

    password = "correct horse battery staple"

    def __init__(self, program, settings=(), arguments=(), loop="1", prepare=None):
        """prepare makes the database of another program, which is adopted, given this service."""
        self.program = str(program)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="email-web-"))
        self.database = self.folder / "email.db"
        self.mail_folder = self.folder / "mails"
        self.mail_folder.mkdir()
        self.port = free_port()
        self.lmtp_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.arguments = list(arguments)
        self.loop = loop
        self.process = None
        if prepare:
            prepare(self)
        self.email("init")
        for name, value in {
            "email-self": "list@lists.example", "email-admin": "admin@lists.example", "email-url": self.url,
            "email-send-method": "dir", "email-send-dir": str(self.mail_folder), "email-send-sync": "off",
            "email-subname": "[list]", **dict(settings),
        }.items():
            self.email("settings", name, value)
        self.email("admin", "password", input=self.password + "\n")

    def email(self, *arguments, input=None, check=True):
        """Runs a subcommand on the database; returns what it printed."""
        done = subprocess.run(
            [self.program, *arguments, "--db", str(self.database)], input=input, text=True, capture_output=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"email {' '.join(arguments)}: {done.returncode} {done.stderr}")
        return done.stdout

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, *_):
        self.stop()
        # What failed is left to be looked at.
        if kind is None:
            atexit.register(shutil.rmtree, self.folder, ignore_errors=True)

    def start(self):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            [self.program, "serve", "--db", str(self.database), "--listen", f"127.0.0.1:{self.port}",
             "--lmtp", f"127.0.0.1:{self.lmtp_port}", "--loop", self.loop, *self.arguments],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        self.wait_for(self.answers, "the service to listen")

    def answers(self):
        if self.process.poll() is not None:
            raise RuntimeError("the service ended: " + self.log_text())
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def stop(self, number=signal.SIGTERM):
        """Asks it to stop; returns its status."""
        if self.process is None:
            return None
        self.process.send_signal(number)
        status = self.process.wait(60)
        self.process = None
        self.log.close()
        return status

    def log_text(self):
        return (self.folder / "log").read_text(errors="replace")

    @staticmethod
    def wait_for(condition, what, seconds=60):
        """Waits until a condition holds; returns its value."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            time.sleep(0.05)
        raise RuntimeError(f"waited {seconds} s in vain for {what}")

    # HTTP

    def request(self, method, path, form=None, headers=(), body=None):
        """One request on a connection of its own. No redirect is followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            fields = dict(headers)
            if form is not None:
                body = urllib.parse.urlencode(form, doseq=True)
                fields.setdefault("Content-Type", "application/x-www-form-urlencoded")
            connection.request(method, path, body, fields)
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, form=None, **options):
        return self.request("POST", path, form=form or {}, **options)

    # What happened

    def rows(self, sql, values=()):
        """What a query gives, read beside the service."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def change(self, sql, values=()):
        connection = sqlite3.connect(self.database, timeout=30)
        try:
            with connection:
                connection.execute(sql, values)
        finally:
            connection.close()

    def dump(self):
        """The whole database as SQL text, to be compared."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30)
        try:
            return "\n".join(connection.iterdump())
        finally:
            connection.close()

    def subscribe(self, address, letters="acftw", verified=True):
        """Adds a subscriber by the command line; returns the code of the page."""
        self.email("subscribe", address, "--subscriptions", letters, *(["--verified"] if verified else []))
        return self.code(address)

    def code(self, address):
        found = self.rows("SELECT lower(hex(subscriberCode)) FROM subscriber WHERE semail=?", (address,))
        return found[0][0] if found else None

    def mails(self, to=None):
        """The mails that went out, oldest first."""
        found = []
        for path in sorted(self.mail_folder.iterdir()):
            if path.name.startswith("."):
                continue
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if to is None or to in str(mail["To"]):
                found.append(mail)
        return found

    def links(self, mail):
        """Every URL of ours in a mail, its header included."""
        text = "\n".join(f"{name}: {value}" for name, value in mail.items())
        body = mail.get_body(("plain",))
        text += "\n" + (body.get_content() if body else "")
        return list(dict.fromkeys(re.findall(re.escape(self.url) + r"[^\s<>\"]*", text)))


class Checks:
    """Counts what was checked, and says each failure at once."""

    def __init__(self, name):
        self.name = name
        self.count = 0
        self.failures = 0

    def __call__(self, is_true, what):
        self.count += 1
        if not is_true:
            self.failures += 1
            print(f"{self.name}: FAILED: {what}", flush=True)

    def end(self):
        """Prints the sum and ends the program."""
        print(f"{self.name}: {self.count - self.failures} of {self.count} checks hold", flush=True)
        sys.exit(1 if self.failures or not self.count else 0)
