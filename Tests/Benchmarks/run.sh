#!/usr/bin/env bash
# run.sh [--quick]: the figures of the README, as ratios against peers that run beside in the same minutes.
# Peers: flufl.bounce (PyPI), Mail::DeliveryStatus::BounceParser, GMime and Fossil's decode-email.c (Debian).
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
top="$(cd "$here/../.." && pwd)"
quick=no
[ "${1:-}" = --quick ] && quick=yes
cd "$top"
step() { printf '\n-- %s\n' "$*"; }
Tests/install.sh libsqlite3-dev zlib1g-dev time gcc libc6-dev pkg-config libgmime-3.0-dev \
    libmail-deliverystatus-bounceparser-perl sqlite3 fossil
Tests/python.sh flufl.bounce
build() { swift build -c release "$@" >.build/build-benchmark.log 2>&1 || { cat .build/build-benchmark.log; exit 1; }; }
build
bin=$(swift build -c release --show-bin-path)
work=$(mktemp -d "$top/.build/benchmark.XXXXXX")
trap 'rm -rf "$work"' EXIT

mails=(Samples/Bounces/*.eml)
expected="$work/expected.jsonl"
"$here/Readers/expected.py" Samples >"$expected"
if [ -d ../shared/corpus/bounces/mail ]; then
    mails+=(../shared/corpus/bounces/mail/*.eml)
    cat ../shared/corpus/bounces/expected.jsonl >>"$expected"
fi

step "reading ${#mails[@]} bounces, in memory, on one core"
build --package-path "$here" --scratch-path .build/benchmarks
"$bin/email" inbound --dry-run --json "${mails[@]}" >"$work/ours.jsonl"
.build/benchmarks/release/judge "$([ $quick = yes ] && echo 3 || echo 15)" "${mails[@]}" | tee -a "$work/ours.jsonl"
.build/peers/bin/python "$here/Readers/read-flufl.py" "${mails[@]}" >"$work/flufl.jsonl"
perl "$here/Readers/read-bounceparser.pl" "${mails[@]}" >"$work/bounceparser.jsonl"
python3 "$here/Readers/recall.py" "$expected" "email=$work/ours.jsonl" "flufl.bounce=$work/flufl.jsonl" \
    "Mail::DeliveryStatus::BounceParser=$work/bounceparser.jsonl"

step "composing mails of a letter of 1 KB, in memory, on one core"
for encoding in base64 quoted-printable; do
    "$bin/compose" "$([ $quick = yes ] && echo 3 || echo 15)" $encoding
done

step "one process a mail, on disk, committed with full sync"
python3 "$here/processes.py" --email "$bin/email" --python .build/peers/bin/python --work "$work" \
    --runs "$([ $quick = yes ] && echo 100 || echo 500)" Samples/Bounces/*.eml
python3 "$here/processes.py" --email "$bin/email" --python .build/peers/bin/python --work "$work" --writers 200 \
    Samples/Bounces/*.eml

step "decode-email"
"$here/fetch-original.sh" .build/original
gcc -O2 -o "$work/gmime" "$here/gmime.c" $(pkg-config --cflags --libs gmime-3.0)
python3 "$here/decoding.py" --ours "$bin/decode-email" --original .build/original/decode-email --gmime "$work/gmime" \
    --work "$work" --megabytes "$([ $quick = yes ] && echo 32 || echo 256)" --runs 5

step "the ways out, against Fossil's own and Postfix's smtp-source"
"$here/fetch-postfix.sh" .build/postfix
python3 "$here/ways.py" --smtp-tools .build/postfix/usr/sbin --email "$bin/email" --work "$work" --mails "$([ $quick = yes ] && echo 1000 || echo 10000)"

step "the web pages, asked by wrk"
Tests/install.sh wrk
python3 "$here/web.py" --email "$bin/email-server" --seconds "$([ $quick = yes ] && echo 3 || echo 15)"
