"""Reads of the pool: expertise in words, ties from one person's side, and what changed when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.reviews.models import Person, Reviewer, Tie
from regions.models import Industry

MOST_TIES = 200


@dataclass(frozen=True)
class Seen:
    """A tie as it looks from one person."""

    kind: str
    whom: str
    unit: str
    starts_on: date | None
    ends_on: date | None
    source: str
    as_of: date


@dataclass(frozen=True)
class Change:
    """One version of an entry: who changed which fields."""

    at: datetime
    who: str
    fields: tuple[str, ...]


def expertise_of(reviewers: Iterable[Reviewer]) -> dict[int, list[str]]:
    """Industries by name, then keywords: one query for any number."""
    rows = list(reviewers)
    codes = {code for reviewer in rows for code in reviewer.industry_codes}
    names = {industry.code: industry.name for industry in Industry.objects.filter(code__in=codes)}
    return {
        reviewer.pk: [*(names.get(code, code) for code in reviewer.industry_codes), *reviewer.keywords]
        for reviewer in rows
    }


def ties_of(person: Person) -> list[Seen]:
    """The person's ties, the newest first, whichever side they were written from."""
    rows = Tie.objects.filter(Q(person=person) | Q(other=person), withdrawn_at=None)
    found = rows.select_related("person", "other", "organisation").order_by("-as_of", "-id")[:MOST_TIES]
    return [_seen(tie, person) for tie in found]


def _seen(tie: Tie, person: Person) -> Seen:
    other = tie.person if tie.other_id == person.pk else tie.other
    whom = other.name if other is not None else tie.organisation.name if tie.organisation is not None else ""
    return Seen(tie.get_kind_display(), whom, tie.unit_name, tie.starts_on, tie.ends_on, tie.source, tie.as_of)


def history_of(reviewer: Reviewer) -> list[Change]:
    """The versions of the entry and of its person, the newest first."""
    events = [*_events(reviewer), *_events(reviewer.person)]
    keys = {str(event["actor"]) for event in events if event["actor"]}
    names = {str(uuid): name for uuid, name in User.objects.filter(uuid__in=keys).values_list("uuid", "name")}
    events.sort(key=lambda event: event["at"], reverse=True)
    return [Change(event["at"], names.get(str(event["actor"]), "") or _("자동"), event["fields"]) for event in events]


def _events(record: Any) -> list[dict[str, Any]]:
    model = type(record)
    names = [field for field in model._meta.concrete_fields if field.name not in _HIDDEN]
    found, before = [], None
    for event in (
        model.pgh_event_model.objects.filter(pgh_obj_id=record.pk).select_related("pgh_context").order_by("version")
    ):
        changed = [
            str(field.verbose_name)
            for field in names
            if before is not None and getattr(before, field.attname) != getattr(event, field.attname)
        ]
        actor = event.pgh_context.metadata.get("actor") if event.pgh_context else None
        if before is None or changed:
            found.append({"at": event.pgh_created_at, "actor": actor, "fields": tuple(changed)})
        before = event
    return found


_HIDDEN = {"id", "uuid", "version", "created_at", "updated_at"}
