"""isso_comments.py DATABASE MODERATED STEP…: the real isso, asked as a browser would.

A STEP is new:PATH:JSON (posts a comment; its title is that of the page) or activate:ID (a moderator follows the link).
"""
import json
import sqlite3
import sys
import tempfile

from importlib.resources import files

from isso import config, make_app
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import Client

database, moderated, *steps = sys.argv[1:]
with tempfile.NamedTemporaryFile("w", suffix=".cfg") as file:
    file.write(f"""
[general]
dbpath = {database}
host = http://localhost/
notify = stdout
[moderation]
enabled = {moderated}
[guard]
enabled = false
[server]
listen = http://localhost:8080
""")
    file.flush()

    app = make_app(config.load(files("isso").joinpath("isso.cfg"), file.name))
client = Client(app)
for step in steps:
    action, rest = step.split(":", 1)
    if action == "new":
        path, comment = rest.split(":", 1)
        reply = client.post("/new", query_string={"uri": path}, data=comment, content_type="application/json")
        assert reply.status_code in (201, 202), reply.get_data()
        print(json.loads(reply.get_data())["id"], reply.status_code)
    else:
        secret = sqlite3.connect(database).execute("SELECT value FROM preferences WHERE key='session-key'").fetchone()[0]
        key = URLSafeTimedSerializer(secret).dumps(int(rest))
        reply = client.post(f"/id/{rest}/activate/{key}")
        assert reply.status_code == 200, reply.get_data()
