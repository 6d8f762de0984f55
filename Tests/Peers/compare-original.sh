#!/usr/bin/env bash
# Every sample, and every mail of the corpus where there is one (CORPUS names its folder), with `decode-email --classic` and
# with Fossil's decode-email: byte for byte the same, but for the mails of original-faults.tsv, where it is the same once the
# faults of the original are mended. ORIGINAL names the folder that Fossil's program is fetched to, or already is in.
set -euo pipefail
cd "$(dirname "$0")/../.."
corpus="${CORPUS:-../shared/corpus/bounces/mail}"
folder="${ORIGINAL:-$PWD/.build/original}"
Tests/install.sh python3 gcc libc6-dev patch
Tests/Benchmarks/fetch-original.sh "$folder"
source=$(find "$folder/source" -name decode-email.c)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
patch -s -o "$work/mended.c" "$source" Tests/Peers/original-mended.patch
# The original reads a variable that it never set; zeroed, it is at least the same in every run.
for name in original mended; do
    [ $name = original ] && cp "$source" "$work/original.c"
    gcc -O1 -w -ftrivial-auto-var-init=zero -o "$work/$name" "$work/$name.c"
done
swift build -q -c release --product decode-email
bin=$(swift build -c release --show-bin-path)
options=()
[ -d "$corpus" ] && options=(--corpus "$corpus")
python3 Tests/Peers/compare_original.py --ours "$bin/decode-email" --original "$work/original" --mended "$work/mended" \
    --faults Tests/Peers/original-faults.tsv "${options[@]}" "$@" Samples/*/*.eml
