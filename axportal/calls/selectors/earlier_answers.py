"""What an organisation has answered before: its profile, and its own earlier applications."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from axportal.calls.models import Application, ApplicationPart
from axportal.calls.rules.steps import Step
from axportal.calls.rules.values import BadValue, read_value
from regions.models import CompanyProfile, Organisation

#: Fields of the profile by step; they have the names of the fields they fill.
_OF_PROFILE = {
    "call": ("contact_name", "contact_email", "contact_phone"),
    "partners": ("lead_person", "researchers"),
}
#: How many of its newest parts are looked through.
_LOOKED_AT = 40


@dataclass(frozen=True)
class Answer:
    """A value with where it was given: "profile", or "earlier" with the number of that call."""

    value: Any
    source: str
    call: str = ""


def answers_of(
    organisation: Organisation, steps: Iterable[Step], *, besides: Application
) -> dict[tuple[str, str], Answer]:
    """By step and field: the profile's first, then the newest earlier answer. Two queries.

    Only what the organisation wrote in applications of its own counts: what it wrote as a partner was for that
    consortium, and what others wrote for it is not its answer.
    """
    listed = list(steps)
    found: dict[tuple[str, str], Answer] = {}
    for step, key, answer in (*_from_profile(organisation), *_from_parts(organisation, listed, besides)):
        found.setdefault((step, key), answer)
    return {place: answer for place, answer in found.items() if _may_stand(listed, place, answer.value)}


def _from_profile(organisation: Organisation) -> Iterator[tuple[str, str, Answer]]:
    profile = CompanyProfile.objects.filter(organisation=organisation).first()
    if profile is None:
        return
    for step, keys in _OF_PROFILE.items():
        for key in keys:
            value = getattr(profile, key)
            if value not in ("", None):
                yield step, key, Answer(value, "profile")


def _from_parts(
    organisation: Organisation, steps: list[Step], besides: Application
) -> Iterator[tuple[str, str, Answer]]:
    every = {step.key: {field.key for field in step.fields if field.reused} for step in steps}
    reused = {step: keys for step, keys in every.items() if keys}
    own = ApplicationPart.objects.filter(
        application__organisation=organisation,
        organisation=organisation,
        step__in=list(reused),
    ).exclude(application=besides)
    for part in own.select_related("application__call").order_by("-updated_at", "-id")[:_LOOKED_AT]:
        for key in reused[part.step] & part.fields.keys():
            if part.fields[key] != "":
                yield part.step, key, Answer(part.fields[key], "earlier", part.application.call.number)


def _may_stand(steps: list[Step], place: tuple[str, str], value: Any) -> bool:
    """Whether the step still has the field and takes the value."""
    step = next((one for one in steps if one.key == place[0]), None)
    declared = step.field(place[1]) if step is not None else None
    if declared is None:
        return False
    try:
        return read_value(declared, value) == value
    except BadValue:
        return False
