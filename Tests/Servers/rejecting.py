#!/usr/bin/env python3
"""rejecting.py PORT FOLDER: the mail server of the rest of the world.

Recipients whose local part ends in `.gone` are refused with 550 5.1.1; mails to others are accepted, and a file a recipient
in FOLDER says so. Prints `ready` when it listens.
"""
import os
import socketserver
import sys


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        recipients = []
        self.say("220 mx.example.net ESMTP")
        while line := self.rfile.readline():
            verb = line.strip().upper()
            if verb.startswith((b"EHLO", b"HELO")):
                self.say("250-mx.example.net")
                self.say("250-8BITMIME")
                self.say("250 SMTPUTF8")
            elif verb.startswith(b"RCPT"):
                address = line.split(b"<", 1)[1].split(b">", 1)[0].decode()
                if address.split("@")[0].endswith(".gone"):
                    self.say(f"550 5.1.1 <{address}>: Recipient address rejected: User unknown")
                else:
                    recipients.append(address)
                    self.say("250 2.1.5 Ok")
            elif verb.startswith(b"DATA"):
                self.say("354 go ahead")
                mail = b""
                while (line := self.rfile.readline()) and line != b".\r\n":
                    mail += line
                for address in recipients:
                    with open(os.path.join(sys.argv[2], address), "ab") as file:
                        file.write(mail)
                recipients = []
                self.say("250 2.0.0 Ok")
            elif verb.startswith(b"QUIT"):
                self.say("221 2.0.0 Bye")
                return
            else:
                self.say("250 2.0.0 Ok")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


if __name__ == "__main__":
    os.makedirs(sys.argv[2], exist_ok=True)
    with Server(("127.0.0.1", int(sys.argv[1])), Conversation) as server:
        print("ready", flush=True)
        server.serve_forever()
