#!/usr/bin/env bash
# The programs start once for every mail: they must be static, small, and hold no full Foundation.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(swift build -c release --show-bin-path)
for program in email decode-email; do
    if ldd "$bin/$program" 2>/dev/null | grep -q '=>'; then
        echo "$program is not static:"; ldd "$bin/$program"; exit 1
    fi
    if nm "$bin/$program" 2>/dev/null | grep -qE ' _?\$s10Foundation[0-9]|_CFStringCreate|u_strlen'; then
        echo "$program holds Foundation or ICU"; exit 1
    fi
    strip -o "$bin/$program.stripped" "$bin/$program"
    size=$(stat -c %s "$bin/$program.stripped")
    rm -f "$bin/$program.stripped"
    echo "$program: static, $((size / 1000000)) MB stripped"
    [ "$size" -lt 25000000 ] || { echo "$program is larger than 25 MB"; exit 1; }
done
for module in MIME Bounces Alerts Storage Transports Commands; do
    if grep -rnE '^(public |package |internal |@_exported )?import Foundation' "Sources/$module"; then
        echo "$module imports Foundation"; exit 1
    fi
done
