"""The whole content of an application as one canonical JSON document, and its fingerprint."""

import hashlib
import json
from typing import Any

from axportal.calls.models import Submission
from axportal.calls.rules.completeness import Written

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
    members = [
        {
            "organisation": str(member.organisation.uuid),
            "name_ko": member.organisation.name_ko,
            "name_en": member.organisation.name_en,
            "role": member.role,
            "gives_data": member.gives_data,
        }
        for member in written.members
    ]
    return {
        "call": application.call.number,
        "rules": rules_number,
        "application": str(application.uuid),
        "applicant": organisations[application.organisation_id],
        "members": sorted(members, key=lambda row: row["organisation"]),
        "parts": sorted(parts, key=lambda row: (row["step"], row["organisation"])),
        "files": sorted(files, key=lambda row: (row["document"], row["uuid"])),
    }


def canonical(snapshot: Snapshot) -> bytes:
    """The bytes that are hashed: UTF-8, sorted keys, no spaces."""
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def differs_from(written: Written, submission: Submission) -> bool:
    """Whether the draft has changed since it was handed in."""
    now = snapshot_of(written, rules_number=submission.snapshot["rules"])
    return fingerprint(now) != submission.sha256
