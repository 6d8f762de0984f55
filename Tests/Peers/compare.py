#!/usr/bin/env python3
"""Compares what `decode-email --json` reads with what Python's email package and GMime read in the same mails.

    compare.py --ours OURS.jsonl --known KNOWN.tsv FILE…

For every mail: the tree of parts (path and type), the decoded bytes of each leaf (SHA-256), its charset, and the subject.
A difference is either listed in KNOWN.tsv, with the reason why ours is right, or it makes this program fail, and so does
a line of KNOWN.tsv about a mail that was read but does not differ. Columns: file, peer, what differs, reason.
"""
import argparse
import email
import email.header
import email.policy
import hashlib
import json
import os
import re
import sys

try:
    import gi

    gi.require_version("GMime", "3.0")
    from gi.repository import GMime

    GMime.init()
except (ImportError, ValueError):
    GMime = None

BOM = b"\xef\xbb\xbf"


def digest(data):
    return hashlib.sha256(data).hexdigest()


def join(path, number):
    return f"{path}.{number}" if path else str(number)


def squeeze(text):
    return re.sub(r"\s+", " ", text or "").strip()


class Reading:
    """What one reader found: the subject, and a row (path, type, charset, digest) a part."""

    def __init__(self):
        self.subject = ""
        self.parts = []

    def add(self, path, kind, charset, data):
        self.parts.append((path, kind.lower(), (charset or "").lower(), None if data is None else digest(data)))


def ours(row):
    reading = Reading()
    subjects = [value for name, value in row["headers"] if name.lower() == "subject"]
    reading.subject = squeeze(subjects[0] if subjects else "")
    for part in row["parts"]:
        reading.parts.append((part["path"], part["type"], (part["charset"] or "").lower(), part.get("sha256")))
    return reading


def python_reading(data):
    reading = Reading()
    message = email.message_from_bytes(data)
    try:
        reading.subject = squeeze(str(email.header.make_header(email.header.decode_header(message.get("Subject", "")))))
    except (LookupError, UnicodeError, email.errors.HeaderParseError):
        reading.subject = None

    def walk(part, path):
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            reading.add(path, kind, None, None)
            for number, child in enumerate(part.get_payload(), 1):
                walk(child, join(path, number))
        elif kind in ("message/rfc822", "message/global") and isinstance(part.get_payload(), list):
            reading.add(path or "1", kind, None, None)
            root = part.get_payload()[0]
            walk(root, (path or "1") if root.get_content_maintype() == "multipart" else join(path or "1", 1))
        elif isinstance(part.get_payload(), list):
            reading.parts.append((path or "1", kind, "", "?"))  # message/delivery-status: taken apart, the bytes are gone
        else:
            payload = part.get_payload(decode=True) or b""
            charset = part.get_param("charset")
            if isinstance(charset, tuple):
                charset = charset[2]
            reading.add(path or "1", kind, charset, payload)

    walk(message, "")
    return reading


def gmime_reading(data):
    reading = Reading()
    stream = GMime.StreamMem.new_with_buffer(data)
    parser = GMime.Parser.new_with_stream(stream)
    message = parser.construct_message(None)
    reading.subject = squeeze(message.get_subject() or "")

    def walk(part, path):
        kind = part.get_content_type().get_mime_type()
        if isinstance(part, GMime.Multipart):
            reading.add(path, kind, None, None)
            for number in range(part.get_count()):
                walk(part.get_part(number), join(path, number + 1))
        elif isinstance(part, GMime.MessagePart):
            reading.add(path or "1", kind, None, None)
            inner = part.get_message()
            root = inner.get_mime_part() if inner else None
            if root is not None:
                walk(root, (path or "1") if isinstance(root, GMime.Multipart) else join(path or "1", 1))
        else:
            out = GMime.StreamMem.new()
            content = part.get_content()
            if content is not None:
                content.write_to_stream(out)
            array = out.get_byte_array() if out.length() > 0 else b""
            reading.add(path or "1", kind, part.get_content_type_parameter("charset"), bytes(array or b""))

    if message.get_mime_part() is not None:
        walk(message.get_mime_part(), "")
    return reading


def compare(mine, theirs):
    """The names of what differs: structure, bytes PATH, charset PATH, subject."""
    tree = [(path, kind) for path, kind, _, _ in mine.parts]
    if tree != [(path, kind) for path, kind, _, _ in theirs.parts]:
        yield "structure", tree, [(path, kind) for path, kind, _, _ in theirs.parts]
    else:
        for (path, _, charset, data), (_, _, other_charset, other) in zip(mine.parts, theirs.parts):
            if other != "?" and data != other:
                yield f"bytes {path}", data, other
            if charset != other_charset:
                yield f"charset {path}", charset, other_charset
    if theirs.subject is not None and mine.subject != theirs.subject:
        yield "subject", mine.subject, theirs.subject


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--known", required=True)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    peers = {"python": python_reading}
    if GMime is None:
        print("GMime's Python binding is missing (packages gir1.2-gmime-3.0 and python3-gi)")
        sys.exit(1)
    peers["gmime"] = gmime_reading

    with open(options.known, encoding="utf-8") as lines:
        known = {tuple(line.rstrip("\n").split("\t")[:3]) for line in lines if line.strip() and not line.startswith("#")}
    with open(options.ours, encoding="utf-8") as lines:
        rows = {row["file"]: row for row in map(json.loads, lines)}
    seen, unlisted, listed = set(), 0, 0
    for path in options.files:
        name = os.path.basename(path)
        seen.add(name)
        with open(path, "rb") as file:
            data = file.read()
        mine = ours(rows[path])
        for peer, read in peers.items():
            for what, want, got in compare(mine, read(data)):
                if (name, peer, what) in known:
                    known.discard((name, peer, what))
                    listed += 1
                else:
                    unlisted += 1
                    print(f"{name}\t{peer}\t{what}" + (f"\n  ours {want}\n  peer {got}" if options.verbose else ""))
    stale = sorted(row for row in known if row[0] in seen)
    for row in stale:
        print("listed as different, but is not: " + "\t".join(row))
    print(f"{len(options.files)} mails, {', '.join(peers)}: {listed} listed differences, {unlisted} not listed, {len(stale)} stale")
    sys.exit(1 if unlisted or stale or not options.files else 0)


if __name__ == "__main__":
    main()
