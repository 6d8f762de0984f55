#!/usr/bin/env python3
"""The administrator's pages, over HTTP, in a real service: who gets in, who does not, what is shown and what is done.

    admin.py PROGRAM        PROGRAM is email-server
"""

import base64
import html.parser
import http.client
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import forms  # noqa: E402
from administrator import Browser  # noqa: E402
from service import Checks, Service  # noqa: E402

check = Checks("admin")
samples = pathlib.Path(__file__).parents[2] / "Samples" / "Bounces"

PAGES = ["/admin", "/subscribers", "/subscribers/1", "/subscribers/export.csv", "/setup_email", "/bounces", "/bounces/1",
         "/bounces/1/raw", "/queue", "/queue/1", "/announce"]


class Page(html.parser.HTMLParser):
    """A page as a browser reads it: elements, attributes, texts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.texts = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, attributes))

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return "".join(self.texts) + "\n".join(value or "" for _, all in self.elements for _, value in all)

    def foreign(self):
        """What no page of ours has."""
        known = {"class", "href", "id", "name", "value", "type", "for", "method", "action", "content", "lang", "charset",
                 "rel", "aria-label", "aria-describedby", "aria-current", "aria-sort", "aria-invalid", "aria-hidden", "role",
                 "scope", "colspan", "data-label", "tabindex", "maxlength", "required", "autocomplete", "autofocus",
                 "placeholder", "min", "max", "step", "spellcheck", "inputmode", "checked", "selected", "readonly", "rows",
                 "hidden", "download", "xmlns", "viewbox", "font-family", "font-size", "x", "y", "x1", "x2", "y1", "y2",
                 "width", "height", "fill", "text-anchor", "stroke", "transform"}
        wrong = [tag for tag, _ in self.elements if tag in {"script", "img", "iframe", "object", "base", "style", "b"}]
        wrong += [f"{tag} {name}" for tag, all in self.elements for name, _ in all if name not in known]
        wrong += [value for _, all in self.elements for name, value in all
                  if name in {"href", "action"} and (value or "").lower().startswith(("javascript:", "data:", "//"))]
        return wrong


def without_sessions(service):
    """The database, but for when a session was last used, and what the sending notes for itself at its own times."""
    own = ['INTO "fx_email_session"', "'email-last-digest'", "VALUES('purged'", "VALUES('rate'"]
    return "\n".join(line for line in service.dump().splitlines() if not any(word in line for word in own))


def inbound(service, mail, recipient="list@lists.example"):
    """A mail comes in as from a mail server; returns its number."""
    done = subprocess.run([service.program, "inbound", "--db", str(service.database)], input=mail,
                          env={**os.environ, "RECIPIENT": recipient}, capture_output=True)
    assert done.returncode == 0, done
    return service.rows("SELECT max(inboundId) FROM fx_email_inbound")[0][0]


def bounce(service, address):
    """A proven hard bounce about a subscriber; returns its number."""
    code = service.code(address)
    mail = (samples / "postfix-unknown-user.eml").read_text()
    mail = mail.replace("anna.no-such-user@example.net", address)
    text = base64.b64encode(f"https://example.org/unsubscribe/{code}\n".encode()).decode()
    head, rest = mail.split("List-Unsubscribe:", 1)
    mail = head + f"List-Unsubscribe: <https://example.org/unsubscribe/{code}>\n" + rest.split("\n", 1)[1]
    assert text
    return inbound(service, mail.encode())


def seed(service):
    """A little of everything."""
    service.subscribe("reader@example.net")
    service.subscribe("announce@example.net", "a")
    service.subscribe("quiet@example.net", "ct")
    service.subscribe("new@example.net", verified=False)
    service.subscribe("dead@example.net")
    return bounce(service, "dead@example.net")


# Who gets in


def test_locked(service):
    for path in PAGES:
        for method in ["GET", "HEAD"]:
            answer = service.request(method, path)
            check(answer.status == 303 and answer.body == b"", f"{method} {path} without a session shows nothing")
            check((answer.header("location") or "").startswith("/login"), f"{method} {path} leads to the login")
    check("next=%2Fsubscribers%3Fq%3Da" in service.get("/subscribers?q=a").header("location"), "the login knows what was asked")
    before = without_sessions(service)
    for path in ["/subscribers/1", "/setup_email", "/bounces", "/bounces/1", "/queue", "/queue/1", "/announce", "/logout"]:
        answer = service.post(path, {"action": "unsubscribe", "sure": "1", "all": "1"})
        check(answer.status == 303 and "/login" in answer.header("location"), f"POST {path} without a session does nothing")
    for cookie in ["email_session=", "email_session=" + "0" * 64, "email_session=xyz", "email_session=" + "é" * 32,
                   "email_session=" + "A" * 100_00]:
        answer = service.get("/admin", headers={"Cookie": cookie.encode("utf-8").decode("latin-1")})
        check(answer.status in {303, 400, 431}, f"a made-up cookie of {len(cookie)} bytes is none")
    check(before == without_sessions(service), "nothing was changed without a session")


def test_login(service):
    browser = Browser(service)
    answer = service.get("/login")
    check(answer.status == 200 and 'type="password"' in answer.text, "the login asks for a password")
    answer = browser.login("wrong password indeed")
    check(answer.status == 403 and answer.header("set-cookie") is None, "a wrong password lets nobody in")
    for password in ["", "x" * 600, "a\0b", service.password + "\0", service.password[:-1], service.password + " "]:
        check(Browser(service).login(password).status in {403, 429}, f"the password {password[:20]!r} is wrong")
    answer = Browser(service).login()
    while answer.status == 429:
        service.stop()
        service.start()
        answer = Browser(service).login()
    browser = Browser(service)
    answer = browser.login()
    cookie = answer.header("set-cookie") or ""
    check(answer.status == 303 and answer.header("location") == "/admin", "the right one leads to the overview")
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=604800"]:
        check(part in cookie, f"the cookie has {part}")
    check("Secure" not in cookie, "by http the cookie is not Secure, or it would not come back")
    held = cookie.split(";")[0].split("=")[1]
    check(held not in service.dump(), "the database does not have what the browser holds")
    check(browser.get("/admin").status == 200, "the session works")
    check(browser.get("/login").header("location") == "/admin", "who is logged in need not do it again")
    check(browser.get("/admin", method="HEAD").body == b"", "HEAD has no body")
    service.email("settings", "email-url", "https://lists.example/list")
    secure = Browser(service).login()
    check("; Secure" in (secure.header("set-cookie") or ""), "by https the cookie is Secure")
    service.email("settings", "email-url", service.url)
    return browser


def test_next(service):
    evil = ["//evil.example", "https://evil.example", "/\\evil.example", "/%2fevil.example", "\\\\evil.example", "admin",
            "/admin//evil.example", "/admin/../../evil", "/login", "/unsubscribe/x", "/admin\r\nX-Evil: 1", "/admin\t",
            "/admin/%2e%2e/x", "/admin@evil.example/", "javascript:alert(1)", "/" + "a" * 5000, "/admin#x", "//admin"]
    for path in evil:
        answer = Browser(service).login(next=path)
        check(answer.status == 303 and answer.header("location") == "/admin", f"the login does not lead to {path[:40]!r}")
        if len(path) > 2000:
            continue
        shown = Page(service.get("/login?" + urllib.parse.urlencode({"next": path})).text)
        hidden = [dict(all).get("value") for tag, all in shown.elements if dict(all).get("name") == "next"]
        check(hidden == [""], f"the form does not keep {path[:40]!r}")
    for path in ["/subscribers?q=a%25b&order=made", "/bounces/1", "/setup_email", "/queue?state=failed"]:
        check(Browser(service).login(next=path).header("location") == path, f"the login leads to {path}")


def test_sessions(service):
    first, second = Browser(service), Browser(service)
    first.login()
    second.login()
    check(first.post("/logout", {}, token=second.token).status == 403, "the token of another session logs nobody out")
    check(first.get("/admin").status == 200, "and the session goes on")
    answer = first.post("/logout", {})
    check(answer.status == 303 and "Max-Age=0" in answer.header("set-cookie"), "logging out takes the cookie away")
    check(first.get("/admin").status == 303, "a session that was ended is none, whoever kept the cookie")
    check(second.get("/admin").status == 200, "the other one goes on")
    service.change("UPDATE fx_email_session SET seen=seen-43201")
    check(second.get("/admin").status == 303, "a session ends after twelve hours without use")
    second.login()
    service.change("UPDATE fx_email_session SET seen=seen-3600")
    old = service.rows("SELECT max(seen) FROM fx_email_session")[0][0]
    check(second.get("/admin").status == 200, "an hour is not twelve")
    check(service.rows("SELECT max(seen) FROM fx_email_session")[0][0] > old, "its use is noted")
    service.change("UPDATE fx_email_session SET began=began-604801")
    check(second.get("/admin").status == 303, "a session ends after seven days, however much it is used")
    second.login()
    service.email("admin", "password", input="another good password\n")
    check(second.get("/admin").status == 303, "a new password ends every session")
    check(second.login().status == 403, "the old password is none any more")
    service.email("admin", "password", input=service.password + "\n")
    service.change("DELETE FROM fx_email_meta WHERE name='admin-password'")
    answer = service.get("/login")
    check("email admin password" in answer.text and 'type="password"' not in answer.text, "without a password it says how to set one")
    check(service.post("/login", {"password": ""}).header("set-cookie") is None, "and nobody gets in")
    service.email("admin", "password", input=service.password + "\n")


def test_limits(program):
    with Service(program, arguments=["--trust-proxy"], loop="off") as service:
        home = Browser(service, "198.51.100.1")
        check(home.login().status == 303, "the administrator logs in at home")
        guesser = Browser(service, "192.0.2.7")
        states = [guesser.login(f"guess {number}").status for number in range(11)]
        check(states == [403] * 10 + [429], f"the eleventh guess of a network is not looked at: {states}")
        answer = guesser.login()
        check(answer.status == 429 and answer.header("retry-after"), "not even the right password is, and it says when again")
        check("too many tries" in answer.text, "the page says why")
        forged = service.post("/login", {"password": service.password},
                              headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
        check(forged.status == 429, "a made-up X-Forwarded-For before that of the proxy changes nothing")
        six = [Browser(service, f"2001:db8:1:2::{number:x}").login("x").status for number in range(1, 12)]
        check(six[-1] == 429 and six[0] == 403, "a network of IPv6 counts as one")
        overall = []
        for number in range(100):
            overall.append(Browser(service, f"10.0.{number}.1").login("x").status)
            if overall[-1] == 429:
                break
        check(overall[-1] == 429, "guessing from many networks ends too")
        check(Browser(service, "203.0.113.77").login().status == 429, "then no new network gets in")
        check(Browser(service, "198.51.100.1").login().status == 303, "but the administrator does, from home")
        restart(service, "off")
        for number in range(100):
            if Browser(service, f"10.1.{number}.1").login("x").status == 429:
                break
        check(Browser(service, "203.0.113.77").login().status == 429, "after a restart strangers can lock out strangers")
        check(Browser(service, "198.51.100.1").login().status == 303, "but not those who logged in before it")
        kept, = service.rows("SELECT value FROM fx_email_meta WHERE name='login-networks'")[0]
        check(len(kept.split()) == 1 and "198.51" not in kept, "what is kept says not from where")
        for number in range(40):
            Browser(service, f"198.51.100.{number + 1}").login()
        kept, = service.rows("SELECT value FROM fx_email_meta WHERE name='login-networks'")[0]
        check(len(kept.split()) == 1, "and grows with nobody who is locked out")


def test_forgery(service, browser):
    other = Browser(service)
    other.login()
    before = without_sessions(service)
    actions = [("/subscribers/1", {"action": "do-not-call"}), ("/subscribers/1", {"action": "unsubscribe", "sure": "1"}),
               ("/setup_email", {"action": "save", "email-keep-days": "5"}), ("/setup_email", {"action": "test", "to": "a@b.example"}),
               ("/bounces", {"action": "dismiss", "incident": "1"}), ("/bounces/1", {"action": "apply"}),
               ("/queue", {"action": "cancel", "all": "1"}), ("/queue/1", {"action": "cancel"}),
               ("/announce", {"action": "preview", "subject": "x", "text": "y"}), ("/logout", {})]
    for path, form in actions:
        name = f"{path} {form.get('action')}"
        for what, token in [("no token", False), ("a wrong token", "0" * 64), ("an empty token", ""),
                            ("another session's token", other.token), ("a long token", "a" * 5000)]:
            check(browser.post(path, form, token=token).status == 403, f"{name} with {what} is refused")
        for fields in [{"Origin": "https://evil.example"}, {"Origin": service.url + ".evil.example"}, {"Origin": "http://localhost"},
                       {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                       {"Origin": "null", "Sec-Fetch-Site": "cross-site"}]:
            check(browser.post(path, form, headers=fields).status == 403, f"{name} from {fields} is refused")
        answer = service.request("POST", path, body='{"a": 1}', headers=browser.headers({"Content-Type": "application/json"}))
        check(answer.status == 415, f"{name} of another type is refused")
        answer = service.request("POST", path, body="csrf=" + browser.token + "&a=%zz",
                                 headers=browser.headers({"Content-Type": "application/x-www-form-urlencoded"}))
        check(answer.status == 400, f"{name} that is no form is refused")
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"]:
        for path in PAGES:
            check(browser.get(path, method=method).status in {405, 204, 404}, f"{method} {path} does nothing")
    check(before == without_sessions(service), "nothing was changed by any of them")
    check(browser.get("/admin").status == 200, "and the session goes on")
    for fields in [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]:
        check(Browser(service).login(headers=fields).status == 403, f"no login from {fields}")
    for fields in [{"Origin": service.url, "Sec-Fetch-Site": "same-origin"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
                   {"Origin": "null"}, {"Sec-Fetch-Site": "none"}]:
        answer = browser.post("/subscribers/1", {"action": "wishes", "letter": "c"}, headers=fields)
        check(answer.status == 303, f"our own form with {fields} is taken")


# What is shown


PAYLOAD = "\"><script>alert(1)</script><img src=x onerror=alert(2)><b>'&amp;{{csrf}}"
# A quotation mark with a combining mark is one character to some, and the end of an attribute to a browser.
COMBINED = "\"\u0301 onfocus=alert(3) autofocus x='\u200d <\u0338b>"
OBEYED = "\x1b[31m\u202egnp.exe\u2066\x07\x85"


def hostile(service):
    """The same in every field that somebody else may have written."""
    text = PAYLOAD + COMBINED + OBEYED
    now = int(time.time())
    service.change("UPDATE subscriber SET suname=?, ssub=?, semail=? WHERE subscriberId=3", (text, text, text + "@x.example"))
    service.change(
        "UPDATE fx_email_inbound SET sender=?1, recipient=?1, rule=?1, because=?1, kind=?1, effect=?1, trust=?1 WHERE inboundId=1",
        (text,))
    service.change(
        "UPDATE fx_email_history SET diagnostic=?1, because=?1, rule=?1, reason=?1, effect=?1, remoteMta=?1, status=?1, class=?1, "
        "kind=?1, trust=?1, subscriberId=3 WHERE inboundId=1", (text,))
    service.change("UPDATE fx_email_history SET address='x@'||?1 WHERE inboundId=1", (text,))
    service.change("INSERT INTO fx_email_text(textId, ctime, kind, subject, fromName, body) VALUES(900, ?2, ?1, ?1, ?1, ?1)",
                   (text, now))
    service.change(
        "INSERT INTO fx_email_delivery(deliveryId, subscriberId, address, textId, events, messageId, envelopeId, state, error, "
        "ctime, due) VALUES(900, 3, ?1, 900, ?1, ?1, 'e', 'failed', ?1, ?2, ?2)", (text, now))
    service.change(
        "INSERT INTO fx_email_incident(side, provider, reason, trust, began, last, failing, subscribers, restored) "
        "VALUES('domain', ?1, 'blocked', 'verified', ?2, ?2, 3, 4, 0)", (text, now))
    for name in ["email-subname", "email-listid", "email-send-argv", "email-admin", "email-encoding", "email-keep-days",
                 "email-send-command"]:
        service.change("INSERT OR REPLACE INTO config(name, value) VALUES(?, ?)", (name, text))
    mail = ("From: \"" + PAYLOAD + "\" <MAILER-DAEMON@x.example>\nTo: list@lists.example\nSubject: =?utf-8?B?"
            + base64.b64encode(text.encode()).decode() + "?=\nX-" + "Evil" + ": " + PAYLOAD + "\nMIME-Version: 1.0\n"
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
            "<script>alert(4)</script>" + text + "\n--b\nContent-Type: application/pdf; name=\"" + PAYLOAD.replace('"', "'")
            + "\"\nContent-Disposition: attachment; filename*=utf-8''" + urllib.parse.quote(text)
            + "\n\n%PDF\n--b--\n")
    return inbound(service, mail.encode())


def test_shown(program):
    with Service(program, loop="off") as service:
        seed(service)
        number = hostile(service)
        browser = Browser(service)
        browser.login()
        pages = ["/admin", "/subscribers", "/subscribers?order=changed", "/subscribers/3", "/setup_email", "/bounces", "/bounces/1",
                 f"/bounces/{number}", "/queue", "/queue?state=failed", "/queue/900", "/announce", "/login"]
        query = urllib.parse.urlencode({"q": PAYLOAD + COMBINED, "domain": PAYLOAD, "address": PAYLOAD, "next": "/admin"})
        pages += [f"/subscribers?{query}", f"/bounces?{query}", f"/queue?{query}"]
        for path in pages:
            answer = browser.get(path) if path != "/login" else service.get(path)
            page = Page(answer.text)
            check(answer.status == 200, f"{path} is shown: {answer.status}")
            check(not page.foreign(), f"{path} has nothing of a stranger's in its markup: {page.foreign()[:3]}")
            check(not any(mark in answer.text for mark in "\x1b\u202e\u2066\x07\x85"), f"{path} shows control characters instead of obeying")
            policy = answer.header("content-security-policy") or ""
            check("default-src 'none'" in policy and "unsafe" not in policy, f"{path} has a strict policy")
            check(answer.header("cache-control") == "no-store", f"{path} is kept by no cache")
        for path, parts in {"/subscribers": 2, "/subscribers/3": 10, "/bounces": 2, "/bounces/1": 6, "/queue": 3, "/queue/900": 4,
                            "/setup_email": 5, f"/bounces/{number}": 3, "/admin": 1}.items():
            page = Page(browser.get(path).text)
            found = page.text.count("<script>alert(1)</script>")
            check(found >= parts, f"{path} shows the text that it escaped: {found} times")
        shown = Page(browser.get(f"/bounces/{number}").text).text
        check("<script>alert(4)</script>" in shown, "a part that is HTML is shown as its source")
        check("\\u{202e}" in shown and "\\u{1b}" in shown, "control characters are named")
        raw = browser.get(f"/bounces/{number}/raw")
        check(raw.header("content-type").startswith("text/plain") and raw.header("content-disposition").startswith("attachment"),
              "the mail as it came is a file of text")
        check(raw.header("x-content-type-options") == "nosniff" and b"alert(4)" in raw.body, "and nothing guesses what it is")


def test_mails(service, browser):
    """Mails that somebody made to hurt whoever looks at them."""
    deep = b"Content-Type: multipart/mixed; boundary=b0\n\n"
    for level in range(200):
        deep += b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (level, level + 1)
    mails = {
        "nothing at all": b"", "zeros": b"\0" * 5000, "one long line": b"A" * 3_000_000,
        "ten thousand parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
        "a deep mail": deep, "many fields": b"X-A: b\n" * 20_000 + b"\nbody\n",
        "a wide text": b"Content-Type: text/plain; charset=utf-8\n\n" + "é̀".encode() * 500_000,
        "a mail in base64": b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                            + base64.encodebytes(b"Subject: inner\n\n" + b"x" * 400_000),
        "12 MB": b"Subject: large\n\n" + b"some words of a long text\n" * 480_000,
    }
    for what, mail in mails.items():
        number = inbound(service, mail)
        answer = browser.get(f"/bounces/{number}")
        check(answer.status == 200 and len(answer.body) < 2_000_000, f"{what} is shown, and no more than fits: {len(answer.body)}")
        check(not Page(answer.text).foreign(), f"{what} adds nothing to the markup")
        check(browser.get(f"/bounces/{number}/raw").body == mail, f"{what} comes back as it came")
    check(browser.get("/bounces").status == 200, "the list is shown after them")
    for path in ["/bounces/0", "/bounces/-1", "/bounces/99999999", "/bounces/1x", "/bounces/%31", "/subscribers/9223372036854775808",
                 "/subscribers/+1", "/queue/999999", "/bounces/01", "/bounces/1/raw/x", "/subscribers/export"]:
        check(browser.get(path).status in {404, 200 if path == "/bounces/%31" else 404}, f"{path} is not there")
    for query in ["after=", "after=x", "after=1.%00", "before=-5", "after=9999999999999999999", "after=1.%C3%A9&before=2",
                  "kind=x&reason=y&days=z", "filter=x&order=y", "q=%25%25%25%25%25", "state=x", "q=" + "a" * 300]:
        for path in ["/subscribers", "/bounces", "/queue"]:
            check(browser.get(f"{path}?{query}").status == 200, f"{path}?{query[:40]} is a page")
    check(browser.get("/subscribers?q=%ff").status == 400, "what is no UTF-8 is refused")


def restart(service, loop):
    service.stop()
    service.loop = loop
    service.start()


def test_quiet(service, browser):
    # The sending changes things at its own times.
    restart(service, "off")
    before = without_sessions(service)
    for path in PAGES + ["/login", "/healthz", "/metrics", "/subscribers?order=made", "/queue?state=sent"]:
        for method in ["GET", "HEAD"]:
            browser.get(path, method=method)
    check(before == without_sessions(service), "looking changes nothing")
    restart(service, "1")


# What is done


def test_subscribers(service, browser):
    def row(address):
        return service.rows("SELECT sverified, sdonotcall, sdigest, ssub FROM subscriber WHERE semail=?", (address,))

    def number(address):
        return service.rows("SELECT subscriberId FROM subscriber WHERE semail=?", (address,))[0][0]

    def listed(query):
        return re.findall(r'class="address" href="[^"]*">([^<]*)<', browser.get(f"/subscribers?{query}").text)

    everybody = [address for address, in service.rows("SELECT semail FROM subscriber ORDER BY semail")]
    check(listed("") == everybody, f"all are listed by address: {listed('')}")
    check(listed("filter=unverified") == ["new@example.net"], "those who are not verified")
    check(listed("filter=silenced") == ["dead@example.net"], f"whom a bounce silenced: {listed('filter=silenced')}")
    check(listed("filter=do-not-call") == [], "nobody was silenced by hand")
    check("dead@example.net" not in listed("filter=active") and "reader@example.net" in listed("filter=active"), "those who get mail")
    check(listed("q=READER") == ["reader@example.net"], "LIKE finds in any case")
    check(listed("q=re?der") == ["reader@example.net"], "GLOB finds")
    for word in ["re_der", "a%25net", "@example.net", "dead"]:
        pattern = urllib.parse.unquote(word)
        names = [line.split("  ")[0] for line in service.email("subscribers", pattern).splitlines()]
        check(listed("q=" + word) == names, f"the search for {pattern} finds what the command finds")

    dead = number("dead@example.net")
    text = Page(browser.get(f"/subscribers/{dead}").text).text
    explained = service.email("explain", "dead@example.net")
    for line in explained.splitlines()[1:]:
        for piece in re.split(r"  +|\(|\)|, rule |, ", line):
            piece = piece.split(" `email allow")[0].strip()
            if piece and not re.match(r"\d{4}-\d\d-\d\d|mail \d+$|reports|the newest last|what would follow|verified$", piece):
                check(piece.rstrip(":") in text or piece.split(": ")[0] in text, f"the page says what explain says: {piece}")
    check("/bounces/1" in browser.get(f"/subscribers/{dead}").text, "each report has a link to its mail")
    answer = browser.post(f"/subscribers/{dead}", {"action": "allow"})
    check(answer.status == 303 and row("dead@example.net")[0][1] == 0, "let in again")
    check(service.rows("SELECT count(*) FROM fx_email_history WHERE lifted IS NULL AND subscriberId=?", (dead,))[0][0] == 0,
          "what was reported counts no longer")
    check("gets mail again" in browser.get(answer.header("location")).text, "and the page says so")
    reader = number("reader@example.net")
    browser.post(f"/subscribers/{reader}", {"action": "do-not-call"})
    check(row("reader@example.net")[0][1] == 1, "do-not-call")
    check(listed("filter=do-not-call") == ["reader@example.net"], "by hand, as the list says")
    browser.post(f"/subscribers/{reader}", {"action": "allow"})
    new = number("new@example.net")
    browser.post(f"/subscribers/{new}", {"action": "verify"})
    check(row("new@example.net")[0][0] == 1, "verified")
    browser.post(f"/subscribers/{reader}", [("action", "wishes"), ("letter", "w"), ("letter", "a"), ("digest", "1")])
    check(row("reader@example.net")[0][2:] == (1, "aw"), f"kinds and digest: {row('reader@example.net')}")
    browser.post(f"/subscribers/{reader}", {"action": "wishes"})
    check(row("reader@example.net")[0][2:] == (0, ""), "nothing chosen is nothing")
    check(browser.post(f"/subscribers/{reader}", {"action": "wishes", "letter": "q"}).status == 400, "no such letter")
    check(browser.post(f"/subscribers/{reader}", {"action": "explode"}).status == 400, "no such action")
    browser.post(f"/subscribers/{reader}", {"action": "wishes", "letter": "c"})
    browser.post(f"/subscribers/{new}", {"action": "unsubscribe"})
    check(row("new@example.net"), "unsubscribing wants to be meant")
    answer = browser.post(f"/subscribers/{new}", {"action": "unsubscribe", "sure": "1"})
    check(not row("new@example.net") and answer.header("location").startswith("/subscribers?"), "unsubscribed")
    check(browser.get(f"/subscribers/{new}").status == 404, "whose page is gone")
    check(browser.post(f"/subscribers/{new}", {"action": "allow"}).status == 404, "and to whom nothing can be done")
    log = service.rows("SELECT group_concat(message, '|') FROM fx_email_log")[0][0]
    for word in ["is do-not-call, by the administrator", "is verified, by the administrator", "unsubscribed by the administrator"]:
        check(word in log, f"the log has: {word}")


def test_settings(service, browser):
    def value(name):
        found = service.rows("SELECT value FROM config WHERE name=?", (name,))
        return found[0][0] if found else None

    text = browser.get("/setup_email").text
    # What the service itself remembers is no setting.
    names = [name for name in re.findall(r"^(email-\S+)", service.email("settings"), re.M) if name != "email-last-digest"]
    for name in names:
        foreign = name in {"email-own-send-method", "email-site-url"}
        check((f'id="{name}"' in text) != foreign, f"{name} is {'not ' if foreign else ''}shown in a database of our own")
    check('type="number" min="1" max="36500"' in text, "numbers have their bounds")
    check(browser.post("/setup_email", {"action": "save", "email-keep-days": "60"}).status == 303 and value("email-keep-days") == "60",
          "a setting is saved")
    browser.post("/setup_email", {"action": "save", "email-keep-days": ""})
    check(value("email-keep-days") is None, "an empty one goes back to the default")
    wrong = {"email-keep-days": "0", "email-admin": "nobody", "email-send-method": "pigeon", "email-rate": "fast",
             "email-retry": "1h 5m", "email-send-argv": "[1]", "email-receive-dir": "relative", "email-send-db": "a\x01b",
             "email-rules": "/nowhere/at/all", "email-send-credentials": "/nowhere/at/all", "email-subname": "a\nb"}
    for name, bad in wrong.items():
        before = without_sessions(service)
        answer = browser.post("/setup_email", {"action": "save", name: bad, "email-verify-days": "9"})
        check(answer.status == 422 and "Nothing was saved" in answer.text, f"{name} is not {bad!r}: {answer.status}")
        check(f'id="{name}-error"' in answer.text, f"the page says so at {name}")
        check(before == without_sessions(service), f"and nothing was saved with {name}")
        if name not in {"email-send-db", "email-subname", "email-retry"}:
            check(bad in Page(answer.text).text, f"what was typed for {name} is still there")
    before = without_sessions(service)
    check("done=same" in browser.post("/setup_email", {"action": "save", "email-nonsense": "1", "email-own-send-method": "smtp"})
          .header("location"), "what is no setting here is not one")
    check(before == without_sessions(service), "and is not kept")
    argv = '["/bin/echo",\r\n "a b"]'
    browser.post("/setup_email", {"action": "save", "email-send-argv": argv})
    check(value("email-send-argv") == argv.replace("\r\n", "\n"), "a setting of several lines is kept as lines")
    browser.post("/setup_email", {"action": "save", "email-send-argv": ""})


def test_stale_settings(service, browser):
    """A page that was open for long, and what somebody else set meanwhile."""

    def group(page):
        return next(form for form in forms.forms(page) if any(name == "email-keep-days" for name, _ in form.fields))

    def save(form, **changes):
        return browser.post("/setup_email", form.values("save", **{"email-" + key.replace("_", "-"): value
                                                                   for key, value in changes.items()}), token=False)

    def stored():
        return dict(service.rows("SELECT name, value FROM config WHERE name IN ('email-keep-days', 'email-forward-limit')"))

    service.change("DELETE FROM config WHERE name IN ('email-keep-days', 'email-forward-limit')")
    stale = group(browser.get("/setup_email").text)
    service.email("settings", "email-forward-limit", "7")
    answer = save(stale, keep_days="40")
    check(answer.status == 303 and "done=saved" in answer.header("location"), "a page that was open for long is taken")
    check(stored() == {"email-keep-days": "40", "email-forward-limit": "7"}, f"and undoes nothing: {stored()}")
    check("done=same" in save(stale, keep_days="40").header("location"), "the same change twice is no conflict")
    before = without_sessions(service)
    answer = save(stale, keep_days="41", forward_limit="8")
    check(answer.status == 409 and "Nothing was saved" in answer.text, f"what both changed is a conflict: {answer.status}")
    check("“40”" in answer.text and "“7”" in answer.text, "which names what stands there now")
    check(before == without_sessions(service), "and nothing was saved")
    again = group(answer.text)
    check(dict(again.fields)["email-keep-days"] == "41", "what was typed is still there")
    check(save(again).status == 303, "whoever saves it again means it")
    check(stored() == {"email-keep-days": "41", "email-forward-limit": "8"}, "and it is saved")
    service.email("settings", "email-keep-days", "")
    answer = save(again, keep_days="42")
    check(answer.status == 409 and "back to its default" in answer.text, "a default is a change too")
    stale = group(browser.get("/setup_email").text)
    service.email("settings", "email-forward-limit", "9")
    answer = save(stale, keep_days="0")
    check(answer.status == 422 and dict(group(answer.text).fields)["email-forward-limit"] == "9",
          "a mistake shows the page as things stand now")
    odd = '["/bin/echo",\n\n "<&>\u202e\x1b"]'
    service.change("INSERT OR REPLACE INTO config(name, value) VALUES('email-send-argv', ?)", (odd,))
    way_out = next(form for form in forms.forms(browser.get("/setup_email").text)
                   if any(name == "email-send-argv" for name, _ in form.fields))
    check("done=same" in save(way_out).header("location"), "an odd value that nobody touches is not changed")
    check(service.rows("SELECT value FROM config WHERE name='email-send-argv'") == [(odd,)], "and stays as it is")
    service.change("DELETE FROM config WHERE name IN ('email-keep-days', 'email-forward-limit', 'email-send-argv')")


def test_mail(service, browser):
    answer = browser.post("/setup_email", {"action": "test", "to": "me@example.org"})
    check(answer.status == 303 and answer.header("location").startswith("/queue/"), "a test mail is queued")
    service.wait_for(lambda: service.mails("me@example.org"), "the test mail")
    page = Page(browser.get(answer.header("location")).text)
    service.wait_for(lambda: "The mail agent took it" in browser.get(answer.header("location")).text, "the page to say so")
    check("Test message" in page.text, "the page shows the mail")
    mail = service.mails("me@example.org")[0]
    check("Test message" in mail["Subject"] and mail["From"], "it is a whole mail")
    for bad in ["", "nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "\"x y\"@", "a b@c.example"]:
        check(browser.post("/setup_email", {"action": "test", "to": bad}).status == 422, f"no test mail goes to {bad!r}")
    service.email("settings", "email-send-method", "off")
    answer = browser.post("/setup_email", {"action": "test", "to": "me@example.org"})
    check(answer.status == 422 and "off" in answer.text, "nothing is queued while nothing is sent, and it says so")
    service.email("settings", "email-send-method", "dir")
    service.email("settings", "email-self", "")
    answer = browser.post("/setup_email", {"action": "test", "to": "me@example.org"})
    check(answer.status == 422 and "email-self" in answer.text, "what is missing is named")
    check("email-self" in browser.get("/admin").text, "the overview says what is missing")
    service.email("settings", "email-self", "list@lists.example")
    service.email("settings", "email-send-method", "pipe")
    service.email("settings", "email-send-command", "echo no such luck >&2; exit 69 #")
    answer = browser.post("/setup_email", {"action": "test", "to": "me@example.org"})
    service.wait_for(lambda: "no such luck" in browser.get(answer.header("location")).text, "the page to show the error")
    check(True, "the page shows what the mail agent said")
    service.email("settings", "email-send-command", "")
    service.email("settings", "email-send-method", "dir")


def test_queue(service, browser):
    def state(number):
        return service.rows("SELECT state FROM fx_email_delivery WHERE deliveryId=?", (number,))[0][0]

    late = int(time.time()) + 86_400
    service.change("INSERT INTO fx_email_text(textId, ctime, kind, subject, body) VALUES(800, 1, 'direct', 'Later', 'words')")
    for number, word in [(801, "queued"), (802, "queued"), (803, "failed"), (804, "sent"), (805, "given-up"), (806, "queued")]:
        service.change(
            "INSERT INTO fx_email_delivery(deliveryId, subscriberId, address, textId, messageId, envelopeId, state, due, ctime) "
            f"VALUES(?, 0, 'q{number}@example.org', 800, ?, ?, ?, ?, 1)", (number, f"<m{number}>", f"e{number}", word, late))
    text = browser.get("/queue?state=queued").text
    check(all(f"q{number}@" in text for number in [801, 802, 806]) and "q803@" not in text, "the queue lists what waits")
    check("q805@" in browser.get("/queue?address=q805@example.org").text
          and "q803@" not in browser.get("/queue?address=q805@example.org").text, "and by address")
    check("queued (3)" in text.replace("\n", ""), "with how many")
    answer = browser.post("/queue", [("action", "cancel"), ("id", "801"), ("id", "804"), ("id", "junk")])
    check(state(801) == "cancelled" and state(804) == "sent" and "count=1" in answer.header("location"), "cancelled, and what was sent is left")
    browser.post("/queue/802", {"action": "cancel"})
    check(state(802) == "cancelled", "cancelled on its own page")
    browser.post("/queue/803", {"action": "retry"})
    service.wait_for(lambda: state(803) == "sent", "the mail that is tried again")
    check(len(service.mails("q803@")) == 1, "it went out at once")
    browser.post("/queue", [("action", "retry"), ("id", "805")])
    service.wait_for(lambda: state(805) == "sent", "the mail that was given up")
    browser.post("/queue", {"action": "retry"})
    check(state(806) == "queued", "nothing chosen is nothing")
    browser.post("/queue", {"action": "cancel", "all": "1"})
    check(state(806) == "cancelled", "all that wait")
    check(browser.post("/queue", {"action": "delete", "id": "806"}).status == 400, "no such action")
    for number in range(900, 1150):
        service.change(
            "INSERT INTO fx_email_delivery(subscriberId, address, textId, messageId, envelopeId, state, ctime) "
            "VALUES(0, ?, 800, ?, ?, 'cancelled', 1)", (f"p{number}@example.org", f"<p{number}>", f"p{number}"))
    walked, path = [], "/queue?state=cancelled"
    while path:
        page = browser.get(path).text
        walked += re.findall(r'aria-label="Mail (\d+) to', page)
        found = re.search(r'rel="next" href="([^"]*)"', page)
        path = found and found.group(1).replace("&amp;", "&")
    numbers = [number for number, in service.rows("SELECT deliveryId FROM fx_email_delivery WHERE state='cancelled' ORDER BY 1 DESC")]
    check([int(word) for word in walked] == numbers, "walking through the pages meets each mail once, in order")
    back = re.search(r'rel="prev" href="([^"]*)"', page).group(1).replace("&amp;", "&")
    check(re.findall(r'aria-label="Mail (\d+) to', browser.get(back).text) == walked[100:200], "and back again")


def test_announce(service, browser):
    wanted = {address for address, in service.rows(
        "SELECT semail FROM subscriber WHERE ssub LIKE '%a%' AND sverified AND NOT sdonotcall")}
    words = {"subject": "News <b>", "text": "Line one\r\n\r\n.\r\n-- \r\nGrüße & <script>"}
    count = len(service.mails())
    page = browser.post("/announce", {"action": "preview", **words})
    check(page.status == 200 and f"{len(wanted)} subscriber" in page.text, "the preview says how many get it")
    check("<script>" not in page.text and "Grüße &amp; &lt;script&gt;" in page.text, "and shows the text, escaped")
    check(len(service.rows("SELECT 1 FROM fx_email_text WHERE kind='announcement'")) == 0, "nothing is queued by looking")
    ticket = re.search(r'name="ticket" value="([^"]*)"', page.text).group(1)
    check(browser.post("/announce", {"action": "send", **words}).status == 403, "without a preview nothing is sent")
    altered = ticket[:-1] + ("1" if ticket[-1] == "0" else "0")
    check(browser.post("/announce", {"action": "send", **words, "ticket": altered}).status == 403, "nor with an altered ticket")
    other = Browser(service)
    other.login()
    check(other.post("/announce", {"action": "send", **words, "ticket": ticket}).status == 403, "nor with that of another session")
    answer = browser.post("/announce", {"action": "send", **words, "ticket": ticket})
    check(answer.header("location") == f"/announce?sent={len(wanted)}", f"it is sent: {answer.status} {answer.header('location')}")
    again = browser.post("/announce", {"action": "send", **words, "ticket": ticket})
    check(again.status == 409 and "sent before" in again.text, "and not a second time")
    service.stop()
    service.start()
    check(browser.post("/announce", {"action": "send", **words, "ticket": ticket}).status == 409, "not even after a restart")
    service.wait_for(lambda: len(service.mails()) >= count + len(wanted), "the announcement")
    sent = [mail for mail in service.mails() if "News" in mail["Subject"]]
    check({str(mail["To"]).strip("<>") for mail in sent} == wanted and len(sent) == len(wanted), "to the right ones, once each")
    check("Grüße & <script>" in sent[0].get_content(), "as it was written")
    old = re.sub(r"^\d+", "1000000000", ticket)
    check(browser.post("/announce", {"action": "send", **words, "ticket": old}).status == 403, "a ticket cannot be dated otherwise")
    for form in [{"subject": "", "text": "x"}, {"subject": "x", "text": " \r\n"}, {"subject": "a\nBcc: b@c.example", "text": "x"},
                 {"subject": "x" * 600, "text": "x"}]:
        check(browser.post("/announce", {"action": "preview", **form}).status == 422, f"no announcement of {str(form)[:50]}")
    check("Line one" in browser.post("/announce", {"action": "edit", **words}).text, "one can go back and change it")
    check(browser.post("/announce", {"action": "preview", "subject": "x", "text": "é" * 150_000}).status == 200, "a long text is taken")
    check(browser.post("/announce", {"action": "preview", "subject": "x", "text": "x" * 2_000_000}).status == 413, "one without end is not")


def test_replay(service, browser):
    service.subscribe("again@example.net")
    number = bounce(service, "again@example.net")
    check("in the same way" in browser.get(f"/bounces/{number}").text, "a mail is judged again in the same way")
    check("dismissed" not in browser.get("/bounces").text, "nothing was dismissed")
    service.change("UPDATE fx_email_inbound SET kind='other', effect='recorded' WHERE inboundId=?", (number,))
    service.change("UPDATE subscriber SET sdonotcall=0 WHERE semail='again@example.net'")
    service.change("DELETE FROM fx_email_history WHERE inboundId=?", (number,))
    shown = browser.get(f"/bounces/{number}").text
    check("judged differently" in shown and "other recorded" in shown and "bounce do-not-call" in shown, "the page shows the difference")
    check(service.rows("SELECT kind FROM fx_email_inbound WHERE inboundId=?", (number,)) == [("other",)], "looking changes nothing")
    browser.post(f"/bounces/{number}", {"action": "apply"})
    check(service.rows("SELECT kind, effect FROM fx_email_inbound WHERE inboundId=?", (number,)) == [("bounce", "do-not-call")],
          "what is judged now is written down")
    check(service.rows("SELECT sdonotcall FROM subscriber WHERE semail='again@example.net'") == [(1,)], "and done")
    check("again@example.net" in browser.get("/bounces?kind=bounce&reason=user-unknown&domain=example.net").text, "filters find it")
    for query in ["kind=complaint", "reason=blocked", "domain=example.org"]:
        check("again@example.net" not in browser.get("/bounces?" + query).text, f"the filter {query} does not")
    page = browser.get("/bounces").text
    check(page.count("<svg") == 3 and "style=" not in page and "#b3261e" not in page, "three charts, whose colours are the style sheet's")
    now = int(time.time())
    service.change(
        "INSERT INTO fx_email_incident(incidentId, side, provider, reason, trust, began, last, failing, subscribers, restored) "
        "VALUES(77, 'domain', 'example.net', 'user-unknown', 'verified', ?1, ?1, 30, 40, 5)", (now,))
    check("user-unknown at example.net" in browser.get("/bounces").text, "an incident that goes on is shown")
    check("user-unknown at example.net" in browser.get("/admin").text, "on the overview too")
    check(browser.post("/bounces", {"action": "dismiss", "incident": "77"}).status == 303, "it can be dismissed")
    check(service.rows("SELECT dismissed IS NOT NULL FROM fx_email_incident WHERE incidentId=77") == [(1,)], "and is")
    check(browser.post("/bounces", {"action": "dismiss", "incident": "77"}).status == 404, "once")
    service.change("DELETE FROM fx_email_raw WHERE inboundId=?", (number,))
    check("not kept any more" in browser.get(f"/bounces/{number}").text, "a mail that is gone is said to be")
    check(browser.get(f"/bounces/{number}/raw").status == 404, "and cannot be fetched")
    check(browser.post(f"/bounces/{number}", {"action": "apply"}).status == 404, "nor judged")


def test_export(service, browser):
    service.change("UPDATE subscriber SET suname='a \"quoted\", name' WHERE semail='quiet@example.net'")
    answer = browser.get("/subscribers/export.csv")
    done = subprocess.run([service.program, "subscribers", "export", "--format", "csv", "--db", str(service.database)],
                          capture_output=True, check=True)
    check(answer.body == done.stdout and len(answer.body) > 200, "the export is that of the command")
    check("attachment" in answer.header("content-disposition"), "it is a file")


def test_status(service):
    check(service.get("/healthz").body == b"ok\n", "all is well")
    text = service.get("/metrics").text
    for name in ["email_subscribers", "email_queue_due", "email_queue_waiting", "email_queue_oldest_due_seconds",
                 "email_inbound_mails", "email_database_bytes", "process_resident_memory_bytes"]:
        check(re.search(rf"^{name} [0-9.]+$", text, re.M), f"{name} is measured")
    check(float(re.search(r"^email_subscribers ([0-9.]+)$", text, re.M).group(1))
          == service.rows("SELECT count(*) FROM subscriber")[0][0], "and right")
    for fields in [{"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}]:
        for path in ["/healthz", "/metrics"]:
            check(service.get(path, headers=fields).status == 404, f"{path} is for this machine alone: {fields}")
    service.change("ALTER TABLE fx_email_meta RENAME TO away")
    check(service.get("/healthz").status == 503, "a database that does not answer is not well")
    service.change("ALTER TABLE away RENAME TO fx_email_meta")
    check(service.get("/healthz").status == 200, "and well again")


def test_health(program):
    """Green only where something can be written."""
    with Service(program, loop="off") as service:
        check(service.get("/healthz").status == 200, "all is well")
        other = sqlite3.connect(service.database, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            answer = service.get("/healthz")
            check(answer.status == 503 and "locked" in answer.text, f"another process holds the database: {answer.text}")
            check(service.get("/healthz").status == 503, "and does still")
            check(service.get("/").status == 200, "pages are shown meanwhile")
        finally:
            other.execute("ROLLBACK")
            other.close()
        service.wait_for(lambda: service.get("/healthz").status == 200, "the service to be well again")
        check(service.get("/healthz").text == "ok\n", "after which all is well")


def test_prefix(program):
    with Service(program, arguments=["--prefix", "/list"], loop="off") as service:
        seed(service)
        browser = Browser(service)
        answer = browser.login(next="/queue")
        check(answer.header("location") == "/list/queue" and "Path=/list;" in answer.header("set-cookie"), "behind a prefix")
        check(service.get("/list/admin").header("location") == "/list/login?next=%2Fadmin", "the login is there too")
        for path in PAGES:
            if path.endswith(("raw", "csv", "/queue/1")):
                continue
            page = Page(browser.get("/list" + path).text)
            wrong = [value for tag, all in page.elements for name, value in all
                     if name in {"href", "action"} and not value.startswith(("/list/", "#"))]
            check(not wrong, f"every link on {path} has the prefix: {wrong[:3]}")


def test_other_databases(program):
    """Settings of one kind of database are shown in that kind alone."""
    for kind, name in [("fossil", "email-own-send-method"), ("isso", "email-site-url")]:
        with Service(program, loop="off") as service:
            service.change("UPDATE fx_email_meta SET value=? WHERE name='kind'", (kind,))
            browser = Browser(service)
            browser.login()
            text = browser.get("/setup_email").text
            check(f'id="{name}"' in text, f"{name} is shown in a database of {kind}")
            browser.post("/setup_email", {"action": "save", "email-send-method": "maildir"})
            found = dict(service.rows("SELECT name, value FROM config WHERE name LIKE 'email-%send-method'"))
            check(found == ({"email-own-send-method": "maildir", "email-send-method": "off"} if kind == "fossil"
                            else {"email-send-method": "maildir"}), f"the method is set as {kind} needs it: {found}")


def resident(service):
    for line in open(f"/proc/{service.process.pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024


def test_many(program, count=100_000):
    """A page costs the same wherever it is. Times are printed, not judged: machines differ."""
    with Service(program, loop="off") as service:
        now = int(time.time())
        service.change(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?1) "
            "INSERT INTO subscriber(semail, sverified, sdonotcall, ssub, sctime, mtime, sdigest) "
            "SELECT printf('reader%06d@example%d.net', (i*7919)%1000000, i%50), i%10<>0, i%20=1, 'acftw', ?2-i*60, ?2-(i*31)%86400, 0 FROM n",
            (count, now))
        service.change(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?1) "
            "INSERT INTO fx_email_history(subscriberId, address, inboundId, rcvdTime, kind, action, class, reason, trust, effect, because) "
            "SELECT i, semail, i, ?2-i*20, 'bounce', 'failed', 'hard', 'user-unknown', 'verified', "
            "CASE WHEN i%40=1 THEN 'do-not-call' ELSE 'recorded' END, 'why' FROM n JOIN subscriber ON subscriberId=i", (count, now))
        service.change(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?1) "
            "INSERT INTO fx_email_inbound(fingerprint, received, deliveries, size, state, kind, effect) "
            "SELECT randomblob(32), ?2-(?1-i)*20, 1, 1000, 'judged', 'bounce', 'recorded' FROM n", (count, now))
        service.change(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?1) "
            "INSERT INTO fx_email_delivery(subscriberId, address, state, ctime, sent, messageId) "
            "SELECT i, 'reader@example.net', CASE WHEN i%1000=0 THEN 'failed' ELSE 'sent' END, ?2, ?2, '<'||i||'>' FROM n",
            (count, now))
        browser = Browser(service)
        browser.login()
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)

        def timed(path):
            began = time.monotonic()
            connection.request("GET", path, headers=browser.headers())
            body = connection.getresponse().read()
            return (time.monotonic() - began) * 1000, body.decode()

        orders = {"address": "semail", "made": "sctime DESC, subscriberId DESC", "changed": "mtime DESC, subscriberId DESC"}
        for order, sql in orders.items():
            expected = [address for address, in service.rows(f"SELECT semail FROM subscriber ORDER BY {sql}")]
            # The first pages, then one in the middle and the last.
            times, walked, path = [], [], f"/subscribers?order={order}"
            for _ in range(20):
                taken, page = timed(path)
                times.append(taken)
                walked += re.findall(r'class="address" href="[^"]*">([^<]*)<', page)
                path = re.search(r'rel="next" href="([^"]*)"', page).group(1).replace("&amp;", "&")
            check(walked == expected[:2000], f"by {order}: the pages are in order")
            column = {"address": "semail", "made": "sctime", "changed": "mtime"}[order]
            deep = expected[count - 150]
            number, key = service.rows(f"SELECT subscriberId, {column} FROM subscriber WHERE semail=?", (deep,))[0]
            taken, page = timed(f"/subscribers?order={order}&after={number}.{urllib.parse.quote(str(key))}")
            found = re.findall(r'class="address" href="[^"]*">([^<]*)<', page)
            check(found == expected[count - 149:count - 49], f"by {order}: so is one near the end")
            last, page = timed(re.search(r'rel="next" href="([^"]*)"', page).group(1).replace("&amp;", "&"))
            check('rel="next"' not in page and re.findall(r'class="address" href="[^"]*">([^<]*)<', page) == expected[-49:],
                  f"by {order}: and the last one is the last")
            print(f"admin: {count} subscribers by {order}: first {times[0]:.1f} ms, median {sorted(times)[10]:.1f} ms, "
                  f"near the end {taken:.1f} ms, last {last:.1f} ms", flush=True)
        for path in ["/subscribers?filter=active", "/subscribers?filter=silenced", "/subscribers?filter=do-not-call",
                     "/subscribers?q=reader0001", "/subscribers?q=nobody-at-all", "/subscribers/5000", "/admin", "/bounces",
                     "/bounces?kind=complaint", "/bounces?reason=user-unknown&domain=example7.net", "/queue", "/queue?state=failed",
                     "/announce", "/metrics"]:
            times = sorted(timed(path)[0] for _ in range(5))
            print(f"admin: {path}: {times[2]:.1f} ms, at first {times[-1]:.1f} ms", flush=True)
        before = resident(service)
        taken, page = timed("/subscribers/export.csv")
        check(page.count("\n") == count + 1, "the export has every subscriber")
        print(f"admin: the export: {taken:.0f} ms, {len(page) >> 20} MiB; resident {before} MiB before, {resident(service)} MiB after",
              flush=True)


def main():
    program = sys.argv[1]
    with Service(program) as service:
        check(seed(service) == 1, "the bounce is mail 1")
        # What the sending does by itself is done then.
        service.wait_for(lambda: not service.rows("SELECT 1 FROM fx_email_delivery WHERE state IN ('queued', 'sending')"), "the queue")
        service.wait_for(lambda: service.rows("SELECT 1 FROM config WHERE name='email-last-digest'"), "the first round")
        test_locked(service)
        browser = test_login(service)
        test_next(service)
        test_forgery(service, browser)
        test_quiet(service, browser)
        test_subscribers(service, browser)
        test_settings(service, browser)
        test_stale_settings(service, browser)
        test_mail(service, browser)
        test_queue(service, browser)
        test_announce(service, browser)
        test_replay(service, browser)
        test_export(service, browser)
        test_mails(service, browser)
        test_quiet(service, browser)
        test_status(service)
        test_sessions(service)
        check(service.stop() == 0, "the service stops when asked")
        check("Fatal" not in service.log_text() and service.password not in service.log_text(), "its log has no crash and no password")
    test_limits(program)
    test_shown(program)
    test_prefix(program)
    test_health(program)
    test_other_databases(program)
    test_many(program)
    check.end()


main()
