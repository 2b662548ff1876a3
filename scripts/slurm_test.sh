#!/usr/bin/env bash
# Acceptance on real Slurm, Prometheus and sshd: scripts/slurm_test.sh [PYTEST ARGUMENT …]; as root, with Debian's packages.
# SLURM_ROOT=DIR takes Slurm 24.11 of Debian 13 from a tree there, which is made where there is none.
# Everything started carries AXPORTAL_SLURM_RUN in its environment; what is left of it in the end, however this ends, is
# taken down and named.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python

if [ "$(id -u)" != 0 ]; then
    echo "make slurm-test needs root: Slurm runs under several accounts, and Debian packages are installed." >&2
    echo "루트 권한이 필요합니다: sudo make slurm-test" >&2
    exit 1
fi

scripts/slurm_cluster.sh install
root=${SLURM_ROOT:-} # a tree with another release of Slurm, and its own sshd to enter it
if [ -n "$root" ]; then
    [ -x "$root/usr/sbin/sshd" ] || chroot "$root" /root/apt.sh openssh-server
fi
for package in prometheus openssh-server; do
    dpkg -s "$package" >/dev/null 2>&1 || scripts/apt.sh "$package"
done

exec 9>/tmp/axportal-slurm-test.lock
flock 9 # one at a time: runs would make and remove the same accounts

# Short, since the kernel cuts the names of sockets; open to the accounts of the daemons.
run=$(mktemp -d /tmp/axslurm-XXXXXX)
chmod 755 "$run"
export AXPORTAL_SLURM_RUN=$run
unset AXPORTAL_VAR DATABASE_URL DATABASE_OWNER_URL DATABASE_READ_URL REDIS_URL EMAIL_URL SITE_URL AXPORTAL_SECRET_KEY

left() { # ids of the processes of this run, without this shell's own
    local folder pid
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        [ "$pid" != "$$" ] && [ "$pid" != "$BASHPID" ] || continue
        { tr '\0' '\n' <"$folder/environ"; } 2>/dev/null | grep -qxF "AXPORTAL_SLURM_RUN=$run" || continue
        [ "$(sed 's/^.*) //' "$folder/stat" 2>/dev/null | cut -c1)" = Z ] || echo "$pid"
    done
}

take_down() {
    local result=$? settings pids
    trap - EXIT INT TERM
    if [ -n "${suite:-}" ] && kill -TERM "$suite" 2>/dev/null; then # it takes down what it can itself
        wait "$suite" || true
    fi
    for settings in "$root$run"/*/settings; do
        [ ! -e "$settings" ] || STATE_DIR=$run/$(basename "$(dirname "$settings")") scripts/slurm_cluster.sh down || result=1
    done
    pids=$(export -n AXPORTAL_SLURM_RUN && left)
    if [ -n "$pids" ]; then
        echo "processes were left and are ended:" >&2
        # shellcheck disable=SC2086 # words
        ps -o pid,args -p $(echo $pids | tr ' ' ,) >&2 || true
        # shellcheck disable=SC2086
        kill -KILL $pids 2>/dev/null || true
        result=1
    fi
    if [ "$result" = 0 ] || [ -z "${KEEP_LOGS:-}" ]; then rm -rf "$run" "$root$run"; else echo "logs: $run" >&2; fi
    exit "$result"
}
trap take_down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

begin=$SECONDS
"$python" -m pytest -c tests/slurm/pytest.ini --rootdir tests/slurm -p no:cacheprovider -s "$@" tests/slurm 9>&- &
suite=$!
result=0
wait "$suite" || result=$?
suite=
echo "slurm-test: $((SECONDS - begin)) s"
exit "$result"
