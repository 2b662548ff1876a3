"""Calls, applications, selections and objections keep their invariants under random acts of random people."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from axportal.calls.models import Application, Call, Submission
from axportal.calls.services import calls, screening, submissions, timekeeping
from axportal.decisions.models import Approval, Decision, Letter, Objection, Selection
from axportal.decisions.services import aftermath, findings, objections, publication, selections
from axportal.reviews.services import rounds
from tests.calls import factories as intake
from tests.decisions import courses, factories
from tests.decisions.conftest import AT

STATUS = Application.Status
BEFORE = {STATUS.DRAFT, STATUS.SUBMITTED, STATUS.WITHDRAWN}
SCREENING = BEFORE | {STATUS.RETURNED, STATUS.SCREENED, STATUS.EXCLUDED}
REVIEWING = {
    STATUS.DRAFT, STATUS.WITHDRAWN, STATUS.EXCLUDED, STATUS.SCREENED, STATUS.UNDER_REVIEW, STATUS.EVALUATED,
}  # fmt: skip
TOLD = {STATUS.SELECTED, STATUS.RESERVE, STATUS.NOT_SELECTED, STATUS.DECLINED}
#: What an application may be while its call stands there.
POSSIBLE = {
    Call.Status.ANNOUNCED: BEFORE,
    Call.Status.SCREENING: SCREENING,
    Call.Status.REVIEWING: REVIEWING,
    Call.Status.DELIBERATING: REVIEWING,
    Call.Status.CANCELLED: SCREENING | REVIEWING,
}
BODY: dict[str, Any] = {
    **factories.BODY,
    "screening": [{"key": "debt", "name_ko": "부채비율 500% 미만", "name_en": "Debt ratio"}],
}
#: Mostly whoever may, the empty name; else anybody.
ANYBODY = st.sampled_from(
    [*[""] * 6, "call_manager", "company_representative", "rival_representative", "company_member", "outsider"]
)
DECIDERS = st.sampled_from(
    [*[""] * 4, "call_manager", "panel_chair", "ministry_approver", "agency_officer", "outsider"]
)
FIRST, SECOND = "company_representative", "rival_representative"
WHICH = st.sampled_from([FIRST, SECOND])
HOURS = st.sampled_from([1, 6, 24, 24 * 4, 24 * 15])


class IntakeCourse(courses.Course):
    """From five hours before the deadline until the last round of review is closed."""

    begins = intake.NOON - timedelta(hours=5)

    def __init__(self) -> None:
        super().__init__()
        self.key = None
        self.receipts: dict[int, tuple[int, str]] = {}
        self.numbers: dict[int, str] = {}

    @property
    def call(self) -> Call:
        """As it stands."""
        return Call.objects.get(pk=self.prepared["call"])

    def application(self, which: str) -> Application:
        """As it stands."""
        return Application.objects.select_related("call").get(pk=self.prepared[which])

    @initialize(early=st.sampled_from([(), (SECOND,), (FIRST, SECOND)]), keys=st.tuples(*[st.uuids(version=4)] * 2))
    def some_hand_in_early(self, early: tuple[str, ...], keys: tuple[Any, Any]) -> None:
        for which, key in zip(early, keys, strict=False):
            self.hand_in(which, "", key)

    @rule(hours=HOURS)
    def wait(self, hours: int) -> None:
        self.pass_time(timedelta(hours=hours), timekeeping.keep_time, screening.lapse_returns)

    @rule(which=WHICH, actor=ANYBODY, key=st.uuids(version=4))
    def hand_in(self, which: str, actor: str, key: Any) -> None:
        application, actor = self.application(which), actor or which
        was = application.status
        made = self.attempt(submissions.submit_application, actor=actor, application=application, request_key=key)
        if made is None:
            return
        self.key = (which, key, made.pk)
        request = application.return_requests.order_by("id").last()
        in_correction = was == STATUS.RETURNED and request is not None and self.at < request.due_at
        assert actor == which
        assert application.call.opens_at <= self.at
        assert in_correction or (self.at < self.call.closes_at and self.call.status == Call.Status.ANNOUNCED)

    @precondition(lambda self: self.key)
    @rule()
    def hand_in_again_with_the_same_key(self) -> None:
        which, key, made = self.key
        again = self.attempt(
            submissions.submit_application, actor=which, application=self.application(which), request_key=key
        )
        assert again.pk == made

    @rule(which=WHICH, actor=ANYBODY)
    def withdraw(self, which: str, actor: str) -> None:
        application, actor = self.application(which), actor or which
        was = application.status
        done = self.attempt(submissions.withdraw_application, actor=actor, application=application, reason="사정")
        assert done is None or actor == which or was == STATUS.WITHDRAWN

    @rule(actor=ANYBODY, hours=st.sampled_from([1, 6]))
    def move_the_deadline(self, actor: str, hours: int) -> None:
        actor = actor or "call_manager"
        values = {"closes_at": self.call.closes_at + timedelta(hours=hours), "reason": "장애"}
        moved = self.attempt(calls.move_deadline, actor=actor, call=self.call, **values)
        assert moved is None or actor == "call_manager"

    @rule(actor=ANYBODY)
    def start_screening(self, actor: str) -> None:
        done = self.attempt(screening.start_screening, actor=actor or "call_manager", call=self.call)
        assert done is None or self.at >= self.call.closes_at

    @rule(which=WHICH, actor=ANYBODY, verdict=st.sampled_from(["pass", "fail", "check"]))
    def judge(self, which: str, actor: str, verdict: str) -> None:
        actor = actor or "call_manager"
        values = {"rule": "debt", "verdict": verdict, "evidence": "재무제표"}
        done = self.attempt(screening.judge_rule, actor=actor, application=self.application(which), **values)
        assert done is None or actor == "call_manager"

    @rule(which=WHICH)
    def judge_and_pass(self, which: str) -> None:
        self.judge(which, "call_manager", "pass")
        self.attempt(screening.pass_application, actor="call_manager", application=self.application(which))

    @rule(which=WHICH, actor=ANYBODY)
    def exclude(self, which: str, actor: str) -> None:
        values = {"application": self.application(which), "rule": "debt"}
        self.attempt(screening.exclude_application, actor=actor or "call_manager", **values)

    @rule(which=WHICH, actor=ANYBODY, days=st.sampled_from([10, 20, 99]))
    def send_back(self, which: str, actor: str, days: int) -> None:
        values = {"application": self.application(which), "items": ["예산 근거를 더해 주세요"], "days": days}
        self.attempt(screening.send_back, actor=actor or "call_manager", **values)

    @rule(actor=ANYBODY)
    def open_the_round(self, actor: str) -> None:
        values = {"key": "paper", "due_at": self.at + timedelta(days=10)}
        self.attempt(rounds.open_round, actor=actor or "call_manager", call=self.call, **values)

    @rule(actor=ANYBODY)
    def close_the_round(self, actor: str) -> None:
        opened = self.call.review_rounds.first()
        if opened is not None:
            self.attempt(rounds.close_round, actor=actor or "call_manager", review_round=opened, reason="")

    @precondition(lambda self: self.at > self.begins + timedelta(days=20))
    @rule(actor=ANYBODY)
    def cancel(self, actor: str) -> None:
        self.attempt(calls.cancel_call, actor=actor or "call_manager", call=self.call, reason="예산")

    @invariant()
    def steps_are_the_tables(self) -> None:
        courses.ensure_steps_are_the_tables(at=self.at)

    @invariant()
    def applications_stand_where_the_call_lets_them(self) -> None:
        there = set(self.call.applications.values_list("status", flat=True))
        assert there <= POSSIBLE[self.call.status]

    @invariant()
    def receipts_stay(self) -> None:
        now = {one.pk: (one.number, one.sha256) for one in Submission.objects.all()}
        assert self.receipts.items() <= now.items()
        self.receipts = now
        numbers = {one.pk: one.number for one in Application.objects.exclude(number="")}
        assert self.numbers.items() <= numbers.items()
        assert len(set(numbers.values())) == len(numbers)
        self.numbers = numbers


class DecisionCourse(courses.Course):
    """From two evaluated applications, with money for one, until the call is final."""

    begins = AT

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[int, tuple[str, Any]] = {}
        self.told: set[int] = set()

    @property
    def call(self) -> Call:
        """As it stands."""
        return Call.objects.get(pk=self.prepared["call"])

    def application(self, which: str) -> Application:
        """As it stands."""
        return Application.objects.select_related("call").get(pk=self.prepared[which])

    def newest(self) -> Selection | None:
        """The selection that was made last."""
        return Selection.objects.filter(call=self.call).order_by("number").last()

    @initialize()
    def usually_somebody_has_proposed(self) -> None:
        self.propose("call_manager", 1, "first")

    @rule(hours=HOURS)
    def wait(self, hours: int) -> None:
        self.pass_time(timedelta(hours=hours), publication.publish_due, aftermath.finalise_due)

    @rule(actor=DECIDERS, hours=HOURS, cause=st.sampled_from(["first", "objection", "correction"]))
    def propose(self, actor: str, hours: int, cause: str) -> None:
        values = {"publish_at": self.at + timedelta(hours=hours), "note": "", "cause": cause}
        self.attempt(selections.propose_selection, actor=actor or "call_manager", call=self.call, **values)

    @precondition(lambda self: self.newest())
    @rule(actor=DECIDERS, act=st.sampled_from([selections.confirm_selection, selections.approve_selection]))
    def say_yes(self, actor: str, act: Any) -> None:
        self.attempt(act, actor=actor or "panel_chair", selection=self.newest(), reason="", no_conflict=True)

    @precondition(lambda self: self.newest())
    @rule()
    def both_say_yes(self) -> None:
        self.say_yes("panel_chair", selections.confirm_selection)
        self.say_yes("ministry_approver", selections.approve_selection)

    @precondition(lambda self: self.newest())
    @rule(actor=DECIDERS)
    def send_it_back(self, actor: str) -> None:
        values = {"selection": self.newest(), "reason": "다시 보십시오"}
        self.attempt(selections.return_selection, actor=actor or "ministry_approver", **values)

    @rule(which=WHICH, actor=DECIDERS)
    def find(self, which: str, actor: str) -> None:
        values = {"kind": "out_of_scope", "reason": "공고의 범위 밖입니다"}
        values["application"] = self.application(which)
        self.attempt(findings.record_finding, actor=actor or "panel_chair", **values)

    @rule(which=WHICH, actor=DECIDERS, granted=st.booleans())
    def grant(self, which: str, actor: str, granted: bool) -> None:
        values = {"key": "sanction", "is_granted": granted, "evidence": "제재 공문"}
        values["application"] = self.application(which)
        self.attempt(findings.grant_adjustment, actor=actor or "panel_chair", **values)

    @rule(which=WHICH, actor=ANYBODY)
    def decline(self, which: str, actor: str) -> None:
        actor = actor or which
        done = self.attempt(aftermath.decline, actor=actor, application=self.application(which), reason="합병")
        assert done is None or actor == which

    @rule(which=WHICH, actor=WHICH)
    def withdraw(self, which: str, actor: str) -> None:
        self.attempt(submissions.withdraw_application, actor=actor, application=self.application(which), reason="사정")

    @rule(which=WHICH, actor=ANYBODY)
    def object(self, which: str, actor: str) -> None:
        actor = actor or which
        decision = Decision.objects.filter(application=self.application(which)).order_by("id").last()
        if decision is None:
            return
        values = {"ground": "error", "text": "둘째 위원이 계획서의 수치를 잘못 읽었습니다."}
        filed = self.attempt(objections.file_objection, actor=actor, decision=decision, **values)
        assert filed is None or actor == which

    @precondition(lambda self: Objection.objects.exists())
    @rule(handler=st.sampled_from(["auditor", "auditor", "agency_officer", "panel_chair"]), actor=DECIDERS)
    def assign(self, handler: str, actor: str) -> None:
        values = {"objection": Objection.objects.latest("id"), "handler": self.cast[handler], "panel": []}
        done = self.attempt(objections.assign_objection, actor=actor or "agency_officer", **values)
        assert done is None or handler != "panel_chair" or not self._confirmed_by_the_chair(done)

    def _confirmed_by_the_chair(self, objection: Objection) -> bool:
        words = Approval.objects.filter(selection=objection.decision.selection)
        return words.filter(by=self.cast.panel_chair).exists()

    @precondition(lambda self: Objection.objects.exists())
    @rule(
        actor=st.sampled_from(["auditor", "auditor", "agency_officer", "call_manager"]),
        act=st.sampled_from([objections.uphold_objection, objections.dismiss_objection]),
    )
    def decide(self, actor: str, act: Any) -> None:
        objection = Objection.objects.latest("id")
        word = {"reason": "회의록과 평가표를 대조했습니다", "no_conflict": True}
        done = self.attempt(act, actor=actor, objection=objection, **word)
        assert done is None or done.handler == self.cast[actor]

    @precondition(lambda self: Objection.objects.exists())
    @rule(actor=WHICH)
    def take_back(self, actor: str) -> None:
        self.attempt(objections.withdraw_objection, actor=actor, objection=Objection.objects.latest("id"))

    @invariant()
    def steps_are_the_tables(self) -> None:
        courses.ensure_steps_are_the_tables(at=self.at)

    @invariant()
    def two_other_people_said_yes_to_what_was_told(self) -> None:
        told = Selection.objects.filter(status__in=["published", "superseded"]).exclude(cause="moved_up")
        for selection in told:
            words = set(Approval.objects.filter(selection=selection, is_approved=True).values_list("by", flat=True))
            assert len(words) == 2
            assert selection.made_by_id not in words

    @invariant()
    def one_selection_is_in_force_once_the_result_is_told(self) -> None:
        in_force = list(Selection.objects.filter(status="published"))
        is_told = self.call.status in {Call.Status.NOTIFIED, Call.Status.FINALISED}
        assert len(in_force) == is_told
        assert (self.call.objections_until is not None) == is_told
        for selection in in_force:
            assert selection.publish_at <= self.at
        if not is_told:
            assert not set(self.call.applications.values_list("status", flat=True)) & TOLD

    @invariant()
    def the_money_is_enough(self) -> None:
        chosen = Submission.objects.filter(application__call=self.call, application__status="selected")
        assert (chosen.aggregate(sum=Sum("asked_won"))["sum"] or 0) <= self.call.budget_won

    @invariant()
    def what_was_reckoned_and_told_stays(self) -> None:
        now = {one.pk: (one.sha256, one.places) for one in Selection.objects.all()}
        assert all(now[pk] == was for pk, was in self.kept.items())
        letters = set(Letter.objects.values_list("pk", flat=True))
        assert self.told <= letters
        self.kept, self.told = now, letters

    @invariant()
    def a_final_call_leaves_no_objection_open(self) -> None:
        if self.call.status == Call.Status.FINALISED:
            assert self.at >= self.call.objections_until
            assert not Objection.objects.filter(status__in=["filed", "handling"]).exists()


@pytest.mark.goal("V1", "V2", "V8")
def test_intake_keeps_its_invariants_under_random_acts(cast):
    call = intake.make_call(cast, body=BODY)
    prepared = {"call": call.pk}
    for who in ("company_representative", "rival_representative"):
        prepared[who] = intake.ready(cast, call, who=who).pk
    acts = courses.run(IntakeCourse, prepared)
    assert acts["submit_application"]
    assert acts["start_screening"]


@pytest.mark.goal("V7", "V8")
def test_decisions_keep_their_invariants_under_random_acts(cast, judged):
    prepared = {
        "call": judged.call.pk, "company_representative": judged.first.pk, "rival_representative": judged.second.pk,
    }  # fmt: skip
    acts = courses.run(DecisionCourse, prepared)
    assert acts["approve_selection"]
