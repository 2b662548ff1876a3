"""The versions of an application, and what changed between two of them, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from axportal.calls import permissions
from axportal.calls.models import Application, ConsortiumMember, PartRevision, Submission
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.steps import steps_of
from axportal.calls.selectors.contents import shown
from axportal.calls.selectors.snapshots import snapshot_of
from axportal.core.models import in_language

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

NOW = "now"
MOST_REVISIONS = 50


@dataclass(frozen=True)
class Version:
    """What can be compared: a submission (`s2`), what was kept at a step (`r17`), or the draft as it stands."""

    key: str
    label: str
    at: datetime | None = None


@dataclass(frozen=True)
class Change:
    """One field that differs: where it stands and what it held, as shown to people. Empty: not there."""

    key: str
    step: str | Promise
    organisation: str
    label: str | Promise
    was: str
    now: str


def versions_of(application: Application, user: "User | AnonymousUser") -> list[Version]:
    """The versions this reader may compare, the newest first; drafts are for their writers alone."""
    submissions = Submission.objects.visible_to(user).filter(application=application).order_by("-number")
    handed_in = [
        Version(f"s{number}", _("%(n)s번째로 낸 것") % {"n": number}, at)
        for number, at in submissions.values_list("number", "submitted_at")
    ]
    if not permissions.belongs_to(user, application):
        return handed_in
    kept = PartRevision.objects.filter(part__application=application, reason=PartRevision.Reason.STEP)
    revisions = [
        Version(f"r{pk}", _("단계를 마친 때"), at)
        for pk, at in kept.order_by("-pk").values_list("pk", "kept_at")[:MOST_REVISIONS]
    ]
    return [Version(NOW, _("지금 쓰는 것")), *handed_in, *revisions]


def changes_between(application: Application, was: Version, now: Version) -> list[Change]:
    """What differs, in the order of the form; then members and files. `was` is the older one."""
    old, new = _content(application, was), _content(application, now)
    written = read_application(application)
    names = _names(old, new)
    old_fields, new_fields = _fields(old), _fields(new)
    changes = [
        Change(
            key=f"{step.key}.{declared.key}",
            step=step.label,
            organisation=names.get(organisation, "") if step.per_organisation else "",
            label=f"{declared.group} {declared.label}" if declared.group else declared.label,
            was=_shown(declared, old_fields.get((step.key, organisation), {})),
            now=_shown(declared, new_fields.get((step.key, organisation), {})),
        )
        for step in steps_of(application.call, written.rules)
        for organisation in names
        for declared in step.fields
    ]
    lists = [*_lists("members", _("참여기관"), old, new), *_lists("files", _("붙임"), old, new)]
    return [change for change in (*changes, *lists) if change.was != change.now]


def _content(application: Application, version: Version) -> Mapping[str, Any]:
    """The version as a snapshot; what was kept at a step knows neither members nor files of its time."""
    if version.key.startswith("s"):
        snapshot: dict[str, Any] = application.submissions.get(number=int(version.key[1:])).snapshot
        return snapshot
    now = snapshot_of(read_application(application), rules_number=0)
    if version.key == NOW:
        return now
    kept = PartRevision.objects.filter(part__application=application, pk__lte=int(version.key[1:]))
    newest = kept.order_by("part_id", "-pk").distinct("part_id").select_related("part__organisation")
    parts = [
        {"step": one.part.step, "organisation": str(one.part.organisation.uuid), "fields": one.fields} for one in newest
    ]
    return {**now, "parts": parts}


def _fields(content: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(part["step"], part["organisation"]): part["fields"] for part in content["parts"]}


def _names(*contents: Mapping[str, Any]) -> dict[str, str]:
    """Every organisation of either version, the applicant first."""
    rows = {row["organisation"]: row for content in contents for row in content["members"]}
    applicant = contents[0]["applicant"]
    ordered = sorted(rows, key=lambda uuid: (uuid != applicant, uuid))
    return {uuid: in_language(rows[uuid]["name_ko"], rows[uuid]["name_en"]) for uuid in ordered}


def _shown(declared: Any, fields: Mapping[str, Any]) -> str:
    value = fields.get(declared.key, "")
    return shown(declared, value) if value != "" else ""


def _lists(name: str, label: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[Change]:
    """Members by name and role, files by name and hash."""
    was, now = _entries(name, old), _entries(name, new)
    for key in sorted({*was, *now}):
        yield Change(f"{name}.{key}", label, "", label, was.get(key, ""), now.get(key, ""))


def _entries(name: str, content: Mapping[str, Any]) -> dict[str, str]:
    if name == "files":
        return {row["uuid"]: f"{row['name']} (SHA-256 {row['sha256'][:12]}…)" for row in content["files"]}
    return {
        row["organisation"]: f"{in_language(row['name_ko'], row['name_en'])} ({_role(row)})"
        for row in content["members"]
    }


def _role(row: Mapping[str, Any]) -> str:
    label = str(ConsortiumMember.Role(row["role"]).label)
    return f"{label}, {_('데이터 제공')}" if row["gives_data"] else label
