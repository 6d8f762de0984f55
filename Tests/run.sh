#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test. Nothing but Debian and Swift 6.3 is needed beforehand.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s (%ds)\n' "$*" "$SECONDS"; }

step "what the tests need"
Tests/install.sh libsqlite3-dev zlib1g-dev libcrypt-dev sqlite3 strace python3 python3-dev gcc libc6-dev fossil curl openssl
Tests/python.sh isso

mkdir -p .build
step "build, debug"
swift build --build-tests 2>&1 | tee .build/build-debug.log | grep -E '^(\[[0-9]*0/|Build|error|warning)|error:|Compiling' \
    | grep -E '00/|50/|error|Build' || true
grep -q '^Build complete' .build/build-debug.log || { grep -E 'error' .build/build-debug.log; exit 1; }

step "build, release (static)"
swift build -c release 2>&1 | tee .build/build-release.log | grep -E 'error:|^Build' || true
grep -q '^Build complete' .build/build-release.log || { grep -E 'error' .build/build-release.log; exit 1; }

step "linkage of the release programs"
Tests/linkage.sh

step "memory of decode-email"
Tests/memory.py "$(swift build -c release --show-bin-path)/decode-email"

step "a package that depends on the libraries"
Tests/Consumer/run.sh

step "unit and end-to-end tests"
EMAIL_PROGRAMS="$(swift build -c release --show-bin-path)" swift test --skip-build 2>&1 | grep -vE '^◇|^✔ Test case'

step "mail in by LMTP: a real service, refused, flooded, stopped and killed"
Tests/Web/lmtp.py "$(swift build -c release --show-bin-path)/email-server"

step "the service: how it begins, sends and ends; what subscribers do, the administrator does, and strangers try"
for program in life public hosts admin attacks; do
    Tests/Web/$program.py "$(swift build -c release --show-bin-path)/email-server"
done

step "the pages in a browser"
Tests/install.sh chromium chromium-driver fonts-dejavu-core
Tests/python.sh selenium axe-core-python
.build/peers/bin/python Tests/Web/browser.py "$(swift build -c release --show-bin-path)/email-server" .build/screenshots

step "a real Postfix, a real Fossil, a real isso, in a copy of this machine"
Tests/install.sh iproute2
Tests/Servers/sandbox.sh postfix.sh

step "Postfix, Exim and OpenSMTPD, set up as the README says, and the mistakes that doctor finds"
Tests/Servers/at-once.sh postfix-set-ups.sh postfix-lmtp.sh exim.sh opensmtpd.sh
