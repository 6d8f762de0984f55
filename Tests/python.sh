#!/usr/bin/env bash
# python.sh PACKAGE…: the programs from PyPI that the tests compare with or run against, in .build/peers. Says what it does.
set -euo pipefail
cd "$(dirname "$0")/.."
Tests/install.sh python3 python3-venv
[ -x .build/peers/bin/pip ] || python3 -m venv .build/peers
for package in "$@"; do
    .build/peers/bin/pip show -q "$package" 2>/dev/null && continue
    echo "installing $package"
    .build/peers/bin/pip install -q --disable-pip-version-check "$package"
done
