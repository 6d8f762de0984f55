"""What the tests of LMTP share: return paths as the service signs them, bounces, and a client that speaks byte by byte."""

import base64
import hashlib
import hmac
import socket
import time

EPOCH_SECONDS = 32 * 86_400


def return_path(service, address, epochs_ago=0, key=None, local="list", domain="lists.example"):
    """`list+TOKEN@lists.example` of a subscriber, made from the key in the database as the program does."""
    subscriber = service.rows("SELECT subscriberId FROM subscriber WHERE semail=?", (address,))[0][0]
    key = key or service.rows("SELECT secret FROM fx_email_key ORDER BY keyId DESC LIMIT 1")[0][0]
    return f"{local}+{token(subscriber, address, key, epochs_ago)}@{domain}"


def token(subscriber, address, key, epochs_ago=0):
    epoch = (int(time.time()) // EPOCH_SECONDS - epochs_ago) % 256
    head = bytes([0x11]) + subscriber.to_bytes(5, "big") + bytes([epoch])
    mac = hmac.new(key, head + address.lower().encode(), hashlib.sha256).digest()[:10]
    return base64.b32encode(head + mac).decode().rstrip("=").lower()


def probe_token(service):
    """As `email doctor` makes one."""
    key = service.rows("SELECT secret FROM fx_email_key ORDER BY keyId DESC LIMIT 1")[0][0]
    head = bytes([0x21]) + int(time.time()).to_bytes(4, "big") + b"xy"
    return base64.b32encode(head + hmac.new(key, head, hashlib.sha256).digest()[:10]).decode().rstrip("=").lower()


def bounce(number, address="anna@example.net", status="5.1.1"):
    """A failure report that differs from every other one, with CR LF."""
    return f"""From: MAILER-DAEMON@mx.example.org
To: list@lists.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report{number}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message {number} could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} <{address}>: Recipient address rejected: User unknown

--b
Content-Type: message/rfc822

From: list@lists.example
To: {address}
Subject: alert
Message-ID: <alert{number}@lists.example>

News.

--b--
""".replace("\n", "\r\n").encode()


class Client:
    """A socket that speaks LMTP. Nothing is sent or expected that a test does not name."""

    def __init__(self, port=None, path=None, greet=True, timeout=60):
        if path:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(timeout)
            self.socket.connect(str(path))
        else:
            self.socket = socket.create_connection(("127.0.0.1", port), timeout)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb")
        self.greeting = self.reply()
        if greet:
            self.say("LHLO test.example")

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())

    def line(self):
        return self.reader.readline().decode().rstrip("\r\n")

    def reply(self):
        """One reply, the lines of a long one joined; empty where the connection has ended."""
        lines = []
        while True:
            try:
                line = self.line()
            except ConnectionResetError:
                line = ""
            lines.append(line)
            if len(line) < 4 or line[3] != "-":
                return "\n".join(lines)

    def say(self, command):
        self.send(command + "\r\n")
        return self.reply()

    def has_ended(self):
        """Whether the other end has closed; reads what is left."""
        try:
            return self.reader.read() is not None
        except ConnectionResetError:
            return True

    def begin(self, recipients, sender="", parameters=""):
        """MAIL and RCPT; the replies."""
        replies = [self.say(f"MAIL FROM:<{sender}>{parameters}")]
        return replies + [self.say(f"RCPT TO:<{recipient}>") for recipient in recipients]

    def mail(self, recipients, content, sender="", parameters=""):
        """A whole mail by DATA; the reply for each recipient that was accepted."""
        accepted = [reply for reply in self.begin(recipients, sender, parameters)[1:] if reply.startswith("250")]
        first = self.say("DATA")
        if not first.startswith("354"):
            return [first]
        self.send(b"".join((b"." + line if line.startswith(b".") else line) for line in content.splitlines(True)))
        self.send(".\r\n")
        return [self.reply() for _ in accepted]

    def close(self):
        self.reader.close()
        self.socket.close()
