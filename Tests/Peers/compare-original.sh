#!/usr/bin/env bash
# Every sample, and every mail of the corpus where there is one (CORPUS names its folder), with `decode-email --classic` and
# with Fossil's decode-email: byte for byte the same, but for the mails of original-faults.tsv. ORIGINAL names the folder
# where Fossil's program is fetched to, or already is.
set -euo pipefail
cd "$(dirname "$0")/../.."
corpus="${CORPUS:-../shared/corpus/bounces/mail}"
folder="${ORIGINAL:-$PWD/.build/original}"
Tests/install.sh python3 gcc libc6-dev
Tests/Benchmarks/fetch-original.sh "$folder"
# The original reads variables that it never set; zeroed, they are at least the same in every run.
gcc -O1 -w -ftrivial-auto-var-init=zero -o "$folder/decode-email-zeroed" "$(find "$folder/source" -name decode-email.c)"
swift build -q -c release --product decode-email
bin=$(swift build -c release --show-bin-path)
options=()
[ -d "$corpus" ] && options=(--corpus "$corpus")
python3 Tests/Peers/compare_original.py --ours "$bin/decode-email" --original "$folder/decode-email-zeroed" \
    --faults Tests/Peers/original-faults.tsv "${options[@]}" "$@" Samples/*/*.eml
