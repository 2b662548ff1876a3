#!/bin/sh
# Install Debian packages as root or by passwordless sudo; fail with the line to run otherwise.
set -eu
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Needed: sudo apt-get install $*" >&2
    exit 1
fi
command -v apt-get >/dev/null 2>&1 || { echo "No apt-get here; needed: $*" >&2; exit 1; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# RUNLEVEL=1: the packages' own services are not started.
if ! { $as_root apt-get update && $as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Needed: sudo apt-get install $*" >&2
    exit 1
fi
