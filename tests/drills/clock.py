"""`make drill-clock`: a web server whose clock is off by two hours decides nothing; the deadline falls to the second.

Beside the portal run two web servers under libfaketime, one ahead and one behind. While a call closes, clients hand in
at the portal, and others at the two: nothing of theirs may be taken, before the deadline or after it.
"""

import json
import threading
import time
import urllib.error
import urllib.request
from datetime import datetime
from typing import Any

from tests.drills import check
from tests.drills.clients import Applicant
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.drills.webs import Web, faked, web

GOALS = {"R5": "a deadline is decided once, by a clock that agrees with the database's within 2 s, else by nobody"}
OFFSETS = {"+2h": 7200.0, "-2h": -7200.0}
CLOSES_IN, CLOSES_IN_QUICK = 30.0, 15.0
AFTER = 6.0
Told = tuple[int, dict[str, Any]]
EVERY = 0.15  # seconds between two tries around the deadline


def drill(run: Run) -> None:
    """Two clocks that are off, then a deadline that passes."""
    with run.portal() as portal:
        for offset in OFFSETS:
            run.injected(f"a web server with its clock off by {offset}")
        with (
            web(portal, run.folder / "ahead.log", **faked("+2h")) as ahead,
            web(portal, run.folder / "behind.log", **faked("-2h")) as behind,
        ):
            for (offset, seconds), wrong in zip(OFFSETS.items(), (ahead, behind), strict=True):
                off(run, portal, wrong, offset, seconds)
            deadline(run, portal, [ahead, behind])


def off(run: Run, portal: Installation, wrong: Web, offset: str, seconds: float) -> None:
    """Alarm, and reading with a token as ever."""
    _status, ready = ask(wrong.address, "/readyz")
    run.expect(
        "R5", abs(ready["clock_ahead_seconds"] - seconds) < 5, f"{offset}: /readyz says {ready['clock_ahead_seconds']}"
    )
    person = run.applicants(portal)[0]
    status, _body = ask(wrong.address, f"/api/v1/applications/{person.application}/", person.token)
    run.expect("R5", status == 200, f"{offset}: reading with a token: {status}")
    status, body = hand_in(wrong.address, person)
    run.expect(
        "R5",
        (status, body.get("code")) == (503, "clocks_disagree"),
        f"{offset}: handing in: {status} {body.get('code')}",
    )
    run.expect("R5", "clocks_disagree" in wrong.log.read_text(), f"{offset}: the log sounds the alarm")


def deadline(run: Run, portal: Installation, wrong: list[Web]) -> None:
    """Hand in everywhere around the closing second; what was taken is what arrived before it."""
    closes_in = CLOSES_IN_QUICK if run.quick else CLOSES_IN
    people = run.applicants(portal, count=6, closes_in=closes_in)
    closes_at = portal.query(
        "SELECT d.closes_at FROM calls_calldeadline d JOIN calls_application a ON a.call_id = d.call_id"
        " WHERE a.uuid = %s ORDER BY d.id DESC LIMIT 1", people[0].application
    )[0][0]  # fmt: skip
    taken: list[Told] = []
    refused: list[Told] = []
    beside = threading.Thread(target=around, args=([one.address for one in wrong], people[4:], closes_at, refused))
    with run.clients(portal, people[:2], acts={"submit": 8, "withdraw": 0}) as clients:
        beside.start()
        around([portal.address], people[2:4], closes_at, taken)
        beside.join()
    judge(run, portal, closes_at, people, taken, refused)
    run.expect("R5", check.settle(run, portal, clients), "every answer is so, V1–V13 hold")


def around(addresses: list[str], people: list[Applicant], closes_at: datetime, told: list[Told]) -> None:
    """Hand in again and again until some seconds after the deadline."""
    number = 0
    while time.time() < closes_at.timestamp() + AFTER:
        number += 1
        told.append(hand_in(addresses[number % len(addresses)], people[number % len(people)]))
        time.sleep(EVERY)


def judge(
    run: Run, portal: Installation, closes_at: datetime, people: list[Applicant],
    taken: list[Told], refused: list[Told],
) -> None:  # fmt: skip
    """The boundary: each receipt is of before the deadline, each refusal of after it, the wrong clocks took nothing."""
    receipts = [datetime.fromisoformat(body["submitted_at"]) for status, body in taken if status == 200]
    late = [at for at in receipts if at >= closes_at]
    last = max(receipts, default=closes_at)
    run.expect(
        "R5",
        bool(receipts) and not late,
        f"{len(receipts)} receipts, the last {(closes_at - last).total_seconds():.2f} s before the deadline",
    )
    codes = {(status, body.get("code")) for status, body in taken if status != 200}
    run.expect("R5", codes == {(409, "call_closed")}, f"refused after it: {codes or 'nobody'}")
    order = [status for status, _body in taken]
    run.expect("R5", order == sorted(order), "all that was taken came before all that was refused")
    codes = {(status, body.get("code")) for status, body in refused}
    run.expect("R5", codes == {(503, "clocks_disagree")}, f"{len(refused)} tries at the wrong clocks: {codes}")
    rows = portal.query(
        "SELECT count(*) FILTER (WHERE s.submitted_at >= %s), count(*) FILTER (WHERE a.uuid::text = ANY(%s))"
        " FROM calls_submission s JOIN calls_application a ON a.id = s.application_id WHERE a.uuid::text = ANY(%s)",
        closes_at, [one.application for one in people[4:]], [one.application for one in people],
    )  # fmt: skip
    run.expect("R5", rows == [(0, 0)], f"rows after the deadline, rows by wrong clocks: {rows[0]}")


def hand_in(address: str, person: Applicant) -> tuple[int, dict[str, Any]]:
    """Hand in as a script does."""
    return ask(address, f"/api/v1/applications/{person.application}/submit/", person.token, b"{}")


def ask(address: str, path: str, token: str = "", body: bytes | None = None) -> tuple[int, dict[str, Any]]:
    """The status and the JSON of an answer."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(urllib.request.Request(address + path, body, headers), timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)
