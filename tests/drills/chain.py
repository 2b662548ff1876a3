"""`make drill-chain`: what a superuser can do to the log of acts, done to copies of it; each must be found."""

import subprocess
from contextlib import closing

import psycopg2

from axportal.core.embedded import binaries, paths
from tests.drills.installation import Installation
from tests.drills.run import Run

GOALS = {"R9": "acts edited, deleted, inserted, reordered, cut off or chained anew are found, the first bad seq named"}
COPY = "drill_chain"
#: Each tampers at {at}; {last} is the last sealed act. Triggers are off, as a superuser may do.
TAMPERING = {
    "edited": "UPDATE audit_act SET detail = '{{}}' , action = 'calls.nothing.happened' WHERE seq = {at}",
    "deleted": "DELETE FROM audit_act WHERE seq = {at}",
    "deleted and closed up": "DELETE FROM audit_act WHERE seq = {at};"
    " UPDATE audit_act SET seq = -seq WHERE seq > {at}; UPDATE audit_act SET seq = -seq - 1 WHERE seq < 0",
    "inserted": "UPDATE audit_act SET seq = -seq WHERE seq >= {at}; UPDATE audit_act SET seq = 1 - seq WHERE seq < 0;"
    " INSERT INTO audit_act (uuid, at, recorded_at, action, target_model, detail, seq, prev_hash, hash)"
    " SELECT gen_random_uuid(), at, recorded_at, 'calls.made.up', '', '{{}}', {at}, prev_hash, hash FROM audit_act"
    " WHERE seq = {at} + 1",
    "reordered": "UPDATE audit_act SET seq = -seq WHERE seq IN ({at}, {at} + 1);"
    " UPDATE audit_act SET seq = CASE -seq WHEN {at} THEN {at} + 1 ELSE {at} END WHERE seq < 0",
    "cut off": "DELETE FROM audit_act WHERE seq >= {at}",
}
CHAIN_ANEW = """
import sys, django
django.setup()
from django.db import connection
from axportal.audit.models import Act
from axportal.audit.rules import chain_hash
acts = list(Act.objects.filter(seq__gte=int(sys.argv[1])).order_by("seq"))
acts[0].detail, previous = {"changed": True}, acts[0].prev_hash
for act in acts:
    act.prev_hash, act.hash = previous, chain_hash(previous, act)
    previous = act.hash
with connection.cursor() as cursor:
    cursor.execute("SET session_replication_role = replica")
Act.objects.bulk_update(acts, ["detail", "prev_hash", "hash"])
"""


def drill(run: Run) -> None:
    """Copy the database, tamper, verify; the portal itself is not touched."""
    with run.portal() as portal:
        anchored = newest_anchor(portal)
        untouched = copy(portal)
        whole = verify(portal, untouched)
        run.expect("R9", whole.returncode == 0, f"an untouched copy: {said(whole)}")
        ways = [*TAMPERING, "chained anew"]
        for number, how in enumerate(run.rng.sample(ways, 3) if run.quick else ways):
            at = run.rng.randint(2, anchored - 1)
            name = clone(portal, f"{COPY}_{number}")
            tamper(portal, name, how, at)
            run.injected(f"acts {how} at {at} of {anchored}, on a copy")
            found = verify(portal, name)
            run.expect("R9", found.returncode == 1 and names(found, how, at, anchored), f"{how}: {said(found)}")
            as_superuser(portal, "postgres", f"DROP DATABASE {name}")
        as_superuser(portal, "postgres", f"DROP DATABASE {COPY}")


def newest_anchor(portal: Installation) -> int:
    """The last act that is held from outside; an anchor is set each hour, here by hand."""
    program = (
        "import django; django.setup()\n"
        "from axportal.audit import services\nfrom axportal.core import clock\nfrom datetime import timedelta\n"
        "services.anchor_head(at=clock.now() + timedelta(hours=2))\n"
        "from axportal.audit import selectors; print(selectors.newest_anchor().seq)"
    )
    return int(portal.python(program))


def names(found: subprocess.CompletedProcess[str], how: str, at: int, anchored: int) -> bool:
    """Whether the first bad place is told. Who chains anew leaves no other trace than the anchor it misses."""
    return any(f"seq {place}:" in found.stderr for place in ([*range(at, anchored + 1)] if "anew" in how else [at]))


def tamper(portal: Installation, name: str, how: str, at: int) -> None:
    """As a superuser without triggers."""
    if how in TAMPERING:
        as_superuser(portal, name, "SET session_replication_role = replica;" + TAMPERING[how].format(at=at))
    else:
        portal.python(CHAIN_ANEW, str(at), DATABASE_URL=portal.database_url(paths.SUPERUSER, name))


def copy(portal: Installation) -> str:
    """The database as it is now, beside itself."""
    clone(portal, COPY, template="template0")
    tools, source = binaries.postgres_bin(), portal.database_url(paths.SUPERUSER)
    target = portal.database_url(paths.SUPERUSER, COPY)
    dump = subprocess.Popen([tools / "pg_dump", "-Fc", "--dbname", source], stdout=subprocess.PIPE)
    subprocess.run([tools / "pg_restore", "--dbname", target], stdin=dump.stdout, check=True)
    assert dump.wait() == 0
    return COPY


def clone(portal: Installation, name: str, *, template: str = COPY) -> str:
    """One more copy."""
    as_superuser(portal, "postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


def as_superuser(portal: Installation, database: str, statements: str) -> None:
    """Run these."""
    with closing(psycopg2.connect(portal.database_url(paths.SUPERUSER, database))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statements)


def verify(portal: Installation, name: str) -> subprocess.CompletedProcess[str]:
    """What an auditor runs."""
    return portal.manage("audit_verify", "--anchors", DATABASE_URL=portal.database_url(paths.APP_ROLE, name))


def said(found: subprocess.CompletedProcess[str]) -> str:
    """Its last line."""
    return (found.stdout + found.stderr).strip().splitlines()[-1]
