#!/usr/bin/env python3
"""web.py --email PROGRAM [--seconds N] [--subscribers N]: pages a second, and memory, of the service with many subscribers.

wrk asks for the page of a subscriber, another one each time, over 64 connections. Printed are requests a second, the
latency in the middle and at the end, the errors, and the memory of the service afterwards.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Web"))
from service import Service  # noqa: E402

PATHS = """
local codes = {}
for line in io.lines("%s") do codes[#codes + 1] = line end
local number = 0
request = function()
  number = number %% #codes + 1
  return wrk.format("GET", "%s" .. codes[number])
end
"""


def resident(process):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{process.pid}/status").read_text())[1]) / 1024


def processor(process):
    """Seconds that the service has used of the processors."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def ask(service, name, codes, prefix, seconds):
    (service.folder / "codes").write_text("\n".join(codes) + "\n")
    script = service.folder / "paths.lua"
    script.write_text(PATHS % (service.folder / "codes", prefix))
    began, used = time.monotonic(), processor(service.process)
    printed = subprocess.run(
        ["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", "-s", str(script), service.url], capture_output=True,
        text=True, check=True).stdout
    cores = (processor(service.process) - used) / (time.monotonic() - began)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1])
    latency = {p: re.search(rf"{p}%\s+(\S+)", printed)[1] for p in ("50", "99")}
    errors = re.findall(r"(Non-2xx.*|Socket errors.*)", printed)
    print(f"{name}: {rate:,.0f} requests/s, median {latency['50']}, 99 % {latency['99']}, {cores:.2f} cores, "
          f"{resident(service.process):.0f} MB{', ' + '; '.join(errors) if errors else ''}", flush=True)
    return rate, errors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--email", required=True, help="email-server, or email beside it")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--subscribers", type=int, default=100_000)
    options = parser.parse_args()
    program = pathlib.Path(options.email)
    if program.name == "email":
        program = program.with_name("email-server")
    service = Service(program, loop="off")
    service.change(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?)"
        " INSERT INTO subscriber(semail, sverified, sdonotcall, sdigest, ssub, sctime, mtime)"
        " SELECT 'reader'||i||'@example.net', 1, 0, 0, 'acftw', 1790000000, 1790000000 FROM n", (options.subscribers,))
    codes = [row[0] for row in service.rows("SELECT lower(hex(subscriberCode)) FROM subscriber")]
    with service:
        page = service.get(f"/alerts/{codes[-1]}")
        assert page.status == 200 and "reader" in page.text
        print(f"{options.subscribers:,} subscribers, a page of {len(page.body):,} bytes; after the start "
              f"{resident(service.process):.0f} MB")
        ask(service, "warming up", codes, "/alerts/", 2)
        ask(service, "/alerts/CODE", codes, "/alerts/", options.seconds)
        ask(service, "/unsubscribe/CODE", codes, "/unsubscribe/", options.seconds)
        ask(service, "/subscribe", ["subscribe"], "/", options.seconds)
        ask(service, "/style.css", ["style.css"], "/", options.seconds)
        wrong = [code[:-2] + ("00" if code[-2:] != "00" else "01") for code in codes]
        ask(service, "/unsubscribe/CODE of nobody", wrong, "/unsubscribe/", options.seconds)


main()
