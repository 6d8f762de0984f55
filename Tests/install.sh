#!/usr/bin/env bash
# install.sh PACKAGE…: installs the Debian packages that are missing, with sudo where not root. Says what it does.
set -euo pipefail
missing=()
for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get install -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1 && exit 0
"${root[@]}" apt-get update >/dev/null
"${root[@]}" apt-get install -y --no-install-recommends "${missing[@]}" >/dev/null
