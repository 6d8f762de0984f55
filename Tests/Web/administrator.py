"""Whoever logs in to the administrator's pages."""

import re


class Browser:
    """Somebody with a cookie."""

    def __init__(self, service, network=None):
        self.service = service
        self.cookie = None
        self.token = None
        self.network = network

    def headers(self, extra=()):
        fields = dict(extra)
        if self.cookie:
            fields["Cookie"] = self.cookie
        if self.network:
            fields["X-Forwarded-For"] = self.network
        return fields

    def get(self, path, method="GET", headers=()):
        return self.service.request(method, path, headers=self.headers(headers))

    def post(self, path, form, token=True, headers=()):
        form = list(form.items()) if isinstance(form, dict) else list(form)
        if token:
            form.append(("csrf", self.token if token is True else token))
        return self.service.post(path, form, headers=self.headers(headers))

    def login(self, password=None, next=None, headers=()):
        form = {"password": self.service.password if password is None else password}
        if next is not None:
            form["next"] = next
        answer = self.service.post("/login", form, headers=self.headers(headers))
        cookie = answer.header("set-cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
            self.token = self.find_token(self.get("/announce").text)
        return answer

    @staticmethod
    def find_token(text):
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', text)
        return found.group(1) if found else None
