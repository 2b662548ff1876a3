"""Counting months, and taking people out of what was written."""

import calendar
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from axportal.core import clock

#: What stands where something was erased and the table wants a word.
ERASED = "—"
#: No mail can ever go to an address below it (RFC 2606).
DOMAIN = "removed.invalid"
#: Fields of an application that tell of people, by step. What is written about the project stays.
PERSONAL = {
    "call": ("contact_name", "contact_email", "contact_phone"),
    "project": ("pi_name", "pi_researcher_no"),
    "partners": ("lead_person",),
}


def months_before(at: datetime, months: int) -> datetime:
    """The same time of day in Korea so many calendar months earlier; the last day of a shorter month."""
    local = at.astimezone(clock.SEOUL)
    years, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, calendar.monthrange(years, month + 1)[1])
    return local.replace(year=years, month=month + 1, day=day)


def months_after(begun: datetime, months: int) -> datetime:
    """The moment at which data that began then is due."""
    return months_before(begun, -months)


def without_people(step: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of one part with those of people emptied."""
    hidden = PERSONAL.get(step, ())
    return {key: "" if key in hidden and value else value for key, value in fields.items()}


def snapshot_without_people(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """A submission's content without people and files; of files their hashes stay as the proof of what they were."""
    parts = [{**part, "fields": without_people(part["step"], part["fields"])} for part in snapshot["parts"]]
    gone = [{name: file[name] for name in ("document", "size", "sha256")} for file in snapshot["files"]]
    return {**snapshot, "parts": parts, "files": [], "erased_files": [*snapshot.get("erased_files", ()), *gone]}


def consent_without_people(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a partner consented to, without people; of a withdrawal there is nothing."""
    if "parts" not in content:
        return dict(content)
    parts = [{**part, "fields": without_people(part["step"], part["fields"])} for part in content["parts"]]
    return {**content, "parts": parts}
