"""`make drill-crash`: processes end at the very points where work could be lost or done twice (reliability goal R6).

The processes of a portal of its own load `crashing/sitecustomize.py`, which ends one of them at a point that is armed.
"""

import http.client
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.drills import check, faults
from tests.drills.clients import Applicant, Clients
from tests.drills.installation import Installation
from tests.drills.run import Run

GOALS = {"R6": "a repeat with the same key, also after a crash in between: one effect, the same answer, one mail"}
CRASHING = Path(__file__).with_name("crashing")
#: Point → whether a mail may have left twice, with one Message-ID.
POINTS = {
    "before-commit": False,
    "after-commit": False,
    "after-publish": False,
    "before-done": False,
    "during-smtp": True,
    "after-done": False,
    "after-sent": False,
}
LONGEST = 90.0
SAME = "a repeat is answered alike"


def drill(run: Run) -> None:
    """At each point one submission, sent again as long as nobody answers, and then once more."""
    armed = run.folder / "armed"
    armed.mkdir(mode=0o777)
    armed.chmod(0o777)  # the processes may run under another account
    with run.portal(PYTHONPATH=str(CRASHING), DRILL_ARMED=str(armed)) as portal:
        people = run.applicants(portal, count=len(POINTS))
        points = list(POINTS)
        run.rng.shuffle(points)
        for point, person in zip(points, people, strict=True):
            crash_at(run, portal, armed / point, person)
        watched = Clients(run.folder / "nobody", portal.address, people, seed=0, plan={})
        repeats = sum(POINTS.values())
        holds = check.drain(run, portal) and check.verified(run, portal)
        holds &= check.mailed(run, portal, watched, repeats)
        run.expect("R6", holds and not run.tally.lost and not run.tally.doubled, "V1–V13 hold, every receipt left")


def crash_at(run: Run, portal: Installation, point: Path, person: Applicant) -> None:
    """Hand in with one key until there is an answer, then again; one submission, and the work gets done."""
    key = str(uuid.UUID(int=run.rng.getrandbits(128), version=4))
    point.touch(mode=0o666)
    run.injected(f"crash {point.name} armed")
    began, tries = time.monotonic(), 0
    first: tuple[int, dict] = (0, {})
    while first[0] != http.client.OK and time.monotonic() - began < LONGEST:
        tries += 1
        first = hand_in(portal, person, key)
        time.sleep(0 if first[0] == http.client.OK else 0.2)
    crashed = faults.seconds_until(lambda: not point.exists(), within=LONGEST)
    done = faults.seconds_until(lambda: is_mailed(portal, person), within=LONGEST)
    run.recovered(f"crash {point.name}: the mail had left", done)
    again = hand_in(portal, person, key)
    rows = portal.query(
        "SELECT count(*) FROM calls_submission s JOIN calls_application a ON a.id = s.application_id WHERE a.uuid = %s",
        person.application,
    )[0][0]
    run.tally.yes += first[0] == again[0] == http.client.OK
    holds = crashed < LONGEST and done < LONGEST and rows == 1 and first == again
    told = f"{point.name}: crashed after {crashed:.1f} s, {tries} tries, {rows} submission, {SAME}: {first == again}"
    run.expect("R6", holds, told)


def hand_in(portal: Installation, person: Applicant, key: str) -> tuple[int, dict]:
    """One try; status 0 without an answer."""
    headers = {"Authorization": f"Bearer {person.token}", "Content-Type": "application/json", "Idempotency-Key": key}
    with connected(portal) as connection:
        try:
            connection.request("POST", f"/api/v1/applications/{person.application}/submit/", "{}", headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}


@contextmanager
def connected(portal: Installation) -> Iterator[http.client.HTTPConnection]:
    """A connection to the web server."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)
    try:
        yield connection
    finally:
        connection.close()


def is_mailed(portal: Installation, person: Applicant) -> bool:
    """Whether the receipt is sent and no work about it is owed."""
    try:
        return bool(
            portal.query(
                "SELECT 1 FROM core_maildelivery d JOIN calls_application a ON a.uuid = %s"
                " JOIN calls_submission s ON s.application_id = a.id"
                " WHERE d.state = 'sent' AND d.dedup_key LIKE 'calls.submitted:' || s.uuid || ':%%'",
                person.application,
            )
        )
    except OSError:
        return False
