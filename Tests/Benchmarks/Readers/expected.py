#!/usr/bin/env python3
"""expected.py SAMPLES: the expectations beside the samples as lines of {"file", "kind", "recipients": [{"accept"}]}."""
import glob
import json
import os
import sys

for path in sorted(glob.glob(os.path.join(sys.argv[1], "*", "*.json"))):
    with open(path, encoding="utf-8") as text:
        want = json.load(text)
    recipients = [{"accept": [a for a in (r.get("address"), r.get("original")) if a]} for r in want.get("recipients", [])
                  if r.get("action") not in ("delivered", "relayed", "expanded")]
    print(json.dumps({"file": os.path.basename(path)[:-5] + ".eml", "kind": want.get("kind"), "recipients": recipients}))
