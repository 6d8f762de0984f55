#!/usr/bin/env bash
# Every sample (and every mail of the corpus, where there is one) as Python's email package and GMime read it.
set -euo pipefail
top="$(cd "$(dirname "$0")/../.." && pwd)"
cd "$top"
Tests/install.sh python3 python3-gi gir1.2-gmime-3.0
bin=$(swift build -c release --show-bin-path)
files=(Samples/*/*.eml)
[ -d ../shared/corpus/bounces/mail ] && files+=(../shared/corpus/bounces/mail/*.eml)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin/decode-email" --json "${files[@]}" >"$work/ours.jsonl"
/usr/bin/python3 Tests/Peers/compare.py --ours "$work/ours.jsonl" --known Tests/Peers/known-differences.tsv "$@" "${files[@]}"
