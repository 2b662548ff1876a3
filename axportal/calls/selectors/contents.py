"""What was handed in, with the labels of the rules it was handed in under."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from axportal.calls.models import ApplicationFile, Call, ConsortiumMember, Submission
from axportal.calls.rules.content import RulesContent, read_rules
from axportal.calls.rules.steps import Field, Kind, Step, steps_of
from axportal.core import formats
from axportal.core.models import in_language


@dataclass(frozen=True)
class Section:
    """One part: its step, whose it is, and its answers as label and text."""

    label: str | Promise
    organisation: str
    rows: list[tuple[str | Promise, str]]


@dataclass(frozen=True)
class Content:
    """Everything of one submission."""

    members: list[dict[str, Any]]
    sections: list[Section]
    files: list[ApplicationFile] = field(default_factory=list)


def content_of(submission: Submission, call: Call) -> Content:
    """Read a snapshot for people; one query for its files."""
    snapshot = submission.snapshot
    rules = read_rules(submission.rules.body)
    names = {row["organisation"]: in_language(row["name_ko"], row["name_en"]) for row in snapshot["members"]}
    written = {(part["step"], part["organisation"]): part["fields"] for part in snapshot["parts"]}
    sections = [
        Section(step.label, names[organisation] if step.per_organisation else "", rows)
        for step in steps_of(call, rules)
        for organisation in _in_order(names, snapshot["applicant"])
        if (rows := _rows(step, written.get((step.key, organisation), {})))
    ]
    return Content(members_of(submission), sections, list(submission.files.order_by("document", "id")))


def _in_order(names: Mapping[str, str], applicant: str) -> list[str]:
    return [applicant, *sorted(uuid for uuid in names if uuid != applicant)]


def consent_sections(content: Mapping[str, Any], call: Call, rules: RulesContent) -> list[Section]:
    """What a partner consents to, with its labels."""
    names = {row["organisation"]: in_language(row["name_ko"], row["name_en"]) for row in content["members"]}
    written = {(part["step"], part["organisation"]): part["fields"] for part in content["parts"]}
    return [
        Section(step.label, names.get(organisation, ""), rows)
        for step in steps_of(call, rules)
        for organisation in (content["applicant"], content["organisation"])
        if (rows := _rows(step, written.get((step.key, organisation), {})))
    ]


def members_of(submission: Submission) -> list[dict[str, Any]]:
    """The consortium that was handed in."""
    return members_in(submission.snapshot)


def members_in(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The consortium of a snapshot: the lead first, then the applicant, then the partners."""
    rows = sorted(
        snapshot["members"], key=lambda row: (row["role"] != "lead", row["organisation"] != snapshot["applicant"])
    )
    return [
        {
            "name": in_language(row["name_ko"], row["name_en"]),
            "role": row["role"],
            "label": ConsortiumMember.Role(row["role"]).label,
        }
        for row in rows
    ]


def _rows(step: Step, fields: Mapping[str, Any]) -> list[tuple[str | Promise, str]]:
    return [
        (
            f"{declared.group} {declared.label}" if declared.group else declared.label,
            shown(declared, fields[declared.key]),
        )
        for declared in step.fields
        if fields.get(declared.key, "") != ""
    ]


def shown(declared: Field, value: Any) -> str:
    """A value as people read it."""
    if declared.kind in {Kind.NUMBER, Kind.WON}:
        number = formats.number(value)
        return _("%(n)s원") % {"n": number} if declared.kind == Kind.WON else number
    if declared.kind == Kind.AGREE:
        return _("동의함")
    return str(dict(declared.choices).get(value, value))
