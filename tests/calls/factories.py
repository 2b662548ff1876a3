"""Calls and applications for the tests, made by the services wherever a service makes them."""

import io
import uuid
import zipfile
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from axportal.accounts.models import User
from axportal.calls import rules
from axportal.calls.models import Application, Call, Submission
from axportal.calls.rules.completeness import read_application
from axportal.calls.services import applications, calls, files, parts, submissions
from axportal.calls.services.parts import Typed
from axportal.core import clock
from regions.models import Organisation, Zone
from tests.people import Cast

NOON = datetime(2026, 11, 23, 18, 0, 0, tzinfo=clock.SEOUL)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
BODY: dict[str, Any] = {
    "eligible": {"kinds": ["company"], "sizes": ["sme", "mid"], "minimum_companies": 1},
    "own_shares": {"sme": {"share": 25, "cash": 10}},
    "yearly_cap_won": 500_000_000,
    "criteria": [
        {"key": "need", "points": 60, "name_ko": "필요성", "name_en": "Need"},
        {"key": "team", "points": 40, "name_ko": "수행역량", "name_en": "Team"},
    ],
    "documents": [
        {"key": "plan", "name_ko": "연구개발계획서", "name_en": "R&D plan", "upload": True, "required": True},
        {"key": "licence", "name_ko": "사업자등록증", "name_en": "Licence", "upload": True},
        {"key": "pledge", "name_ko": "서약", "name_en": "Pledge"},
    ],
    "checks": [{"key": "tax", "name_ko": "국세 체납이 없습니다", "name_en": "No tax arrears"}],
    "facts": [
        {"key": "support", "name_ko": "지원", "name_en": "Support", "value_ko": "연 5억 원", "value_en": "KRW 0.5 bn"}
    ],
}


def make_call(cast: Cast, *, closes_at: datetime = NOON, number: str = "AXL-2026-HN1", **values: Any) -> Call:
    """An announced call of GIST that opened 32 days before it closes."""
    gist = Organisation.objects.get(key="gist")
    opens_at = values.pop("opens_at", closes_at - timedelta(days=32))
    body = values.pop("body", BODY)
    fields = {
        "number": number,
        "title_ko": "호남권 공동연구소 공모",
        "title_en": "Honam joint lab call",
        "programme": "joint_lab",
        "organisation": gist,
        "zone": Zone.objects.filter(lead=gist).first(),
        "opens_at": opens_at,
        "years_max": 1,
        **values,
    }
    manager = cast.call_manager
    announced_at = opens_at - timedelta(days=1)
    call = calls.create_call(values=fields, body=body, actor=manager, at=announced_at)
    return calls.publish_call(call=call, closes_at=closes_at, actor=manager, at=announced_at)


def draft_call(cast: Cast, *, at: datetime, number: str = "AXL-DRAFT") -> Call:
    """A call of GIST that is being written."""
    values = {
        "number": number,
        "title_ko": "쓰는 중인 공고",
        "programme": "joint_lab",
        "organisation": Organisation.objects.get(key="gist"),
        "opens_at": at + timedelta(days=5),
    }
    return calls.create_call(values=values, body=rules.standard_rules(), actor=cast.call_manager, at=at)


def company() -> Organisation:
    """The applicant's company of the cast."""
    return Organisation.objects.get(key="cast-company")


def start(cast: Cast, call: Call, *, who: str = "company_representative", at: datetime | None = None) -> Application:
    """An application that has just been started."""
    organisation = Organisation.objects.get(memberships__user=cast[who])
    return applications.start_application(
        call=call, organisation=organisation, actor=cast[who], at=at or call.opens_at + timedelta(days=1)
    )


def write(application: Application, step: str, values: dict[str, Any], *, actor: User, at: datetime,
          organisation: Organisation | None = None, base: Any = "", client: str = "") -> parts.Outcome:  # fmt: skip
    """Save fields of one step, all from the same base."""
    call = application.call
    declared = rules.step_of(call, rules.read_rules(call.rules.latest("number").body), step)
    return parts.save_fields(
        application=application,
        step=declared,
        organisation=organisation or application.organisation,
        typed={key: Typed(value, base) for key, value in values.items()},
        actor=actor,
        at=at,
        client=client,
    )


def value_for(field: rules.Field) -> Any:
    """Something that may stand in the field."""
    if field.choices:
        return "no" if field.key.startswith(("has_", "needs_", "trade_")) else field.choices[0][0]
    kinds = {"number": 3, "won": 1_000_000, "date": "2029-12-31", "email": "ax@company.example",
             "phone": "062-000-0000", "agree": "yes"}  # fmt: skip
    return kinds.get(field.kind, "적은 내용")


def complete(application: Application, *, actor: User, at: datetime) -> Application:
    """Fill in everything that is required."""
    written = read_application(application)
    for step in rules.steps_of(application.call, written.rules):
        for member in written.writers(step):
            values = {field.key: value_for(field) for field in step.fields if field.required}
            values = {
                key: value
                for key, value in values.items()
                if key not in written.fields(step.key, member.organisation_id)
            }
            write(application, step.key, values, actor=actor, at=at, organisation=member.organisation)
    add_plan(application, actor=actor, at=at)
    return application


def add_plan(
    application: Application, *, actor: User, at: datetime, content: bytes = PDF, name: str = "계획서.pdf"
) -> Any:
    """Upload the plan."""
    return files.add_file(
        application=application,
        organisation=application.organisation,
        document="plan",
        upload=ContentFile(content, name=name),
        actor=actor,
        at=at,
    )


def submit(application: Application, *, actor: User, at: datetime, key: uuid.UUID | None = None) -> Submission:
    """Hand in."""
    return submissions.submit_application(application=application, request_key=key or uuid.uuid4(), actor=actor, at=at)


def ready(cast: Cast, call: Call, *, who: str = "company_representative") -> Application:
    """A complete application, not yet handed in."""
    at = call.opens_at + timedelta(days=1)
    return complete(start(cast, call, who=who, at=at), actor=cast[who], at=at)


def archive(members: dict[str, bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", level) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()
