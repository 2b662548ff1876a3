"""An application starts with what the company has answered before; what is typed is never overwritten (N24)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from axportal.audit.models import Act
from axportal.calls.models import Application
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.steps import step_of
from axportal.calls.services import applications, prefilling
from axportal.core import clock
from axportal.core.errors import NotAllowed
from regions.models import Organisation
from regions.services import profiles
from tests.calls.factories import company, make_call, start, write

PROFILE = {"contact_name": "박담당", "contact_phone": "062-000-0000", "researchers": 12}


def running(cast: Any, number: str) -> Any:
    return make_call(cast, closes_at=clock.now() + timedelta(days=3), number=number)


def save_profile(
    cast: Any, values: Any = None, *, key: str = "cast-company", who: str = "company_representative"
) -> None:
    profiles.save_profile(
        organisation=Organisation.objects.get(key=key), values=values or PROFILE, base_version=0, actor=cast[who],
        at=clock.now(),
    )  # fmt: skip


def fields(application: Application, step: str, key: str = "cast-company") -> dict[str, Any]:
    found = application.parts.filter(step=step, organisation__key=key).first()
    return dict(found.fields) if found is not None else {}


def fill(cast: Any, application: Application, step: str, *, who: str, key: str = "cast-company") -> list[str]:
    declared = step_of(application.call, read_application(application).rules, step)
    return prefilling.fill_step(
        application=application, step=declared, organisation=Organisation.objects.get(key=key), actor=cast[who],
        at=clock.now(),
    )  # fmt: skip


def page(client: Any, application: Application, step: str) -> str:
    address = reverse("calls:application-edit", kwargs={"uuid": application.uuid, "step": step})
    return str(client.get(address).content.decode())


@pytest.mark.feature("N24")
def test_the_profile_comes_first_then_the_newest_earlier_answer_then_the_account(cast, sign_in):
    earlier = start(cast, running(cast, "AXL-2026-A"))
    write(earlier, "partners", {"lead_person": "김책임", "researchers": 3}, actor=cast.company_member, at=clock.now())
    write(earlier, "project", {"pi_name": "이연구", "goal": "옛 목표"}, actor=cast.company_member, at=clock.now())
    save_profile(cast)
    application = start(cast, running(cast, "AXL-2026-B"))
    assert fields(application, "call") == {
        "contact_name": "박담당",
        "contact_phone": "062-000-0000",
        "contact_email": "company_representative@cast.example",
    }
    assert fields(application, "partners") == {"lead_person": "김책임", "researchers": 12}
    assert fields(application, "project") == {"pi_name": "이연구"}, "a new project has a new goal"
    client = sign_in("company_member")
    assert "기관 프로필에서 채웠습니다" in page(client, application, "partners")
    assert "공고 AXL-2026-A에 낸 답에서 채웠습니다" in page(client, application, "project")
    write(application, "project", {"pi_name": "정연구"}, base="이연구", actor=cast.company_member, at=clock.now())
    assert "공고 AXL-2026-A에 낸 답에서" not in page(client, application, "project")
    assert fields(application, "project") == {"pi_name": "정연구"}


@pytest.mark.feature("N24")
def test_filling_later_leaves_alone_what_is_typed(cast, sign_in):
    application = start(cast, running(cast, "AXL-2026-A"))
    write(application, "partners", {"researchers": 5}, actor=cast.company_member, at=clock.now())
    save_profile(cast, {**PROFILE, "lead_person": "김책임"})
    client = sign_in("company_member")
    assert "빈칸 채우기" in page(client, application, "partners")
    address = reverse("calls:application-fill", kwargs={"uuid": application.uuid, "step": "partners"})
    assert client.post(address).status_code == 302
    assert fields(application, "partners") == {"lead_person": "김책임", "researchers": 5}
    assert Act.objects.filter(action="calls.part.filled").latest("id").detail["fields"] == ["lead_person"]
    assert "빈칸 채우기" not in page(client, application, "partners")
    assert fill(cast, application, "partners", who="company_member") == [], "a second click"


@pytest.mark.goal("R4")
def test_an_applicant_never_learns_a_partners_answers_by_inviting_it(cast):
    save_profile(cast, {"lead_person": "비밀책임"}, key="cast-rival", who="rival_representative")
    application = start(cast, running(cast, "AXL-2026-A"))
    rival = Organisation.objects.get(key="cast-rival")
    applications.add_member(
        application=application, organisation=rival, role="joint", gives_data=True, email="",
        actor=cast.company_representative, at=clock.now(),
    )  # fmt: skip
    assert fields(application, "partners", "cast-rival") == {}
    with pytest.raises(NotAllowed):
        fill(cast, application, "partners", who="company_representative", key="cast-rival")
    assert fill(cast, application, "partners", who="rival_representative", key="cast-rival") == ["lead_person"]


def test_what_a_company_wrote_as_a_partner_is_not_carried_elsewhere(cast):
    call = running(cast, "AXL-2026-A")
    led = start(cast, call, who="rival_representative")
    applications.add_member(
        application=led, organisation=company(), role="joint", gives_data=True, email="",
        actor=cast.rival_representative, at=clock.now(),
    )  # fmt: skip
    write(
        led,
        "data",
        {"dataset": "남의 과제의 데이터"},
        actor=cast.rival_representative,
        at=clock.now(),
        organisation=company(),
    )
    assert fields(start(cast, running(cast, "AXL-2026-B")), "data") == {}


def test_answers_that_no_longer_fit_are_left_out(cast):
    earlier = start(cast, running(cast, "AXL-2026-A"))
    part = earlier.parts.get(step="call")
    part.fields["contact_email"] = "no address"
    part.save()
    application = start(cast, running(cast, "AXL-2026-B"))
    assert fields(application, "call")["contact_email"] == "company_representative@cast.example"
