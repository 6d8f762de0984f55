#!/usr/bin/env bash
# sandbox.sh SCRIPT [ARGUMENT…]: runs a script of this folder as root in a copy of this machine, where it may install mail
# servers and listen on port 25. What it changes goes to a layer of its own that is thrown away, its network is a loopback of
# its own, and its processes end with it. Needs root, with sudo where not root. What is to be installed stands in the script
# after `# packages:`.
#
# In the script, the project is $PROJECT and the programs are on PATH. It ends with the script's status.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
project="$(cd "$here/../.." && pwd)"
case "${1:-}" in
--install | --run) ;;
*) [ "$(id -u)" -eq 0 ] || exec sudo "PATH=$PATH" "$0" "$@" ;;
esac

# The whole machine as the lower layer; the layer that takes the changes lies on a tmpfs, as an overlay cannot lie on one.
enter() {
    mkdir -p "$layer"
    mountpoint -q "$layer" || mount -t tmpfs -o size=2g tmpfs "$layer"
    mkdir -p "$layer/upper" "$layer/work" "$layer/root"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
    mount -t proc proc "$layer/root/proc"
    mount --rbind /dev "$layer/root/dev"
    mount -t tmpfs tmpfs "$layer/root/run"
    mkdir -p "$layer/root$project"
    mount --rbind "$project" "$layer/root$project"
}

case "${1:-}" in
--install) # with the network of the machine
    script=$2
    cp -L /etc/resolv.conf "$layer/root/etc/resolv.conf" 2>/dev/null || true
    packages=$(sed -n 's/^# packages: //p' "$here/$script")
    hostname mx.example.org
    printf '127.0.0.1 localhost mx.example.org\n' >"$layer/root/etc/hosts"
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$layer/root" sh -c '
        printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d
        apt-get install -y -q --no-install-recommends "$@" || { apt-get update -q && apt-get install -y -q --no-install-recommends "$@"; }
    ' sh $packages >"$layer/install.log" 2>&1 || { tail -n 30 "$layer/install.log"; exit 1; }
    ;;
--run) # with a loopback of its own
    shift
    script=$1
    shift
    ip link set lo up
    bin=$(cd "$project" && swift build -c release --show-bin-path)
    cp "$bin/email" "$bin/email-server" "$bin/decode-email" "$layer/root/usr/local/bin/"
    exec timeout --kill-after=5 600 env -i "PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin" LC_ALL=C HOME=/root USER=root \
        "PROJECT=$project" chroot "$layer/root" bash "$here/$script" "$@"
    ;;
*)
    script=$1
    [ -f "$here/$script" ] || { echo "there is no $here/$script"; exit 64; }
    layer=$(mktemp -d /tmp/email-sandbox.XXXXXX)
    export layer
    trap 'umount -l "$layer" 2>/dev/null || true; rmdir "$layer" 2>/dev/null || true' EXIT
    declare -f enter >"$layer.functions"
    project=$project unshare --mount --uts --propagation private bash -euo pipefail -c '
        . "$layer.functions"; rm -f "$layer.functions"
        project='"'$project'"'
        enter
        '"'$here/sandbox.sh'"' --install "$1"
        unshare --net --pid --fork --kill-child --mount-proc='"'$layer/root/proc'"' '"'$here/sandbox.sh'"' --run "$@"
    ' sandbox "$@"
    ;;
esac
