#!/bin/bash
# The configuration of a Slurm cluster, for slurm_cluster.sh, which has read its settings: prints each file.
# shellcheck disable=SC2154 # set by slurm_cluster.sh

write_slurm_conf() {
    local node name partition type count types tres=gres/gpu port=$NODE_PORT0
    types=$(for node in $NODES; do echo "$node" | cut -d: -f3; done | sort -u)
    for type in $types; do tres="$tres,gres/gpu:$type"; done
    cat <<CONF
ClusterName=$CLUSTER
SlurmctldHost=$HOST(127.0.0.1)
SlurmUser=slurm
SlurmctldPort=$CTLD_PORT
AuthType=auth/munge
AuthInfo=socket=$STATE_DIR/munge/munge.sock
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$ETC/jwt.key
CredType=cred/munge
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$STATE_DIR/ctld
SlurmdSpoolDir=$STATE_DIR/spool/%n
SlurmctldPidFile=$STATE_DIR/ctld/slurmctld.own.pid
SlurmdPidFile=$STATE_DIR/spool/%n.own.pid
SlurmctldLogFile=$LOG/slurmctld.log
SlurmdLogFile=$LOG/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=5,bf_resolution=60,bf_window=43200,sched_interval=5
PriorityType=priority/multifactor
PriorityWeightFairshare=100000
PriorityWeightAge=1000
PriorityDecayHalfLife=14-0
PriorityCalcPeriod=1
PriorityFlags=NO_FAST_SCHED
GresTypes=gpu
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$DBD_PORT
AccountingStoragePass=$STATE_DIR/munge/munge.sock
AccountingStorageTRES=$tres
AccountingStorageEnforce=associations,limits,qos,safe
AccountingStoreFlags=job_comment
SlurmdParameters=config_overrides
ReturnToService=2
SlurmdTimeout=15
SlurmctldTimeout=30
InactiveLimit=0
KillWait=2
MinJobAge=300
CONF
    for node in $NODES; do
        IFS=: read -r name partition type count <<<"$node"
        echo "NodeName=$name NodeHostname=$HOST NodeAddr=127.0.0.1 Port=$port CPUs=64 Boards=1 SocketsPerBoard=2" \
            "CoresPerSocket=32 ThreadsPerCore=1 RealMemory=512000 Gres=gpu:$type:$count Feature=$type State=UNKNOWN"
        port=$((port + 1))
    done
    local limits="MaxTime=7-00:00:00 DefaultTime=01:00:00 State=UP"
    local weights="DefMemPerCPU=100 TRESBillingWeights=CPU=0,Mem=0,GRES/gpu=1"
    for partition in $(for node in $NODES; do echo "$node" | cut -d: -f2; done | sort -u); do
        echo "PartitionName=$partition Nodes=$(nodes_of "$partition") $limits $weights"
    done
    echo "PartitionName=all Nodes=ALL Default=YES $limits $weights" # overlaps the others on purpose
}

write_gres_conf() { # GPUs without File= are not counted: each gets an empty plain file
    local node name type count
    for node in $NODES; do
        IFS=: read -r name _ type count <<<"$node"
        mkdir -p "$STATE_DIR/dev/$name" "$STATE_DIR/spool/$name"
        for ((i = 0; i < count; i++)); do : >"$STATE_DIR/dev/$name/nvidia$i"; done
        echo "NodeName=$name Name=gpu Type=$type File=$STATE_DIR/dev/$name/nvidia[0-$((count - 1))]"
    done
}

write_slurmdbd_conf() {
    cat <<CONF
AuthType=auth/munge
AuthInfo=socket=$STATE_DIR/munge/munge.sock
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$ETC/jwt.key
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$DBD_PORT
CommunicationParameters=NoInAddrAny
SlurmUser=slurm
PidFile=$STATE_DIR/ctld/slurmdbd.own.pid
LogFile=$LOG/slurmdbd.log
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$SQL_PORT
StorageUser=slurm
StoragePass=local-only
StorageLoc=slurm_acct
CONF
}
