"""The pledge, the proposal as the round shows it, the score sheet, and what may happen to it later."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from axportal.audit.models import Access
from axportal.calls.rules.selection import ReviewRound
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.reviews.models import Pledge, ScoreSheet
from axportal.reviews.selectors.contents import MASK, masked_snapshot, proposal_of
from axportal.reviews.selectors.documents import documents_of
from axportal.reviews.selectors.habits import habits_of
from axportal.reviews.selectors.scores import Sheet, scores_of
from axportal.reviews.services import discussion, rounds, sheets
from axportal.reviews.services.sheets import Typed
from regions.models import Organisation
from tests.reviews.factories import COMMENT, assign, fill, judged, pledge


@pytest.fixture
def seat(reviewed):
    return assign(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())


@pytest.fixture
def browser(client, reviewed):
    client.force_login(reviewed.pool[0].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def fields(page: str) -> dict[str, str]:
    """The bases of a page, as its form would send them."""
    return dict(re.findall(r'name="(base-[^"]+)" value="([^"]*)"', page))


@pytest.mark.feature("B17")
@pytest.mark.goal("R26")
def test_nothing_is_shown_before_the_pledge_and_each_look_is_logged(reviewed, seat, browser):
    address = seat.get_absolute_url()
    before = browser.get(address).content.decode()
    assert "열기 전에 서약해 주세요" in before
    assert "추진 전략과 방법" not in before
    assert not Access.objects.filter(subject_uuid=seat.uuid).exists()
    refused = browser.post(f"{address}pledge/", follow=True)
    assert "네모에 표시해 주세요" in refused.content.decode()
    assert browser.post(f"{address}pledge/", {"agreed": "yes"}).url == address
    kept = Pledge.objects.get()
    assert (kept.text_version, kept.assignment) == (1, seat)
    assert "이해관계가 없습니다" in kept.text
    for looks in (1, 2):
        assert "추진 전략과 방법" in browser.get(address).content.decode()
        assert Access.objects.filter(subject_uuid=seat.uuid, what="reviews.proposal.read").count() == looks


@pytest.mark.feature("B20")
def test_a_round_that_hides_names_shows_none(reviewed, seat, browser):
    pledge(seat, at=clock.now())
    company = reviewed.first.organisation
    Organisation.objects.filter(pk=company.pk).update(short_ko="시험가", representative="홍대표")
    page = browser.get(seat.get_absolute_url()).content.decode()
    for name in (
        company.name_ko,
        company.name_en,
        "시험가",
        "홍대표",
        "계획서.pdf",
        "연구책임자",
        "ax@company.example",
    ):
        assert name not in page
    assert "기관 1" in page
    assert "붙임은 이름을 가릴 수 없어" in page


def test_names_in_texts_are_masked_and_an_open_round_shows_them(reviewed):
    submission = reviewed.first.submissions.latest("number")
    part = next(one for one in submission.snapshot["parts"] if one["step"] == "project")
    part["fields"]["goal"] = f"{reviewed.first.organisation.name_ko}의 공장에서 CAST COMPANY A가 합니다"
    shown = masked_snapshot(submission)
    goal = next(one for one in shown["parts"] if one["step"] == "project")["fields"]["goal"]
    assert goal == f"{MASK}의 공장에서 {MASK}가 합니다"
    assert proposal_of(reviewed.first, ReviewRound("paper", {}, anonymous=True)).members == []
    opened = proposal_of(reviewed.first, ReviewRound("talk", {}, anonymous=False))
    assert reviewed.first.organisation.name in [member["name"] for member in opened.members]
    rule = ReviewRound("talk", {}, anonymous=False)
    assert [document.name for document in documents_of(reviewed.first, rule)] == ["연구개발계획서"]


def test_each_field_is_kept_as_it_is_typed_and_wrong_points_are_told_at_once(reviewed, seat, browser):
    pledge(seat, at=clock.now())
    address = seat.get_absolute_url()
    bases = fields(browser.get(address).content.decode())
    headers = {"HX-Request": "true"}
    saved = browser.post(address, {**bases, "points-need": "52.5", "client": "a"}, headers=headers)
    assert saved.status_code == 200
    assert saved["X-Saved-At"]
    assert 'id="base-points-need" name="base-points-need" value="52.5"' in saved.content.decode()
    wrong = browser.post(address, {**bases, "base-points-need": "52.5", "points-need": "61"}, headers=headers)
    assert "0점에서 60점까지 줄 수 있습니다." in wrong.content.decode()
    assert ScoreSheet.objects.get().points == {"need": "52.5"}
    clash = browser.post(address, {**bases, "points-need": "40", "client": "b"}, headers=headers)
    assert "다른 창에서 같은 칸을 바꿨습니다" in clash.content.decode()
    assert ScoreSheet.objects.get().points == {"need": "52.5"}
    without_scripts = browser.post(address, {**bases, "base-points-need": "52.5", "points-need": "99"})
    assert without_scripts.status_code == 400
    assert 'value="99"' in without_scripts.content.decode()


def test_a_sheet_is_handed_in_whole_and_frozen(reviewed, seat, browser):
    sheet = pledge(seat, at=clock.now())
    address = seat.get_absolute_url()
    bases = fields(browser.get(address).content.decode())
    short = {**bases, "points-need": "50", "points-team": "30", "comment-need": COMMENT, "comment-team": "짧음"}
    refused = browser.post(f"{address}hand-in/", short)
    assert refused.status_code == 400
    assert "의견을 20자 이상 적어 주세요. 지금 2자입니다." in refused.content.decode()
    sheet.refresh_from_db()
    assert (sheet.handed_in_at, sheet.points) == (None, {"need": "50", "team": "30"})
    bases = fields(browser.get(address).content.decode())
    whole = {**short, **bases, "comment-team": COMMENT}
    assert browser.post(f"{address}hand-in/", whole).status_code == 302
    again = browser.post(f"{address}hand-in/", whole)
    assert again.status_code == 302
    seat.refresh_from_db()
    assert seat.status == "handed_in"
    with pytest.raises(WrongState):
        sheets.save_sheet(sheet=sheet, typed={"overall": Typed("더", "")}, actor=seat.reviewer.user, at=clock.now())
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ScoreSheet.objects.update(points={"need": "60", "team": "40"})
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoreSheet.objects.all().delete()


def test_nobody_but_its_reviewer_writes_or_opens_a_sheet(cast, reviewed, seat, sign_in):
    sheet = pledge(seat, at=clock.now())
    for person in (cast.call_manager, cast.platform_admin, reviewed.pool[1].user):
        with pytest.raises(NotAllowed):
            sheets.save_sheet(sheet=sheet, typed={}, actor=person, at=clock.now())
    for name in ("call_manager", "platform_admin", "reviewer", "company_representative"):
        assert sign_in(name).get(seat.get_absolute_url()).status_code == 404


@pytest.mark.feature("B17")
def test_a_call_manager_reads_only_what_was_handed_in(cast, reviewed, seat, sign_in):
    sheet = fill(pledge(seat, at=clock.now()), at=clock.now())
    address, client = reverse("reviews:sheet-read", kwargs={"uuid": sheet.uuid}), sign_in("call_manager")
    assert client.get(address).status_code == 404
    sheets.hand_in(sheet=sheet, actor=seat.reviewer.user, at=clock.now())
    assert COMMENT in client.get(address).content.decode()
    assert Access.objects.filter(subject_uuid=sheet.uuid, what="reviews.sheet.read").count() == 1
    assert sign_in("company_representative").get(address).status_code == 404


def test_a_wrong_score_is_corrected_beside_the_sheet(cast, reviewed, seat, sign_in):
    sheet = sheets.hand_in(
        sheet=fill(pledge(seat, at=clock.now()), at=clock.now()), actor=seat.reviewer.user, at=clock.now()
    )
    address, client = reverse("reviews:sheet-read", kwargs={"uuid": sheet.uuid}), sign_in("call_manager")
    wrong = client.post(address, {"points-need": "99", "points-team": "30", "reason": "합산이 틀렸습니다"})
    assert wrong.status_code == 400
    sent = {"points-need": "45", "points-team": "30", "reason": "합산이 틀렸습니다"}
    assert client.post(address, sent).status_code == 302
    assert "합산이 틀렸습니다" in client.get(address).content.decode()
    sheet.refresh_from_db()
    assert sheet.points == {"need": "50", "team": "30"}
    [scored] = scores_of(reviewed.call)
    assert scored.sheets == (
        Sheet(
            reviewer_id=reviewed.pool[0].pk,
            round_key="paper",
            points={"need": Decimal(45), "team": Decimal(30)},
            overall_comment="",
            comments={"need": COMMENT, "team": COMMENT},
        ),
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        sheet.corrections.update(reason="고침")


def test_scores_name_what_is_owed_and_keep_their_order(reviewed):
    at = clock.now()
    for reviewer in reversed(reviewed.pool[:3]):
        judged(reviewed.second, reviewer, reviewed.round, at=at)
    assign(reviewed.first, reviewed.pool[3], reviewed.round, at=at)
    found = scores_of(reviewed.call)
    assert [(one.application_id, len(one.sheets), one.missing) for one in found] == [
        (reviewed.first.pk, 0, 1), (reviewed.second.pk, 3, 0),
    ]  # fmt: skip
    assert [sheet.reviewer_id for sheet in found[1].sheets] == [one.pk for one in reviewed.pool[:3]]


@pytest.mark.feature("B22", "N9")
def test_load_lateness_and_lean_over_all_calls(reviewed):
    at = clock.now()
    after = reviewed.round.due_at + timedelta(days=1)
    high = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=after, need="60", team="40").assignment.reviewer
    low = judged(reviewed.first, reviewed.pool[1], reviewed.round, at=at, need="40", team="20").assignment.reviewer
    assign(reviewed.second, high, reviewed.round, at=at)
    found = habits_of([high.pk, low.pk], at=at)
    assert (found[high.pk].open, found[high.pk].handed_in, found[high.pk].late) == (1, 1, 1)
    assert (found[high.pk].lean, found[low.pk].lean) == (Decimal(40), Decimal(-40))
    assert found[high.pk].known_lean is None
    assert habits_of([high.pk], at=after)[high.pk].overdue == 1


def test_discussion_is_for_those_who_handed_in_and_names_nobody(cast, reviewed, browser):
    at = clock.now()
    mine = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    other = judged(reviewed.first, reviewed.pool[1], reviewed.round, at=at, need="20")
    address = reverse("reviews:discussion", kwargs={"uuid": mine.assignment.uuid})
    assert browser.post(address, {"text": "방법의 근거가 약합니다"}).status_code == 302
    page = browser.get(address).content.decode()
    assert "방법의 근거가 약합니다" in page
    assert reviewed.pool[1].person.name not in page
    assert "위원 2" in page
    waiting = assign(reviewed.first, reviewed.pool[2], reviewed.round, at=at)
    with pytest.raises(NotAllowed):
        discussion.say(
            application=reviewed.first, review_round=reviewed.round, assignment=waiting, text="저도",
            actor=reviewed.pool[2].user, at=at,
        )  # fmt: skip
    rounds.close_round(review_round=reviewed.round, reason="끝", actor=cast.call_manager, at=at)
    with pytest.raises(WrongState):
        discussion.say(
            application=reviewed.first, review_round=reviewed.round, assignment=other.assignment, text="늦은 말",
            actor=reviewed.pool[1].user, at=at,
        )  # fmt: skip


def test_points_are_read_as_they_are_written(reviewed, seat):
    sheet = pledge(seat, at=clock.now())
    values = {"points-need": "12,5", "points-team": "30.0"}
    sheet = sheets.patch_sheet(
        sheet=sheet, values=values, base_version=sheet.version, actor=seat.reviewer.user, at=clock.now()
    )
    assert sheet.points == {"need": "12.5", "team": "30"}
    for wrong in ("-1", "12.55", "1e1", "９", "41"):
        with pytest.raises(InvalidInput):
            sheets.patch_sheet(
                sheet=sheet, values={"points-team": wrong}, base_version=sheet.version,
                actor=seat.reviewer.user, at=clock.now(),
            )  # fmt: skip
