#!/usr/bin/env python3
"""comment.py DATABASE TEXT: adds a comment with the real isso, which makes the database where there is none."""
import sys

from isso import config
from isso.db import SQLite3

database = SQLite3(sys.argv[1], config.load(config.default_file()))
if "/post/" not in database.threads:
    database.threads.new("/post/", title="A post")
database.comments.add("/post/", {"text": sys.argv[2], "author": "Ann", "website": None, "email": None, "mode": 1,
                                 "remote_addr": "192.0.2.1", "notification": 0, "parent": None})
