"""Who takes part in the applications of a call, taken from what was handed in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from axportal.calls.models import Application, Submission
from axportal.reviews.models import Participant
from axportal.reviews.models.people import RESEARCHER_NUMBER
from axportal.reviews.services.people import Named, resolve_people
from regions.models import Organisation

_NUMBER = re.compile(RESEARCHER_NUMBER)


def gather_participants(applications: list[Application]) -> None:
    """Note the people and organisations of each application's newest submission; what was noted before stays."""
    newest: dict[int, Submission] = {}
    for submission in Submission.objects.filter(application__in=applications).order_by("application", "number"):
        newest[submission.application_id] = submission
    organisations = _organisations(newest.values())
    named = {pk: list(_people(one.snapshot, organisations)) for pk, one in newest.items()}
    people = resolve_people(who for rows in named.values() for _role, who in rows)
    rows = [
        Participant(application_id=pk, role=role, person_id=people[who], organisation_id=cast(int, who.organisation_id))
        for pk, found in named.items()
        for role, who in found
    ]
    rows += [
        Participant(
            application_id=pk, role=Participant.Role.MEMBER, organisation_id=organisations[member["organisation"]]
        )
        for pk, one in newest.items()
        for member in one.snapshot["members"]
    ]
    Participant.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def _organisations(submissions: Any) -> dict[str, int]:
    uuids = {member["organisation"] for one in submissions for member in one.snapshot["members"]}
    return {str(uuid): pk for uuid, pk in Organisation.objects.filter(uuid__in=uuids).values_list("uuid", "pk")}


def _people(snapshot: Mapping[str, Any], organisations: Mapping[str, int]) -> Iterator[tuple[str, Named]]:
    """The principal investigator, of the lead organisation unless a number says who it is; each partner's lead."""
    lead = next((row["organisation"] for row in snapshot["members"] if row["role"] == "lead"), snapshot["applicant"])
    for part in snapshot["parts"]:
        fields = part["fields"]
        if part["step"] == "project" and fields.get("pi_name"):
            number = str(fields.get("pi_researcher_no", "")).replace("-", "").strip()
            number = number if _NUMBER.match(number) else ""
            yield Participant.Role.PI, Named(str(fields["pi_name"])[:100], number, organisations[lead])
            if not number and len(snapshot["members"]) > 1:
                yield from _elsewhere(str(fields["pi_name"])[:100], snapshot, organisations, lead)
        if part["step"] == "partners" and fields.get("lead_person"):
            yield (
                Participant.Role.LEAD,
                Named(str(fields["lead_person"])[:100], "", organisations[part["organisation"]]),
            )


def _elsewhere(
    name: str, snapshot: Mapping[str, Any], organisations: Mapping[str, int], lead: str
) -> Iterator[tuple[str, Named]]:
    """Without a number the investigator may as well belong to a partner: whoever bears the name there counts too."""
    for member in snapshot["members"]:
        if member["organisation"] != lead:
            yield Participant.Role.PI, Named(name, "", organisations[member["organisation"]])
