#!/usr/bin/env bash
# flufl-mails.sh PROGRAM: the mails that flufl.bounce is tested with, read by PROGRAM (email) and by flufl.bounce itself.
# They come with its source from PyPI. Fails on a difference that flufl-differences.tsv does not list.
set -euo pipefail
cd "$(dirname "$0")/../.."
program="$(realpath "$1")"
Tests/python.sh flufl.bounce
pip=.build/peers/bin/pip
version=$("$pip" show flufl.bounce 2>/dev/null | sed -n 's/^Version: //p')
source=".build/flufl-bounce-$version"
if [ ! -d "$source" ]; then
    echo "fetching the source of flufl.bounce $version"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$pip" download -q --disable-pip-version-check --no-deps --no-binary :all: -d "$work" "flufl.bounce==$version"
    mkdir "$work/source"
    tar -xzf "$work"/*.tar.gz -C "$work/source" --strip-components 1
    mv "$work/source" "$source"
fi
EMAIL_DB="" .build/peers/bin/python -W ignore Tests/Peers/flufl_mails.py --email "$program" \
    --known Tests/Peers/flufl-differences.tsv "$source"/tests/data/*.txt
