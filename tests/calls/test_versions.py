"""What changed between two versions of an application, field by field (B8)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.audit.models import Access
from axportal.calls.models import PartRevision
from axportal.calls.selectors.versions import Version, changes_between, versions_of
from axportal.calls.services import applications
from axportal.calls.services.parts import keep_revisions
from axportal.core import clock
from tests.calls.factories import add_plan, complete, make_call, ready, submit, write
from tests.calls.test_consents import rival


@pytest.fixture
def application(cast):
    """Handed in twice: a field, the money, a partner and a file differ."""
    at, who = clock.now(), cast.company_representative
    application = ready(cast, make_call(cast, closes_at=at + timedelta(days=3)))
    submit(application, actor=who, at=at)
    write(application, "project", {"title_ko": "고친 과제"}, actor=who, at=at, base="적은 내용")
    write(application, "budget", {"y1_gov": 2_000_000}, actor=who, at=at, base="1000000")
    add_plan(application, actor=who, at=at, content=b"%PDF-1.7\nother\n%%EOF\n", name="둘째.pdf")
    member = applications.add_member(
        application=application, organisation=rival(), role="joint", gives_data=False, email="", actor=who, at=at
    )
    values = {"contribution": "실증", "staff": 1}
    write(application, "partners", values, actor=who, at=at, organisation=member.organisation)
    return application


def difference(application, was: str, now: str) -> dict[str, tuple[str, str]]:
    found = changes_between(application, Version(was, ""), Version(now, ""))
    return {change.key: (change.was, change.now) for change in found}


@pytest.mark.feature("B8")
def test_every_field_member_and_file_that_differs_is_named(application):
    found = difference(application, "s1", "now")
    assert found["project.title_ko"] == ("적은 내용", "고친 과제")
    assert found["budget.y1_gov"] == ("1,000,000원", "2,000,000원")
    partner = next(value for key, value in found.items() if key.startswith("members."))
    assert partner == ("", "시험기업 나 (공동연구개발기관)")
    assert any(now.startswith("둘째.pdf") for key, (_was, now) in found.items() if key.startswith("files."))
    assert difference(application, "s1", "s1") == {}
    assert difference(application, "now", "s1")["project.title_ko"] == ("고친 과제", "적은 내용")


def test_what_was_kept_at_a_step_can_be_compared(cast, application):
    part = application.parts.get(step="project")
    keep_revisions(parts=[part], reason="step", actor=cast.company_member, at=clock.now())
    revision = PartRevision.objects.get(reason="step")
    found = difference(application, "s1", f"r{revision.pk}")
    assert found == {"project.title_ko": ("적은 내용", "고친 과제")} | {
        key: value for key, value in found.items() if not key.startswith("project.")
    }


def test_staff_compare_what_was_handed_in_and_nothing_else(cast, application, sign_in):
    assert [version.key for version in versions_of(application, cast.call_manager)] == ["s1"]
    assert [version.key for version in versions_of(application, cast.company_member)] == ["now", "s1"]
    address = reverse("calls:compare", kwargs={"uuid": application.uuid})
    manager = sign_in("call_manager")
    assert "견줄 판이 아직 하나뿐입니다" in manager.get(address).content.decode()
    assert "고친 과제" not in manager.get(address).content.decode()
    assert Access.objects.filter(what="calls.versions.read").count() == 2
    complete(application, actor=cast.company_representative, at=clock.now())
    submit(application, actor=cast.company_representative, at=clock.now())
    assert "고친 과제" in manager.get(address).content.decode()
    assert manager.get(address, {"from": "s1", "to": "now"}).status_code == 404
    assert sign_in("company_member").get(address, {"from": "s1", "to": "r999"}).status_code == 404
    shown = sign_in("company_member").get(address, {"from": "s1", "to": "s2"}).content.decode()
    assert '<span class="vh">이전 값 </span>적은 내용' in shown
    assert sign_in("rival_representative").get(address).status_code == 403, "a partner sees its own part alone"
    assert sign_in("outsider").get(address).status_code == 404
