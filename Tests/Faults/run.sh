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
trap 'rm -f "$states"' EXIT
Tests/Faults/states.py "$bin/email" "${full[@]}" >"$states" 2>&1 &
waiting=$!

step "killed at random instants and before every system call"
Tests/Faults/killed.py "$bin/email" "${full[@]}"
step "every write, sync and opening fails"
Tests/Faults/failing.py "$bin/email" "${full[@]}"
step "bounces cut at every byte"
Tests/Faults/cut.py "$bin/email" Samples/Bounces "${full[@]}"
step "forged, replayed, looping and stormy mail"
Tests/Faults/attacks.py "$bin/email" "${full[@]}"
step "what strangers write, what others may see"
Tests/Faults/surfaces.py "$bin/email" "$bin/decode-email"
step "database, disk, descriptors, memory, input and clock out of order"
status=0
wait "$waiting" || status=$?
cat "$states"
step "done"
exit "$status"
