#!/bin/sh
# What the portal's key may run at a site: five words of Slurm, read only, and nothing else.
#
# 1. A user of its own that may read Slurm (on clusters with PrivateData: an operator):
#        useradd --system --create-home axportal; install -d -o axportal -g axportal -m 0700 ~axportal/.ssh
# 2. This file, owned by root:
#        install -o root -m 0755 slurm-forced-command.sh /usr/local/bin/axportal-slurm
# 3. One line in ~axportal/.ssh/authorized_keys (the key is the public half of what is put into the portal):
#        restrict,from="ADDRESS OF THE PORTAL",command="/usr/local/bin/axportal-slurm" ssh-ed25519 AAAA...
# 4. The portal needs the server's own key, too: cat /etc/ssh/ssh_host_ed25519_key.pub
#
# Words: nodes | jobs | usage SINCE UNTIL | events | accounting SINCE UNTIL | ping. Times are epoch seconds, digits only.
# The first line of an answer names this script's version and the clock. Exit 64: a word that is not among them.
set -eu
set -f
PATH=/usr/local/bin:/usr/bin:/bin
TZ=UTC
SLURM_TIME_FORMAT=%s
LC_ALL=C
export PATH TZ SLURM_TIME_FORMAT LC_ALL
unset SLURM_CLUSTERS SACCT_FORMAT SQUEUE_FORMAT SINFO_FORMAT

refuse() {
    echo "axportal-gpu-site: nodes | jobs | usage SINCE UNTIL | events | accounting SINCE UNTIL | ping" >&2
    exit 64
}

# shellcheck disable=SC2086 # the words are meant to be split; set -f keeps them from becoming names of files
set -- ${SSH_ORIGINAL_COMMAND:-}
word=${1:-}
case $word in
nodes | jobs | events | ping) [ $# -eq 1 ] || refuse ;;
usage | accounting)
    [ $# -eq 3 ] || refuse
    case $2$3 in *[!0-9]*) refuse ;; esac
    if [ ${#2} -lt 9 ] || [ ${#2} -gt 11 ] || [ ${#3} -lt 9 ] || [ ${#3} -gt 11 ]; then refuse; fi
    since=$(date -u -d "@$2" +%Y-%m-%dT%H:%M:%S)
    until=$(date -u -d "@$3" +%Y-%m-%dT%H:%M:%S)
    ;;
*) refuse ;;
esac

# 23.02 and later: sinfo's JSON has one row for each partition a node is in, scontrol's has one for each node.
nodes() {
    release=$(sinfo -V | sed 's/^[^0-9]*//')
    major=${release%%.*}
    if [ "$major" -ge 23 ]; then scontrol show nodes --json; else sinfo --json; fi
}

echo "axportal-gpu-site 1 $(date +%s%3N)"
case $word in
nodes) nodes ;;
jobs) squeue --json ;;
usage)
    # -D: also the earlier runs of a job that was queued again; -X: no steps.
    sacct --allusers --duplicates --allocations --parsable2 --noheader --starttime="$since" --endtime="$until" \
        --format=Cluster,JobIDRaw,Account,User,Partition,Submit,Start,End,State,AllocTRES,NodeList
    ;;
events)
    month=$(date -u -d "35 days ago" +%Y-%m-%dT%H:%M:%S)
    sacctmgr --parsable2 --noheader show event Start="$month" format=Cluster,NodeName,Start,End,State,Reason
    ;;
accounting)
    sreport --parsable2 --noheader -t Seconds -T gres/gpu cluster AccountUtilizationByUser \
        Start="$since" End="$until" format=Cluster,Account,Login,Proper,TresName,Used
    ;;
ping)
    scontrol show config | grep -E '^(AccountingStorageTRES|AccountingStorageType|ClusterName|SLURM_VERSION) '
    ;;
esac
