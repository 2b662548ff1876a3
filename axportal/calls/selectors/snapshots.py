"""The whole content of an application as one canonical JSON document, and its fingerprint."""

from typing import Any

from axportal.calls.models import ConsortiumMember, Submission
from axportal.calls.rules.completeness import Written
from axportal.calls.rules.fingerprints import fingerprint

Snapshot = dict[str, Any]


def snapshot_of(written: Written, *, rules_number: int) -> Snapshot:
    """Call, consortium, every part and every file with its hash; in a fixed order, so that equal content is equal."""
    application = written.application
    organisations = {member.organisation_id: str(member.organisation.uuid) for member in written.members}
    parts = [
        {"step": step, "organisation": organisations[organisation_id], "fields": part.fields}
        for (step, organisation_id), part in written.parts.items()
        if organisation_id in organisations
    ]
    files = [
        {
            "uuid": str(file.uuid),
            "document": file.document,
            "name": file.name,
            "size": file.size,
            "sha256": file.sha256,
            "organisation": organisations.get(file.organisation_id, ""),
        }
        for file in written.files
    ]
    answered = {"challenge": str(application.challenge.uuid)} if application.challenge is not None else {}
    return {
        **answered,
        "call": application.call.number,
        "rules": rules_number,
        "application": str(application.uuid),
        "applicant": organisations[application.organisation_id],
        "members": sorted(map(_member, written.members), key=lambda row: row["organisation"]),
        "parts": sorted(parts, key=lambda row: (row["step"], row["organisation"])),
        "files": sorted(files, key=lambda row: (row["document"], row["uuid"])),
    }


def _member(member: ConsortiumMember) -> Snapshot:
    return {
        "organisation": str(member.organisation.uuid),
        "name_ko": member.organisation.name_ko,
        "name_en": member.organisation.name_en,
        "role": member.role,
        "gives_data": member.gives_data,
    }


def differs_from(written: Written, submission: Submission) -> bool:
    """Whether the draft has changed since it was handed in."""
    now = snapshot_of(written, rules_number=submission.snapshot["rules"])
    return fingerprint(now) != submission.sha256
