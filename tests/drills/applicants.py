"""Runs inside a portal: a real call, and companies with a person, a token and a complete application each."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from axportal.accounts import services as accounts
from axportal.accounts.models import User
from axportal.calls.models import Application, ApplicationPart, Call, CallDeadline
from axportal.calls.services import applications, calls
from axportal.core import clock
from regions.models import Membership, Organisation, Zone
from tests.calls.factories import BODY, add_plan, complete
from tests.visitors import PASSWORD

FAR_AWAY = timedelta(days=9).total_seconds()
MAIL = "drill.example"


def make(count: int, *, closes_in: float | None) -> list[dict[str, Any]]:
    """A call that closes in so many seconds from the end of the preparation, and its applicants."""
    call = _call(clock.now() + timedelta(seconds=FAR_AWAY))
    hashed = make_password(PASSWORD)  # one for all: hashing is slow on purpose
    made = [_applicant(call, number, hashed) for number in range(count)]
    if closes_in is not None:
        _close_in(call, closes_in)
    return made


def make_crowd(count: int) -> list[dict[str, Any]]:
    """As many people, each with a copy of one complete application: hundreds in the time that filling in ten takes."""
    call = _call(clock.now() + timedelta(seconds=FAR_AWAY))
    first = _applicant(call, 0, "!")
    pattern = Application.objects.get(uuid=first["application"])
    return [first, *(_copied(pattern, number) for number in range(1, count))]


def close_in(application: str, seconds: float) -> float:
    """Date the deadline of its call anew; when it closes, in seconds since the epoch."""
    return _close_in(Application.objects.get(uuid=application).call, seconds).timestamp()


def _copied(pattern: Application, number: int) -> dict[str, Any]:
    """The same words in the name of another company."""
    company = _company(number)
    person = _person(f"applicant-{number}", company, "company_representative", "!")
    at = clock.now()
    copy = applications.start_application(call=pattern.call, organisation=company, actor=person, at=at)
    ours = {pattern.organisation_id: company.pk}
    copy.parts.all().delete()
    ApplicationPart.objects.bulk_create(
        ApplicationPart(
            application=copy,
            step=part.step,
            organisation_id=ours.get(part.organisation_id, part.organisation_id),
            fields=part.fields,
            marks=part.marks,
        )
        for part in pattern.parts.all()
    )
    add_plan(copy, actor=person, at=at)
    return _told(copy, person, at)


def _call(closes_at: datetime) -> Call:
    gist = Organisation.objects.get(key="gist")
    manager = _person("manager", gist, "call_manager", "!")
    opens_at = closes_at - timedelta(days=40)
    values = {
        "number": f"DRILL-{uuid.uuid4().hex[:8]}", "title_ko": "훈련 공고", "title_en": "Drill call",
        "programme": "joint_lab", "organisation": gist, "zone": Zone.objects.filter(lead=gist).first(),
        "opens_at": opens_at, "years_max": 1,
    }  # fmt: skip
    call = calls.create_call(values=values, body=BODY, actor=manager, at=opens_at)
    return calls.publish_call(call=call, closes_at=closes_at, actor=manager, at=opens_at - timedelta(days=1))


def _close_in(call: Call, seconds: float) -> datetime:
    """Date the deadline anew before anybody hands in; the service would refuse an earlier one."""
    at = clock.now()
    closes_at = at + timedelta(seconds=seconds)
    CallDeadline.objects.create(call=call, closes_at=closes_at, decided_at=at, reason="drill")
    return closes_at


def _applicant(call: Call, number: int, hashed: str) -> dict[str, Any]:
    company = _company(number)
    person = _person(f"applicant-{number}", company, "company_representative", hashed)
    at = clock.now()
    started = applications.start_application(call=call, organisation=company, actor=person, at=at)
    return _told(complete(started, actor=person, at=at), person, at)


def _company(number: int) -> Organisation:
    named = {"name_ko": f"훈련 기업 {number}", "name_en": f"Drill {number}", "biz_reg_no": f"99{number:08d}"}
    company, _made = Organisation.objects.get_or_create(
        key=f"drill-{number}", defaults={"kind": "company", "size_class": "sme", **named}
    )
    return company


def _told(application: Application, person: User, at: datetime) -> dict[str, Any]:
    """What a client has to know."""
    _token, key = accounts.issue_token(
        user=person, label="drill", scopes=["read", "write"], expires_at=at + timedelta(days=2), at=at
    )
    return {
        "email": person.email, "password": PASSWORD, "person": person.pk, "token": key,
        "application": str(application.uuid), "organisation": str(application.organisation.uuid),
    }  # fmt: skip


def _person(name: str, organisation: Organisation, role: str, hashed: str) -> User:
    found = User.objects.filter(email=f"{name}@{MAIL}").first()
    if found is not None:
        return found
    person = accounts.create_person(email=f"{name}@{MAIL}", name=name, password=None)
    User.objects.filter(pk=person.pk).update(password=hashed)
    Membership.objects.create(user=person, role=role, organisation=organisation)
    return person
