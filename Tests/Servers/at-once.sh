#!/usr/bin/env bash
# at-once.sh SCRIPT…: runs scripts of this folder with sandbox.sh, all at the same time, each in a copy of the machine of its own.
# Every line says whose it is. Fails where one does.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
running=()
for script; do
    { "$here/sandbox.sh" "$script" 2>&1 | sed -u "s/^/${script%.sh}: /"; } &
    running+=($!)
done
status=0
for process in "${running[@]}"; do wait "$process" || status=1; done
exit $status
