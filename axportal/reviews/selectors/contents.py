"""What a reviewer reads of a proposal: in rounds that hide names, without any organisation or person."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.models import Application, Submission
from axportal.calls.rules.selection import ReviewRound
from axportal.calls.selectors.contents import Section, content_of
from regions.models import Organisation

#: Never shown to reviewers: whom to call, and what was pledged.
HIDDEN_STEPS = ("call", "files")
#: Fields that hold a person, not shown where names are hidden.
PERSONS = ("pi_name", "pi_researcher_no", "lead_person")
CONTACTS = ("contact_name", "contact_email", "contact_phone")
MASK = "○○○"
_SHORTEST = 2


@dataclass(frozen=True)
class Proposal:
    """A proposal as one reviewer may read it, but for its files."""

    title: str
    sections: list[Section]
    members: list[dict[str, Any]] = field(default_factory=list)
    is_anonymous: bool = False


def proposal_of(application: Application, review_round: ReviewRound) -> Proposal:
    """The newest submission, as far as the round shows it. Raises `Submission.DoesNotExist` before one is there."""
    submission = application.submissions.select_related("rules").latest("number")
    shown = copy.copy(submission)
    shown.snapshot = masked_snapshot(submission) if review_round.anonymous else _without_hidden(submission.snapshot)
    content = content_of(shown, application.call)
    title = str(_project(shown.snapshot).get("title_ko", ""))
    if review_round.anonymous:
        return Proposal(title, content.sections, is_anonymous=True)
    return Proposal(title, content.sections, content.members)


def titles_of(applications: Iterable[Application], *, anonymous: bool) -> dict[int, str]:
    """The titles alone, for lists: two queries, or three where names are masked."""
    found = Submission.objects.filter(application__in=applications).order_by("application", "number")
    newest = {submission.application_id: submission for submission in found}
    if not anonymous:
        return {pk: str(_project(one.snapshot).get("title_ko", "")) for pk, one in newest.items()}
    known = _organisation_names(one.snapshot for one in newest.values())
    return {
        pk: _mask(str(_project(one.snapshot).get("title_ko", "")), _names(one.snapshot, known))
        for pk, one in newest.items()
    }


def _project(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next((part["fields"] for part in snapshot["parts"] if part["step"] == "project"), {})
    return found


def _without_hidden(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    return {**snapshot, "parts": [part for part in snapshot["parts"] if part["step"] not in HIDDEN_STEPS]}


def masked_snapshot(submission: Submission) -> dict[str, Any]:
    """The snapshot with organisations as numbers, no persons, and every name in its texts masked."""
    snapshot = _without_hidden(submission.snapshot)
    names = list(_names(submission.snapshot, _organisation_names([submission.snapshot])))
    members = [
        {**row, "name_ko": _("기관 %(n)s") % {"n": number}, "name_en": ""}
        for number, row in enumerate(snapshot["members"], start=1)
    ]
    parts = [{**part, "fields": _masked_fields(part["fields"], names)} for part in snapshot["parts"]]
    return {**snapshot, "members": members, "parts": parts}


def _masked_fields(fields: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {
        key: _mask(value, names) if isinstance(value, str) else value
        for key, value in fields.items()
        if key not in PERSONS
    }


def _organisation_names(snapshots: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """All that each organisation is called, by its public id."""
    uuids = {row["organisation"] for snapshot in snapshots for row in snapshot["members"]}
    columns = ("name_ko", "name_en", "short_ko", "short_en", "representative", "website", "biz_reg_no")
    rows = Organisation.objects.filter(uuid__in=uuids).values_list("uuid", *columns)
    return {str(uuid): called for uuid, *called in rows}


def _names(snapshot: Mapping[str, Any], known: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Every name by which the applicant could be told: of organisations, however short, and of people."""
    for row in snapshot["members"]:
        yield from (row["name_ko"], row["name_en"], *known.get(row["organisation"], ()))
    for part in snapshot["parts"]:
        for name in (*PERSONS, *CONTACTS):
            yield str(part["fields"].get(name, ""))


def _mask(text: str, names: Iterable[str]) -> str:
    """The longest names first, in whatever case they stand."""
    wanted = sorted({name for name in names if len(name) >= _SHORTEST}, key=len, reverse=True)
    if not wanted:
        return text
    return re.sub("|".join(map(re.escape, wanted)), MASK, text, flags=re.IGNORECASE)
