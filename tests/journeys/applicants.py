"""What the pages of applicants, partners and screening are looked at with: one of each, with their addresses."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse

from axportal.calls.models import Application
from axportal.calls.services import applications, screening
from axportal.core import clock
from regions.models import Organisation
from regions.services import delegations, profiles
from tests.calls.factories import PDF, company, make_call, ready, submit
from tests.calls.test_screening import SCREENED, judge
from tests.people import Cast

DAY = timedelta(days=1)


def addresses(cast: Cast, application: Application) -> dict[str, str]:
    """By name: the company with its profile, check and delegate; screening of a handed-in and of a passed one."""
    _profile(cast)
    rival = Organisation.objects.get(key="cast-rival")
    applications.add_member(
        application=application, organisation=rival, role="joint", gives_data=False, email="",
        actor=cast["company_representative"], at=clock.now(),
    )  # fmt: skip
    delegation = _delegation(cast)
    judged, passed = _screened(cast, "A8", passes=False), _screened(cast, "A9", passes=True)
    kwargs = {"uuid": company().uuid}
    return {
        "company": reverse("regions:company", kwargs=kwargs),
        "proof": reverse("regions:delegate-proof", kwargs={**kwargs, "delegation": delegation.uuid}),
        "screening_list": reverse("calls:screening-list", kwargs={"uuid": judged.call.uuid}),
        "judged": reverse("calls:screening", kwargs={"uuid": judged.uuid}),
        "passed": reverse("calls:screening", kwargs={"uuid": passed.uuid}),
    }


def _profile(cast: Cast) -> None:
    at = clock.now()
    profiles.save_profile(
        organisation=company(), values={"lead_person": "김책임", "contact_name": "박담당", "researchers": 12},
        base_version=0, actor=cast["company_representative"], at=at,
    )  # fmt: skip
    profiles.check_organisation(
        organisation=company(), subject="register", verdict="verified", evidence="사업자등록증명 2026-11-20",
        actor=cast["agency_officer"], at=at,
    )  # fmt: skip


def _delegation(cast: Cast) -> Any:
    at = clock.now()
    return delegations.name_delegate(
        organisation=company(), email="outsider@cast.example", name="이대리", acts=["edit", "submit"], starts_at=at,
        ends_at=at + 30 * DAY, proof=ContentFile(PDF, name="위임장.pdf"), actor=cast["company_representative"], at=at,
    )  # fmt: skip


def _screened(cast: Cast, number: str, *, passes: bool) -> Application:
    at = clock.now()
    call = make_call(cast, closes_at=at - timedelta(minutes=1), body=SCREENED, number=f"AXL-2026-{number}")
    application = ready(cast, call)
    submit(application, actor=cast["company_representative"], at=at - DAY)
    screening.start_screening(call=call, actor=cast["call_manager"], at=at)
    application = Application.objects.select_related("call").get(pk=application.pk)
    if passes:
        judge(cast, application, at=at)
        screening.pass_application(application=application, actor=cast["call_manager"], at=at)
    else:
        judge(cast, application, "fail", "2년 연속 620%", at=at)
    return application
