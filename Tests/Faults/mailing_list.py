"""A list in a folder of its own, the mails that are sent to it, and what it did with them: what the scripts here share."""
import base64
import collections
import hashlib
import hmac
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps the mail
SECONDS_IN_EPOCH = 32 * 86_400


class MailingList:
    """A database with subscribers reader0@example.net, reader1@example.net, and so on."""

    def __init__(self, program, subscribers=0, settings=None, parent=None):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp(prefix="email-faults-", dir=parent)
        self.database = os.path.join(self.folder, "email.db")
        self.email("init")
        # Nobody is spared because many fail at once: what a single mail does is to be seen.
        given = {"email-self": "list@example.org", "email-url": "https://example.org/list", "email-incident-limit": "0"}
        for name, value in {**given, **(settings or {})}.items():
            self.email("settings", name, value)
        if subscribers:
            lines = "".join(f"reader{number}@example.net,1\n" for number in range(subscribers))
            self.email("subscribers", "import", "-", text="address,verified\n" + lines)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    # Asking

    def email(self, *arguments, text=None, expected=0):
        result = subprocess.run([self.program, *arguments, "--db", self.database], input=text, capture_output=True,
                                text=True, cwd=self.folder)
        if expected is not None and result.returncode != expected:
            sys.exit(f"email {' '.join(arguments)}: status {result.returncode}: {result.stderr}")
        return result.stdout

    def query(self, sql, *values):
        connection = sqlite3.connect(self.database, timeout=60)
        try:
            with connection:
                return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def value(self, sql, *values):
        return self.query(sql, *values)[0][0]

    def subscribers(self):
        """The whole table, to the byte."""
        return self.query("SELECT * FROM subscriber ORDER BY subscriberId")

    def silenced(self):
        return {row[0] for row in self.query("SELECT semail FROM subscriber WHERE sdonotcall")}

    def codes(self):
        """The code of each address, as our mails carry it."""
        return {row[0]: row[1].hex() for row in self.query("SELECT semail, subscriberCode FROM subscriber")}

    def tokens(self, when=None):
        """The return path of each address, computed here from the description in the sources, not by the program."""
        key = self.value("SELECT secret FROM fx_email_key ORDER BY keyId DESC")
        return {address: token(number, address, key, when) for number, address in
                self.query("SELECT subscriberId, semail FROM subscriber")}

    def complaints(self):
        """What is wrong with the file, whatever happened before; nothing should be."""
        found = []
        if self.value("PRAGMA integrity_check") != "ok":
            found.append("the integrity check fails")
        for what, sql in {
            "mails without their text": "SELECT count(*) FROM fx_email_inbound "
                                        "WHERE inboundId NOT IN (SELECT inboundId FROM fx_email_raw)",
            "texts without their mail": "SELECT count(*) FROM fx_email_raw "
                                        "WHERE inboundId NOT IN (SELECT inboundId FROM fx_email_inbound)",
            "events of a mail that was not judged": "SELECT count(*) FROM fx_email_history JOIN fx_email_inbound "
                                                    "USING(inboundId) WHERE state<>'judged'",
            "judged bounces without an event": "SELECT count(*) FROM fx_email_inbound WHERE state='judged' AND "
                                               "kind='bounce' AND inboundId NOT IN (SELECT inboundId FROM fx_email_history)",
            "subscribers silenced by no mail": "SELECT count(*) FROM subscriber WHERE sdonotcall AND subscriberId NOT IN "
                                               "(SELECT subscriberId FROM fx_email_history WHERE effect='do-not-call')",
            "silencing events without their effect": "SELECT count(*) FROM fx_email_history JOIN subscriber "
                                                     "USING(subscriberId) WHERE effect='do-not-call' AND NOT sdonotcall",
        }.items():
            if count := self.value(sql):
                found.append(f"{count} {what}")
        return found

    # Delivering

    def start(self, mail, recipient=None, before=(), environment=None, **options):
        """The delivery as a process, with the mail on its standard input."""
        given = {"PATH": os.environ["PATH"], "EMAIL_DB": self.database, **(environment or {})}
        if recipient:
            given["ORIGINAL_RECIPIENT"] = recipient
        with tempfile.TemporaryFile() as source:
            source.write(mail)
            source.seek(0)
            return subprocess.Popen([*before, self.program, "inbound"], stdin=source, stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, env=given, cwd=self.folder, **options)

    def begins(self, memory):
        """Whether the program begins with so many bytes of address space."""
        return subprocess.run(["prlimit", f"--as={memory}", self.program, "--version"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0

    def deliver(self, mail, recipient=None, **options):
        """The exit status. A byte of output ends the test: it would make some mail server throw the mail away."""
        process = self.start(mail, recipient, **options)
        output, errors = process.communicate()
        if output or errors:
            sys.exit(f"inbound wrote {output!r} {errors!r}")
        return process.returncode

    def fill_log(self, mails, first=0):
        """Delivers small mails. Nothing may ask the database after it: whoever closes it last moves the log."""
        for number in range(first, first + mails):
            self.deliver(b"Subject: %d\n\n" % number)

    def deliver_all(self, mails):
        """Many mails in one process. Their envelope recipients stand in Delivered-To."""
        path = os.path.join(self.folder, "mbox")
        with open(path, "wb") as file:
            for mail in mails:
                file.write(b"From MAILER-DAEMON Sat Jan  1 00:00:00 2028\n" + mail.replace(b"\nFrom ", b"\n>From ") + b"\n")
        self.email("inbound", "--mbox", "mbox")
        os.unlink(path)


def token(number, address, key, when=None):
    """28 letters: version, subscriber, epoch, and ten bytes of HMAC-SHA256 over these and the address."""
    epoch = int(time.time() if when is None else when) // SECONDS_IN_EPOCH % 256
    head = bytes([0x11]) + number.to_bytes(5, "big") + bytes([epoch])
    mac = hmac.new(key, head + address.lower().encode(), hashlib.sha256).digest()[:10]
    return base64.b32encode(head + mac).decode().lower().rstrip("=")


def bounce(address, identity, code=None, recipient=None, status="5.1.1", diagnostic="550 5.1.1 User unknown",
           message_id=None, delivery=None):
    """A delivery status notification (RFC 3464) about `address`."""
    footer = f"List-Unsubscribe: <https://example.org/list/unsubscribe/{code}>\n" if code else ""
    delivered = f"Delivered-To: {recipient}\n" if recipient else ""
    return f"""{delivered}From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: list@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <{message_id or identity}@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message {identity} could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--b
Content-Type: text/rfc822-headers

From: Alerts <list@example.org>
To: {address}
Subject: Something happened
Message-ID: <{delivery or "alert-" + str(identity)}@example.org>
{footer}
--b--
""".encode()


def ordinary(identity):
    return (f"From: Jane <jane@example.com>\nTo: list@example.org\nSubject: question {identity}\n"
            f"Message-ID: <q{identity}@example.com>\n\nWhere do I find the archive?\n").encode()


def mixed(mailing_list, count, seed=1):
    """As many mails as subscribers and more: proven by token, proven by code, unproven, soft, and no bounces at all.

    Pairs of a mail and its envelope recipient."""
    chance = random.Random(seed)
    codes, tokens = mailing_list.codes(), mailing_list.tokens()
    addresses = sorted(codes)
    mails = []
    for number in range(count):
        address = addresses[number % len(addresses)]
        own = f"list+{tokens[address]}@example.org"
        mails.append([
            lambda: (bounce(address, number), own),
            lambda: (bounce(address, number, code=codes[address]), "list@example.org"),
            lambda: (bounce(address, number), "list@example.org"),
            lambda: (bounce(address, number, status="5.2.2", diagnostic="552 5.2.2 Mailbox full"), own),
            lambda: (ordinary(number), "list@example.org"),
        ][chance.randrange(5)]())
    return mails


class restored:
    """A copy of a list as it was, log and all, for one test of many."""

    def __init__(self, prepared):
        self.copy = MailingList.__new__(MailingList)
        self.copy.program = prepared.program
        self.copy.folder = prepared.folder + ".copy"
        self.copy.database = os.path.join(self.copy.folder, "email.db")
        self.copy.remove()
        shutil.copytree(prepared.folder, self.copy.folder)

    def __enter__(self):
        return self.copy

    def __exit__(self, *_):
        self.copy.remove()


def fill_before_move(program):
    """How many small mails leave a write-ahead log so long that the next delivery moves it into the file."""
    with MailingList(program, 20) as probe:
        probe.codes()
        moved = os.stat(probe.database).st_mtime_ns
        for number in range(1000):
            probe.fill_log(1, number)
            if os.stat(probe.database).st_mtime_ns != moved:
                return number
    sys.exit("no delivery ever moves the log into the file")


def moves_log(prepared, mail):
    """Whether the delivery of this mail writes to the file itself."""
    with restored(prepared) as target:
        before = os.stat(target.database).st_mtime_ns
        if target.deliver(mail) != 0:
            sys.exit("a delivery failed")
        return os.stat(target.database).st_mtime_ns != before


def system_calls(prepared, mail):
    """How often the delivery of a mail makes each system call, but for the first, which starts the program."""
    with restored(prepared) as target:
        listing = os.path.join(target.folder, "trace")
        if target.deliver(mail, before=["strace", "-f", "-qq", "-o", listing]) != 0:
            sys.exit("the traced delivery failed")
        with open(listing) as file:
            calls = collections.Counter(line.split(None, 1)[1].split("(")[0] for line in file if "(" in line)
    calls.pop("execve", None)
    return calls


class Mistakes:
    """What went wrong, collected; the script ends with 1 where something did."""

    def __init__(self):
        self.found = []

    def expect(self, holds, words):
        if not holds:
            self.found.append(words)
            print(f"FAILED: {words}", flush=True)

    def end(self):
        sys.exit(f"{len(self.found)} mistakes" if self.found else 0)
