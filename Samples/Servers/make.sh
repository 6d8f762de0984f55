#!/usr/bin/env bash
# make.sh [SERVER…]: makes the mails of Samples/Bounces again, with real mail servers from Debian. Needs root and Debian.
#
# Each server runs in a Debian 12 of its own (debootstrap, then an overlay for each server) and in its own namespaces: its
# host name is mx.example.org, its network is the loopback and a cable with addresses of 192.0.2.0/24; its name server and
# the rest of the world are world.py. Nothing is installed or changed on the machine itself but debootstrap, and nothing runs on.
#
# Everything is kept in $EMAIL_SAMPLES_ROOT, by default /var/tmp/email-samples, for the next time: remove it when done.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=${EMAIL_SAMPLES_ROOT:-/var/tmp/email-samples}
out=${EMAIL_SAMPLES_OUT:-$here/../Bounces}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

say() { printf '%s: %s\n' "$1" "$2" >&2; }

# mount_root SERVER LAYER BELOW: the file system of a server; what it changes goes to the layer.
mount_root() {
    mkdir -p "$root/$1/$2" "$root/$1/$2.work" "$root/$1/root"
    mount -t overlay overlay -o "lowerdir=$3,upperdir=$root/$1/$2,workdir=$root/$1/$2.work" "$root/$1/root"
    mount -t proc proc "$root/$1/root/proc"
    mount --rbind /dev "$root/$1/root/dev"
}

case "${1:-}" in
--install) # in a mount namespace of its own, with the network of the machine
    server=$2
    mount_root "$server" upper "$root/base"
    packages=$(sed -n 's/^# packages: //p' "$here/$server.sh")
    cp /etc/resolv.conf "$root/$server/root/etc/resolv.conf"
    printf 'mx.example.org\n' >"$root/$server/root/etc/mailname"
    printf 'mx.example.org\n' >"$root/$server/root/etc/hostname"
    hostname mx.example.org
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$root/$server/root" \
        sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends "$@"' sh $packages
    exit
    ;;
--run) # in namespaces of its own: no network but this loopback
    server=$2
    mount_root "$server" run "$root/$server/upper:$root/base"
    hostname mx.example.org
    inside=$root/$server/root
    # The world is at the other end of a cable: some servers take every address of their own machine for themselves.
    mount -t proc proc /proc
    unshare --net sleep infinity &
    world=$!
    until [ "$(readlink "/proc/$world/ns/net")" != "$(readlink "/proc/$$/ns/net")" ]; do sleep 0.1; done
    ip link add server type veth peer name world netns "$world"
    ip address add 192.0.2.1/24 dev server
    ip link set lo up
    ip link set server up
    there() { nsenter --target "$world" --net "$@"; }
    there ip link set lo up
    there ip link set world up
    for address in 25 50 60 70 80 99; do there ip address add "192.0.2.$address/24" dev world; done
    mkdir -p "$inside/samples/out"
    cp "$here"/*.sh "$here/world.py" "$inside/samples/"
    printf 'nameserver 192.0.2.25\n' >"$inside/etc/resolv.conf"
    printf '127.0.0.1 localhost\n192.0.2.1 mx.example.org mx\n' >"$inside/etc/hosts"
    cd /
    there chroot "$inside" python3 /samples/world.py serve &
    # As a child, not as process 1: Exim does not go into the background when its parent is init.
    timeout 300 env -i PATH=/samples:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C SERVER="$server" HOME=/root \
        chroot "$inside" bash /samples/lib.sh
    exit
    ;;
--*)
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 64
    ;;
esac

[ "$(id -u)" -eq 0 ] || { say make.sh "must be root: it makes namespaces and installs packages in them"; exit 77; }
[ $# -gt 0 ] || set -- postfix exim opensmtpd sendmail courier dma
if [ ! -e "$root/base/.complete" ]; then
    command -v debootstrap >/dev/null || { apt-get update -q && apt-get install -y -q debootstrap; } >/dev/null
    say base "making a Debian 12 in $root/base, which takes a minute"
    rm -rf "$root/base"
    mkdir -p "$root"
    debootstrap --variant=minbase --include=ca-certificates,python3,procps bookworm "$root/base" "$mirror" >"$root/base.log" 2>&1 ||
        { tail "$root/base.log" >&2; exit 1; }
    printf '#!/bin/sh\nexit 101\n' >"$root/base/usr/sbin/policy-rc.d" # no package may start its server by itself
    chmod 755 "$root/base/usr/sbin/policy-rc.d"
    : >"$root/base/.complete"
fi

failed=0
for server; do
    [ -e "$here/$server.sh" ] || { say "$server" "there is no $here/$server.sh"; exit 66; }
    if [ ! -e "$root/$server/.installed" ]; then
        say "$server" "installing $(sed -n 's/^# packages: //p' "$here/$server.sh")"
        rm -rf "${root:?}/$server"
        unshare --mount --uts "$here/make.sh" --install "$server" >"$root/$server.log" 2>&1 </dev/null ||
            { tail "$root/$server.log" >&2; say "$server" "cannot be installed"; failed=1; continue; }
        : >"$root/$server/.installed"
    fi
    say "$server" "running"
    rm -rf "${root:?}/$server/run" "$root/$server/run.work"
    unshare --mount --net --uts --ipc --pid --fork --kill-child "$here/make.sh" --run "$server" </dev/null || failed=1
    for mail in "$root/$server/run/samples/out/"*.eml; do
        [ -e "$mail" ] || continue
        if grep -aniE "$(hostname)\.|$here|/home/" "$mail" | grep -v example; then say "$server" "a trace of this machine is in $mail"; failed=1; fi
        kind=$(basename "$mail")
        mkdir -p "$out"
        cp "$mail" "$out/$server-$kind"
        [ -e "$out/$server-${kind%.eml}.json" ] || say "$server" "write by hand what is to be found in it: $server-${kind%.eml}.json"
    done
done
exit $failed
