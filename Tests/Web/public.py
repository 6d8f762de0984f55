#!/usr/bin/env python3
"""public.py PROGRAM: what subscribers do, from the first form to the last button, over HTTP and with real mails."""

import http.client
import re
import socket
import sys
import time
import urllib.parse

import forms
from service import Checks, Service

check = Checks("public")
program = sys.argv[1]
OPEN = {"email-web-limit": "0"}


def subscriber(service, address):
    rows = service.rows(
        "SELECT ssub, sdigest, sverified, sdonotcall, lastContact, smip FROM subscriber WHERE semail=?", (address,))
    names = ("letters", "digest", "verified", "donotcall", "contact", "client")
    return dict(zip(names, rows[0])) if rows else None


def path(service, url):
    """The path of a URL that stands in a mail."""
    assert url.startswith(service.url), url
    return url[len(service.url):]


def mail_to(service, address, count=1):
    service.wait_for(lambda: len(service.mails(address)) >= count, f"mail {count} to {address}")
    return service.mails(address)[count - 1]


def quiet(service):
    """Waits until everything that was asked for is done and sent."""
    service.wait_for(
        lambda: service.rows("SELECT (SELECT count(*) FROM fx_email_request), (SELECT count(*) FROM fx_email_delivery"
                             " WHERE state='sending' OR state='queued' AND due<=unixepoch())") == [(0, 0)],
        "the queue to be empty")


def own_page(service, mail):
    return path(service, next(link for link in service.links(mail) if "/alerts/" in link))


def whole_way():
    with Service(program, OPEN) as service:
        address = "reader@example.net"
        page = service.get("/subscribe")
        form = forms.forms(page.text)[0]
        check(sorted(v for n, v in form.fields if n == "alert") == sorted("acftw"), "the usual kinds are ticked")
        answer = forms.fill(service, "/subscribe", address=address, alert=["a", "t"], digest="1")
        check(answer.status == 200 and "mailbox" in answer.text, "a form that is right is answered")
        mail = mail_to(service, address)
        check(mail["Subject"] == "[list] Subscription verification", "the mail is an invitation")
        check("/unsubscribe/" in mail["List-Unsubscribe"], "with a link to leave")
        check(mail["List-Unsubscribe-Post"] is None, "and no one click over http, as RFC 8058 3.1 has it")
        row = subscriber(service, address)
        check((row["letters"], row["digest"], row["verified"]) == ("at", 1, 0), "added as wished, and not verified")

        quiet(service)
        here = own_page(service, mail)
        before = service.dump()
        page = service.get(here)
        service.request("HEAD", here)
        service.request("OPTIONS", here)
        check(service.dump() == before, "opening the link changes nothing")
        check("Confirm" in page.text and address in page.text, "the page asks to confirm, and shows the address")

        answer = forms.fill(service, here)
        row = subscriber(service, address)
        check(answer.status == 200 and "confirmed" in answer.text, "the button confirms")
        check((row["letters"], row["digest"], row["verified"]) == ("at", 1, 1), "with the wishes of the form")
        check(row["client"] == "127.0.0.1", "the client's address is kept as Fossil does")

        service.change("UPDATE subscriber SET ssub='k' WHERE semail=?", (address,))
        for letter in "acftwnrx":
            forms.fill(service, here, alert=[letter], digest="0")
            check(subscriber(service, address)["letters"] == letter, f"a subscription to {letter} alone")
            ticked = [v for n, v in forms.forms(service.get(here).text)[0].fields if n == "alert"]
            check(ticked == [letter], f"the page shows {letter}")
        check(subscriber(service, address)["digest"] == 0, "no digest any more")
        forms.fill(service, here, alert=[])
        check(subscriber(service, address)["letters"] == "", "a subscription to nothing")
        forms.fill(service, here, alert=["c", "w"], digest="1")
        check((subscriber(service, address)["letters"], subscriber(service, address)["digest"]) == ("cw", 1),
              "several kinds, as a digest")

        # Away again, by the link of the mail.
        away = path(service, next(link for link in service.links(mail) if "/unsubscribe/" in link))
        before = service.dump()
        page = service.get(away)
        check(page.status == 200 and address in page.text and service.dump() == before, "the link asks before it acts")
        answer = forms.fill(service, away)
        check(answer.status == 200 and subscriber(service, address) is None, "the button ends the subscription")
        again = service.get(away)
        check(again.text == answer.text, "the link says the same afterwards")
        check(any(link == "/subscribe" for link in forms.links(answer.text)), "and shows the way back")
        check(service.get(here).status == 404, "the page is gone")


def invited_again():
    """An unverified subscriber asks again; a verified one gets the link; one mail a day."""
    with Service(program, OPEN) as service:
        verified = service.subscribe("known@example.net")
        service.email("subscribe", "nobody-said-yes@example.net")
        service.change("DELETE FROM fx_email_delivery")
        silent = service.subscribe("silent@example.net")
        service.change("UPDATE subscriber SET sdonotcall=1 WHERE semail='silent@example.net'")
        for place in ("/subscribe", "/alerts", "/unsubscribe"):
            for address in ("known@example.net", "NOBODY-said-yes@Example.net", "silent@example.net", "KNOWN@example.net"):
                check(forms.fill(service, place, address=address).status == 200, f"{place} for {address}")
        forms.fill(service, "/alerts", address="stranger@example.net")
        quiet(service)
        mail = mail_to(service, "known@example.net")
        check(mail["Subject"] == "[list] Your subscription", "a verified one gets the link")
        check(own_page(service, mail) == f"/alerts/{verified}", "which is that of the subscriber")
        check(mail_to(service, "nobody-said-yes@example.net")["Subject"].endswith("verification"),
              "an unverified one is invited again")
        check(len(service.mails()) == 2, "one mail to each, none to do-not-call, none to strangers who want a link")
        check(subscriber(service, "stranger@example.net") is None, "who asks for a link is not added")
        check(subscriber(service, "known@example.net")["letters"] == "acftw", "the form does not change who is verified")
        check(silent in service.code("silent@example.net"), "nor the codes")
        # A day later.
        service.change("UPDATE fx_email_delivery SET ctime=ctime-86400, sent=sent-86400, due=due-86400")
        forms.fill(service, "/alerts", address="known@example.net")
        mail_to(service, "known@example.net", 2)
        # The day holds for the address, whoever has it.
        forms.fill(service, f"/unsubscribe/{verified}")
        forms.fill(service, "/subscribe", address="known@example.net")
        quiet(service)
        check(len(service.mails("known@example.net")) == 2, "who left and comes back waits for the next day")
        due = service.rows("SELECT due-unixepoch() FROM fx_email_delivery WHERE state='queued'")
        check(len(due) == 1 and 86_000 < due[0][0] <= 86_400, f"when the invitation goes: {due}")
        service.change("UPDATE fx_email_delivery SET due=0 WHERE state='queued'")
        check(mail_to(service, "known@example.net", 3)["Subject"].endswith("verification"), "as it does")


def other_scripts():
    with Service(program, OPEN) as service:
        for address in ("用户@例子.广告", "jürgen@bücher.example", "o'brien+list@example.net"):
            check(forms.fill(service, "/subscribe", address=f"  {address} ").status == 200, f"takes {address}")
            service.wait_for(lambda: subscriber(service, address), f"{address} to be added")
            service.wait_for(lambda: any(address in str(m["To"]) or m.get("To") for m in service.mails()), "a mail")
            code = service.code(address)
            check(forms.fill(service, f"/alerts/{code}").status == 200, f"confirms {address}")
            check(subscriber(service, address)["verified"] == 1, f"{address} is verified")
            check(address.replace("'", "&#39;") in service.get(f"/alerts/{code}").text, f"shows {address}")
        quiet(service)
        check(len(service.mails()) == 3, "a mail to each")
        for address in ("", "reader", "reader@", "@example.net", "reader@example", "a@example.net, b@example.net",
                        "a b@example.net", "<a@example.net>", "a@example.net\r\nBcc: b@example.net", "a\0@example.net",
                        "x" * 250 + "@example.net", "a@-.net", "a@@example.net", "\u202ea@example.net"):
            answer = forms.fill(service, "/subscribe", address=address)
            check(answer.status == 422 and 'href="#address"' in answer.text, f"refuses {address!r}")
        check(service.rows("SELECT count(*) FROM subscriber") == [(3,)], "nobody else was added")


def mistakes():
    # Nothing else writes meanwhile.
    with Service(program, OPEN, loop="off") as service:
        before = service.dump()
        answer = forms.fill(service, "/subscribe", address="reader@example.net", alert=[])
        check(answer.status == 422 and 'href="#alerts"' in answer.text, "no kind of alerts is a mistake")
        answer = forms.fill(service, "/subscribe", address="reader@example.net", captcha="000000", alert=["x"])
        check(answer.status == 422 and 'href="#captcha"' in answer.text, "a wrong security code")
        form = forms.forms(answer.text)[0]
        kept = dict(form.fields)
        check(kept["address"] == "reader@example.net" and kept["alert"] == "x", "what was typed stays")
        check("aria-invalid" in answer.text and 'aria-describedby="captcha-hint captcha-words captcha-mistake"'
              in answer.text, "the mistake is tied to its field")
        check(service.dump() == before, "a mistake changes nothing")
        # A code is good for one try.
        page = service.get("/subscribe")
        form = forms.forms(page.text)[0]
        values = form.values(address="reader@example.net", captcha=forms.code(page.text))
        check(service.post("/subscribe", form=values).status == 200, "the code of the page is right")
        check(service.post("/subscribe", form=values).status == 422, "and does not count twice")
        wrong = forms.forms(service.get("/subscribe").text)[0]
        page = service.get("/subscribe")
        form = forms.forms(page.text)[0]
        check(service.post("/subscribe", form=form.values(address="a@example.net", captcha="1")).status == 422, "a guess")
        check(service.post("/subscribe", form=form.values(
            address="a@example.net", captcha=forms.code(page.text))).status == 422, "has no second try")
        seed = "f" * 64
        check(service.post("/subscribe", form=wrong.values(address="a@example.net", captcha="1", seed=seed)).status
              == 422, "a seed that we did not make")
        service.email("settings", "email-captcha", "off")
        page = service.get("/subscribe")
        check("captcha" not in page.text.replace("captcha\" class", ""), "without email-captcha there is none")
        check(forms.fill(service, "/subscribe", address="b@example.net").status == 200, "and none is asked for")


def renewal():
    with Service(program, {**OPEN, "email-renew-interval": "30"}, loop="off") as service:
        code = service.subscribe("old@example.net")
        service.change("UPDATE subscriber SET lastContact=lastContact-25")
        before = service.dump()
        page = service.get(f"/renew/{code}")
        check(page.status == 200 and "old@example.net" in page.text and service.dump() == before, "GET renews nothing")
        answer = forms.fill(service, f"/renew/{code}")
        check(answer.status == 200 and "renewed" in answer.text, "the button does")
        check(subscriber(service, "old@example.net")["contact"] == int(time.time()) // 86400, "until today")
        service.change("UPDATE subscriber SET lastContact=lastContact-25")
        forms.fill(service, f"/alerts/{code}")
        check(subscriber(service, "old@example.net")["contact"] == int(time.time()) // 86400, "and so does any change")
        check(service.get(f"/renew/{'0' * 64}").status == 404, "nobody's code renews nothing")


def silenced():
    """A bounce silences; the page says why and lets mail in again."""
    with Service(program, OPEN, loop="off") as service:
        address = "gone@example.net"
        code = service.subscribe(address)
        service.email("subscribe", "other@example.net", "--verified")
        service.email("inbound", input=(
            f"From: MAILER-DAEMON@mx.example.net\nTo: list@lists.example\nSubject: Undelivered\nMIME-Version: 1.0\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed.\n--b\n"
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
            f"Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n"
            "Diagnostic-Code: smtp; 550 5.1.1 <b>No such user</b> here\n--b\nContent-Type: message/rfc822\n\n"
            f"From: list@lists.example\nTo: {address}\nSubject: alert\n"
            f"List-Unsubscribe: <{service.url}/unsubscribe/{code}>\n\nText\n--b--\n"))
        check(subscriber(service, address)["donotcall"] == 1, "the bounce silenced the address")
        page = service.get(f"/alerts/{code}")
        today = time.gmtime()
        check(f"Since {today.tm_mday} " in page.text and str(today.tm_year) in page.text, "the page says since when")
        check("no such mailbox" in page.text, "and why")
        check("&lt;b&gt;No such user" in page.text and "<b>No" not in page.text, "in the words of the server, escaped")
        before = service.dump()
        service.get(f"/alerts/{code}")
        check(service.dump() == before, "looking changes nothing")
        forms.fill(service, f"/alerts/{code}", button="allow")
        check(subscriber(service, address)["donotcall"] == 0, "the button lets mail in again")
        check("gets no mail" not in service.get(f"/alerts/{code}").text, "and the page says so")
        service.change("UPDATE subscriber SET sdonotcall=1 WHERE semail=?", (address,))
        page = service.get(f"/alerts/{code}")
        check("Somebody switched off" in page.text, "a person's do-not-call is told from a bounce's")
        save = next(f for f in forms.forms(page.text) if ("do", "save") in f.buttons)
        service.post(save.action, form=save.values("save", alert=["a"]))
        check(subscriber(service, address)["donotcall"] == 1 and subscriber(service, address)["letters"] == "a",
              "saving wishes lifts nothing")


def verify_on_visit():
    with Service(program, {**OPEN, "email-verify-on-visit": "on"}) as service:
        code = service.subscribe("reader@example.net", verified=False)
        service.request("HEAD", f"/alerts/{code}")
        check(subscriber(service, "reader@example.net")["verified"] == 0, "HEAD verifies nobody")
        page = service.get(f"/alerts/{code}")
        check(subscriber(service, "reader@example.net")["verified"] == 1, "the setting has GET verify, as the design did")
        check("is confirmed" in page.text, "and the page says so")


def one_click():
    """RFC 8058, with the URL of a real mail."""
    with Service(program, {**OPEN, "email-autoexec": "1"}) as service:
        service.subscribe("a@example.net")
        service.email("event", "add", "--type", "c", "--subject", "Release")
        mail = mail_to(service, "a@example.net")
        header = re.search(r"<(http[^>]*)>", str(mail["List-Unsubscribe"]))[1]
        answer = service.request("POST", path(service, header), body="List-Unsubscribe=One-Click",
                              headers={"Content-Type": "application/x-www-form-urlencoded"})
        check(answer.status == 200 and subscriber(service, "a@example.net") is None, "one click unsubscribes")
        check(answer.header("location") is None and answer.header("set-cookie") is None, "no redirect, no cookie")
        again = service.request("POST", path(service, header), body="List-Unsubscribe=One-Click",
                             headers={"Content-Type": "application/x-www-form-urlencoded"})
        check((again.status, again.body) == (answer.status, answer.body), "a second time is the same")
        nobody = service.request("POST", "/unsubscribe/" + "0" * 64, body="List-Unsubscribe=One-Click",
                              headers={"Content-Type": "application/x-www-form-urlencoded"})
        check((nobody.status, nobody.body) == (answer.status, answer.body), "a code of nobody too")
        body = ('--xyz\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--xyz--\r\n')
        for place in ("unsubscribe", "oneclickunsub"):
            code = service.subscribe("b@example.net")
            service.request("POST", f"/{place}/{code}", body=body,
                            headers={"Content-Type": "multipart/form-data; boundary=xyz"})
            check(subscriber(service, "b@example.net") is None, f"multipart/form-data at /{place}")
        code = service.subscribe("c@example.net")
        service.request("POST", f"/oneclickunsub/{code}", body="List-Unsubscribe=One-Click",
                     headers={"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"})
        check(subscriber(service, "c@example.net") is None, "Fossil's name, and a charset")


def autoexec():
    """Alerts go out after a page changed something, long before the next look."""
    with Service(program, {**OPEN, "email-autoexec": "1"}, loop="86400") as service:
        code = service.subscribe("reader@example.net")
        quiet(service)
        service.email("event", "add", "--type", "c", "--subject", "Release")
        forms.fill(service, f"/alerts/{code}", alert=["c"])
        mail = mail_to(service, "reader@example.net")
        check("Release" in mail.get_content(), "the change of a page has alerts sent")
        forms.fill(service, "/subscribe", address="new@example.net")
        check(mail_to(service, "new@example.net") is not None, "an invitation goes at once")


def left_over():
    """What was asked for before a stop is done after the start."""
    service = Service(program, OPEN)
    with service:
        pass
    service.change("INSERT INTO fx_email_request(time, kind, address, letters, digest, network)"
                   " VALUES(0, 'subscribe', 'early@example.net', 'a', 0, '192.0.2.1')")
    with service:
        check(mail_to(service, "early@example.net") is not None, "a request that was left leads to its mail")
        quiet(service)
        check(service.rows("SELECT count(*) FROM fx_email_request") == [(0,)], "and is deleted")


def message():
    with Service(program, OPEN) as service:
        answer = forms.fill(service, "/msgadmin", sender="Jürgen", address="writer@example.net", subject="Wish",
                            text="Please add\n.\n--\nFrom here.")
        check(answer.status == 200 and "on its way" in answer.text, "a message is taken")
        mail = mail_to(service, "admin@lists.example")
        text = mail.get_content().replace("\r\n", "\n")
        check(mail["Subject"] == "Message: Wish", "its subject")
        check("Jürgen" in text and "writer@example.net" in text and "Please add\n.\n--\nFrom here." in text, "its text")
        check(mail["To"] == "admin@lists.example" and mail["Cc"] is None, "to the administrator alone")
        answer = forms.fill(service, "/msgadmin", address="nobody", text=" ", subject="s" * 300)
        check(answer.status == 422 and all(f'href="#{f}"' in answer.text for f in ("address", "text", "subject")),
              "mistakes are named")
        service.email("settings", "email-admin", "")
        page = service.get("/msgadmin")
        check(page.status == 404 and "<form" not in page.text, "without email-admin there is no form")
    with Service(program, {**OPEN, "email-forward-limit": "2"}) as service:
        statuses = [forms.fill(service, "/msgadmin", address="writer@example.net", text="x").status for _ in range(4)]
        check(statuses == [200, 200, 429, 429], "so many messages a day and no more")


def prefix():
    with Service(program, OPEN, ["--prefix", "/lists/news"]) as service:
        code = service.subscribe("reader@example.net")
        for place in ("/", "/subscribe", f"/alerts/{code}", f"/unsubscribe/{code}", f"/renew/{code}", "/msgadmin"):
            page = service.get("/lists/news" + place)
            check(page.status == 200, f"{place} under the prefix")
            check(all(link.startswith(("/lists/news/", "#")) for link in forms.links(page.text)),
                  f"all links of {place} have the prefix")
            for link in forms.links(page.text):
                if not link.startswith("#"):
                    check(service.get(link).status == 200, f"{link} of {place} is there")
        check(service.get(f"/alerts/{code}").status == 200, "a proxy that takes the prefix off is right too")
        forms.fill(service, f"/lists/news/alerts/{code}", alert=["a"])
        check(subscriber(service, "reader@example.net")["letters"] == "a", "forms work under the prefix")


def moved():
    """email-url gets another path while the service runs: new links work at once, and old ones go on."""
    with Service(program, OPEN, loop="off") as service:
        code = service.subscribe("reader@example.net")
        check(service.get(f"/alerts/{code}").status == 200 and service.get(f"/new/alerts/{code}").status == 404,
              "at first there is no prefix")
        for prefix in ("/new", "/newer/place"):
            service.email("settings", "email-url", service.url + prefix)
            for place in (f"/alerts/{code}", f"/unsubscribe/{code}", "/style.css", "/"):
                check(service.get(prefix + place).status == 200, f"{place} is at {prefix} at once")
            for place in ("/subscribe", f"/alerts/{code}", "/"):
                page = service.get(prefix + place)
                check(all(link.startswith((prefix + "/", "#")) for link in forms.links(page.text)),
                      f"the links of {place} lead to {prefix}")
            answer = service.request("POST", f"{prefix}/oneclickunsub/{'0' * 64}", body="List-Unsubscribe=One-Click",
                                     headers={"Content-Type": "application/x-www-form-urlencoded"})
            check(answer.status == 200, "and so is one click")
        for prefix in ("", "/new"):
            check(service.get(f"{prefix}/alerts/{code}").status == 200, f"the link of an older mail is answered at {prefix or '/'}")
            forms.fill(service, f"{prefix}/alerts/{code}", alert=["c"])
        check(subscriber(service, "reader@example.net")["letters"] == "c", "and its form works")
        for place in ("/newest/", "/newer/", "/news/", "/new/new/"):
            check(service.get(f"{place}alerts/{code}").status == 404, f"nothing is at {place}")
        check(service.get("/newer/place/alerts/" + "0" * 64).status == 404, "nobody's code is nobody's")
    with Service(program, OPEN, ["--prefix", "/given"], loop="off") as service:
        code = service.subscribe("reader@example.net")
        service.email("settings", "email-url", service.url + "/set")
        check(service.get(f"/given/alerts/{code}").status == 200, "a prefix that was given stays")
        check(service.get(f"/set/alerts/{code}").status == 404, "whatever email-url says")


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, socket_path):
        super().__init__("localhost", timeout=60)
        self.socket_path = socket_path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.socket_path)


def unix_socket():
    service = Service(program, OPEN)
    place = str(service.folder / "web")
    service.arguments = ["--listen", f"unix:{place}", "--trust-proxy"]
    service.answers = lambda: UnixAnswer(place)
    with service:
        code = service.subscribe("reader@example.net")

        def ask(method, path, body=None, headers=()):
            connection = UnixConnection(place)
            try:
                connection.request(method, path, body, dict(headers))
                response = connection.getresponse()
                return response.status, response.read().decode()
            finally:
                connection.close()

        status, page = ask("GET", f"/alerts/{code}")
        check(status == 200 and "reader@example.net" in page, "a page over a Unix socket")
        body = urllib.parse.urlencode(forms.forms(page)[0].values(alert=["w"]))
        status, _ = ask("POST", f"/alerts/{code}", body, {"Content-Type": "application/x-www-form-urlencoded",
                                                         "X-Forwarded-For": "198.51.100.9, 192.0.2.7"})
        row = subscriber(service, "reader@example.net")
        check(status == 200 and row["letters"] == "w", "a change over a Unix socket")
        check(row["client"] == "192.0.2.7", "the proxy says who asks, and the last one in the list counts")


def UnixAnswer(place):
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(place)
            return True
    except OSError:
        return False


def forwarded():
    with Service(program, {"email-web-limit": "2"}, ["--trust-proxy"]) as service:
        def ask(client):
            return forms.fill(service, "/alerts", address="x@example.net", headers={"X-Forwarded-For": client}).status
        check([ask("192.0.2.1") for _ in range(3)] == [200, 200, 429], "two forms an hour from one address")
        check(ask("9.9.9.9, 192.0.2.1") == 429, "what a client puts before the proxy's word does not count")
        check(ask("192.0.2.2") == 200, "another address has its own limit")
        check([ask("2001:db8::1"), ask("2001:db8::ffff:2"), ask("2001:db8:0:0:1::1")] == [200, 200, 429],
              "a /64 of IPv6 is one network")
        check(ask("2001:db8:0:1::1") == 200, "and the next one another")
    with Service(program, {"email-web-limit": "2"}) as service:
        statuses = [forms.fill(service, "/alerts", address="x@example.net",
                               headers={"X-Forwarded-For": f"192.0.2.{n}"}).status for n in range(4)]
        check(statuses == [200, 200, 429, 429], "without --trust-proxy nobody chooses an address")


def many_networks():
    """Somebody with many networks and addresses: the limit for all of them together."""
    settings = {**OPEN, "email-captcha": "off", "email-verify-hourly-limit": "2"}
    with Service(program, settings, ["--trust-proxy"]) as service:
        service.subscribe("reader@example.net")

        def ask(address, where="/subscribe", **fields):
            number = len(asked) + 1
            asked.append(address)
            return forms.fill(service, where, address=address, headers={"X-Forwarded-For": f"192.0.2.{number}"}, **fields)

        asked = []
        answers = [ask(f"victim{number}@example.net") for number in range(5)]
        check({answer.status for answer in answers} == {200}, "every form is answered")
        check(len({re.sub(r"victim\d", "victim", answer.text) for answer in answers}) == 1, "with the same page")
        quiet(service)
        invited = service.rows("SELECT address FROM fx_email_delivery WHERE events='verify' ORDER BY address")
        check(invited == [("victim0@example.net",), ("victim1@example.net",)], "two invitations go, in the order of asking")
        check(service.rows("SELECT count(*) FROM subscriber")[0][0] == 3, "and nobody else is put down")
        check(service.log_text().count("email-verify-hourly-limit") == 1, "the log says so once")
        metrics = service.get("/metrics").text
        for result, count in (("queued", 2), ("withheld", 3)):
            check(f'email_invitations_total{{result="{result}"}} {count}' in metrics, f"{count} are counted as {result}")
        ask("reader@example.net", "/alerts")
        mail_to(service, "reader@example.net")
        check(True, "who has confirmed still gets the link")
        service.email("settings", "email-verify-hourly-limit", "0")
        ask("victim4@example.net")
        mail_to(service, "victim4@example.net")
        check(subscriber(service, "victim4@example.net") is not None, "without a limit, who asks again is invited")


def names():
    with Service(program, {**OPEN, "email-subname": "[Gardening <b>]"}) as service:
        page = service.get("/")
        check("Gardening &lt;b&gt;" in page.text and "<b>" not in page.text, "the list's name stands in the header, escaped")
        service.email("settings", "email-subname", "")
        check("Mail alerts</a>" in service.get("/subscribe").text, "without a name, the usual one")
        service.email("settings", "email-listid", "News of the Village <news.example.org>")
        check("News of the Village</a>" in service.get("/subscribe").text, "or that of List-Id")


for run in (whole_way, invited_again, other_scripts, mistakes, renewal, silenced, verify_on_visit, one_click, autoexec,
            left_over, message, prefix, moved, unix_socket, forwarded, many_networks, names):
    try:
        run()
    except Exception as error:  # The others are still to be seen.
        check(False, f"{run.__name__}: {type(error).__name__}: {error}")
check.end()
