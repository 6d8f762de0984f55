#!/usr/bin/env python3
"""attacks.py PROGRAM: what strangers try over HTTP on the pages for everybody. Each check says what must not happen."""

import hashlib
import itertools
import re
import select
import socket
import statistics
import sys
import time
import urllib.parse

import forms
from service import Checks, Service

check = Checks("attacks")
program = sys.argv[1]
OPEN = {"email-web-limit": "0"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ONE_CLICK = "List-Unsubscribe=One-Click"


def quiet(service):
    service.wait_for(
        lambda: service.rows("SELECT (SELECT count(*) FROM fx_email_request), (SELECT count(*) FROM fx_email_delivery"
                             " WHERE state='sending' OR state='queued' AND due<=unixepoch())") == [(0, 0)],
        "the queue to be empty")


def raw(service, data, seconds=60, close=True):
    """Sends bytes as they are; returns what comes back until the end of the connection."""
    with socket.create_connection(("127.0.0.1", service.port), seconds) as connection:
        connection.sendall(data)
        if close:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while block := connection.recv(65536):
                answer += block
        except ConnectionError:
            pass
        return answer


def status(answer):
    found = re.match(rb"HTTP/1\.1 (\d+)", answer)
    return int(found[1]) if found else None


def is_alive(service, what):
    check(service.get("/subscribe").status == 200, f"the service answers after {what}")


# Link scanners


def scanners():
    """Every URL of every kind of mail, and every link on the pages behind it, opened in every way that is no POST."""
    with Service(program, {**OPEN, "email-renew-interval": "30", "email-autoexec": "1"}) as service:
        service.subscribe("reader@example.net")
        service.email("subscribe", "digest@example.net", "--verified", "--digest")
        service.subscribe("expiring@example.net")
        service.change("UPDATE subscriber SET lastContact=lastContact-29 WHERE semail='expiring@example.net'")
        service.change("UPDATE fx_email_meta SET value=0 WHERE name='digest'")
        forms.fill(service, "/subscribe", address="new@example.net")
        forms.fill(service, "/alerts", address="reader@example.net")
        forms.fill(service, "/msgadmin", address="writer@example.net", text="Hello")
        service.email("event", "add", "--type", "c", "--subject", "Release")
        service.email("announce", "--subject", "News", input="Text\n", check=False)
        service.wait_for(lambda: service.mails("new@example.net"), "an invitation")
        quiet(service)
        service.stop()
        service.email("exec", "--digest", check=False)
        mails = service.mails()
        kinds = {row[0] for row in service.rows(
            "SELECT DISTINCT kind FROM fx_email_text JOIN fx_email_delivery USING(textId) WHERE state='sent'")}
        check({"alert", "digest", "announcement", "verification", "notice"} <= kinds, f"mails of many kinds: {kinds}")
        service.loop = "off"
        service.start()
        places = {link[len(service.url):].rstrip(".,") or "/" for mail in mails for link in service.links(mail)}
        # A forwarder may write them in its own way.
        places |= {re.sub("/(unsubscribe)/", "/oneclickunsub/", place) for place in places}
        places |= {re.sub("/(alerts)/", "/renew/", place) for place in places}
        check(sum("/unsubscribe/" in p for p in places) >= 3 and sum("/alerts/" in p for p in places) >= 4,
              f"links of many people: {len(places)}")
        walk(service, places)


def walk(service, places):
    before = service.dump()
    seen, waiting, statuses = set(), sorted(places), set()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "CONNECT"):
            answer = service.request(method, place, headers={"Sec-Purpose": "prefetch"})
            if method == "GET":
                page, length = answer, len(answer.body)
                check(answer.status in (200, 404), f"GET {place}: {answer.status}")
                check(answer.header("set-cookie") is None, f"no cookie from {place}")
                check(answer.header("referrer-policy") == "no-referrer", f"no code leaves {place} by Referer")
                check("default-src 'none'" in (answer.header("content-security-policy") or ""), f"{place} has a policy")
                check("no-store" in answer.header("cache-control") or "." in place, f"no cache keeps {place}")
                check("<script" not in answer.text and " style=" not in answer.text, f"{place} has no script")
                check(not re.search(r"(href|src|action)=\"?(https?:)?//", answer.text), f"nothing of others on {place}")
            elif method == "HEAD":
                check(answer.body == b"" and answer.status == page.status, f"HEAD {place} has the head of GET")
                if "captcha" not in page.text:
                    check(answer.header("content-length") == str(length), f"HEAD {place} has the length of GET")
            elif method == "OPTIONS":
                check(answer.status in (204, 404), f"OPTIONS {place}: {answer.status}")
            else:
                check(answer.status in (400, 404, 405), f"{method} {place}: {answer.status}")
        for link in forms.links(page.text):
            link = urllib.parse.urljoin(place, link)
            check(link.startswith("/"), f"{link} on {place} stays here")
            if not link.startswith("#"):
                waiting.append(link.split("#")[0])
        # A scanner that follows forms by GET.
        for form in forms.forms(page.text):
            waiting.append(form.action)
            service.get(form.action + "?" + urllib.parse.urlencode(form.values()))
    check(len(seen) > 15, f"many pages were seen: {len(seen)}")
    check(service.dump() == before, "GET, HEAD, OPTIONS and what is no method change nothing")


# Who subscribes?


def enumeration():
    with Service(program, OPEN, loop="off") as service:
        service.email("settings", "email-captcha", "off")
        service.subscribe("verified@example.net")
        service.subscribe("unverified@example.net", verified=False)
        service.subscribe("silent@example.net")
        service.change("UPDATE subscriber SET sdonotcall=1 WHERE semail='silent@example.net'")
        kinds = {"verified": "verified@example.net", "unverified": "unverified@example.net",
                 "silent": "silent@example.net", "unknown": "somebody@example.net"}
        for place in ("/subscribe", "/alerts", "/unsubscribe"):
            answers = {}
            for kind, address in kinds.items():
                answer = service.post(place, form={"address": address, "alert": "a", "digest": "0"})
                headers = [(n, v) for n, v in answer.headers if n != "date"]
                answers[kind] = (answer.status, headers, answer.body)
            check(len({repr(a) for a in answers.values()}) == 1, f"{place} answers the same for all")
        service.wait_for(lambda: service.rows("SELECT count(*) FROM fx_email_request") == [(0,)], "the requests")
        # What stands behind it: the handler inserts one row and looks nobody up, so nothing is left to be seen. As the limit
        # of an address would end the inserting, each request is for another address of the same kind.
        rounds = 60
        for kind in ("verified", "silent"):
            service.change(
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<99) INSERT INTO"
                " subscriber(semail, sverified, sdonotcall, ssub, sctime, mtime)"
                f" SELECT '{kind}'||i||'@example.net', 1, {int(kind == 'silent')}, 'a', 0, 0 FROM n")
        times = {"verified": [], "silent": [], "unknown": []}
        for number, kind in itertools.product(range(rounds), times):
            began = time.perf_counter()
            answer = service.post("/subscribe", form={"address": f"{kind}{number}@example.net", "alert": "a"})
            times[kind].append(time.perf_counter() - began)
            assert answer.status == 200
        medians = {kind: statistics.median(values) for kind, values in times.items()}
        ratio = max(medians.values()) / min(medians.values())
        check(ratio < 1.5, f"the time of an answer tells nothing: {medians}")


def one_mail_a_day():
    with Service(program, OPEN) as service:
        service.subscribe("known@example.net")
        for address in ("known@example.net", "new@example.net"):
            for number in range(25):
                place = ("/subscribe", "/alerts", "/unsubscribe")[number % 3]
                spelling = address.upper() if number % 2 else address
                check(forms.fill(service, place, address=spelling).status == 200, "a flood is answered like one form")
        quiet(service)
        check([len(service.mails(a)) for a in ("known@example.net", "new@example.net")] == [1, 1],
              "one mail a day to an address, however often and wherever somebody asks")
        forms.fill(service, "/unsubscribe/" + service.code("known@example.net"))
        for number in range(5):
            forms.fill(service, "/subscribe", address="known@example.net")
        quiet(service)
        check(len(service.mails("known@example.net")) == 1, "not even when the subscription began anew meanwhile")
        service.stop()
        service.start()
        forms.fill(service, "/subscribe", address="new@example.net")
        quiet(service)
        check(len(service.mails("new@example.net")) == 1, "nor after a restart")
    with Service(program, loop="off") as service:
        statuses = [service.post("/subscribe", form={"address": f"a{n}@example.net"}).status for n in range(30)]
        check(statuses.count(429) == 10 and statuses[-1] == 429, "a network that sends many forms is told to wait")
        is_alive(service, "a flood of forms")
        check(service.rows("SELECT count(*) FROM subscriber") == [(0,)], "nobody was added without the security code")


# Codes


def guesses():
    with Service(program, OPEN, loop="off") as service:
        service.email("settings", "email-captcha", "off")
        code = service.subscribe("somebody@example.net")
        other = service.subscribe("other@example.net")
        before = service.dump()
        flipped = code[:-1] + ("0" if code[-1] != "0" else "1")
        tricks = [
            "", "%", "%%", "*", "_" * 64, "?", "'", "' OR 1=1 --", "0x" + code, code[:-1], code + "0", code[:32], code[:8],
            code[32:], flipped, flipped[1:], "+" + code[1:], "-" + code[1:], code + "%00", code[:-1] + "%00", "%00" + code,
            code + "%0a", code + " ", code + "%20", code + ".", code + ";", code + "..", code + "/..", code + "/.",
            code + "/..;/", code + "%2f", code + "%5c", code + "\\", code[:-1] + "\\", code[:-1] + "%c0%b0",
            code[:-1] + "%ef%bc%90", code[:-2] + "%fc%80", "..%2f" + code, "%2e%2e/" + code, "../alerts/" + flipped,
            code[:32] + "/" + code[32:], code[:32] + "//" + code[32:], "x'" + code + "'", "subscriberCode", "0" * 64,
            "f" * 64, "1", "1" * 2000, code * 20, "１" * 64, code[:-1] + "g", "%" + code[1:], code[:-1] + "%",
        ]
        for place, trick in itertools.product(("alerts", "unsubscribe", "oneclickunsub", "renew"), tricks):
            line = f"/{place}/{trick}".encode("utf-8", "surrogateescape").replace(b" ", b"%20")
            for head in (b"GET " + line, b"POST " + line):
                body = ONE_CLICK.encode() if b"POST" in head else b""
                answer = raw(service, head + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
                             b"Content-Type: application/x-www-form-urlencoded\r\n" +
                             b"Content-Length: %d\r\n\r\n" % len(body) + body)
                check(status(answer) is not None and status(answer) < 500, f"{head[:60]}: {answer[:40]}")
                check(b"somebody@example.net" not in answer and b"other@example.net" not in answer,
                      f"{head[:80]} shows nobody")
        check(service.dump() == before, "no guess changes anything")
        # The same 32 bytes, however they are written.
        check("somebody@example.net" in service.get(f"/alerts/{code.upper()}").text, "digits may be capitals")
        for trick in (f"//alerts//{code}", f"/alerts/./{code}", f"/x/../alerts/{code}", f"/alerts/{code}/", f"/%61lerts/{code}",
                      f"/alerts;x/{code}", f"/ALERTS/{code}", f"/alerts/{code}?x=1", f"/alerts/{code}/{other}"):
            service.get(trick)
            service.request("HEAD", trick)
        check(service.dump() == before, "nor does a path that is written strangely")
        is_alive(service, "guesses")


def no_code_in_logs():
    with Service(program, OPEN) as service:
        code = service.subscribe("reader@example.net")
        for place in (f"/alerts/{code}", f"/unsubscribe/{code}", f"/renew/{code}", f"/x/{code}", f"/alerts/{code}/{code}",
                      f"/alerts/{code}?{code}"):
            for method in ("GET", "HEAD", "OPTIONS", "POST", "BREW"):
                service.request(method, place, headers={"Referer": f"https://elsewhere.example/{code}"})
        service.post(f"/alerts/{code}", form={"do": "save"})
        service.request("POST", f"/unsubscribe/{code}", body=ONE_CLICK, headers=FORM)
        metrics = service.get("/metrics")
        service.stop()
        text = service.log_text().lower()
        log = repr(service.rows("SELECT message FROM fx_email_log")).lower()
        for name, where in (("log", text), ("statistics", metrics.text.lower()), ("log in the database", log)):
            check(code not in where and code[:16] not in where, f"the {name} has no code")


# One click


def one_click():
    """Only the body of RFC 8058 acts, and it needs nothing else."""
    with Service(program, OPEN, loop="off") as service:
        code = service.subscribe("reader@example.net")
        before = service.dump()
        multipart = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
        wrong = [
            ("application/x-www-form-urlencoded", body) for body in (
                "", "List-Unsubscribe", "List-Unsubscribe=", "List-Unsubscribe=one-click", "list-unsubscribe=One-Click",
                ONE_CLICK + "&x=1", "x=1&" + ONE_CLICK, ONE_CLICK + "\r\n", " " + ONE_CLICK, ONE_CLICK + "&" + ONE_CLICK,
                ONE_CLICK.replace("=", "%3D"), "do=save", "do=renew", "List-Unsubscribe=One-Click%00")
        ] + [
            (kind, ONE_CLICK) for kind in ("text/plain", "application/json", "", "multipart/form-data",
                                           "application/x-www-form-urlencodedx", "text/html; a=application/x-www-form-urlencoded")
        ] + [
            ("multipart/form-data; boundary=b", body) for body in (
                "", "--b--\r\n", multipart.replace("One-Click", "Two-Click"), multipart.replace("List-Unsubscribe", "X"),
                multipart.replace("form-data;", "attachment;"), multipart.replace("--b--\r\n", multipart),
                multipart.replace("One-Click", "One-Click\r\n"), "x" * 60_000,
                multipart.replace('List-Unsubscribe"', 'List-Unsubscribe"; filename="x"'), multipart.replace("b", "c"))
        ] + [("multipart/form-data", multipart), ("multipart/mixed; boundary=b", multipart)]
        for place in ("unsubscribe", "oneclickunsub"):
            for kind, body in wrong:
                headers = {"Content-Type": kind} if kind else {}
                answer = service.request("POST", f"/{place}/{code}", body=body, headers=headers)
                check(answer.status in (400, 415), f"/{place} {kind} {body[:50]!r}: {answer.status}")
            for method in ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"):
                service.request(method, f"/{place}/{code}?{ONE_CLICK}", body=ONE_CLICK, headers=FORM)
        service.post(f"/oneclickunsub/{code}", form={"do": "unsubscribe"})
        check(service.dump() == before, "nothing but the exact body acts")
        right = [("application/x-www-form-urlencoded", ONE_CLICK),
                 ("application/x-www-form-urlencoded;charset=utf-8", ONE_CLICK),
                 ("Application/X-WWW-Form-Urlencoded", ONE_CLICK),
                 ("multipart/form-data; boundary=b", multipart), ('multipart/form-data; boundary="b"', multipart)]
        for place, (kind, body) in itertools.product(("unsubscribe", "oneclickunsub"), right):
            code = service.subscribe("clicker@example.net")
            # A mail program is on no site, and keeps no cookie.
            answer = service.request("POST", f"/{place}/{code}", body=body, headers={
                "Content-Type": kind, "Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"})
            check(answer.status == 200 and answer.header("location") is None, f"/{place} {kind}: {answer.status}")
            check(service.code("clicker@example.net") is None, f"/{place} {kind} unsubscribes")
            again = service.request("POST", f"/{place}/{code}", body=body, headers={"Content-Type": kind})
            check((again.status, again.body) == (answer.status, answer.body), "and again says the same")


# Other sites


def other_sites():
    with Service(program, OPEN, loop="off") as service:
        service.email("settings", "email-captcha", "off")
        code = service.subscribe("reader@example.net")
        before = service.dump()
        own = f"127.0.0.1:{service.port}"
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"},
                        {"Origin": "https://" + own + ".evil.example"}, {"Origin": "http://127.0.0.1"},
                        {"Origin": "x"}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://" + own}):
            for place, form in ((f"/alerts/{code}", {"do": "save"}), (f"/alerts/{code}", {"do": "allow"}),
                                (f"/unsubscribe/{code}", {"do": "unsubscribe"}), (f"/renew/{code}", {"do": "renew"}),
                                ("/subscribe", {"address": "a@example.net", "alert": "a"}),
                                ("/alerts", {"address": "reader@example.net"}),
                                ("/msgadmin", {"address": "a@example.net", "text": "x"})):
                answer = service.post(place, form=form, headers=headers)
                check(answer.status == 403, f"{place} from another site {headers}: {answer.status}")
        check(service.dump() == before, "forms of other sites change nothing")
        for headers in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "null"},
                        {"Origin": "http://" + own}):
            check(service.post(f"/alerts/{code}", form={"do": "save"}, headers=headers).status == 200,
                  f"our own form with {headers}")


def hosts():
    """What a client says of hosts appears nowhere: not in a page, a redirect or a mail."""
    with Service(program, OPEN) as service:
        code = service.subscribe("reader@example.net")
        evil = "evil.example"
        lies = [("Host", evil), ("X-Forwarded-Host", evil), ("X-Forwarded-Server", evil), ("X-Host", evil),
                ("Forwarded", f"host={evil};proto=https"), ("X-Original-URL", f"//{evil}/"), ("X-Rewrite-URL", "/metrics"),
                ("X-Forwarded-Prefix", f"//{evil}"), ("X-Forwarded-Proto", "javascript"), ("Referer", f"https://{evil}/")]
        for place in ("/", "/subscribe", "/alerts", f"/alerts/{code}", f"/unsubscribe/{code}", "/nothing", f"//{evil}/",
                      f"/\\{evil}", f"/%0d%0aLocation:%20//{evil}", f"///{evil}/%2e%2e", f"/alerts/{code}//{evil}",
                      f"/?next=//{evil}", f"/alerts?url=https://{evil}"):
            for lie in lies:
                answer = service.get(place, headers=dict([lie]))
                seen = answer.text + repr(answer.headers)
                check(evil not in seen and not 300 <= answer.status < 400, f"{lie} at {place}: {answer.status}")
        answer = forms.fill(service, "/subscribe", address="new@example.net", headers=dict(lies[1:]))
        check(answer.status == 200 and evil not in answer.text, "a form with lies about hosts")
        service.wait_for(lambda: service.mails("new@example.net"), "an invitation")
        check(all(evil not in mail.as_string() for mail in service.mails()), "no mail has them")
        answer = raw(service, b"GET http://evil.example/alerts HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        check(b"evil" not in answer, "an absolute URL is not believed")
        for head in (b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                     b"GET / HTTP/1.0\r\n\r\n"):
            answer = raw(service, head)
            check(status(answer) is None or status(answer) < 500, f"{head}: {answer[:40]}")
        is_alive(service, "lies about hosts")


# What strangers type


PAYLOADS = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "</textarea><script>x</script>",
    "</title><script>x</script>", "{{content}}", "{{{prefix}}}", "{{> captcha}}", "&lt;script&gt;", "javascript:alert(1)",
    "\"\u0301 autofocus onfocus=alert(1) x=", "<\u0338script>",
    "\u2028<script>", "\x00<script>", "<!--", "]]>", "`${1}`", "\" autofocus onfocus=alert(1) x=\"", "\u202e<b>", "&#60;script&#62;",
]


def scripts():
    with Service(program, OPEN) as service:
        plain = ("/subscribe", "/alerts", "/unsubscribe", "/msgadmin")
        for payload in PAYLOADS:
            for place in plain:
                answer = forms.fill(service, place, address=payload, alert=[payload], sender=payload, subject=payload,
                                    text=payload, digest=payload, captcha=payload, seed=payload)
                check(answer.status in (400, 422), f"{place} takes no {payload!r}: {answer.status}")
                extra = strange(answer.text)
                check(not extra, f"{payload!r} at {place} makes tags: {extra}")
                check("<script" not in answer.text, f"{payload!r} at {place} is escaped")
        # What is shown of the database: any program may write there.
        for payload in PAYLOADS:
            service.change("DELETE FROM subscriber")
            service.change("INSERT INTO subscriber(semail, sverified, sdonotcall, ssub, sctime, mtime) VALUES(?, 1, 1, ?, 0, 0)",
                           (payload, payload))
            code = service.code(payload)
            found = service.rows("SELECT subscriberId FROM subscriber")[0][0]
            service.change("DELETE FROM fx_email_history")
            service.change(
                "INSERT INTO fx_email_history(subscriberId, address, rcvdTime, kind, trust, effect, because, reason, diagnostic)"
                " VALUES(?, ?, 1, 'bounce', 'verified', 'do-not-call', ?, ?, ?)", (found, *[payload] * 4))
            for place in ("alerts", "unsubscribe", "renew"):
                answer = service.wait_for(
                    lambda: (lambda a: a if a.status == 200 and code in a.text else None)(service.get(f"/{place}/{code}")),
                    f"the page of {payload!r}")
                extra = strange(answer.text)
                check(not extra and "<script" not in answer.text, f"{payload!r} in the database at /{place}: {extra}")


KNOWN = set("html head meta title link body a header nav main h1 h2 p form div label input fieldset legend span small svg path "
            "button footer ul li strong dl dt dd section pre textarea".split())


def strange(page):
    """The tags and attributes of a page that none of ours has."""
    return (tags(page) - KNOWN) | {a for a in forms.read(page).attributes if a.startswith("on") or a in ("autofocus", "src")}


def tags(page):
    return set(re.findall(r"<([a-zA-Z!][a-zA-Z0-9]*)", page)) - {"DOCTYPE", "!DOCTYPE"}


def injection():
    """No field of a form makes a header of a mail, a second recipient, or a line of a log."""
    with Service(program, OPEN) as service:
        nasty = ["x\r\nBcc: victim@example.org", "x\nBcc: victim@example.org", "x\rBcc: victim@example.org",
                 "x\0\r\n\r\nBcc: victim@example.org", "x%0d%0aBcc: victim@example.org", "x\u2028Bcc: victim@example.org",
                 "x\r\n.\r\nMAIL FROM:<>", "=?utf-8?q?=0D=0ABcc:_victim@example.org?="]
        service.email("settings", "email-forward-limit", "1000")
        for value in nasty:
            answer = forms.fill(service, "/msgadmin", address="writer@example.net", sender=value, subject=value, text=value)
            check(answer.status in (200, 400), f"a message with {value!r}: {answer.status}")
            for place in ("/subscribe", "/alerts", "/msgadmin"):
                answer = forms.fill(service, place, address=f"a@example.net{value[1:]}", text="x")
                check(answer.status in (400, 422), f"{place} takes no address with {value!r}")
        quiet(service)
        mails = service.mails()
        check(len(mails) >= 6, f"messages came through: {len(mails)}")
        for mail in mails:
            check(mail["To"] == "admin@lists.example" and mail["Bcc"] is None and mail["Cc"] is None,
                  f"only to the administrator: {mail['To']}")
            check(len(mail.get_all("Subject")) == 1 and "\n" not in mail["Subject"], "one subject of one line")
        check({row[0] for row in service.rows("SELECT DISTINCT address FROM fx_email_delivery")} == {"admin@lists.example"},
              "and to nobody else")
        service.stop()
        lines = service.log_text().splitlines()
        check(all(line.startswith("time=") for line in lines), "no line of the log is a stranger's")


# Too much, too slow


def oversized():
    with Service(program, OPEN, loop="off") as service:
        code = service.subscribe("reader@example.net")
        before = service.dump()
        for place in ("/subscribe", "/alerts", f"/alerts/{code}", f"/unsubscribe/{code}", f"/oneclickunsub/{code}", "/msgadmin"):
            answer = service.request("POST", place, body="address=" + "x" * 200_000, headers=FORM)
            check(answer.status == 413, f"a body of 200 kB at {place}: {answer.status}")
        many = "&".join(f"a{n}=1" for n in range(5000))
        check(service.request("POST", "/subscribe", body=many, headers=FORM).status == 400, "5,000 fields")
        for body in ("%", "%zz", "a=%f0", "a=%ff%fe", "%00=%00", "&" * 60_000, "=" * 60_000, "a" * 60_000):
            answer = service.request("POST", f"/alerts/{code}", body=body, headers=FORM)
            check(answer.status in (400, 422), f"a form of {body[:10]!r}: {answer.status}")
        heads = [b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
                 b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
                 b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 50_000 + b"\r\n",
                 b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                 b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                 b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                 b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                 b"POST /subscribe HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                 b"\x16\x03\x01\x02\x00\x01\x00", b"\0" * 5000, b"\r\n" * 5000, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                 b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
        for head in heads:
            answer = raw(service, head)
            check(status(answer) is None or 400 <= status(answer) < 500 or status(answer) == 505,
                  f"{head[:60]}: {answer[:40]}")
        chunk = b"8000\r\n" + b"a" * 0x8000 + b"\r\n"
        answer = raw(service, b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 64, close=False)
        check(status(answer) in (413, None), f"two megabytes in chunks: {answer[:40]}")
        check(service.dump() == before, "nothing of it changes anything")
        is_alive(service, "too much")


def slow():
    """Connections that never end their request are closed, and others are served meanwhile."""
    with Service(program, OPEN, loop="off") as service:
        idle = [socket.create_connection(("127.0.0.1", service.port), 90) for _ in range(3)]
        for connection, data in zip(idle, (b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n",
                                           b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Type: application/"
                                           b"x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na")):
            connection.sendall(data)
        # A body that goes on a byte at a time is never idle, and ends all the same.
        dripping = socket.create_connection(("127.0.0.1", service.port), 90)
        dripping.sendall(b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                         b"Content-Length: 100000\r\n\r\n")
        # A head that goes on a byte at a time.
        creeping = socket.create_connection(("127.0.0.1", service.port), 90)
        creeping.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ")
        crowd = [socket.create_connection(("127.0.0.1", service.port), 90) for _ in range(500)]
        for connection in crowd:
            connection.sendall(b"GET / HT")
        is_alive(service, "500 connections that say nothing")

        def is_closed(connection, drip):
            try:
                if drip:
                    connection.sendall(b"a")
                connection.setblocking(False)
                while connection.recv(65536):
                    pass
                return True
            except BlockingIOError:
                return False
            except OSError:
                return True
            finally:
                connection.setblocking(True)

        waiting = [(c, False) for c in idle + crowd] + [(dripping, True), (creeping, True)]

        def all_closed():
            waiting[:] = [pair for pair in waiting if not is_closed(*pair)]
            return not waiting

        try:
            service.wait_for(all_closed, "slow connections to be closed", 90)
            check(True, "slow connections are closed")
        except RuntimeError:
            check(False, f"{len(waiting)} slow connections stay open")
        is_alive(service, "slow connections")


def crowds():
    with Service(program, OPEN, loop="off") as service:
        code = service.subscribe("reader@example.net")
        open_ones = [socket.create_connection(("127.0.0.1", service.port), 60) for _ in range(400)]
        request = f"GET /alerts/{code} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        for connection in open_ones:
            connection.sendall(request * 20)
        answered = 0
        for connection in open_ones:
            seen = b""
            while seen.count(b"</html>") < 20:
                block = connection.recv(65536)
                if not block:
                    break
                seen += block
            answered += seen.count(b"HTTP/1.1 200")
            connection.close()
        check(answered == 8000, f"8,000 requests on 400 connections, pipelined: {answered}")
        # Clients that ask and never read.
        deaf = [socket.create_connection(("127.0.0.1", service.port), 60) for _ in range(50)]
        for connection in deaf:
            connection.setblocking(False)
            try:
                for _ in range(200):
                    connection.send(request * 50)
            except BlockingIOError:
                pass
        is_alive(service, "clients that do not read")
        memory = int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{service.process.pid}/status").read())[1]) // 1024
        check(memory < 300, f"memory stays bounded: {memory} MB")
        ends = select.poll()
        waiting = {connection.fileno() for connection in deaf}
        for number in waiting:
            ends.register(number, 0)

        def all_let_go():
            for number, _ in ends.poll(1000):
                ends.unregister(number)
                waiting.discard(number)
            return not waiting

        try:
            service.wait_for(all_let_go, "clients that do not read to be let go", 120)
        except RuntimeError:
            pass
        check(not waiting, f"clients that do not read are let go: {len(waiting)} are not")
        is_alive(service, "having let them go")


for run in (scanners, enumeration, one_mail_a_day, guesses, no_code_in_logs, one_click, other_sites, hosts, scripts, injection,
            oversized, slow, crowds):
    if len(sys.argv) > 2 and run.__name__ not in sys.argv[2:]:
        continue
    try:
        run()
    except Exception as error:  # The others are still to be seen.
        check(False, f"{run.__name__}: {type(error).__name__}: {error}")
check.end()
