#!/usr/bin/env bash
# run.sh [--full]: attacks and faults against the release programs. --full takes ten times the counts, and longer.
set -euo pipefail
cd "$(dirname "$0")/../.."
Tests/install.sh python3 strace >/dev/null
bin="$(swift build -c release --show-bin-path)"
step() { printf -- '-- %s (%ds)\n' "$*" "$SECONDS"; }
full=("$@")

# Mostly waiting, for a lock and for the deadline; the others run meanwhile.
states=$(mktemp)
Tests/Faults/states.py "$bin/email" "${full[@]}" >"$states" 2>&1 &
waiting=$!
trap 'kill "$waiting" 2>/dev/null || true; rm -f "$states"' EXIT

status=0
run() { "$@" "${full[@]}" || status=1; }
step "killed at random instants and before every system call"
run Tests/Faults/killed.py "$bin/email"
step "every write, sync and opening fails"
run Tests/Faults/failing.py "$bin/email"
step "bounces cut at every byte"
run Tests/Faults/cut.py "$bin/email" Samples/Bounces
step "forged, replayed, looping and stormy mail"
run Tests/Faults/attacks.py "$bin/email"
step "what strangers write, what others may see"
Tests/Faults/surfaces.py "$bin/email" "$bin/decode-email" || status=1
step "database, disk, descriptors, memory, input and clock out of order"
wait "$waiting" || status=1
cat "$states"
step "done"
exit "$status"
