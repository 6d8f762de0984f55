#!/usr/bin/env python3
"""hosts.py PROGRAM: the pages on the database of another program that goes on using it: a real Fossil, a real isso."""

import json
import os
import pathlib
import subprocess
import sys

import forms
from administrator import Browser
from service import Checks, Service

check = Checks("hosts")
program = sys.argv[1]
top = pathlib.Path(__file__).resolve().parents[2]
OPEN = {"email-web-limit": "0", "email-captcha": "off"}


def run(service, *arguments, folder=None, input=None):
    environment = {**os.environ, "HOME": str(service.folder), "USER": "admin", "FOSSIL_USER": "admin"}
    done = subprocess.run(arguments, cwd=folder or service.folder, env=environment, input=input, text=True,
                          capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.returncode} {done.stdout}{done.stderr}")
    return done.stdout


def offered(service):
    form = forms.forms(service.get("/subscribe").text)[0]
    page = service.get("/subscribe").text
    boxes = [name for name, kind in form.types.items() if kind == "checkbox"]
    check(boxes == ["alert"], f"one kind of boxes: {boxes}")
    return "".join(letter for letter in "acfknrtwx" if f'name="alert" value="{letter}"' in page)


def join(service, address, letters):
    """Subscribes as a person does, by the form and the button of the mail; returns the path of the page."""
    answer = forms.fill(service, "/subscribe", address=address, alert=list(letters))
    check(answer.status == 200, f"{address} may subscribe")
    mail = service.wait_for(lambda: service.mails(address), f"the invitation to {address}")[0]
    link = next(link for link in service.links(mail) if "/alerts/" in link)[len(service.url):]
    check(forms.fill(service, link).status == 200, "the button of the invitation")
    row = service.rows("SELECT ssub, sverified, sdonotcall FROM subscriber WHERE semail=?", (address,))
    check(row == [(letters, 1, 0)], f"the table has {address} as wished: {row}")
    return link


def texts(service, address):
    return "\n".join(str(mail["Subject"]) + "\n" + mail.get_body(("plain",)).get_content() for mail in service.mails(address))


def tour(service, address):
    """The administrator's pages answer, and show who is there."""
    browser = Browser(service)
    browser.login()
    number = service.rows("SELECT subscriberId FROM subscriber WHERE semail=?", (address,))[0][0]
    for place in ("/admin", "/subscribers", f"/subscribers/{number}", "/setup_email", "/bounces", "/queue", "/announce"):
        check(browser.get(place).status == 200, f"{place} for the administrator")
    check(address in browser.get("/subscribers").text, "the list shows the subscriber")
    check(address in browser.get("/subscribers/export.csv").text, "the export has the subscriber")
    answer = browser.post("/setup_email", {"action": "save", "email-renew-interval": "30"})
    check(answer.status == 303, f"a setting is kept: {answer.status}")
    return browser


# Fossil


def repository(service):
    run(service, "fossil", "init", "--admin-user", "admin", str(service.database))
    (service.folder / "work").mkdir()


def commit(service, name):
    folder = service.folder / "work"
    (folder / f"{name}.txt").write_text(name)
    run(service, "fossil", "add", f"{name}.txt", folder=folder)
    run(service, "fossil", "commit", "-m", f"Check-in {name}", "--user-override", "bert", folder=folder)


def in_fossil():
    with Service(program, OPEN, prepare=repository) as service:
        check(offered(service) == "acfnrtwx", f"what Fossil has is offered: {offered(service)}")
        run(service, "fossil", "open", str(service.database), folder=service.folder / "work")
        here = join(service, "coder@example.net", "ct")
        other = join(service, "writer@example.net", "w")
        check("coder@example.net" in run(service, "fossil", "alerts", "subscribers", "-R", str(service.database)),
              "Fossil itself knows the subscriber")

        commit(service, "one")
        run(service, "fossil", "ticket", "add", "title", "Ticket of Fossil", "status", "Open",
            folder=service.folder / "work")
        run(service, "fossil", "wiki", "create", "Page of Fossil", "-", folder=service.folder / "work", input="text\n")
        service.wait_for(lambda: "Check-in one" in texts(service, "coder") and "Ticket of Fossil" in texts(service, "coder"),
                         "the alerts of the check-in and the ticket")
        service.wait_for(lambda: "Page of Fossil" in texts(service, "writer"), "the alert of the wiki page")
        check("Page of Fossil" not in texts(service, "coder") and "Check-in" not in texts(service, "writer"),
              "each gets what was chosen and nothing else")

        forms.fill(service, here, alert=["w"])
        commit(service, "two")
        run(service, "fossil", "wiki", "create", "Second page", "-", folder=service.folder / "work", input="text\n")
        service.wait_for(lambda: "Second page" in texts(service, "coder"), "the alert after the change")
        check("Check-in two" not in texts(service, "coder"), "and none of what was taken away")

        # Fossil's own page is of the same subscriber.
        code = here.rsplit("/", 1)[1]
        page = run(service, "fossil", "http", str(service.database), "--nossl",
                   input=f"GET /alerts/{code} HTTP/1.0\r\nHost: localhost\r\n\r\n")
        check("coder@example.net" in page, "Fossil's own page knows the code of our link")

        tour(service, "coder@example.net")
        row = service.rows("SELECT value FROM config WHERE name='email-renew-interval'")
        check(row == [("30",)], "a setting stands in Fossil's own table")

        # A rebuild drops every table that it does not know.
        run(service, "fossil", "rebuild", str(service.database))
        check(service.get(here).status == 200 and "coder@example.net" in service.get(here).text,
              "the page answers after a rebuild of the repository")
        answer = forms.fill(service, f"/unsubscribe/{code}")
        check(answer.status == 200 and service.code("coder@example.net") is None, "and unsubscribes")
        commit(service, "three")
        run(service, "fossil", "wiki", "create", "Third page", "-", folder=service.folder / "work", input="text\n")
        service.wait_for(lambda: "Third page" in texts(service, "writer"), "the alert after the rebuild")
        check("Third page" not in texts(service, "coder"), "who left gets nothing")
        check(service.get(other).status == 200, "who stays has a page")
        check(run(service, "fossil", "sql", "-R", str(service.database), input="PRAGMA integrity_check;\n").strip().strip("'")
              == "ok", "the repository is whole")


# isso


def comments(service, *steps):
    """The real isso does what a browser asks of it; returns the numbers of the comments."""
    out = run(service, str(top / ".build/peers/bin/python"), str(top / "Tests/EndToEndTests/isso-comments.py"),
              str(service.database), "false", *(f"new:/post/:{json.dumps(step)}" for step in steps))
    return [line.split()[0] for line in out.splitlines() if line]


def in_isso():
    first = {"text": "Before there were alerts", "author": "Ann", "email": "ann@example.net", "title": "A post"}
    settings = {**OPEN, "email-site-url": "https://blog.example"}
    with Service(program, settings, prepare=lambda service: comments(service, first)) as service:
        check(offered(service) == "afnr", f"what isso has is offered: {offered(service)}")
        all_comments = join(service, "all@example.net", "f")
        join(service, "threads@example.net", "n")
        join(service, "ann@example.net", "r")
        comments(service, {"text": "A thread of its own", "author": "Bert", "title": "A post"},
                 {"text": "An answer to Ann", "author": "Bert", "parent": 1, "title": "A post"})
        service.wait_for(lambda: "A thread of its own" in texts(service, "all") and "An answer to Ann" in texts(service, "all"),
                         "the alerts of both comments")
        service.wait_for(lambda: "A thread of its own" in texts(service, "threads"), "the alert of the thread")
        service.wait_for(lambda: "An answer to Ann" in texts(service, "ann@"), "the alert of the answer")
        check("An answer" not in texts(service, "threads"), "who wants threads gets no answers")
        check("A thread of its own" not in texts(service, "ann@"), "who wants answers gets no threads")
        check("https://blog.example/post/" in texts(service, "all"), "the link leads to the page of the site")
        tour(service, "all@example.net")
        forms.fill(service, f"/unsubscribe/{all_comments.rsplit('/', 1)[1]}")
        comments(service, {"text": "One more thread", "author": "Carl", "title": "A post"})
        service.wait_for(lambda: "One more thread" in texts(service, "threads"), "the alert after somebody left")
        check("One more thread" not in texts(service, "all"), "who left gets nothing")
        check(service.rows("SELECT count(*) FROM comments") == [(4,)], "isso's comments are all there")


in_fossil()
in_isso()
check.end()
