#!/usr/bin/env bash
# fetch-postfix.sh FOLDER: unpacks Debian's package of Postfix into FOLDER, for smtp-sink and smtp-source. Installing it would
# replace the machine's mail server.
set -euo pipefail
[ -x "$1/usr/sbin/smtp-sink" ] && exit 0
mkdir -p "$1"
cd "$1"
chmod 755 .
apt-get download -q postfix >/dev/null 2>&1 || { apt-get update -q >/dev/null; apt-get download -q postfix >/dev/null; }
dpkg -x postfix_*.deb .
