#!/usr/bin/env bash
# A real Slurm cluster on one machine, on loopback alone, with GPUs that do not exist: slurmctld, slurmdbd on MariaDB, one
# slurmd a node and two slurmrestd (a unix socket; 127.0.0.1 with tokens), all from Debian's own packages. Needs root.
#
#   slurm_cluster.sh install               Debian packages that are missing
#   slurm_cluster.sh up | down | status    down takes the state and the accounts with it that up made
#   slurm_cluster.sh env                   shell lines to eval: SLURM_CONF, REST_URL, REST_SOCKET
#   slurm_cluster.sh token [USER [SECS]]   a token for REST_URL
#   slurm_cluster.sh run COMMAND…          any Slurm command against this cluster
#   slurm_cluster.sh sql STATEMENT         on the accounting's database
#   slurm_cluster.sh submit USER ACCOUNT PARTITION GRES SECONDS [sbatch option…]   prints the job's number
#   slurm_cluster.sh drain NODE [REASON] | resume NODE | node-kill NODE | node-start NODE
#   slurm_cluster.sh stop-one NAME | start-one NAME    mariadb munged slurmdbd slurmctld slurmrestd slurmrestjwt
#
# Settings (environment): CLUSTER, PORT_BASE, STATE_DIR, NODES, PEOPLE; `up` writes them down, the other commands need
# STATE_DIR alone. Several clusters run side by side with PORT_BASE 100 apart.
# SLURM_ROOT=DIR: all of it in a Debian 13 tree there, with Slurm 24.11 instead of 22.05 (install makes the tree by
# debootstrap, 0.9 GB; it needs the right to mount). The folders below are then those of the tree.
# Ends none but its own processes: pid and kernel start time are written down, and job steps are known by this cluster's
# SLURM_CONF in their environment.
set -Eeuo pipefail
trap 'echo "slurm_cluster.sh: line $LINENO" >&2' ERR

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STATE_DIR=${STATE_DIR:-/tmp/axportal-slurm/${CLUSTER:-kaist}}
if [ "${1:-}" != up ] && [ -r "$STATE_DIR/settings" ]; then
    # shellcheck disable=SC1091
    . "$STATE_DIR/settings"
fi
CLUSTER=${CLUSTER:-kaist}
PORT_BASE=${PORT_BASE:-16800}
# name:partition:type of GPU:GPUs
NODES=${NODES:-"g01:h100:h100:8 g02:h100:h100:8 g03:a100:a100:4 g04:a100:a100:4"}
# account:user, one unix account each
PEOPLE=${PEOPLE:-"kaist:kaist1 gist:gist1 dgist:dgist1 unist:unist1"}
REST_USER=${REST_USER:-slurmrest} # slurmrestd refuses to run as root or as SlurmUser

CTLD_PORT=$((PORT_BASE + 17))
DBD_PORT=$((PORT_BASE + 19))
REST_PORT=$((PORT_BASE + 20))
SQL_PORT=$((PORT_BASE + 6))
NODE_PORT0=$((PORT_BASE + 30))
HOST=$(hostname -s)
MADE=$(dirname "$STATE_DIR")/accounts-made
ETC=$STATE_DIR/etc RUN=$STATE_DIR/run LOG=$STATE_DIR/log
PACKAGES="slurmctld slurmd slurmdbd slurmrestd slurm-client slurm-wlm-basic-plugins slurm-wlm-mysql-plugin
    slurm-wlm-jwt-plugin munge mariadb-server procps"
export SLURM_CONF=$ETC/slurm.conf
# shellcheck source=scripts/slurm_conf.sh
. "$here/slurm_conf.sh"

in_newer_tree() {
    local root=$SLURM_ROOT result=0
    unset SLURM_ROOT
    if [ "${1:-}" = install ] && [ ! -x "$root/usr/sbin/slurmctld" ]; then
        command -v debootstrap >/dev/null || "$here/apt.sh" debootstrap
        [ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase trixie "$root"
        printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
        chmod 755 "$root/usr/sbin/policy-rc.d"
        cp /etc/hosts /etc/resolv.conf "$root/etc/" 2>/dev/null || true
        local proxy
        for proxy in /etc/apt/apt.conf.d/*proxy*; do
            [ ! -e "$proxy" ] || cp "$proxy" "$root/etc/apt/apt.conf.d/"
        done
    fi
    local lock
    exec {lock}>"$root/root/axportal-slurm.lock" # clusters beside this one live in the same tree
    flock "$lock"
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    exec {lock}>&-
    install -m 755 "$here/slurm_cluster.sh" "$here/slurm_conf.sh" "$here/apt.sh" "$root/root/"
    chroot "$root" /usr/bin/env HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin CLUSTER="$CLUSTER" \
        PORT_BASE="$PORT_BASE" STATE_DIR="$STATE_DIR" NODES="$NODES" PEOPLE="$PEOPLE" \
        bash /root/slurm_cluster.sh "$@" || result=$?
    case ${1:-} in
    down | install)
        exec {lock}>"$root/root/axportal-slurm.lock"
        flock "$lock"
        if ! ls "$root$(dirname "$STATE_DIR")"/*/etc/slurm.conf >/dev/null 2>&1; then umount "$root/proc"; fi
        ;;
    esac
    exit "$result"
}

die() {
    echo "slurm_cluster.sh: $*" >&2
    exit 1
}

# --- processes ------------------------------------------------------------------------------------------------------

born() { # kernel start time of a live process; a zombie counts as gone
    local -a stat
    { read -r -a stat < <(sed 's/^.*) //' "/proc/$1/stat"); } 2>/dev/null || return 0
    [ "${stat[0]:-Z}" = Z ] || echo "${stat[19]}"
}

alive() { # NAME: is the process that we started still that process?
    local pid when
    { read -r pid when <"$RUN/$1.pid"; } 2>/dev/null || return 1
    [ -n "$when" ] && [ "$(born "$pid")" = "$when" ]
}

start() { # NAME ACCOUNT COMMAND…: in the foreground of a session of its own
    local name=$1 account=$2 as=()
    shift 2
    alive "$name" && return 0
    rm -f "$RUN/$name.pid"
    [ "$account" = root ] || as=(setpriv --reuid "$account" --regid "$(id -g "$account")" --clear-groups)
    (
        cd "$STATE_DIR"
        umask 0022
        # shellcheck disable=SC2016 # the inner shell's own variables
        exec setsid bash -c \
            'echo "$$ $(sed "s/^.*) //" /proc/$$/stat | cut -d" " -f20)" > "$1"; shift; exec "$@"' _ \
            "$RUN/$name.pid" "${as[@]}" "$@" >>"$LOG/$name.out" 2>&1 </dev/null
    ) &
    for _ in $(seq 50); do
        [ -s "$RUN/$name.pid" ] && return 0
        sleep 0.05
    done
    die "$name did not start"
}

stop() { # NAME [SIGNAL]
    local pid
    alive "$1" || {
        rm -f "$RUN/$1.pid"
        return 0
    }
    read -r pid _ <"$RUN/$1.pid"
    kill -"${2:-TERM}" "$pid" 2>/dev/null || true
    for _ in $(seq 100); do
        alive "$1" || break
        sleep 0.1
    done
    if alive "$1"; then kill -KILL "$pid" 2>/dev/null || true; fi
    rm -f "$RUN/$1.pid"
}

stop_steps() { # job steps outlive a killed slurmd, as on a real node
    local folder pid
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        { tr '\0' '\n' <"$folder/environ"; } 2>/dev/null | grep -qxF "SLURM_CONF=$SLURM_CONF" || continue
        if [ "$(cat "$folder/comm" 2>/dev/null)" = slurmstepd ] ||
            { tr '\0' '\n' <"$folder/environ"; } 2>/dev/null | grep -q '^SLURM_JOB_ID='; then
            echo "$pid $(born "$pid")" >"$RUN/step-$pid.pid"
            stop "step-$pid" KILL
        fi
    done
}

wait_for() { # SECONDS WHAT COMMAND…
    local seconds=$1 what=$2 file
    shift 2
    local end=$((SECONDS + seconds))
    while [ "$SECONDS" -lt "$end" ]; do # a Slurm client may wait minutes for a daemon: cut it short
        if [ "$(type -t "$1")" = function ]; then
            "$@" >/dev/null 2>&1 && return 0
        elif timeout 5 "$@" >/dev/null 2>&1; then
            return 0
        fi
        sleep 0.2
    done
    for file in "$LOG"/*.log "$LOG"/*.out; do
        echo "--- $file"
        tail -n 8 "$file"
    done >&2 || true
    die "$what: not ready after $seconds s"
}

# --- settings -------------------------------------------------------------------------------------------------------

node_names() {
    local node
    for node in $NODES; do echo "${node%%:*}"; done
}

nodes_of() { # PARTITION: its nodes, separated by commas
    local node name partition
    for node in $NODES; do
        IFS=: read -r name partition _ _ <<<"$node"
        [ "$partition" != "$1" ] || echo "$name"
    done | paste -sd,
}

make_folders() {
    install -d -m 0755 "$STATE_DIR" "$ETC" "$RUN" "$LOG" "$STATE_DIR/spool"
    install -d -m 0755 -o slurm -g slurm "$STATE_DIR/ctld"
    install -d -m 0755 -o munge -g munge "$STATE_DIR/munge"
    install -d -m 0750 -o mysql -g mysql "$STATE_DIR/sql-run"
    install -d -m 0755 -o "$REST_USER" -g "$(id -gn "$REST_USER")" "$STATE_DIR/rest"
    chown slurm "$LOG"
    chmod 1777 "$LOG"
    printf '%s=%q\n' CLUSTER "$CLUSTER" PORT_BASE "$PORT_BASE" NODES "$NODES" PEOPLE "$PEOPLE" >"$STATE_DIR/settings"
}

make_key() { # FILE BYTES ACCOUNT
    [ -s "$1" ] || dd if=/dev/urandom of="$1" bs="$2" count=1 status=none
    chown "$3:$3" "$1"
    chmod 0400 "$1"
}

write_settings() {
    make_folders
    make_key "$STATE_DIR/munge/munge.key" 128 munge
    make_key "$ETC/jwt.key" 32 slurm
    write_slurm_conf >"$ETC/slurm.conf"
    write_gres_conf >"$ETC/gres.conf"
    write_slurmdbd_conf >"$ETC/slurmdbd.conf"
    chown slurm:slurm "$ETC/slurmdbd.conf"
    chmod 0600 "$ETC/slurmdbd.conf"
    # No control groups here: 22.05 only wants the file quiet, later ones can switch them off.
    local major
    major=$(slurmctld -V | sed 's/.* \([0-9]*\)\..*/\1/')
    if [ "$major" -ge 23 ]; then echo CgroupPlugin=disabled; else echo CgroupAutomount=no; fi >"$ETC/cgroup.conf"
}

make_people() {
    local person account lock
    mkdir -p "$STATE_DIR"
    exec {lock}>"$MADE.lock" # clusters beside this one share the accounts
    flock "$lock"
    for person in $PEOPLE x:"$REST_USER"; do
        account=${person#*:}
        if ! id "$account" >/dev/null 2>&1; then # the password is none, and not a locked one: sshd lets keys in
            useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /bin/sh -p '*' "$account"
            echo "$account" >>"$MADE"
        fi
    done
    exec {lock}>&-
}

# --- daemons --------------------------------------------------------------------------------------------------------

sql() { mariadb --no-defaults --socket="$STATE_DIR/sql-run/s.sock" -u root "$@"; }

# A server that starts removes the temporary tables of any other in the same folder: each has its own.
start_mariadb() {
    if [ ! -d "$STATE_DIR/sql/mysql" ]; then
        TMPDIR="$STATE_DIR/sql-run" mariadb-install-db --no-defaults --user=mysql --datadir="$STATE_DIR/sql" \
            --auth-root-authentication-method=socket --skip-test-db >"$LOG/sql-install.out" 2>&1
    fi
    start mariadb mysql mariadbd --no-defaults --datadir="$STATE_DIR/sql" \
        --socket="$STATE_DIR/sql-run/s.sock" --pid-file="$STATE_DIR/sql-run/own.pid" \
        --tmpdir="$STATE_DIR/sql-run" --bind-address=127.0.0.1 --port="$SQL_PORT" --skip-name-resolve \
        --innodb-buffer-pool-size=64M --innodb-lock-wait-timeout=900 \
        --innodb-flush-log-at-trx-commit=0 --log-error="$LOG/mariadb.log"
}

start_munged() {
    start munged munge munged --foreground --key-file="$STATE_DIR/munge/munge.key" \
        --socket="$STATE_DIR/munge/munge.sock" --pid-file="$STATE_DIR/munge/own.pid" \
        --log-file="$STATE_DIR/munge/log" --seed-file="$STATE_DIR/munge/seed" --num-threads=4
}

start_slurmdbd() { start slurmdbd slurm env SLURM_CONF="$ETC/slurm.conf" slurmdbd -D; }
start_slurmctld() { start slurmctld slurm slurmctld -D -i -f "$ETC/slurm.conf"; }
start_node() { start "slurmd-$1" root slurmd -D -N "$1" -f "$ETC/slurm.conf"; }

# One slurmrestd serves one kind of authentication: with SLURM_JWT=daemon its unix socket answers 500, without it every
# token gets 401. So there are two.
start_slurmrestd() {
    alive slurmrestd || rm -f "$STATE_DIR/rest/rest.sock"
    start slurmrestd "$REST_USER" env SLURM_CONF="$ETC/slurm.conf" \
        slurmrestd -f "$ETC/slurm.conf" -a rest_auth/local "unix:$STATE_DIR/rest/rest.sock"
}

start_slurmrestjwt() {
    start slurmrestjwt "$REST_USER" env SLURM_CONF="$ETC/slurm.conf" SLURM_JWT=daemon \
        slurmrestd -f "$ETC/slurm.conf" -a rest_auth/jwt "127.0.0.1:$REST_PORT"
}

make_accounts() { # sacctmgr says "nothing to do" by exit status 1
    local person account user
    for person in $PEOPLE; do
        account=${person%%:*}
        user=${person#*:}
        sacctmgr -i add account "$account" Description="$account" Organization="$account" Fairshare=100 || true
        sacctmgr -i add user "$user" Account="$account" DefaultAccount="$account" || true
    done >/dev/null 2>&1
    sacctmgr -i modify user root set AdminLevel=Admin >/dev/null 2>&1 || true
}

nodes_ready() {
    [ "$(timeout 5 sinfo -h -N -p all -t idle -o %N | sort -u | wc -l)" -eq "$(node_names | wc -l)" ]
}

# --- commands -------------------------------------------------------------------------------------------------------

up() {
    local port node
    [ "$(id -u)" = 0 ] || die "root is needed"
    for port in $CTLD_PORT $DBD_PORT $REST_PORT $SQL_PORT $NODE_PORT0; do
        if ! ls "$RUN"/*.pid >/dev/null 2>&1 && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            die "port $port is taken"
        fi
    done
    make_people
    write_settings
    start_munged
    start_mariadb
    wait_for 40 mariadb sql -e 'select 1'
    sql -e "create database if not exists slurm_acct;
        create or replace user slurm@127.0.0.1 identified by 'local-only';
        grant all on slurm_acct.* to slurm@127.0.0.1;"
    start_slurmdbd
    wait_for 40 slurmdbd sacctmgr -n list cluster
    sacctmgr -i add cluster "$CLUSTER" >/dev/null 2>&1 || true
    start_slurmctld
    wait_for 40 slurmctld scontrol ping
    for node in $(node_names); do start_node "$node"; done
    make_accounts
    start_slurmrestd
    start_slurmrestjwt
    wait_for 40 "idle nodes" nodes_ready
    wait_for 20 slurmrestd test -S "$STATE_DIR/rest/rest.sock"
    echo "$CLUSTER is up after $SECONDS s: SLURM_CONF=$SLURM_CONF, REST on 127.0.0.1:$REST_PORT"
}

down() {
    local node account
    stop slurmrestd KILL # stateless, and slow to leave on TERM
    stop slurmrestjwt KILL
    if alive slurmctld; then
        for node in $PEOPLE; do timeout 10 scancel -u "${node#*:}" 2>/dev/null || true; done
        sleep 1
    fi
    for node in $(node_names); do stop "slurmd-$node" KILL; done
    stop_steps
    for account in slurmctld slurmdbd mariadb munged; do stop "$account"; done
    case $STATE_DIR in /tmp/*) [ -n "${KEEP:-}" ] || rm -rf "$STATE_DIR" ;; esac
    # The accounts go with the last cluster beside this one.
    if ! ls "$(dirname "$STATE_DIR")"/*/etc/slurm.conf >/dev/null 2>&1; then
        for account in $(cat "$MADE" 2>/dev/null); do userdel "$account" 2>/dev/null || true; done
        rm -f "$MADE" "$MADE.lock"
        rmdir "$(dirname "$STATE_DIR")" 2>/dev/null || true
    fi
}

submit() {
    local user=$1 account=$2 partition=$3 gres=$4 seconds=$5 program=$STATE_DIR/job.$5.sh
    shift 5
    printf '#!/bin/sh\nexec sleep %d\n' "$seconds" >"$program"
    setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups \
        sbatch --parsable -A "$account" -p "$partition" ${gres:+--gres="$gres"} -t $((seconds / 60 + 1)) \
        -D /tmp -o /dev/null -e /dev/null "$@" "$program"
}

status() {
    local file name
    for file in "$RUN"/*.pid; do
        name=$(basename "$file" .pid)
        if alive "$name"; then echo "up   $name"; else echo "down $name"; fi
    done
    sinfo -a -o '%P %a %D %t %G %N'
}

if [ -n "${SLURM_ROOT:-}" ]; then in_newer_tree "$@"; fi
case ${1:-} in
install)
    # shellcheck disable=SC2086 # words
    dpkg -s $PACKAGES >/dev/null 2>&1 || "$here/apt.sh" $PACKAGES
    ;;
up) up ;;
down) down ;;
status) status ;;
submit) shift && submit "$@" ;;
run) shift && exec "$@" ;;
sql) sql slurm_acct -N -B -e "$2" ;;
drain) scontrol update NodeName="$2" State=DRAIN Reason="${3:-check}" ;;
resume) scontrol update NodeName="$2" State=RESUME ;;
node-kill) stop "slurmd-$2" KILL ;;
node-start) start_node "$2" ;;
stop-one) stop "$2" ;;
start-one) "start_$2" ;;
token) scontrol token username="${2:-root}" lifespan="${3:-3600}" | sed 's/^SLURM_JWT=//' ;;
env) echo "export SLURM_CONF=$SLURM_CONF REST_SOCKET=$STATE_DIR/rest/rest.sock REST_URL=http://127.0.0.1:$REST_PORT" ;;
*) die "commands: install up down status env token run sql submit drain resume node-kill node-start stop-one start-one" ;;
esac
