"""While a review runs: conflicts that come up later, sheets that do not come, a word of the chair."""

from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.audit.models import Act
from axportal.calls.workflow import CALL
from axportal.core import clock
from axportal.core.errors import NotAllowed, WrongState
from axportal.core.models import MailDelivery
from axportal.reviews import tasks
from axportal.reviews.models import Assignment, Participant, Person, Recusal, SetAside
from axportal.reviews.selectors.scores import scores_of
from axportal.reviews.services import lateness, planning, rechecks, reviewers, rounds, solving, ties
from regions.models import Organisation
from tests.reviews.factories import assign, confirmed, employer, judged, tie

REASON = "두 번 알렸지만 답이 없습니다"


@pytest.mark.feature("B18", "N8")
def test_a_tie_that_is_learnt_mid_way_sets_the_sheet_aside(cast, reviewed):
    at = clock.now()
    sheet = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    other = judged(reviewed.second, reviewed.pool[0], reviewed.round, at=at)
    row = f"kind,person,person_organisation,organisation\nshareholding,평가자1,{employer(1).key},cast-company\n"
    assert ties.import_ties(
        content=row.encode(), source="공시", as_of=clock.seoul_date(at), actor=cast.agency_officer, at=at
    ).added == 1  # fmt: skip
    aside = SetAside.objects.get()
    assert (aside.sheet_id, aside.reason, aside.recusal.kind) == (sheet.pk, "지분 관계", "shareholding")
    assert [len(one.sheets) for one in scores_of(reviewed.call)] == [0, 1]
    other.assignment.refresh_from_db()
    assert other.assignment.status == "handed_in"
    entry = Act.objects.get(action="reviews.call.rechecked")
    assert entry.detail == {"ended": 1}


@pytest.mark.feature("B18")
def test_a_new_employer_ends_the_seat(cast, reviewed):
    seat = assign(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())
    judge = reviewed.pool[0]
    company = Organisation.objects.get(key="cast-company")
    reviewers.change_reviewer(
        reviewer=judge, values={"organisation": company}, base_version=judge.version,
        actor=cast.agency_officer, at=clock.now(),
    )  # fmt: skip
    seat.refresh_from_db()
    assert seat.status == "ended"
    assert Recusal.objects.get().kind == "employer"


@pytest.mark.feature("B18", "N8")
def test_somebody_looks_again(cast, reviewed, sign_in):
    at = clock.now()
    judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    Person.objects.filter(pk=reviewed.pool[0].person_id).update(organisation=reviewed.first.organisation)
    sent = sign_in("call_manager").post(reverse("reviews:recheck", kwargs={"uuid": reviewed.call.uuid}), follow=True)
    assert "배정 1건이 풀렸습니다" in sent.content.decode()
    assert SetAside.objects.get().recusal.kind == "employer"
    with pytest.raises(NotAllowed):
        rechecks.recheck_review(call=reviewed.call, actor=cast.panel_chair, at=at)


@pytest.mark.feature("B18")
def test_whoever_takes_part_is_known_before_anybody_is_seated(cast, reviewed):
    """An application may come into review after its round was opened."""
    known = Participant.objects.filter(application=reviewed.first).count()
    Participant.objects.all().delete()
    tie("shareholding", reviewed.pool[0].person, organisation=reviewed.first.organisation)
    plan = confirmed(cast, reviewed.round, at=clock.now())
    assert Participant.objects.filter(application=reviewed.first).count() == known > 1
    assert not plan.seats.filter(application=reviewed.first, reviewer=reviewed.pool[0]).exists()


@pytest.mark.feature("B18")
def test_closing_a_round_looks_once_more(cast, reviewed):
    at = clock.now()
    judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    tie("shareholding", reviewed.pool[0].person, organisation=reviewed.first.organisation)
    rounds.close_round(review_round=reviewed.round, reason="끝났습니다", actor=cast.call_manager, at=at)
    assert SetAside.objects.count() == 1


def test_a_round_that_was_opened_again_closes_once_the_call_has_gone_on(cast, reviewed):
    at = clock.now()
    CALL.advance(reviewed.call, "deliberate", actor=cast.call_manager, at=at)
    sheet = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    type(reviewed.round).objects.filter(pk=reviewed.round.pk).update(key="talk")
    tie("shareholding", reviewed.pool[0].person, organisation=reviewed.first.organisation)
    rounds.close_round(review_round=reviewed.round, reason="끝났습니다", actor=cast.call_manager, at=at)
    reviewed.call.refresh_from_db()
    reviewed.first.refresh_from_db()
    assert (reviewed.call.status, reviewed.first.status) == ("deliberating", "evaluated")
    assert SetAside.objects.get().sheet_id == sheet.pk


@pytest.mark.feature("B22")
def test_everybody_is_late(cast, reviewed, sign_in):
    at = clock.now()
    confirmed(cast, reviewed.round, at=at)
    after = reviewed.round.due_at + timedelta(hours=1)
    type(reviewed.round).objects.filter(pk=reviewed.round.pk).update(due_at=at - timedelta(hours=1),
                                                                    opened_at=at - timedelta(days=3))  # fmt: skip
    address = reverse("reviews:review", kwargs={"uuid": reviewed.call.uuid})
    assert "내지 않은 평가표가 6건 있습니다" in sign_in("panel_chair").get(address).content.decode()
    remind = reverse("reviews:round-remind", kwargs={"uuid": reviewed.round.uuid})
    owing = Assignment.objects.values("reviewer").distinct().count()
    assert f"내지 않은 {owing}분께" in sign_in("panel_chair").post(remind, follow=True).content.decode()
    seat = Assignment.objects.first()
    release = reverse("reviews:seat-release", kwargs={"uuid": seat.uuid})
    sign_in("call_manager").post(release, {"reason": REASON})
    seat.refresh_from_db()
    assert seat.status == "ended"
    plan = planning.want_plan(review_round=reviewed.round, actor=cast.call_manager, at=after)
    solving.solve_plan(plan_id=plan.pk, at=after)
    assert [planned.application_id for planned in plan.seats.all()] == [seat.application_id]


def test_a_reminder_goes_once_a_day_and_only_while_a_sheet_is_owed(cast, reviewed):
    at = clock.now()
    judge, ready = reviewed.pool[:2]
    assign(reviewed.first, judge, reviewed.round, at=at)
    judged(reviewed.first, ready, reviewed.round, at=at)
    day = clock.seoul_date(at).isoformat()
    assert lateness.remind(review_round=reviewed.round, actor=cast.panel_chair, at=at) == 1
    assert lateness.remind(review_round=reviewed.round, actor=cast.panel_chair, at=at) == 1
    for one in (judge, ready, judge):
        tasks.notify_owing.function(round_id=reviewed.round.pk, reviewer_id=one.pk, day=day)
    delivery = MailDelivery.objects.get(recipient=judge.user.email)
    assert delivery.subject == "평가표 1건을 기다리고 있습니다"
    assert reviewed.first.number not in delivery.body
    assert not MailDelivery.objects.filter(recipient=ready.user.email).exists()


def test_a_seat_with_a_handed_in_sheet_is_not_freed(cast, reviewed):
    sheet = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())
    with pytest.raises(WrongState):
        lateness.release(assignment=sheet.assignment, reason=REASON, actor=cast.call_manager, at=clock.now())
    seat = assign(reviewed.second, reviewed.pool[0], reviewed.round, at=clock.now())
    with pytest.raises(NotAllowed):
        lateness.release(assignment=seat, reason=REASON, actor=cast.panel_chair, at=clock.now())


@pytest.mark.feature("B13")
def test_the_chair_says_something_and_reviewers_see_no_name(cast, reviewed, sign_in, client):
    sheet = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())
    where = {"uuid": reviewed.call.uuid, "application": reviewed.first.uuid}
    chair = sign_in("panel_chair")
    assert chair.post(reverse("reviews:remark", kwargs=where), {"text": ""}).status_code == 400
    said = chair.post(reverse("reviews:remark", kwargs=where), {"text": "예산의 근거를 봐 주세요"}, follow=True)
    assert "예산의 근거를 봐 주세요" in said.content.decode()
    client.force_login(sheet.assignment.reviewer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("reviews:discussion", kwargs={"uuid": sheet.assignment.uuid})).content.decode()
    assert "예산의 근거를 봐 주세요" in page
    assert "평가를 이끄는 사람" in page
    assert cast.panel_chair.name not in page
    refused = sign_in("auditor").post(reverse("reviews:remark", kwargs=where), {"text": "저도 한마디"})
    assert refused.status_code == 403
