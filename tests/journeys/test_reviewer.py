"""A reviewer judges by keyboard: pledge, points and comments that keep themselves, frozen at hand-in, discussion."""

import copy
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Page, Response, expect

from axportal.calls.models import FilePreview, PreviewPage
from axportal.core import clock
from axportal.reviews.models import Assignment, Reviewer, ScoreSheet
from axportal.reviews.services import reviewers
from tests.calls.pdfs import png
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_accessibility import NARROW, WIDE, violations
from tests.reviews import factories
from tests.reviews.factories import COMMENT, assign, employer, judged, make_reviewer

pytestmark = pytest.mark.browser
numbers = count(1)
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def reviewing(cast: Any, *, anonymous: bool = True) -> factories.Reviewed:
    """A call in review of its own, without a pool."""
    body = copy.deepcopy(factories.BODY)
    body["review"]["rounds"][0]["anonymous"] = anonymous
    at = clock.now() - timedelta(hours=2)
    return factories.make_review(cast, at=at, body=body, pool=0, number=f"AXL-2026-W{next(numbers)}")


def the_judge(cast: Any) -> Reviewer:
    """The cast's own reviewer in the pool."""
    known = Reviewer.objects.filter(user=cast.reviewer).first()
    return known or reviewers.add_reviewer(
        email=cast.reviewer.email, values={"organisation": employer(50)}, actor=cast.agency_officer, at=clock.now()
    )


def seated(cast: Any, *, anonymous: bool = True) -> Assignment:
    """The cast's own reviewer has the first application of a new call."""
    reviewed = reviewing(cast, anonymous=anonymous)
    return assign(reviewed.first, the_judge(cast), reviewed.round, at=clock.now())


def is_save(answer: Response) -> bool:
    return answer.request.method == "POST"


def pledged(page: Page, seat: Assignment) -> None:
    """Through the pledge to the sheet."""
    page.goto(seat.get_absolute_url())
    keyboard = Keyboard(page)
    keyboard.tick(page.get_by_role("checkbox"))
    keyboard.follow(page.get_by_role("main").get_by_role("button", name="서약"))
    expect(page.locator("#score-form")).to_be_visible()


@pytest.mark.feature("B17", "B20")
def test_a_sheet_by_keyboard_alone(cast, visit):
    seat, page = seated(cast), visit("reviewer")
    pledged(page, seat)
    points = page.locator("#points-need")
    points.focus()
    with page.expect_response(is_save):
        page.keyboard.type("49")
        page.keyboard.press("Enter")
    expect(page.locator("#comment-need")).to_be_focused()
    with page.expect_response(is_save):
        page.keyboard.type(COMMENT)
        page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#points-team")).to_be_focused()
    with page.expect_response(is_save):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#points-team")).to_have_value("1")
    with page.expect_response(is_save):
        page.keyboard.press("Control+a")
        page.keyboard.type("30")
        page.keyboard.press("Enter")
    with page.expect_response(is_save):
        page.keyboard.type(COMMENT)
        page.keyboard.press("Tab")
    expect(page.locator("#score-sum")).to_contain_text("79")
    expect(page.locator("#save-state [data-state=saved]")).to_be_visible()
    assert ScoreSheet.objects.get(assignment=seat).points == {"need": "49", "team": "30"}
    page.reload()
    expect(page.locator("#points-need")).to_have_value("49")
    Keyboard(page).follow(page.get_by_role("button", name="점수 내기"))
    expect(page.locator("#score-form")).to_have_count(0)
    expect(page.locator("section.score")).to_contain_text("79")
    assert ScoreSheet.objects.get(assignment=seat).handed_in_at is not None


@pytest.mark.feature("B20")
def test_what_is_out_of_range_is_said_at_once_and_not_kept(cast, visit):
    seat, page = seated(cast), visit("reviewer")
    pledged(page, seat)
    points = page.locator("#points-need")
    points.fill("61")
    expect(points).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#e-need")).to_be_visible()
    with page.expect_response(is_save):
        points.fill("60")
        points.blur()
    expect(page.locator("#e-need")).to_be_hidden()
    expect(page.locator("#score-sum")).to_contain_text("60")
    assert ScoreSheet.objects.get(assignment=seat).points == {"need": "60"}


@pytest.mark.feature("B9", "B20")
def test_pages_of_the_plan_open_beside_the_sheet(cast, portal, visit):
    seat, page = seated(cast, anonymous=False), visit("reviewer")
    file = seat.application.submissions.latest("number").files.get()
    preview = FilePreview.objects.create(file=file, state=FilePreview.State.DONE, made_at=clock.now())
    stored = default_storage.save("previews/journey-1.png", ContentFile(png(60, 84)))
    PreviewPage.objects.create(
        preview=preview, number=1, stored=stored, sha256="0" * 64, width=60, height=84, text="예지보전"
    )
    pledged(page, seat)
    page.locator("details", has=page.locator("summary", has_text="연구개발계획서")).locator("summary").first.click()
    expect(page.locator(".prop img.pageimg")).to_be_visible()
    expect(page.locator("#score-form")).to_be_visible()
    page.get_by_text("이 쪽의 글").click()
    expect(page.get_by_text("예지보전")).to_be_visible()


def test_nothing_for_axe_and_nothing_sideways(cast, visit):
    """Every page of reviews, in both languages, wide and narrow."""
    reviewed, at = reviewing(cast), clock.now()
    pool = [make_reviewer(cast, number, at=at) for number in range(71, 75)]
    sheet = judged(reviewed.second, pool[0], reviewed.round, at=at)
    assign(reviewed.first, pool[1], reviewed.round, at=at - timedelta(hours=1))
    mine = judged(reviewed.first, the_judge(cast), reviewed.round, at=at).assignment
    waiting = assign(reviewed.second, the_judge(cast), reviewed.round, at=at)
    call, case = f"/calls/{reviewed.call.uuid}/review/", f"/calls/{reviewed.call.uuid}/review/{reviewed.first.uuid}/"
    led = ["/reviewers/", "/reviewers/new/", "/reviewers/workload/", "/reviewers/ties/", pool[0].get_absolute_url(),
           f"{pool[0].get_absolute_url()}edit/", call, case, f"/review-sheets/{sheet.uuid}/"]  # fmt: skip
    own = ["/reviews/", mine.get_absolute_url(), waiting.get_absolute_url(), f"{waiting.get_absolute_url()}step-down/",
           f"{mine.get_absolute_url()}discussion/"]  # fmt: skip
    applicant = [f"/applications/{reviewed.first.uuid}/reviewer-challenge/"]
    found = {}
    for who, places in (("call_manager", led), ("reviewer", own), ("company_representative", applicant)):
        page = visit(who)
        for place in [*places, *(f"/en{place}" for place in places)]:
            page.set_viewport_size({"width": WIDE, "height": 900})
            page.goto(place)
            if wrong := violations(page):
                found[place] = wrong
            page.set_viewport_size({"width": NARROW, "height": 800})
            if page.evaluate(SIDEWAYS) > 0:
                found[f"{place} at {NARROW}"] = ["sticks out sideways"]
    assert found == {}
