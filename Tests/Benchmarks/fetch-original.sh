#!/usr/bin/env bash
# fetch-original.sh FOLDER: Fossil's own decode-email, built in FOLDER from Debian's source package, to measure against.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
folder="$1"
[ -x "$folder/decode-email" ] && exit 0
mkdir -p "$folder"
cd "$folder"
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
"$here/../install.sh" dpkg-dev gcc libc6-dev
echo "deb-src http://deb.debian.org/debian $suite main" >sources.list
mkdir -p lists/partial cache/archives/partial
apt=(apt-get -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$PWD/lists" \
    -o Dir::Cache="$PWD/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update >/dev/null
"${apt[@]}" source --download-only -q fossil >/dev/null
mkdir -p source
tar -xf fossil_*.orig.tar.* -C source --wildcards '*/tools/decode-email.c'
gcc -O2 -w -o decode-email "$(find source -name decode-email.c)"
