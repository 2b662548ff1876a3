"""Made-up calls and applications: every row comes from the services, told with times that suit each other."""

import json
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pgtrigger
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.db.models import Q

from axportal.accounts import services as accounts
from axportal.accounts.models import User
from axportal.calls import rules, tasks
from axportal.calls.models import (
    Application,
    ApplicationFile,
    Call,
    CallQuestion,
    CallStage,
    ConsortiumMember,
    PreviewPage,
    Submission,
)
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.consents import consent_content
from axportal.calls.rules.fingerprints import fingerprint
from axportal.calls.services import applications, calls, consents, files, parts, submissions
from axportal.calls.services.demonstration_screening import screen
from axportal.calls.services.parts import Typed
from axportal.challenges.models import Challenge
from axportal.core import clock
from axportal.core.demonstration import OWNER, erase, stable_uuid
from axportal.core.models import OutboxRow
from regions.models import FactModel, Membership, Organisation, Zone
from regions.services.demonstration_people import DOMAIN

SERIES, APPLICATION_SERIES = 20, 21
DATA = Path(__file__).resolve().parents[1] / "data" / "demonstration_calls.json"
HOUR_OF_CLOSING, HOUR_OF_OPENING = 18, 9
#: Names that stand nowhere else: rounds that hide names look for them in every text.
PEOPLE = {"contact_name": "김시연", "pi_name": "이시연", "lead_person": "박시연", "pi_researcher_no": "10000001"}
TEXT = "시연용으로 지어낸 내용입니다. 현장의 수치와 방법을 여기에 적습니다."
PLAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
_DRAFTED_STEPS = ("call", "project", "partners")
_GUARDED = (
    "calls.Submission:append_only",
    "calls.FileRelease:append_only",
    "calls.PartnerConsent:append_only",
    "calls.ScreeningFinding:append_only",
    "calls.SimilarProject:append_only",
    "calls.ReturnRequest:append_only",
    "calls.PartRevision:append_only",
    "calls.CallDeadline:append_only",
    "calls.CallRules:no_delete",
)


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up calls that are not there yet, each with its applications."""
    add_calls(json.loads(DATA.read_text(encoding="utf-8")), at=at)


def add_calls(
    data: Mapping[str, Any], *, at: datetime, first: int = 1, review: Mapping[str, Any] | None = None
) -> None:
    """Add the calls of a file like this app's own; `first` is the number of its first, `review` their review's rules.

    What a file leaves out (rules, stages, questions) is this app's.
    """
    common = json.loads(DATA.read_text(encoding="utf-8"))
    data = {**common, **data}
    if review is not None:
        data["rules"] = {**data["rules"], "review": review}
    manager = User.objects.get(email=f"platform-admin@{DOMAIN}")
    for number, row in enumerate(data["calls"], start=first):
        if Call.objects.filter(uuid=stable_uuid(SERIES, number)).exists():
            continue
        call = _call(row, data, public_id=stable_uuid(SERIES, number), actor=manager, at=at)
        _applications(call, data["applications"], first=first, at=at)
        if "screened_by" in row:
            keeper = User.objects.get(email=f"{row['screened_by']}@{DOMAIN}")
            began = _day(at, row["screening_starts"], HOUR_OF_OPENING)
            screen(call, data["applications"], actor=keeper, at=began, now=at)


def _day(at: datetime, days: int, hour: int) -> datetime:
    local = at.astimezone(clock.SEOUL) + timedelta(days=days)
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)


def _call(row: Mapping[str, Any], data: Mapping[str, Any], *, public_id: uuid.UUID, actor: User, at: datetime) -> Call:
    zone = Zone.objects.select_related("lead").get(slug=row["zone"])
    announced, closes_at = _day(at, row["announced"], HOUR_OF_OPENING), _day(at, row["closes"], HOUR_OF_CLOSING)
    texts = ("title_ko", "title_en", "summary_ko", "summary_en", "contact_ko", "contact_en", "number")
    values = {
        **{name: row[name] for name in texts},
        "uuid": public_id,
        "programme": Call.Programme.JOINT_LAB,
        "organisation": zone.lead,
        "zone": zone,
        "opens_at": _day(at, row["opens"], HOUR_OF_OPENING),
        "briefing_at": _day(at, row["opens"] + 7, HOUR_OF_CLOSING - 4),
        "briefing_ko": "온라인(시연)",
        "briefing_en": "Online (made up)",
        "challenges": Challenge.objects.filter(origin=FactModel.Origin.DEMONSTRATION, organisation__zone=zone),
        "years_max": 3,
        "budget_won": 3_000_000_000,
        "origin": FactModel.Origin.DEMONSTRATION,
        "as_of": clock.seoul_date(at),
    }
    call = calls.create_call(values=values, body=data["rules"], actor=actor, at=announced)
    call = calls.publish_call(call=call, closes_at=closes_at, actor=actor, at=announced)
    _add_stages(call, data["stages"], closes_at=closes_at)
    CallQuestion.objects.bulk_create(
        CallQuestion(call=call, position=position, **question) for position, question in enumerate(data["questions"])
    )
    return call


def _add_stages(call: Call, rows: list[dict[str, Any]], *, closes_at: datetime) -> None:
    """`from` and `to` count days from the deadline."""
    closing = clock.seoul_date(closes_at)
    stages = []
    for position, row in enumerate(rows, start=1):
        words = {name: text for name, text in row.items() if name not in {"from", "to"}}
        dates = {
            name: closing + timedelta(days=row[key])
            for name, key in (("starts_on", "from"), ("ends_on", "to"))
            if key in row
        }
        stages.append(CallStage(call=call, position=position, **words, **dates))
    CallStage.objects.bulk_create(stages)


def _applications(call: Call, rows: list[dict[str, Any]], *, first: int, at: datetime) -> None:
    for number, row in enumerate(rows, start=first):
        if row["call"] == call.number:
            application = _application(call, row, number=number, at=at)
            Application.objects.filter(pk=application.pk).update(uuid=stable_uuid(APPLICATION_SERIES, number))
    _forget_mails(call)


def _forget_mails(call: Call) -> None:
    """Made-up history owes no mail."""
    submitted = list(Submission.objects.filter(application__call=call).values_list("pk", flat=True))
    applied = list(call.applications.values_list("pk", flat=True))
    OutboxRow.objects.filter(
        Q(task=tasks.notify_submitted.name, kwargs__submission_id__in=submitted)
        | Q(task=tasks.notify_withdrawn.name, kwargs__application_id__in=applied)
        | Q(task=tasks.tell_subscribers.name, kwargs__kind="announced", kwargs__cause_id=call.pk)
    ).delete()


def _application(call: Call, row: Mapping[str, Any], *, number: int, at: datetime) -> Application:
    company = Organisation.objects.get(key=row["company"])
    actor = _representative(company)
    began = call.opens_at + timedelta(days=1, hours=number % 100)
    application = applications.start_application(call=call, organisation=company, actor=actor, at=began)
    applications.add_member(
        application=application,
        organisation=Organisation.objects.get(key=row["partner"]),
        role=ConsortiumMember.Role.JOINT,
        gives_data=False,
        email="",
        actor=actor,
        at=began,
    )
    is_draft = row["state"] == "draft"
    _write(application, row, steps=_DRAFTED_STEPS if is_draft else rules.steps.STEP_KEYS, actor=actor, at=began)
    if not is_draft:
        _consent(application, Organisation.objects.get(key=row["partner"]), at=began + timedelta(days=3))
        _hand_in(application, row["state"], actor=actor, at=began + timedelta(days=4))
    return application


def _representative(company: Organisation) -> User:
    """The company's representative; made, with a password nobody knows, where the demonstration has none."""
    membership = Membership.objects.filter(organisation=company, role="company_representative").first()
    if membership is not None:
        return membership.user
    email = f"{company.key}@{DOMAIN}"
    user = accounts.create_person(
        email=email, name=f"{company.name_ko} 대표 담당자", password=secrets.token_urlsafe(24), is_demo=True
    )
    Membership.objects.create(user=user, role="company_representative", organisation=company)
    return user


def _write(
    application: Application, row: Mapping[str, Any], *, steps: tuple[str, ...], actor: User, at: datetime
) -> None:
    written = read_application(application)
    for step in rules.steps_of(application.call, written.rules):
        if step.key not in steps:
            continue
        for member in written.writers(step):
            known = written.fields(step.key, member.organisation_id)
            values = {one.key: _value(one, row) for one in step.fields if one.key not in known}
            typed = {key: Typed(value, "") for key, value in values.items() if value != ""}
            parts.save_step(
                application=application,
                step=step,
                organisation=member.organisation,
                typed=typed,
                actor=actor,
                at=at,
                keep=True,
            )


def _value(field: rules.Field, row: Mapping[str, Any]) -> Any:
    """Something that may stand in the field, and that the rules of the made-up calls accept."""
    known = {"title_ko": row["title_ko"], "title_en": row["title_en"], "years": "3", "trl_start": 4, "trl_end": 7}
    known |= PEOPLE
    if field.key in known:
        return known[field.key]
    if field.when is not None:
        return ""
    if field.kind == rules.Kind.CHOICE:
        return "no" if field.choices == rules.steps.YES_NO else field.choices[0][0]
    by_kind = {
        rules.Kind.TEXT: TEXT,
        rules.Kind.NUMBER: 5,
        rules.Kind.DATE: "2029-12-31",
        rules.Kind.EMAIL: f"demo@{DOMAIN}",
        rules.Kind.PHONE: "062-000-0000",
        rules.Kind.AGREE: "yes",
    }
    if field.kind == rules.Kind.WON:
        ending = field.key.rsplit("_", 1)[1]
        return {"gov": 100_000_000, "cash": 20_000_000, "inkind": 90_000_000}[ending]
    return by_kind.get(field.kind, "시연")


def _consent(application: Application, partner: Organisation, *, at: datetime) -> None:
    member = application.members.select_related("organisation").get(organisation=partner)
    content = consent_content(read_application(application), member)
    consents.give_consent(
        application=application,
        organisation=partner,
        sha256=fingerprint(content),
        actor=_representative(partner),
        at=at,
    )


def _hand_in(application: Application, state: str, *, actor: User, at: datetime) -> None:
    files.add_file(
        application=application,
        organisation=application.organisation,
        document="plan",
        upload=ContentFile(PLAN, name="시연 계획서.pdf"),
        actor=actor,
        at=at,
    )
    for time in (at, at + timedelta(days=1)) if state == "corrected" else (at,):
        submissions.submit_application(application=application, request_key=uuid.uuid4(), actor=actor, at=time)
    if state == "withdrawn":
        submissions.withdraw_application(application=application, actor=actor, at=at + timedelta(hours=20))


def remove_demonstration(*, at: datetime) -> int:
    """Remove the made-up calls with everything that was written to them, files included."""
    made_up = "SELECT id FROM calls_call WHERE origin = 'demonstration'"
    applied = f"SELECT id FROM calls_application WHERE call_id IN ({made_up})"  # noqa: S608 - our own conditions
    stored = list(
        ApplicationFile.objects.using(OWNER)
        .filter(application__call__origin=FactModel.Origin.DEMONSTRATION)
        .values_list("stored", flat=True)
    )
    pages = PreviewPage.objects.using(OWNER).filter(preview__file__stored__in=stored)
    stored += list(pages.values_list("stored", flat=True))
    removed = 0
    with pgtrigger.ignore(*_GUARDED, databases=[OWNER]), connections[OWNER].cursor() as cursor:
        for statement in _statements(made_up, applied):
            cursor.execute(statement)
            removed += cursor.rowcount
    removed += erase(ConsortiumMember, where=f"application_id IN ({applied})")
    removed += erase(Application, where=f"call_id IN ({made_up})")
    removed += erase(Call, where="origin = 'demonstration'")
    for name in stored:
        transaction.on_commit(partial(default_storage.delete, name), using=OWNER)
    return removed


def _statements(made_up: str, applied: str) -> list[str]:
    """What hangs on the made-up calls, in an order that no foreign key minds."""
    parts_of = f"SELECT id FROM calls_applicationpart WHERE application_id IN ({applied})"  # noqa: S608
    handed_in = f"SELECT id FROM calls_submission WHERE application_id IN ({applied})"  # noqa: S608
    files_of = f"SELECT id FROM calls_applicationfile WHERE application_id IN ({applied})"  # noqa: S608
    previews_of = f"SELECT id FROM calls_filepreview WHERE file_id IN ({files_of})"  # noqa: S608
    conditions = {
        "calls_similarproject": f"submission_id IN ({handed_in}) OR other_id IN ({handed_in})",
        "calls_projectdigest": f"application_id IN ({applied})",
        "calls_previewpage": f"preview_id IN ({previews_of})",
        "calls_filepreview": f"file_id IN ({files_of})",
        "calls_filerelease": f"file_id IN ({files_of})",
        "calls_partnerconsent": f"application_id IN ({applied})",
        "calls_screeningfinding": f"application_id IN ({applied})",
        "calls_returnrequest": f"application_id IN ({applied})",
        "calls_submission_files": f"submission_id IN ({handed_in})",
        "calls_submission": f"application_id IN ({applied})",
        "calls_partrevision": f"part_id IN ({parts_of})",
        "calls_applicationpart": f"application_id IN ({applied})",
        "calls_applicationfile": f"application_id IN ({applied})",
        "calls_call_challenges": f"call_id IN ({made_up})",
        "calls_callquestion": f"call_id IN ({made_up})",
        "calls_callstage": f"call_id IN ({made_up})",
        "calls_callcounter": f"call_id IN ({made_up})",
        "calls_calldeadline": f"call_id IN ({made_up})",
        "calls_callrules": f"call_id IN ({made_up})",
    }
    return [f"DELETE FROM {table} WHERE {condition}" for table, condition in conditions.items()]  # noqa: S608
