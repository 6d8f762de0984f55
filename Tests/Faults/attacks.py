#!/usr/bin/env python3
"""Sends to the bounce address what somebody would who means harm, and looks what became of the subscribers and of our sending.

    Tests/Faults/attacks.py PROGRAM [--full] [--seed N]

--full takes ten times as many, and a storm of 100,000 instead of 2,000.
"""
import argparse
import base64
import os
import random
import subprocess
import threading
import time

from mailing_list import SECONDS_IN_EPOCH, MailingList, Mistakes, bounce, ordinary, token

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--full", action="store_true")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
chance = random.Random(options.seed)
mistakes = Mistakes()


def one_bit_changed(text, decode, encode):
    raw = bytearray(decode(text))
    bit = chance.randrange(len(raw) * 8)
    raw[bit // 8] ^= 1 << bit % 8
    return encode(bytes(raw))


def spelled(raw):
    return base64.b32encode(raw).decode().lower().rstrip("=")


def unspelled(text):
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))


def forged_reports(count):
    """Each names a subscriber, says that the address is dead, or complains, and proves nothing."""
    with MailingList(options.program, 200) as victim, MailingList(options.program, 200) as other:
        tokens, codes = victim.tokens(), victim.codes()
        foreign_tokens, foreign_codes = other.tokens(), other.codes()
        key = victim.value("SELECT secret FROM fx_email_key")
        numbers = dict(victim.query("SELECT semail, subscriberId FROM subscriber"))
        addresses = sorted(tokens)
        now = time.time()

        def with_token(text):
            return lambda a, n: bounce(a, n, recipient=f"list+{text(a)}@example.org")

        def with_code(text):
            return lambda a, n: bounce(a, n, code=text(a), recipient="list@example.org")

        kinds = {
            "no token": lambda a, n: bounce(a, n, recipient="list@example.org"),
            "a token with one bit changed": with_token(lambda a: one_bit_changed(tokens[a], unspelled, spelled)),
            "a token of another list": with_token(lambda a: foreign_tokens[a]),
            "the signature of another subscriber": with_token(
                lambda a: spelled(unspelled(tokens[a])[:7] + unspelled(tokens[chance.choice(addresses)])[7:-1] + b"\0")),
            "a token of another address": with_token(lambda a: token(numbers[a], "x" + a, key)),
            "an expired token": with_token(lambda a: token(numbers[a], a, key, now - 13 * SECONDS_IN_EPOCH)),
            "a token of the future": with_token(lambda a: token(numbers[a], a, key, now + SECONDS_IN_EPOCH + 86_400)),
            "a guessed signature": with_token(lambda a: spelled(unspelled(tokens[a])[:7] + chance.randbytes(10))),
            "a guessed token": with_token(lambda a: spelled(chance.randbytes(17))),
            "a code with one bit changed": with_code(lambda a: one_bit_changed(codes[a], bytes.fromhex, bytes.hex)),
            "a code of another list": with_code(lambda a: foreign_codes[a]),
            "half a code": with_code(lambda a: codes[a][:32]),
            "a guessed code": with_code(lambda a: chance.randbytes(32).hex()),
            "a complaint": lambda a, n: complaint(a, n),
            "a request to unsubscribe": lambda a, n: request(a, n),
        }
        before = victim.subscribers()
        names = list(kinds)
        chance_of_same = [kinds[names[n % len(names)]](addresses[n % len(addresses)], n) for n in range(count)]
        victim.deliver_all(chance_of_same)
        # As a mail server hands them over, with the envelope in the environment.
        for number in range(100):
            guess = spelled(unspelled(tokens[addresses[0]])[:7] + chance.randbytes(10))
            status = victim.deliver(bounce(addresses[0], f"single {number}"), f"list+{guess}@example.org")
            mistakes.expect(status == 0, f"a forged report ended with {status}")
        mistakes.expect(victim.subscribers() == before, "forged reports changed the table subscriber")
        verified = victim.value("SELECT count(*) FROM fx_email_inbound WHERE trust='verified'")
        mistakes.expect(verified == 0, f"{verified} forged reports were believed")
        stored = victim.value("SELECT count(*) FROM fx_email_inbound")
        mistakes.expect(stored == count + 100, f"{stored} of {count + 100} are stored")
        most = victim.value("SELECT max(n) FROM (SELECT count(*) AS n FROM fx_email_history GROUP BY subscriberId)")
        # The same report with the right token is believed: otherwise this test would show nothing.
        victim.deliver(bounce(addresses[1], "true"), f"list+{tokens[addresses[1]]}@example.org")
        mistakes.expect(victim.silenced() == {addresses[1]}, "the right token proves nothing")
        print(f"{count + 100} forged reports of {len(kinds)} sorts: the table subscriber is the same to the byte, none is "
              f"believed, no subscriber has more than {most} events", flush=True)


def complaint(address, number):
    return f"""From: fbl@provider.example
To: list@example.org
Subject: complaint {number}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

A complaint.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Forger/1.0
Version: 1
Original-Rcpt-To: {address}

--b
Content-Type: text/rfc822-headers

From: list@example.org
To: {address}
Subject: Something happened

--b--
""".encode()


def request(address, number):
    return f"From: {address}\nTo: list@example.org\nSubject: unsubscribe\nMessage-ID: <u{number}@example.net>\n\n".encode()


def replays(count):
    """A true report, again and again: by the one who has it, an owner of a mailbox or of a server on the way."""
    with MailingList(options.program, 10) as victim:
        own = f"list+{victim.tokens()['reader0@example.net']}@example.org"
        soft = dict(status="5.2.2", diagnostic="552 5.2.2 Mailbox full", recipient=own, delivery="one")
        mail = bounce("reader0@example.net", 1, **soft)
        traces = [b"", b"Return-Path: <>\n", b"Delivered-To: list@example.org\n",
                  b"Received: from a by b; Sat, 21 Nov 2026 00:00:00 +0000\n"]
        victim.deliver(mail, own)
        before = victim.subscribers()
        for number in range(count // 10):
            victim.deliver(traces[number % len(traces)] + mail, own)
        victim.deliver_all([mail] * (count - count // 10))
        events = victim.value("SELECT count(*) FROM fx_email_history")
        mistakes.expect(events == 1, f"replays made {events} events")
        mistakes.expect(victim.value("SELECT count(*) FROM fx_email_inbound") == 1, "replays were stored")
        # With another Message-ID it is another mail, but about the same delivery, on as many days as one likes.
        for day in range(30):
            victim.deliver_all([bounce("reader0@example.net", 1, message_id=f"altered-{day}-{number}", **soft)
                                for number in range(30)])
            victim.query("UPDATE fx_email_history SET rcvdTime=rcvdTime-86400")
        mistakes.expect(victim.subscribers() == before, "replays with another Message-ID changed a subscriber")
        altered = victim.value("SELECT count(*) FROM fx_email_history WHERE rcvdTime>0")
        print(f"a true report {count} times: stored once, 1 event; with another Message-ID 900 times in 30 days: {altered} events, "
              "and nobody is silenced by one delivery", flush=True)


def strangers_secrets():
    """What a subscriber can do with an own token or code, or with another's that stands in a quoted text."""
    with MailingList(options.program, 10) as victim:
        tokens, codes = victim.tokens(), victim.codes()
        attacker = "reader9@example.net"
        for number in range(200):
            target = f"reader{number % 9}@example.net"
            victim.deliver(bounce(target, f"token {number}"), f"list+{tokens[attacker]}@example.org")
            victim.deliver(bounce(target, f"code {number}", code=codes[attacker]))
        mistakes.expect(victim.silenced() <= {attacker}, f"an own token or code silenced {victim.silenced() - {attacker}}")
        # The text of an alert quotes the footers of others; the bounce is about reader0 alone.
        quoted = "".join(f"https://example.org/list/alerts/{codes[f'reader{number}@example.net']}\n" for number in range(1, 8))
        mail = bounce("reader0@example.net", "quoting", code=codes["reader0@example.net"])
        victim.deliver(mail.replace(b"\n\n--b--", b"\n\n" + quoted.encode() + b"\n--b--"))
        mistakes.expect(victim.silenced() <= {attacker, "reader0@example.net"}, f"quoted codes silenced {victim.silenced()}")
        victim.deliver(bounce("somewhere@else.example", "quoting and forwarded", code=codes["reader0@example.net"]).replace(
            b"\n\n--b--", b"\n\n" + quoted.encode() + b"\n--b--"))
        victim.deliver(ordinary("quoting") + quoted.encode())
        victim.deliver(b"Auto-Submitted: auto-replied\n" + ordinary("answering") + quoted.encode())
        wrong = victim.silenced() - {attacker, "reader0@example.net"}
        mistakes.expect(wrong == set(), f"quoted codes silenced {wrong}")
        print("one's own token and code in 400 reports about others, and others' codes in quoted text: nobody else is silenced",
              flush=True)


# Nothing that is sent in may make us send


def sender(**settings):
    made = MailingList(options.program, 5, {
        "email-send-method": "dir", "email-admin": "root@example.com", "email-subname": "Test", **settings})
    os.mkdir(made.folder + "/out")
    made.email("settings", "email-send-dir", made.folder + "/out")
    return made


def sent(mailing_list):
    """Takes away the mails that were sent."""
    folder = mailing_list.folder + "/out"
    mails = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            mails.append(file.read())
        os.unlink(os.path.join(folder, name))
    return mails


def recipient_of(mail):
    return next(line for line in mail.splitlines() if line.lower().startswith(b"to:")).decode().split(":", 1)[1].strip(" <>")


def own_mails_of_every_kind(mailing_list):
    mailing_list.email("subscribe", "digest@example.net", "--verified", "--digest")
    mailing_list.email("subscribe", "invited@example.net")
    mailing_list.email("event", "add", "--type", "c", "--subject", "Something happened")
    mailing_list.email("announce", "--subject", "News", text="News.\n")
    mailing_list.email("send", "reader0@example.net", "--subject", "Direct", text="Hello.\n")
    mailing_list.email("settings", "email-renew-interval", "30")
    mailing_list.query("UPDATE subscriber SET lastContact=lastContact-27 WHERE semail='reader1@example.net'")
    first = mailing_list.query("SELECT messageId FROM fx_email_delivery ORDER BY deliveryId LIMIT 1")[0][0]
    mailing_list.deliver(f"In-Reply-To: {first}\n".encode() + ordinary("to be passed on"))
    mailing_list.deliver(complaint("reader2@example.net", 1))
    mailing_list.deliver(request("reader3@example.net", 1))
    mailing_list.email("exec", "--digest")
    mailing_list.email("exec", "--digest")
    mails = sent(mailing_list)
    kinds = {row[0] for row in mailing_list.query("SELECT DISTINCT kind FROM fx_email_text")}
    return mails, kinds


def feedback(spam_count):
    """Our own mails of every kind and spam, sent to the bounce address, by several ways in."""
    with sender() as fed:
        mails, kinds = own_mails_of_every_kind(fed)
        wanted = {"alert", "digest", "announcement", "verification", "direct", "notice", "renewal"}
        mistakes.expect(kinds >= wanted, f"no mail of the kind {wanted - kinds} was made")
        before = fed.subscribers()
        for number, mail in enumerate(mails):
            fed.deliver(mail, "list@example.org")
            fed.deliver(b"X-Again: %d\n" % number + mail, "list@example.org", environment={"SENDER": "list@example.org"})
            # A forwarder's copy, with headers of its own.
            fed.deliver(b"Received: from x by y; Sat, 21 Nov 2026 00:00:00 +0000\nResent-To: list@example.org\n" + mail)
        fed.email("exec", "--digest")
        ours = sent(fed)
        for mail in ours:
            mistakes.expect(False, f"a mail of our own made us send to {recipient_of(mail)}: {mail[:600].decode()}")
        fed.deliver_all([spam(number) for number in range(spam_count)])
        for _ in range(3):
            fed.email("exec", "--digest")
        answers = sent(fed)
        mistakes.expect(answers == [], f"spam made us send {len(answers)} mails, to {sorted(map(recipient_of, answers))[:3]}")
        mistakes.expect(fed.subscribers() == before, "spam or our own mails changed a subscriber")
        print(f"{len(mails)} mails of our own ({', '.join(sorted(kinds))}), three ways in: not one mail is sent; {spam_count} spam "
              f"mails: {len(answers)}", flush=True)
    with sender(**{"email-forward": "all"}) as fed:
        fed.deliver_all([spam(number) for number in range(spam_count)])
        fed.email("exec")
        answers = sent(fed)
        limit = int(fed.value("SELECT coalesce((SELECT value FROM config WHERE name='email-forward-limit'), 20)"))
        strangers = {recipient_of(mail) for mail in answers} - {"root@example.com"}
        mistakes.expect(strangers == set(), f"spam made us send to {strangers}")
        mistakes.expect(0 < len(answers) <= limit, f"spam made us send {len(answers)} mails to the administrator")
        flagged = sum(b"X-Spam-Flag" in mail for mail in answers)
        mistakes.expect(flagged == 0, f"{flagged} mails that a filter calls spam were passed on")
        print(f"where strangers' mails are passed on as well (email-forward): {len(answers)} to the administrator, whose limit is "
              f"{limit}, and nothing to anybody else", flush=True)


def spam(number):
    words = ["offer", "winner", "invoice", "urgent", "pills", "account", "verify", "prize", "loan", "unsubscribe"]
    subject = " ".join(chance.sample(words, 3))
    flags = ["", "X-Spam-Flag: YES\n", "Precedence: bulk\n", "X-Spam-Status: Yes, score=12\n"][number % 4]
    if number % 3 == 0:
        body = ("Content-Type: text/html\n\n<html><body>" + f"<a href='http://x{number}.example/'>{subject}</a>" * 3 +
                "<p>To unsubscribe click here</p></body></html>\n")
    elif number % 3 == 1:
        body = "\nDear reader0@example.net,\n\nyour mailbox is full. Delivery to reader1@example.net failed: 550 5.1.1.\n"
    else:
        body = f"\n{subject}: reply to unsubscribe or complain to abuse@example.com\n"
    return (f"{flags}From: {chance.choice(words)} <reader{number % 5}@example.net>\nTo: list@example.org\n"
            f"Reply-To: victim{number}@example.com\nSubject: {subject} {number}\nMessage-ID: <s{number}@spam.example>\n"
            f"Disposition-Notification-To: victim@example.com\n{body}").encode()


def loops():
    """Two lists, each the other's administrator: what one passes on comes to the other."""
    for strips in (False, True):
        with sender(**{"email-self": "one@example.org", "email-admin": "two@example.org", "email-forward": "all"}) as one, \
                sender(**{"email-self": "two@example.org", "email-admin": "one@example.org", "email-forward": "all"}) as two:
            one.deliver(ordinary("round and round"), "one@example.org")
            hops = 0
            while hops < 200:
                moved = 0
                for here, there in ((one, two), (two, one)):
                    here.email("exec")
                    for mail in sent(here):
                        if strips:
                            # A gateway that throws away what it does not know.
                            mail = b"\n".join(line for line in mail.splitlines() if not line.lower().startswith(
                                (b"return-path:", b"auto-submitted:", b"list-", b"precedence:"))) + b"\n"
                        moved += 1
                        environment = {"SENDER": "gateway@example.com"} if strips else {}
                        there.deliver(mail, recipient_of(mail), environment=environment)
                hops += moved
                if not moved:
                    break
            # Without any sign of what it is, the limit of a day ends it, on both sides.
            mistakes.expect(hops <= (40 if strips else 1), f"a loop of {hops} hops")
            print(f"two lists that are each other's administrator: {hops} hop{'s' if hops != 1 else ''}"
                  f"{', with Auto-Submitted and the null sender taken away on the way' if strips else ''}", flush=True)


def storm(count):
    """Many bounces at once, of few subscribers and of many, while mails are to be sent."""
    with sender() as stormed:
        stormed.email("subscribers", "import", "-", text="address,verified\n" + "".join(
            f"reader{number}@example.net,1\n" for number in range(500)))
        # Whoever floods knows one address.
        mails = [bounce("reader0@example.net", number) for number in range(count)]
        stormed.query("PRAGMA wal_checkpoint(TRUNCATE)")
        size = os.path.getsize(stormed.database)
        readers = stormed.value("SELECT count(*) FROM subscriber WHERE sverified")
        stormed.email("event", "add", "--type", "c", "--subject", "In the middle of a storm")
        single = min(count // 10, 2000)
        began = time.monotonic()
        process = subprocess.Popen([stormed.program, "exec", "--db", stormed.database], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        each(lambda mail: stormed.deliver(mail), mails[:single], 8)
        rate = single / (time.monotonic() - began)
        mistakes.expect(process.wait() == 0, f"exec ended with {process.returncode}: {process.stderr.read()[:300]}")
        went = {recipient_of(mail) for mail in sent(stormed)}
        mistakes.expect(len(went) == readers, f"in a storm {len(went)} of {readers} mails went out")
        began = time.monotonic()
        stormed.deliver_all(mails[single:])
        whole = (count - single) / (time.monotonic() - began)
        stormed.query("PRAGMA wal_checkpoint(TRUNCATE)")
        grown = (os.path.getsize(stormed.database) - size) / count
        events = stormed.value("SELECT count(*) FROM fx_email_history")
        mistakes.expect(events <= 20, f"a storm about one subscriber left {events} events")
        mistakes.expect(stormed.value("SELECT count(*) FROM fx_email_inbound") == count, "not each is stored")
        mistakes.expect(stormed.silenced() == set(), "a storm silenced somebody")
        names = [strangers(number) for number in range(count // 20)]
        stormed.deliver_all(names)
        named = stormed.value("SELECT count(*) FROM fx_email_history WHERE subscriberId IS NULL")
        mistakes.expect(0 < named <= 500, f"reports about nobody who subscribes left {named} events")
        stormed.query("PRAGMA wal_checkpoint(TRUNCATE)")
        most = os.path.getsize(stormed.database)
        # A month later: what is old goes as new mails come, and the file grows no more.
        stormed.query("UPDATE fx_email_inbound SET received=received-31*86400")
        later = [bounce("reader1@example.net", f"later {number}") for number in range(max(1000, count // 4))]
        stormed.deliver_all(later)
        left = stormed.value("SELECT count(*) FROM fx_email_raw JOIN fx_email_inbound USING(inboundId) "
                             "WHERE received<unixepoch()-30*86400")
        mistakes.expect(left == 0, f"{left} mails are kept beyond email-keep-days")
        stormed.query("PRAGMA wal_checkpoint(TRUNCATE)")
        after = os.path.getsize(stormed.database)
        mistakes.expect(after <= most * 1.05, f"the file has grown from {most} to {after} bytes")
        print(f"a storm of {count}: {events} events, {named} of {len(names) * 100} strangers named, nobody silenced, {grown:.0f} bytes a mail of {len(mails[0])} until "
              f"email-keep-days, then the room is used again; meanwhile all {readers} mails went out; "
              f"{rate:.0f} a second as processes, {whole:.0f} from a mailbox", flush=True)


def strangers(number):
    """A report that names a hundred people who do not subscribe."""
    fields = "\n".join(f"Final-Recipient: rfc822; nobody{number}x{index}@example.com\nAction: failed\nStatus: 5.1.1\n"
                       for index in range(100))
    return bounce("nobody@example.com", f"strangers {number}").replace(
        b"Final-Recipient: rfc822; nobody@example.com\nAction: failed\nStatus: 5.1.1\n", fields.encode())


def each(work, items, threads):
    waiting = list(items)

    def run():
        while True:
            try:
                item = waiting.pop()
            except IndexError:
                return
            mistakes.expect(work(item) == 0, "a delivery failed in a storm")

    workers = [threading.Thread(target=run) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    forged_reports(100_000 if options.full else 10_000)
    replays(10_000 if options.full else 1000)
    strangers_secrets()
    feedback(10_000 if options.full else 1000)
    loops()
    storm(100_000 if options.full else 2000)
    mistakes.end()
