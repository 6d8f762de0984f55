#!/usr/bin/env bash
# Every sample, and every mail of the corpus where there is one (CORPUS names its folder), as Python's email package and
# GMime read it. Fails on a difference that known-differences.tsv does not list, and on a listed one that does not occur.
set -euo pipefail
cd "$(dirname "$0")/../.."
corpus="${CORPUS:-../shared/corpus/bounces/mail}"
Tests/install.sh python3 python3-gi gir1.2-gmime-3.0
swift build -q -c release --product decode-email
bin=$(swift build -c release --show-bin-path)
files=(Samples/*/*.eml)
options=()
mails=("${files[@]}")
if [ -d "$corpus" ]; then
    options=(--corpus "$corpus")
    mails+=("$corpus"/*.eml)
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin/decode-email" --json "${mails[@]}" >"$work/ours.jsonl"
/usr/bin/python3 Tests/Peers/compare.py --ours "$work/ours.jsonl" --known Tests/Peers/known-differences.tsv \
    "${options[@]}" "$@" "${files[@]}"
