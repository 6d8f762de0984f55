#!/usr/bin/env python3
"""Compares what `decode-email --json` reads with what Python's email package and GMime read in the same mails.

    compare.py --ours OURS.jsonl --known KNOWN.tsv [--corpus FOLDER] FILE…

For every mail: the tree of parts (path and type), the decoded bytes of each leaf (SHA-256), its charset, and the subject.
A difference is either listed in KNOWN.tsv, with the reason why ours is right, or it makes this program fail, and so does
a line of KNOWN.tsv that no difference bears out any more. Columns: file, peer, what differs, reason. Files of FOLDER are
called corpus/NAME there; where no FOLDER is given, lines about them are passed over.
"""
import argparse
import collections
import email
import email.policy
import hashlib
import itertools
import json
import re
import sys

import listed

try:
    import gi

    gi.require_version("GMime", "3.0")
    from gi.repository import GMime

    GMime.init()
except (ImportError, ValueError):
    GMime = None

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


class Message(email.message.Message):
    """Python takes the bodies of message/delivery-status and all message/* but message/rfc822 apart while it parses, so
    that their bytes are gone. While it parses, such a part says that it is text, and its bytes are kept."""

    parsing = True

    def get_content_type(self):
        kind = super().get_content_type()
        opaque = kind.startswith("message/") and kind not in ("message/rfc822", "message/global")
        return "text/plain" if opaque and Message.parsing else kind


def python_reading(data):
    reading = Reading()
    Message.parsing = True
    message = email.message_from_bytes(data, _class=Message)
    Message.parsing = False
    # The older interface puts a blank between an encoded word and what follows; the newer one decodes words as they stand.
    header = email.message_from_bytes(data, policy=email.policy.default)
    reading.subject = squeeze(str(header.get("Subject", "")))

    def charset(part):
        value = part.get_param("charset")
        return value[2] if isinstance(value, tuple) else value

    def walk(part, path):
        kind = part.get_content_type()
        if isinstance(part.get_payload(), list) and part.get_content_maintype() == "multipart":
            reading.add(path, kind, charset(part), None)
            for number, child in enumerate(part.get_payload(), 1):
                walk(child, join(path, number))
        elif isinstance(part.get_payload(), list):
            reading.add(path or "1", kind, charset(part), None)
            root = part.get_payload()[0]
            walk(root, (path or "1") if root.get_content_maintype() == "multipart" else join(path or "1", 1))
        else:
            # The root has no number of its own if it is a multipart, even one whose boundary never occurs.
            number = path or ("" if part.get_content_maintype() == "multipart" and part.get_boundary() else "1")
            reading.add(number, kind, charset(part), part.get_payload(decode=True) or b"")

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
        charset = part.get_content_type_parameter("charset")
        if isinstance(part, GMime.Multipart):
            reading.add(path, kind, charset, None)
            for number in range(part.get_count()):
                walk(part.get_part(number), join(path, number + 1))
        elif isinstance(part, GMime.MessagePart):
            reading.add(path or "1", kind, charset, None)
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
            reading.add(path or "1", kind, charset, bytes(array or b""))

    if message.get_mime_part() is not None:
        walk(message.get_mime_part(), "")
    return reading


def messages(path):
    """The mail in a file, or the mails of an mbox (RFC 4155): the `From ` lines and the empty lines before them are the
    mailbox's, and `>From ` has lost its `>`. Python's mailbox is not asked: it cuts at every line that begins so."""
    with open(path, "rb") as file:
        data = file.read()
    if not data.startswith(b"From "):
        return [data]
    box = re.sub(rb"\n\r?\n\Z", b"\n", data)
    cut = re.split(rb"(?<=\n)\r?\nFrom [^\n]*\d\d:\d\d[^\n]*\n", re.sub(rb"\AFrom [^\n]*\n", b"", box))
    return [re.sub(rb"^>(>*From )", rb"\1", message, flags=re.MULTILINE) for message in cut]


def compare(mine, theirs, counts):
    """The names of what differs: structure, bytes PATH, charset PATH, subject; the root of a multipart has no number and is
    called so. Counts what was compared."""
    tree = [(path, kind) for path, kind, _, _ in mine.parts]
    other_tree = [(path, kind) for path, kind, _, _ in theirs.parts]
    counts["messages"] += 1
    counts["subjects"] += bool(mine.subject)
    if tree != other_tree:
        yield "structure", tree, other_tree
    else:
        for (path, _, charset, data), (_, _, other_charset, other) in zip(mine.parts, theirs.parts):
            counts["parts"] += 1
            counts["bodies"] += data is not None
            counts["charsets"] += bool(charset)
            if data != other:
                yield f"bytes {path or 'root'}", data, other
            if charset != other_charset:
                yield f"charset {path or 'root'}", charset, other_charset
    if mine.subject != theirs.subject:
        yield "subject", mine.subject, theirs.subject


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--known", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("--verbose", action="store_true", help="show both sides of a difference that is not listed")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    if GMime is None:
        sys.exit("GMime's Python binding is missing (packages gir1.2-gmime-3.0 and python3-gi)")
    peers = {"Python": python_reading, "GMime": gmime_reading}

    known = listed.Listed(options.known, 4, options.corpus)
    with open(options.ours, encoding="utf-8") as lines:
        rows = collections.defaultdict(list)
        for row in map(json.loads, lines):
            rows[row["file"]].append(ours(row))
    counts = {peer: collections.Counter() for peer in peers}
    unlisted = 0
    for path, name in listed.mails(options.files, options.corpus):
        theirs = messages(path)
        if len(theirs) != len(rows[path]):
            sys.exit(f"{name}: {len(rows[path])} messages, where the separators say {len(theirs)}")
        for (mine, data), (peer, read) in itertools.product(zip(rows[path], theirs), peers.items()):
            for what, want, got in compare(mine, read(data), counts[peer]):
                if (name, peer, what) in known:
                    counts[peer]["listed"] += 1
                else:
                    unlisted += 1
                    print(f"{name}\t{peer}\t{what}" + (f"\n  ours {want}\n  peer {got}" if options.verbose else ""))
    stale = known.report_stale()
    vacuous = False
    for peer in peers:
        count = counts[peer]
        print(
            f"{peer}: {count['messages']} messages, {count['parts']} parts compared ({count['bodies']} bodies,"
            f" {count['charsets']} charsets), {count['subjects']} subjects; {count['listed']} listed differences"
        )
        vacuous |= not all(count[key] for key in ("messages", "parts", "bodies", "charsets", "subjects"))
    print(f"{unlisted} differences not listed, {stale} listed that do not occur")
    if vacuous:
        print("nothing was compared")
    sys.exit(1 if unlisted or stale or vacuous else 0)


if __name__ == "__main__":
    main()
