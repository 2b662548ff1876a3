"""A day in a cluster's past: real jobs dated back before anybody reads them, rolled up by the real slurmdbd.

`sreport` knows whole hours that were rolled up, and nobody waits for one in a test. A controller that starts again
tells the real ends of jobs once more: a late correction, which slurmdbd rolls up anew and the portal has to follow.
"""

import time
from datetime import datetime, timedelta, timezone

from tests.slurm.cluster import Cluster

SEOUL = timezone(timedelta(hours=9))
HOUR = 3600
#: account, partition, GPUs, minutes after noon of yesterday, minutes that it ran: over an hour's edge, within one, long
RUNS = (
    ("kaist", "h100", "gpu:h100:2", 50, 20),
    ("gist", "h100", "gpu:h100:4", 5, 30),
    ("unist", "a100", "gpu:a100:3", 0, 125),
)


def yesterday() -> float:
    """Midnight of yesterday in Korea, in seconds since the epoch."""
    today = datetime.now(tz=SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today - timedelta(days=1)).timestamp()


def add_yesterday(cluster: Cluster) -> None:
    """Let jobs run for a moment, date them to yesterday afternoon, and roll that day up."""
    jobs = [cluster.submit(account, partition, gres, 1) for account, partition, gres, _at, _minutes in RUNS]
    for job in jobs:
        cluster.wait_for(job, "COMPLETED", "")
    _written(cluster, jobs)
    midnight = int(yesterday())
    name = cluster.name
    for job, (_account, _partition, _gres, after, minutes) in zip(jobs, RUNS, strict=True):
        begin = midnight + 12 * HOUR + after * 60
        cluster(
            "sql",
            f"UPDATE {name}_job_table SET time_submit={begin - 5}, time_eligible={begin - 5}, time_start={begin},"
            f" time_end={begin + minutes * 60} WHERE id_job={job};"
            f" UPDATE {name}_step_table SET time_start={begin}, time_end={begin + minutes * 60}"
            f" WHERE job_db_inx=(SELECT job_db_inx FROM {name}_job_table WHERE id_job={job});",
        )
    # The cluster has been there since before; its servers have never been away.
    cluster("sql", f"UPDATE {name}_event_table SET time_start={midnight - HOUR} WHERE node_name='' AND time_end=0;")
    cluster("sql", f"DELETE FROM {name}_event_table WHERE node_name<>'' AND time_end<>0;")
    cluster("sql", f"UPDATE {name}_last_ran_table SET hourly_rollup={midnight - HOUR}, daily_rollup={midnight - HOUR};")
    roll_up(cluster)


def _written(cluster: Cluster, jobs: list[str]) -> None:
    """Until the accounting knows that they ended."""
    until = time.monotonic() + 20
    while True:
        ended = {key.partition("@")[0] for key in cluster.attempts()}
        if set(jobs) <= ended:
            return
        assert time.monotonic() < until, f"{jobs} are not in {ended}"
        time.sleep(0.3)


def roll_up(cluster: Cluster) -> None:
    """Let slurmdbd roll up everything since the day before yesterday."""
    begin = datetime.fromtimestamp(yesterday() - HOUR)  # noqa: DTZ006 - Slurm's clients take local times
    end = datetime.fromtimestamp(time.time() // HOUR * HOUR)  # noqa: DTZ006
    cluster.run("sacctmgr", "-i", "rollup", f"{begin:%Y-%m-%dT%H:%M:%S}", f"{end:%Y-%m-%dT%H:%M:%S}")


def by_sreport(cluster: Cluster, begin: float, end: float) -> dict[str, int]:
    """GPU-seconds of each account by sreport between two full hours."""
    times = [f"{datetime.fromtimestamp(moment):%Y-%m-%dT%H:%M:%S}" for moment in (begin, end)]  # noqa: DTZ006
    told = cluster.run(
        "sreport", "-P", "-n", "-t", "seconds", "-T", "gres/gpu", "cluster", "AccountUtilizationByUser",
        f"Start={times[0]}", f"End={times[1]}", "Format=Accounts,Login,Used",
    )  # fmt: skip
    found = {}
    for line in told.splitlines():
        account, login, used = line.split("|")[:3]
        if account != "root" and not login:
            found[account] = int(used)
    return found
