"""The frame of every page: menu by role, account, what is degraded."""

import re
from collections import defaultdict
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from axportal.accounts.scoping import scope_of
from axportal.core.models import OutboxRow
from axportal.dashboard.selectors import chrome

pytestmark = pytest.mark.django_db


def frame(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return chrome(request)


def menu(user, path="/"):
    return [str(entry["label"]) for entry in frame(user, path)["nav"]]


def owe(age: timedelta, **values) -> None:
    at = timezone.now() - age
    OutboxRow.objects.create(task="t", dedup_key=f"k{age}", created_at=at, available_at=at, **values)


@pytest.mark.feature("A10")
def test_the_menu_follows_the_role(cast):
    staff = menu(cast["ministry_viewer"])
    assert staff == ["현황판", "공동연구소", "공고·평가", "인재·영재학교", "창업", "GPU", "보고서"]
    assert menu(cast["company_representative"]) == ["공고", "내 신청", "공동연구소", "GPU", "모두 보기"]
    assert menu(AnonymousUser()) == ["권역", "공동연구소", "공고", "인재·영재학교", "창업", "GPU", "모두 보기"]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("person", [None, "company_representative", "ministry_viewer"])
def test_each_name_in_the_header_leads_to_one_place(client, sign_in, person, language):
    page = (sign_in(person) if person else client).get(f"{language}/zones/").content.decode()
    header = re.search(r'<header class="top">.*?</header>', page, re.DOTALL).group()
    places = defaultdict(set)
    for address, label, inside in re.findall(
        r'<a href="([^"]+)"(?: aria-label="([^"]+)")?[^>]*>(.*?)</a>', header, re.DOTALL
    ):
        places[label or re.sub(r"<[^>]+>", "", inside).strip()].add(address)
    assert len(places) > 5
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_the_current_entry_is_marked(cast):
    nav = frame(cast["ministry_viewer"], "/dashboard/")["nav"]
    assert [str(entry["label"]) for entry in nav if entry["current"]] == ["현황판"]


@pytest.mark.parametrize(("person", "label"), [
    ("institute_admin", "GIST 과기원 관리자"),
    ("ministry_viewer", "과기정통부 담당자"),
    ("company_representative", "시험기업 가 기업 대표 담당자"),
    ("outsider", ""),
])  # fmt: skip
def test_the_account_names_role_and_place(cast, person, label):
    assert frame(cast[person])["account"]["role_label"] == label


def test_visitors_cost_nothing_and_staff_at_most_three_statements(cast):
    frame(AnonymousUser())
    staff = cast["ministry_viewer"]
    scope_of(staff)
    for user, most in ((AnonymousUser(), 0), (staff, 3), (staff, 1)):
        with CaptureQueriesContext(connection) as captured:
            frame(user)
        assert len(captured) == most


@pytest.mark.goal("R14")
@pytest.mark.parametrize(("age", "banners"), [(timedelta(seconds=30), []), (timedelta(seconds=90), ["1분"])])
def test_staff_are_told_when_work_waits(cast, age, banners):
    owe(age)
    told = frame(cast["ministry_viewer"])["degraded"]
    assert [banner["title"] for banner in told] == ["알림과 보고서가 늦어집니다"] * len(banners)
    for banner, text in zip(told, banners, strict=True):
        assert text in banner["text"]


@pytest.mark.goal("R14")
def test_work_that_was_given_up_is_told_to_staff_only(cast):
    owe(timedelta(hours=1), dead_at=timezone.now())
    assert [banner["title"] for banner in frame(cast["ministry_viewer"])["degraded"]] == ["멈춘 일이 있습니다"]
    assert frame(cast["company_representative"])["degraded"] == []
