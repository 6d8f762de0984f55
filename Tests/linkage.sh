#!/usr/bin/env bash
# The programs start once for every mail: they must be static, small, and hold no full Foundation. `email` holds no network
# library either: what needs one, and the pages with Foundation, is in `email-server`.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(swift build -c release --show-bin-path)
names=$(mktemp -d)
trap 'rm -rf "$names"' EXIT
for program in email email-server decode-email; do
    if ldd "$bin/$program" 2>/dev/null | grep -q '=>'; then
        echo "$program is not static:"; ldd "$bin/$program"; exit 1
    fi
    nm "$bin/$program" >"$names/$program"
    # What is looked for has to be in the service, so that the words are known to be right.
    if grep -qE ' _?\$s10Foundation[0-9]|_CFStringCreate|u_strlen' "$names/$program"; then
        [ "$program" = email-server ] || { echo "$program holds Foundation or ICU"; exit 1; }
    elif [ "$program" = email-server ]; then
        echo "email-server holds no Foundation: look for other words"; exit 1
    fi
    strip -o "$bin/$program.stripped" "$bin/$program"
    size=$(stat -c %s "$bin/$program.stripped")
    rm -f "$bin/$program.stripped"
    echo "$program: static, $(printf '%d.%02d' $((size / 1000000)) $((size / 10000 % 100))) MB stripped"
    [ "$program" = email-server ] || [ "$size" -lt 25000000 ] || { echo "$program is larger than 25 MB"; exit 1; }
done
# Swift's names of NIO's modules, and BoringSSL's functions as NIO renames them. Both have to be in the one, so that the words
# looked for are known to be right.
for symbols in '\$s[0-9]+NIO(Core|Posix|SSL)' 'CNIOBoringSSL_'; do
    grep -qE "$symbols" "$names/email-server" || { echo "email-server holds no $symbols: look for other words"; exit 1; }
    if grep -m 3 -E "$symbols" "$names/email"; then
        echo "email holds a network library"; exit 1
    fi
done
for module in MIME Bounces Alerts Storage Transports Commands; do
    if grep -rnE '^(public |package |internal |@_exported |@preconcurrency )?import (NIO|SMTP)' "Sources/$module"; then
        echo "$module imports a network library"; exit 1
    fi
    if grep -rnE '^(public |package |internal |@_exported )?import Foundation' "Sources/$module"; then
        echo "$module imports Foundation"; exit 1
    fi
done
