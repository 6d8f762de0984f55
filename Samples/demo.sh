#!/usr/bin/env bash
# Builds `email`, makes a database with two subscribers, pipes a real bounce through `email inbound`, shows what happened.
# Installs libsqlite3-dev, zlib1g-dev and libcrypt-dev where they are missing. Everything it makes is in a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."
Tests/install.sh libsqlite3-dev zlib1g-dev libcrypt-dev

echo "building (the first time takes some minutes on two cores)"
mkdir -p .build
swift build -c release --product email 2>&1 | tee .build/demo.log | grep -E '^\[[0-9]*0/|error:|^Build' || true
grep -q '^Build.*complete' .build/demo.log || { tail -n 30 .build/demo.log; exit 1; }
PATH="$(swift build -c release --show-bin-path):$PATH"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export EMAIL_DB="$work/email.db"
show() { printf '\n$ %s\n' "$*"; "$@"; }

# The bounce that Postfix made of one of our alerts; the alert carried the code of the subscriber whom it was for.
bounce=Samples/Bounces/postfix-unknown-user.eml
address=$(sed -n 's/^Final-Recipient: rfc822; *//p' "$bounce" | tr -d '\r' | head -n 1)
code=$(grep -oE '[0-9a-f]{64}' "$bounce" | head -n 1)

show email init
show email subscribe "$address" --verified --code "$code"
show email subscribe somebody.else@example.net --verified
show email subscribers

printf '\n$ RECIPIENT=bounces@example.org email inbound < %s; echo $?\n' "$bounce"
RECIPIENT=bounces@example.org email inbound <"$bounce" && echo $?

show email bounces
show email subscribers
printf '\nand why:\n'
show email inbound --dry-run --explain "$bounce"
