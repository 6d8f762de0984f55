#!/usr/bin/env python3
"""The world around a mail server that makes bounces: a name server, remote mail servers that refuse mail with the replies
of real ones, and our own mail server, which keeps what comes back to bounces@example.org.

    world.py serve                          runs until it is killed
    world.py listen [HOST]                  waits until port 25 of HOST (127.0.0.1) answers
    world.py send KIND RECIPIENT… [OPTION…] gives one alert to the server on 127.0.0.1
        --notify SUCCESS,DELAY,FAILURE      asks for reports (RFC 3461), with ORCPT and an envelope id
        --ret HDRS|FULL                     what a report is to return
        --utf8                              SMTPUTF8 (RFC 6531)
        --size BYTES                        a longer text
        --to ADDRESS                        the To header, where it is not the first recipient
        --command PROGRAM                   through a program's standard input instead of SMTP
    world.py finish SECONDS                 waits for the mails that are still to come

KIND may be a list, "delayed,expired": the first mail that comes back is kept as the first, and so on.
"""
import argparse
import base64
import datetime
import email.utils
import glob
import hashlib
import os
import quopri
import re
import shlex
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time

FOLDER = "/samples"
SENDER = "bounces@example.org"
INTERNET = 1

def now():
    return email.utils.format_datetime(datetime.datetime.now(datetime.timezone.utc))


# --- names -----------------------------------------------------------------------------------------------------------

MAIL_EXCHANGERS = {
    "example.org": "mail.example.org",
    "example.net": "mx.example.net",
    "example.com": "mx.example.com",
    "legacy.example.net": "legacy.example.net",
    "busy.example.net": "busy.example.net",
    "down.example.net": "down.example.net",
    "nomail.example.net": "",  # RFC 7505: accepts no mail
    "gone.example.net": "no-such-host.example.net",
}
ADDRESSES = {
    "mx.example.org": "192.0.2.1",
    "mail.example.org": "192.0.2.25",
    "mx.example.net": "192.0.2.50",
    "mx.example.com": "192.0.2.60",
    "legacy.example.net": "192.0.2.70",
    "busy.example.net": "192.0.2.80",
    "down.example.net": "192.0.2.99",  # nothing listens there
}
KNOWN = set(MAIL_EXCHANGERS) | set(ADDRESSES) | {"users.example.org"}


def encode_name(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".") if label) + b"\0"


def answer(query):
    """The answer to a DNS query (RFC 1035): A, MX, PTR and SOA of the tables above, NXDOMAIN for the rest."""
    position, labels = 12, []
    while query[position]:
        length = query[position]
        labels.append(query[position + 1:position + 1 + length].decode("ascii", "replace").lower())
        position += length + 1
    name, question = ".".join(labels), query[12:position + 5]
    kind = struct.unpack(">H", query[position + 1:position + 3])[0]
    records = []
    reverse = {".".join(reversed(address.split("."))) + ".in-addr.arpa": host for host, address in ADDRESSES.items()}
    if kind == 1 and name in ADDRESSES:
        records.append((1, socket.inet_aton(ADDRESSES[name])))
    elif kind == 15 and name in MAIL_EXCHANGERS:
        host = MAIL_EXCHANGERS[name]
        records.append((15, struct.pack(">H", 10 if host else 0) + encode_name(host)))
    elif kind == 12 and name in reverse:
        records.append((12, encode_name(reverse[name])))
    exists = name in KNOWN or name in reverse or name in ("org", "net", "com", "test")
    flags = 0x8580 | (0 if exists else 3)
    reply = query[:2] + struct.pack(">HHHHH", flags, 1, len(records), 0 if records else 1, 0) + question
    for record, data in records:
        reply += b"\xc0\x0c" + struct.pack(">HHIH", record, INTERNET, 3600, len(data)) + data
    if not records:
        soa = encode_name("ns.example.org") + encode_name("hostmaster.example.org") + struct.pack(">IIIII", 1, 3600, 900, 86400, 60)
        reply += encode_name(name.split(".")[-1]) + struct.pack(">HHIH", 6, INTERNET, 60, len(soa)) + soa
    return reply


class UDPNames(socketserver.BaseRequestHandler):
    def handle(self):
        data, connection = self.request
        connection.sendto(answer(data), self.client_address)


class TCPNames(socketserver.StreamRequestHandler):
    def handle(self):
        while head := self.rfile.read(2):
            reply = answer(self.rfile.read(struct.unpack(">H", head)[0]))
            self.wfile.write(struct.pack(">H", len(reply)) + reply)


# --- remote servers --------------------------------------------------------------------------------------------------

# What a remote server says, by the local part: at RCPT, or at the end of the mail where the key ends in a dot. {} is the address.
REPLIES = {
    "no-such-user": "550 5.1.1 <{}>: Recipient address rejected: User unknown in virtual mailbox table",
    "jörg": "550 5.1.1 <{}>: Recipient address rejected: User unknown in virtual mailbox table",
    "also-gone": "550 5.1.1 <{}>: Recipient address rejected: User unknown in local recipient table",
    "full": "552 5.2.2 <{}>: Recipient address rejected: Mailbox full, quota exceeded",
    "suspended": "550 5.2.1 <{}>: Recipient address rejected: This account has been suspended",
    "moved": "551 5.1.6 <{}>: User has moved; please try <new.address@example.com>",
    "relay": "554 5.7.1 <{}>: Relay access denied",
    "policy": "550 5.7.1 <{}>: Recipient address rejected: Access denied by policy",
    "blocked": "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.com; https://bl.example.com/query/192.0.2.1",
    "greylisted": "450 4.2.0 <{}>: Recipient address rejected: Greylisted, try again in 300 seconds",
    "over-quota": "452 4.2.2 <{}>: Mailbox full",
    "spam.": "554 5.7.1 Message rejected: this message looks like spam (score 12.4)",
    "virus.": "554 5.7.1 Message rejected: virus found in message (Eicar-Test-Signature)",
    "too-large.": "552 5.3.4 Message size exceeds fixed maximum message size",
}
LIMIT = 10_240_000
# Servers that speak otherwise: several lines, or no enhanced status at all.
MULTILINE = [
    "550-5.1.1 The email account that you tried to reach does not exist. Please try",
    "550-5.1.1 double-checking the recipient's email address for typos or",
    "550-5.1.1 unnecessary spaces. Learn more at",
    "550 5.1.1  https://support.example.com/mail/?p=NoSuchUser a1-20020a0568301f2100b006a - gsmtp",
]
LEGACY = {
    "no-such-user": "550 No such user here",
    "full": "552 Requested mail action aborted: exceeded storage allocation",
    "unavailable": "550 Requested action not taken: mailbox unavailable",
    "spam.": "550 High probability of spam",
}


class Remote(socketserver.StreamRequestHandler):
    """Speaks SMTP (RFC 5321) as the host whose address was called."""

    def say(self, *lines):
        for line in lines:
            self.wfile.write(line.encode() + b"\r\n")

    def refusal(self, address, when):
        local = address.rpartition("@")[0]
        table = LEGACY if self.host == "legacy.example.net" else REPLIES
        for key, reply in table.items():
            if key.rstrip(".") in local and key.endswith(".") == (when == "DATA"):
                if self.host == "mx.example.com" and key == "no-such-user":
                    return MULTILINE
                return [reply.format(address)]
        return None

    def handle(self):
        here = self.request.getsockname()[0]
        self.host = next((host for host, address in ADDRESSES.items() if address == here), "localhost")
        if self.host == "busy.example.net":
            return self.say("421 4.3.2 busy.example.net: Service not available, too busy, closing transmission channel")
        self.say(f"220 {self.host} ESMTP")
        sender, recipients = "", []
        hello = ""
        try:
            while line := self.rfile.readline():
                command = line.decode("utf-8", "replace").strip()
                verb = command[:4].upper()
                path = re.search(r"<(?:@[^:>]*:)?([^>]*)>", command)
                if verb == "EHLO" and self.host != "legacy.example.net":
                    hello = command[5:]
                    self.say(f"250-{self.host}", "250-PIPELINING", f"250-SIZE {LIMIT}", "250-ENHANCEDSTATUSCODES", "250-8BITMIME", "250 SMTPUTF8")
                elif verb in ("EHLO", "HELO"):
                    hello = command[5:]
                    self.say("500 Command unrecognized" if verb == "EHLO" else f"250 {self.host}")
                elif verb == "MAIL":
                    size = re.search(r" SIZE=(\d+)", command)
                    sender, recipients = path.group(1) if path else "", []
                    if size and int(size.group(1)) > LIMIT:
                        self.say("552 5.3.4 Message size exceeds fixed limit")
                    else:
                        self.say("250 2.1.0 Ok")
                elif verb == "RCPT":
                    address = path.group(1) if path else ""
                    if refusal := self.refusal(address, "RCPT"):
                        self.say(*refusal)
                    else:
                        recipients.append(address)
                        self.say("250 2.1.5 Ok")
                elif verb == "DATA":
                    if not recipients:
                        self.say("554 5.5.1 Error: no valid recipients")
                        continue
                    self.say("354 End data with <CR><LF>.<CR><LF>")
                    data = bytearray()
                    while (line := self.rfile.readline()) not in (b".\r\n", b""):
                        data += line[1:] if line.startswith(b".") else line
                    if refusal := self.refusal(recipients[0], "DATA"):
                        self.say(*refusal)
                        continue
                    if here == ADDRESSES["mail.example.org"]:
                        keep(sender, recipients, hello, bytes(data))
                    self.say("250 2.0.0 Ok: queued as 4ZkQ7L2nXzz1P")
                elif verb == "QUIT":
                    return self.say("221 2.0.0 Bye")
                elif verb in ("RSET", "NOOP"):
                    self.say("250 2.0.0 Ok")
                else:
                    self.say("502 5.5.2 Error: command not recognized")
        except (BrokenPipeError, ConnectionResetError):
            pass


# --- our own server --------------------------------------------------------------------------------------------------

lock = threading.Lock()


def keep(sender, recipients, hello, data):
    """Keeps a mail to bounces@example.org under the kind of the alert that it is about, as delivered to a program."""
    if SENDER not in recipients:
        return
    trace = (f"Return-Path: <{sender}>\nDelivered-To: {SENDER}\nReceived: from {hello} (mx.example.org [192.0.2.1])\n"
             f"\tby mail.example.org (SMTP) with ESMTP id 4ZkQ7L2nXzz1P\n\tfor <{SENDER}>; {now()}\n")
    with lock:
        mail = data.replace(b"\r\n", b"\n")
        for path in sorted(glob.glob(f"{FOLDER}/sent/*")):
            code, token, addresses = open(path, encoding="utf-8").read().split("\n")[:3]
            signs = [code, token] + addresses.split()
            if any(sign.encode() in mail or sign.encode() in quopri.decodestring(mail) for sign in signs):
                kinds = [kind for kind in os.path.basename(path).split(",") if not os.path.exists(f"{FOLDER}/out/{kind}.eml")]
                if not kinds:
                    return
                name = kinds[0]
                break
        else:
            name = f"unmatched-{len(glob.glob(FOLDER + '/out/*')) + 1}"
        with open(f"{FOLDER}/out/{name}.eml", "wb") as file:
            file.write(trace.encode() + mail)
    print(f"    {name}", file=sys.stderr, flush=True)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 64


def serve():
    os.makedirs(f"{FOLDER}/sent", exist_ok=True)
    servers = [socketserver.ThreadingUDPServer((ADDRESSES["mail.example.org"], 53), UDPNames), Server((ADDRESSES["mail.example.org"], 53), TCPNames)]
    servers += [Server((ADDRESSES[host], 25), Remote) for host in ("mail.example.org", "mx.example.net", "mx.example.com", "legacy.example.net", "busy.example.net")]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Event().wait()


# --- one of our alerts -----------------------------------------------------------------------------------------------

TEXT = """Anna Müller wrote about “Release 2.1”:

    The build is green again — thank you all. The notes are on the wiki,
    and the next date is Thursday, 18:30.

https://example.org/forumpost/5f2c81e09a

-- 
You receive this because you subscribed to alerts of example.org.
To unsubscribe: https://example.org/unsubscribe/{code}
"""


def alert(kind, to, size, quoted):
    code = hashlib.sha256(f"{os.environ.get('SERVER')} {to}".encode()).hexdigest()
    token = hashlib.sha256(f"{os.environ.get('SERVER')} {kind}".encode()).hexdigest()[:24]
    text = TEXT.format(code=code)
    text += "\n" + "The long log follows, line after line.\n" * (size // 39) if size else ""
    if quoted:
        encoding, body = "quoted-printable", quopri.encodestring(text.encode()).decode()
    else:
        encoding, body = "base64", base64.encodebytes(text.encode()).decode()
    head = (f"From: Alerts <alerts@example.org>\nTo: <{to}>\nSubject: [example] New comment on Release 2.1\n"
            f"Date: {now()}\nMessage-ID: <{token}@example.org>\n"
            f"List-Unsubscribe: <https://example.org/unsubscribe/{code}>\nMIME-Version: 1.0\n"
            f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n")
    return code, token, (head + body).encode()


def send(options):
    first = options.recipients[0]
    quoted = len(os.listdir(f"{FOLDER}/sent")) % 2 == 1
    code, token, mail = alert(options.kind, options.to or first, options.size, quoted)
    with open(f"{FOLDER}/sent/{options.kind}", "w", encoding="utf-8") as file:
        file.write("\n".join([code, token, " ".join(options.recipients)]))
    if options.command:
        done = subprocess.run(shlex.split(options.command) + options.recipients, input=mail, check=False)
        if done.returncode:
            print(f"    {options.kind}: {options.command} exits with {done.returncode}", file=sys.stderr)
        return
    with socket.create_connection((options.server, 25), timeout=30) as connection:
        stream = connection.makefile("rwb")

        def talk(line, expected):
            if line is not None:
                stream.write(line.encode() + b"\r\n")
                stream.flush()
            while (reply := stream.readline())[3:4] == b"-":
                pass
            if not reply.startswith(expected):
                raise SystemExit(f"    {options.kind}: {line!r} was answered with {reply.decode(errors='replace').strip()!r}")

        talk(None, b"220")
        talk("EHLO app.example.org", b"250")
        parameters = (" SMTPUTF8" if options.utf8 else "") + (f" RET={options.ret}" if options.ret else "")
        talk(f"MAIL FROM:<{SENDER}>" + parameters + (f" ENVID={token}" if options.notify else ""), b"250")
        for recipient in options.recipients:
            notify = f" NOTIFY={options.notify} ORCPT=rfc822;{recipient.replace('+', '+2B')}" if options.notify else ""
            talk(f"RCPT TO:<{recipient}>{notify}", b"250")
        talk("DATA", b"354")
        stream.write(mail.replace(b"\n.", b"\n..").replace(b"\n", b"\r\n") + b".\r\n")
        stream.flush()
        talk(None, b"250")
        talk("QUIT", b"221")


def listen(host):
    for _ in range(600):
        try:
            with socket.create_connection((host, 25), timeout=10) as connection:
                if connection.recv(4).startswith(b"220"):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port 25 of {host}")


def finish(seconds):
    deadline = time.monotonic() + seconds
    while True:
        wanted = [kind for path in os.listdir(f"{FOLDER}/sent") for kind in path.split(",")]
        missing = [kind for kind in wanted if not os.path.exists(f"{FOLDER}/out/{kind}.eml")]
        if not missing:
            return
        if time.monotonic() > deadline:
            return print(f"    did not come back: {', '.join(sorted(missing))}", file=sys.stderr)
        time.sleep(0.5)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command_name", required=True)
    commands.add_parser("serve")
    commands.add_parser("listen").add_argument("host", nargs="?", default="127.0.0.1")
    commands.add_parser("finish").add_argument("seconds", type=float)
    sending = commands.add_parser("send")
    sending.add_argument("kind")
    sending.add_argument("recipients", nargs="+")
    sending.add_argument("--notify")
    sending.add_argument("--ret")
    sending.add_argument("--utf8", action="store_true")
    sending.add_argument("--size", type=int, default=0)
    sending.add_argument("--to")
    sending.add_argument("--command")
    sending.add_argument("--server", default="127.0.0.1")
    options = parser.parse_args()
    if options.command_name == "serve":
        serve()
    elif options.command_name == "listen":
        listen(options.host)
    elif options.command_name == "finish":
        finish(options.seconds)
    else:
        send(options)


if __name__ == "__main__":
    main()
