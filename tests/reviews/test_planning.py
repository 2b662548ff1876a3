"""Who judges what: solved, shown with reasons, changed by hand, confirmed."""

from collections import Counter

import pytest
from django.urls import reverse

from axportal.core import clock
from axportal.core.errors import InvalidInput, WrongState
from axportal.core.models import MailDelivery, OutboxRow
from axportal.reviews.models import Assignment, Plan, PlannedSeat
from axportal.reviews.rules.seating import Pair, Problem, seat
from axportal.reviews.services import conflicts, notices, planning, rounds, solving
from regions.models import Organisation
from tests.reviews.factories import confirmed, judged, make_review, tie


def plan_of(cast, reviewed):
    plan = planning.want_plan(review_round=reviewed.round, actor=cast.call_manager, at=clock.now())
    solving.solve_plan(plan_id=plan.pk, at=clock.now())
    plan.refresh_from_db()
    return plan


@pytest.mark.feature("B15")
def test_a_plan_fills_every_seat_evenly_and_leaves_conflicts_out(cast, reviewed):
    tie("shareholding", reviewed.pool[0].person, organisation=Organisation.objects.get(key="cast-company"))
    plan = plan_of(cast, reviewed)
    seats = list(PlannedSeat.objects.values_list("application_id", "reviewer_id"))
    assert Counter(application for application, _r in seats) == {reviewed.first.pk: 3, reviewed.second.pk: 3}
    assert max(Counter(reviewer for _a, reviewer in seats).values()) == 1
    assert (reviewed.first.pk, reviewed.pool[0].pk) not in seats
    assert plan.outcome["conflicts"] == {"shareholding": 1}
    assert plan.outcome["empty"] == {}
    assert PlannedSeat.objects.first().grounds["words"] == ["적은", "내용"]


def test_the_solver_weighs_fit_against_load_and_spreads_organisations():
    pairs = [Pair(1, 10, 40.0), Pair(2, 10, 35.0), Pair(3, 10, 5.0), Pair(1, 11, 1.0), Pair(3, 11, 0.0)]
    rooms = {1: 1, 2: 1, 3: 2}
    spread = seat(Problem(pairs, {10: 2, 11: 1}, rooms, {}, {1: 7, 2: 7, 3: 8}))
    assert {(pair.reviewer, pair.application) for pair in spread.chosen} == {(1, 10), (3, 10), (3, 11)}
    apart = seat(Problem(pairs, {10: 2, 11: 1}, rooms, {}, {1: 7, 2: 9, 3: 8}))
    assert {(pair.reviewer, pair.application) for pair in apart.chosen} == {(1, 10), (2, 10), (3, 11)}


def test_seats_that_cannot_be_filled_stay_empty_and_are_told():
    seating = seat(Problem([Pair(1, 10, 1.0)], {10: 2, 11: 1}, {1: 1}, {}, {}))
    assert len(seating.chosen) == 1
    assert seating.empty == {10: 1, 11: 1}
    assert seat(Problem([], {}, {}, {}, {})).chosen == ()


def test_a_plan_is_changed_by_hand_but_never_into_a_conflict(cast, reviewed):
    plan, manager, at = plan_of(cast, reviewed), cast.call_manager, clock.now()
    taken = plan.seats.filter(application=reviewed.first).first()
    change = {"plan": plan, "application": reviewed.first, "actor": manager, "at": at}
    planning.change_seat(**change, reviewer=taken.reviewer, seated=False)
    assert plan.seats.filter(application=reviewed.first).count() == 2
    planning.change_seat(**change, reviewer=taken.reviewer, seated=True)
    assert plan.seats.get(application=reviewed.first, reviewer=taken.reviewer).by_hand
    planning.change_seat(**change, reviewer=taken.reviewer, seated=False)
    tie("advisory", taken.reviewer.person, organisation=Organisation.objects.get(key="cast-company"))
    with pytest.raises(InvalidInput) as refused:
        planning.change_seat(**change, reviewer=taken.reviewer, seated=True)
    assert refused.value.fields["seats"] == [f"{taken.reviewer} – {reviewed.first.number}: 자문 관계"]


def test_confirming_looks_once_more_and_tells_each_reviewer_once(cast, reviewed):
    plan, manager, at = plan_of(cast, reviewed), cast.call_manager, clock.now()
    seated = plan.seats.filter(application=reviewed.first).first()
    conflicts.exclude(
        application=reviewed.first, reviewer=seated.reviewer, kind="relative", reason="사촌", actor=manager, at=at
    )
    with pytest.raises(InvalidInput):
        planning.confirm_plan(plan=plan, actor=manager, at=at)
    assert not Assignment.objects.exists()
    seated.delete()
    planning.confirm_plan(plan=plan, actor=manager, at=at)
    assert Assignment.objects.count() == 5
    owed = OutboxRow.objects.filter(task="axportal.reviews.tasks.notify_assigned")
    assert owed.count() == 5
    for row in owed:
        notices.owe_assigned(**row.kwargs)
        notices.owe_assigned(**row.kwargs)
    assert MailDelivery.objects.filter(subject__contains="1건이 배정되었습니다").count() == 5
    with pytest.raises(WrongState):
        planning.confirm_plan(plan=plan, actor=manager, at=at)


def test_a_second_plan_fills_only_what_is_empty(cast, reviewed):
    at = clock.now()
    confirmed(cast, reviewed.round, at=at)
    leaving = Assignment.objects.filter(application=reviewed.first).first()
    conflicts.step_down(assignment=leaving, reason="사정이 생겼습니다", actor=leaving.reviewer.user, at=at)
    plan = plan_of(cast, reviewed)
    again = plan.seats.get()
    assert again.application == reviewed.first
    assert again.reviewer != leaving.reviewer


@pytest.mark.feature("N9")
def test_load_and_lateness_over_all_calls_count(cast):
    reviewed = make_review(cast, at=clock.now())
    late, other = reviewed.pool[0], reviewed.pool[1]
    for reviewer in reviewed.pool[2:5]:
        conflicts.exclude(
            application=reviewed.second, reviewer=reviewer, kind="relative", reason="사촌",
            actor=cast.call_manager, at=clock.now(),
        )  # fmt: skip
    judged(reviewed.first, late, reviewed.round, at=reviewed.round.due_at.replace(year=2027))
    plan = plan_of(cast, reviewed)
    ground = {seat_.reviewer_id: seat_.grounds["late_percent"] for seat_ in plan.seats.all()}
    assert ground.get(late.pk, 100) == 100
    assert ground[other.pk] == 0


def test_the_pages_of_a_review(cast, reviewed, sign_in):
    client = sign_in("call_manager")
    address = reverse("reviews:review", kwargs={"uuid": reviewed.call.uuid})
    assert "배정안 만들기" in client.get(address).content.decode()
    wanted = client.post(reverse("reviews:plan-want", kwargs={"uuid": reviewed.round.uuid}))
    plan = Plan.objects.get()
    assert wanted.url == plan.get_absolute_url()
    assert "배정안을 계산하고 있습니다." in client.get(wanted.url).content.decode()
    solving.solve_plan(plan_id=plan.pk, at=clock.now())
    page = client.get(wanted.url).content.decode()
    assert "평가위원 6명으로 6자리를 채웠습니다." in page
    assert "적은, 내용" in page
    assert client.post(f"{wanted.url}confirm/").url == address
    assert Assignment.objects.count() == 6
    assert "0 / 6" in client.get(address).content.decode()
    second = client.post(f"{wanted.url}confirm/", follow=True)
    assert "볼 수 있는 배정안만" in second.content.decode()
    assert sign_in("panel_chair").get(address).status_code == 200
    assert sign_in("dgist_admin").get(address).status_code == 404


def test_rounds_open_in_turn_and_close_for_a_reason(cast, reviewed):
    at, manager = clock.now(), cast.call_manager
    with pytest.raises(WrongState, match="앞선 회차"):
        rounds.open_round(call=reviewed.call, key="talk", due_at=reviewed.round.due_at, actor=manager, at=at)
    confirmed(cast, reviewed.round, at=at)
    with pytest.raises(InvalidInput, match="6건"):
        rounds.close_round(review_round=reviewed.round, reason="", actor=manager, at=at)
    rounds.close_round(review_round=reviewed.round, reason="모두 늦어 남은 점수로 정함", actor=manager, at=at)
    assert set(Assignment.objects.values_list("status", flat=True)) == {"ended"}
    talk = rounds.open_round(call=reviewed.call, key="talk", due_at=reviewed.round.due_at, actor=manager, at=at)
    rounds.close_round(review_round=talk, reason="", actor=manager, at=at)
    reviewed.first.refresh_from_db()
    assert reviewed.first.status == "evaluated"
