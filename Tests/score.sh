#!/usr/bin/env bash
# score.sh Samples | CORPUS: reads every mail with the release program and scores what it says against what is expected.
# Samples: SERVER-KIND.eml with SERVER-KIND.json beside it. CORPUS: a folder that holds bounces/mail and bounces/expected.jsonl.
set -euo pipefail
top="$(cd "$(dirname "$0")/.." && pwd)"
bin=$(cd "$top" && swift build -c release --show-bin-path)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
where="$1"
if [ -d "$where/bounces/mail" ]; then
    "$bin/email" inbound --dry-run --json "$where"/bounces/mail/*.eml >"$work/results.jsonl"
    python3 "$where/../tools/score-bounces.py" "$where/bounces/expected.jsonl" "$work/results.jsonl" --verbose \
        --min recall=99.5 --min precision=99.5 --min kind=99.5 --min class=98 --min permanent=99 --min reason=96 \
        --min action=98
else
    "$bin/email" inbound --dry-run --json "$where"/*/*.eml >"$work/results.jsonl"
    python3 "$top/Tests/score-samples.py" "$where" "$work/results.jsonl"
fi
