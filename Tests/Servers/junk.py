#!/usr/bin/env python3
"""junk.py SAMPLES NAME: gives the server on port 25 mails for bounces@example.org that nobody should answer.

Empty and broken mails, spam, text that is no report, and real bounces of several servers, with the null sender and with others.
Prints how many. NAME makes each of them one of its own.
"""
import pathlib
import re
import smtplib
import sys

samples, name = pathlib.Path(sys.argv[1]), sys.argv[2]
mark = b"X-Mark: " + name.encode() + b"\r\n"
KINDS = ["unknown-user", "mailbox-full", "spam", "delayed", "expired"]
bounces = [
    samples / "Bounces" / f"{server}-{kind}.eml"
    for server in ["postfix", "exim", "opensmtpd", "sendmail"]
    for kind in KINDS
]


def as_sent(path):
    """A sample as it was before it was delivered here: servers take a second Delivered-To for a loop."""
    mail = path.read_bytes().replace(b"\r\n", b"\n")
    mail = re.sub(rb"^(From |Return-Path:|Delivered-To:|X-Original-To:|Envelope-To:).*\n", b"", mail, flags=re.M | re.I)
    return mark + mail.replace(b"\n", b"\r\n")


bodies = [as_sent(path) for path in bounces + sorted((samples / "Reports").glob("*.eml"))]
bodies += [
    mark + b"\r\n",
    mark,
    mark + b"Subject: cheap watches\r\nFrom: <spam@example.com>\r\n\r\nBuy now\r\n",
    mark + b"Content-Type: multipart/report; boundary=\r\n\r\n--\r\n--x--\r\n",
    mark + b"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n====\xff\xfe\r\n",
    mark + b"Subject: =?utf-8?B?////?=\r\n\r\n" + b"\xff" * 900 + b"\r\n",
    mark + b"\r\n" + b"no report\r\n" * 50_000,
]

count = 0
for number, body in enumerate(bodies):
    for sender in ["", "someone@example.com"]:
        recipient = ["bounces@example.org", "bounces+junk@example.org", "bounces+" + "a" * 28 + "@example.org"][number % 3]
        # A connection each: Exim leaves what comes as the eleventh of one to its next queue run.
        with smtplib.SMTP("127.0.0.1", 25, timeout=60) as server:
            server.sendmail(sender, [recipient], b"X-Number: %d\r\n" % count + body)
        count += 1
print(count)
