"""Reads the forms of the pages as a browser does, and fills them in."""

import html.parser
import re

NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


class Form:
    """A form of a page: where it goes, its fields with what stands in them, its buttons."""

    def __init__(self, action, method):
        self.action, self.method = action, method
        self.fields, self.buttons, self.types = [], [], {}

    def values(self, button=None, **changes):
        """The fields as a browser would send them; a list as a value is a set of ticked boxes."""
        sent = [(name, value) for name, value in self.fields if name not in changes]
        for name, value in changes.items():
            sent += [(name, one) for one in (value if isinstance(value, list) else [value])]
        if self.buttons and self.buttons[0][0]:
            sent.append(next(b for b in self.buttons if button in (None, b[1])))
        return sent


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.form, self.links, self.texts, self.ids = [], None, [], [], []
        self.textarea = None

    def handle_starttag(self, tag, pairs):
        values = dict(pairs)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "form":
            self.form = Form(values["action"], values.get("method", "get"))
            self.forms.append(self.form)
        elif tag in ("a", "link"):
            self.links.append(values["href"])
        elif tag == "input" and self.form:
            self.form.types[values["name"]] = values.get("type")
            if values.get("type") not in ("checkbox", "radio") or "checked" in values:
                self.form.fields.append((values["name"], values.get("value", "")))
        elif tag == "textarea" and self.form:
            self.textarea = values["name"]
            self.form.fields.append((values["name"], ""))
        elif tag == "button" and self.form:
            self.form.buttons.append((values.get("name"), values.get("value")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea and self.form:
            self.form.fields[-1] = (self.textarea, data.removeprefix("\n"))
        self.texts.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def forms(page):
    return read(page).forms


def links(page):
    """Where the links and forms of a page lead."""
    found = read(page)
    return found.links + [form.action for form in found.forms]


def code(page):
    """The security code of a page, from the words that a screen reader says."""
    words = re.search(r"The digits are: ([a-z, ]+)<", page)
    return "".join(str(NAMES.index(word)) for word in words[1].split(", ")) if words else ""


def fill(service, path, button=None, headers=(), **changes):
    """Opens a page and sends its first form, security code and all."""
    page = service.get(path, headers=headers)
    form = forms(page.text)[0]
    if "captcha" in form.types:
        changes.setdefault("captcha", code(page.text))
    return service.post(form.action, form=form.values(button, **changes), headers=headers)
