"""After the faults: the work owed gets done, what must always be true is true, and what clients were told is so."""

import email
import email.policy
import json
import time
import uuid
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tests.drills.clients import Clients, Intention
from tests.drills.installation import Installation

if TYPE_CHECKING:
    from tests.drills.run import Run

LONGEST_DRAIN = 120.0  # seconds
OPEN = "SELECT count(*) FROM core_outbox WHERE done_at IS NULL AND dead_at IS NULL"
UNSENT = "SELECT count(*) FROM core_maildelivery WHERE state NOT IN ('sent', 'failed')"
#: V1–V4, V8–V10, V13 and the chain, by the commands that the person on duty has.
VERIFY = """
import io, json, django
from contextlib import redirect_stderr, redirect_stdout
django.setup()
from django.core.management import call_command
said = {}
for words in (["invariants"], ["audit_verify", "--anchors"], ["files_verify"]):
    output = io.StringIO()
    try:
        with redirect_stdout(output), redirect_stderr(output):
            call_command(*words, stdout=output, stderr=output)
    except (SystemExit, Exception) as error:
        if not (isinstance(error, SystemExit) and not error.code):
            said[words[0]] = output.getvalue() + repr(error)
print(json.dumps(said))
"""


def settle(run: "Run", portal: Installation, clients: Clients, *, senders_killed: int = 0) -> bool:
    """Wait for the work owed, verify, compare; fills the tally and says whether all of it holds.

    `senders_killed` is how many processes were killed that may have been sending a mail: each may repeat one.
    """
    holds = drain(run, portal)
    holds &= verified(run, portal)
    compare(run, portal, clients)
    holds &= mailed(run, portal, clients, senders_killed)
    tally = run.tally
    run.say(f"answered {tally.yes} yes, {tally.no} no, {tally.unknown} unknown")
    return holds and not tally.lost and not tally.doubled


def drain(run: "Run", portal: Installation, within: float = LONGEST_DRAIN) -> bool:
    """Until nothing is owed and no mail waits; scheduled work comes in between and goes again."""
    began = time.monotonic()
    while time.monotonic() - began < within:
        if portal.query(f"{OPEN} UNION ALL {UNSENT}") == [(0,), (0,)]:
            run.recovered("outbox empty", time.monotonic() - began)
            return not _dead(run, portal)
        time.sleep(0.25)
    late = portal.query("SELECT task, attempts, last_error FROM core_outbox WHERE done_at IS NULL AND dead_at IS NULL")
    run.tally.lost.append(f"still owed after {within:.0f} s: {late[:5]}")
    return False


def caught_up(run: "Run", portal: Installation, within: float = LONGEST_DRAIN) -> bool:
    """Until all is done that is owed now, while clients go on owing more."""
    newest = portal.query("SELECT coalesce(max(id), 0) FROM core_outbox")[0][0]
    owed = portal.query(f"{OPEN} AND id <= %s", newest)[0][0]
    began = time.monotonic()
    while time.monotonic() - began < within:
        if portal.query(f"{OPEN} AND id <= %s", newest) == [(0,)]:
            run.recovered(f"{owed} pieces of work caught up", time.monotonic() - began)
            return True
        time.sleep(0.25)
    run.say(f"of {owed} pieces of work {portal.query(f'{OPEN} AND id <= %s', newest)[0][0]} are still owed")
    return False


def _dead(run: "Run", portal: Installation) -> bool:
    dead = portal.query("SELECT task, last_error FROM core_outbox WHERE dead_at IS NOT NULL")
    run.tally.lost += [f"given up: {row}" for row in dead]
    return bool(dead)


def verified(run: "Run", portal: Installation) -> bool:
    """Invariants, audit chain and stored files."""
    said = json.loads(portal.python(VERIFY).splitlines()[-1])
    for command, output in said.items():
        run.say(f"manage.py {command}: {output.strip()}")
    return not said


def compare(run: "Run", portal: Installation, clients: Clients) -> None:
    """What clients were told, beside what is there."""
    intentions = clients.intentions()
    for intention in intentions:
        if intention.what != "look":
            setattr(run.tally, intention.answer, getattr(run.tally, intention.answer) + 1)
    for person in clients.people:
        own = [intention for intention in intentions if intention.application == person.application]
        _compare_submissions(run, portal, own, person.application, person.person, since=clients.began)
        _compare_withdrawals(run, portal, own, person.application, since=clients.began)
        _compare_edits(run, portal, own, person.application)


def _of(intentions: Iterable[Intention], what: str) -> list[Intention]:
    return [intention for intention in intentions if intention.what == what]


def _compare_submissions(
    run: "Run", portal: Installation, own: list[Intention], application: str, person: int, *, since: float
) -> None:
    there = Counter(_submissions(portal, application, since))
    for intention in _of(own, "submit"):
        key = _request_key(intention, application, person)
        rows = [(number, sha) for request_key, number, sha in there.elements() if request_key == key]
        there = Counter({row: count for row, count in there.items() if row[0] != key})
        if len(rows) > 1:
            run.tally.doubled.append(f"{intention.name} {key}: {len(rows)} submissions")
        if intention.answer == "no" and rows:
            run.tally.doubled.append(f"{intention.name} was refused and is there")
        for answer, body in zip(intention.answers, intention.bodies, strict=True):
            if answer == "yes" and not any(_is_receipt(body, row) for row in rows):
                run.tally.lost.append(f"{intention.name} was told {body}, there is {rows}")
    run.tally.doubled += [f"{application}: submission {row[:2]} that nobody asked for" for row in there.elements()]


def _submissions(portal: Installation, application: str, since: float) -> list[tuple]:
    """Key, number and fingerprint of what was handed in since then."""
    return portal.query(
        "SELECT s.request_key::text, s.number, s.sha256 FROM calls_submission s"
        " JOIN calls_application a ON a.id = s.application_id"
        " WHERE a.uuid = %s AND s.created_at >= to_timestamp(%s)",
        application,
        since,
    )


def _request_key(intention: Intention, application: str, person: int) -> str:
    """What the row of this intention carries: a form's own key, or what the API makes of the caller's."""
    if intention.detail["by"] == "browser":
        return intention.detail["key"]
    return str(uuid.uuid5(uuid.UUID(application), f"{person}:{intention.detail['key']}"))


def _is_receipt(told: dict, row: tuple[int, str]) -> bool:
    return told["number"] == row[0] and told.get("sha256", row[1]) == row[1]


def _compare_withdrawals(
    run: "Run", portal: Installation, own: list[Intention], application: str, *, since: float
) -> None:
    """A step into "withdrawn" for each "yes", unless it was withdrawn already; none that nobody asked for."""
    wanted = _of(own, "withdraw")
    steps = portal.query(
        "SELECT count(*) FILTER (WHERE t.at >= to_timestamp(%s)), count(*) FROM core_transition t"
        " JOIN calls_application a ON a.id = t.object_id"
        " WHERE t.model = 'calls.application' AND t.target = 'withdrawn' AND a.uuid = %s",
        since,
        application,
    )
    found, ever = steps[0]
    most = sum(intention.answer != "no" for intention in wanted)
    if found > most:
        run.tally.doubled.append(f"{application}: withdrawn {found} times, asked for {most} times")
    if any(intention.answer == "yes" for intention in wanted) and not ever:
        run.tally.lost.append(f"{application}: withdrawn by answer, not by history")


def _compare_edits(run: "Run", portal: Installation, own: list[Intention], application: str) -> None:
    """The field holds the last value that was answered "yes", or one sent after it whose answer is not known."""
    edits = [edit for edit in _of(own, "edit") if edit.answer != "no"]
    if not any(edit.answer == "yes" for edit in edits):
        return
    last = max(place for place, edit in enumerate(edits) if edit.answer == "yes")
    possible = {edit.detail["value"] for edit in edits[last:]}
    value = portal.query(
        "SELECT p.fields ->> 'contact_name' FROM calls_applicationpart p"
        " JOIN calls_application a ON a.id = p.application_id"
        " WHERE a.uuid = %s AND p.step = 'call' AND p.organisation_id = a.organisation_id",
        application,
    )[0][0]
    if value not in possible:
        run.tally.lost.append(f"{edits[last].name} was saved by answer; the field holds {value}")


def mailed(run: "Run", portal: Installation, clients: Clients, senders_killed: int) -> bool:
    """V4: each submission's receipt left, and a mail is repeated at most once for each killed sender."""
    left = _message_ids(portal)
    owed = {row[0] for row in portal.query("SELECT message_id FROM core_maildelivery WHERE state = 'sent'")}
    run.tally.lost += [f"mail {message_id} is sent by its row, and never left" for message_id in owed - set(left)]
    counts = Counter(_message_ids(portal, since=run.began))
    repeats = sum(count - 1 for count in counts.values())
    if repeats > senders_killed:
        run.tally.doubled.append(f"{repeats} mails repeated, {senders_killed} senders were killed")
    silent = portal.query(
        "SELECT s.uuid FROM calls_submission s JOIN calls_application a ON a.id = s.application_id"
        " WHERE a.uuid::text = ANY(%s) AND NOT EXISTS (SELECT 1 FROM core_maildelivery d"
        " WHERE d.state = 'sent' AND d.dedup_key LIKE 'calls.submitted:' || s.uuid || ':%%')",
        [person.application for person in clients.people],
    )
    run.tally.lost += [f"no receipt by mail for submission {row[0]}" for row in silent]
    return not silent and repeats <= senders_killed


def _message_ids(portal: Installation, *, since: float = 0.0) -> list[str]:
    """Of the mails that have left since then."""
    files = [file for file in (portal.folder / "mail").glob("*.eml") if file.stat().st_mtime >= since]
    mails = (email.message_from_bytes(file.read_bytes(), policy=email.policy.compat32) for file in files)
    return [str(mail["Message-ID"]).strip() for mail in mails]
