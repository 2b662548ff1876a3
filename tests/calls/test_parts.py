"""Autosave: other fields merge silently, the same field asks; what cannot be kept says why (B8, F16)."""

from datetime import timedelta

import pytest

from axportal.calls import rules
from axportal.calls.models import PartRevision
from axportal.calls.services import parts
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion, WrongState
from axportal.core.personal_numbers import contains_personal_number
from tests.calls.factories import NOON, make_call, ready, start, submit, write

EARLY = NOON - timedelta(days=3)


@pytest.fixture
def application(cast):
    return start(cast, make_call(cast))


def test_a_field_is_kept_with_who_and_when(cast, application):
    outcome = write(application, "project", {"goal": "목표"}, actor=cast.company_member, at=EARLY)
    part = application.parts.get(step="project")
    assert (outcome.saved, part.fields, part.version) == (["goal"], {"goal": "목표"}, 2)
    assert part.marks["goal"] == {"by": cast.company_member.pk, "at": EARLY.isoformat(), "client": ""}


@pytest.mark.feature("F16")
def test_other_fields_merge_and_the_same_field_asks(cast, application):
    write(application, "project", {"goal": "처음"}, actor=cast.company_representative, at=EARLY)
    write(application, "project", {"goal": "동료"}, base="처음", actor=cast.company_member, at=EARLY)
    outcome = write(
        application, "project", {"goal": "나", "method": "방법"}, base="", actor=cast.company_representative, at=EARLY
    )
    conflict = outcome.conflicts[0]
    assert (conflict.mine, conflict.theirs, conflict.by) == ("나", "동료", "company_member")
    assert outcome.saved == ["method"]
    assert application.parts.get(step="project").fields == {"goal": "동료", "method": "방법"}


def test_the_same_value_typed_twice_is_no_conflict(cast, application):
    write(application, "project", {"goal": "같음"}, actor=cast.company_member, at=EARLY)
    outcome = write(application, "project", {"goal": " 같음 "}, actor=cast.company_representative, at=EARLY)
    assert (outcome.saved, outcome.conflicts) == ([], [])


def test_an_untouched_field_of_a_stale_page_overwrites_nothing(cast, application):
    write(application, "project", {"goal": "처음"}, actor=cast.company_representative, at=EARLY)
    write(application, "project", {"goal": "동료"}, base="처음", actor=cast.company_member, at=EARLY)
    outcome = write(application, "project", {"goal": "처음"}, base="처음", actor=cast.company_representative, at=EARLY)
    assert outcome.is_clean
    assert application.parts.get(step="project").fields["goal"] == "동료"


def test_a_page_does_not_conflict_with_its_own_lost_answer(cast, application):
    actor = cast.company_representative
    write(application, "project", {"goal": "하나"}, actor=actor, at=EARLY, client="page-1")
    outcome = write(application, "project", {"goal": "하나 둘"}, base="", actor=actor, at=EARLY, client="page-1")
    assert outcome.saved == ["goal"]
    other_tab = write(application, "project", {"goal": "셋"}, base="", actor=actor, at=EARLY, client="page-2")
    assert other_tab.conflicts[0].theirs == "하나 둘"


def test_one_field_raises_for_callers_that_want_all_or_nothing(cast, application):
    write(application, "project", {"goal": "동료"}, actor=cast.company_member, at=EARLY)
    part = application.parts.get(step="project")
    step = rules.step_of(application.call, rules.RulesContent(), "project")
    with pytest.raises(StaleVersion) as stale:
        parts.save_field(
            part=part, step=step, key="goal", value="나", base_value="", actor=cast.company_representative, at=EARLY
        )
    assert stale.value.detail["conflicts"] == [{"field": "goal", "mine": "나", "theirs": "동료"}]
    with pytest.raises(InvalidInput) as invalid:
        parts.save_field(
            part=part, step=step, key="trl_end", value="12", base_value="", actor=cast.company_member, at=EARLY
        )
    assert invalid.value.fields == {"trl_end": ["1에서 9까지 적을 수 있습니다."]}


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("title_ko", "가" * 201, "200자까지 쓸 수 있습니다. 지금 201자입니다."),
        ("trl_start", "셋", "숫자만 적어 주세요."),
        ("trl_start", "²", "숫자만 적어 주세요."),
        ("security", "없는 값", "목록에 있는 값을 골라 주세요."),
        ("goal", "책임자 850101-1234567", "주민등록번호나 외국인등록번호는 받지 않습니다. 그 번호를 지워 주세요."),
    ],
)
def test_what_cannot_be_kept_says_why(cast, application, key, value, sentence):
    outcome = write(application, "project", {key: value, "use_plan": "활용"}, actor=cast.company_member, at=EARLY)
    assert outcome.errors == {key: sentence}
    assert outcome.saved == ["use_plan"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("850101-1234567", True),
        ("850101 2234567", True),
        ("8501011234560", False),
        ("0001013123459", False),
        ("201105-3123456", True),
        ("991399-1234567", False),
        ("사업자 124-81-00998", False),
        ("2026-11-23 18:00", False),
        ("전화 062-715-1234567", False),
        ("1850101-1234567", False),
    ],
)
def test_resident_numbers_are_told_from_other_numbers(text, found):
    assert contains_personal_number(text) is found


def test_thirteen_bare_digits_need_the_check_digit():
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    body = "850101123456"
    check = (11 - sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11) % 10
    assert contains_personal_number(f"{body}{check}")
    assert not contains_personal_number(f"{body}{(check + 5) % 10}")


def test_a_partners_person_writes_the_own_part_only(cast, application):
    rival = cast.rival_representative
    organisation = rival.memberships.get().organisation
    application.members.create(organisation=organisation, role="joint")
    write(application, "partners", {"contribution": "실증"}, actor=rival, at=EARLY, organisation=organisation)
    with pytest.raises(NotAllowed):
        write(application, "project", {"goal": "남의 것"}, actor=rival, at=EARLY)
    with pytest.raises(NotAllowed):
        write(application, "project", {"goal": "밖"}, actor=cast.outsider, at=EARLY)


def test_a_draft_can_be_written_on_after_the_deadline_but_nothing_handed_in(cast):
    call = make_call(cast)
    submitted = ready(cast, call)
    draft = start(cast, call, who="rival_representative")
    submit(submitted, actor=cast.company_representative, at=EARLY)
    write(draft, "project", {"goal": "늦음"}, actor=cast.rival_representative, at=NOON + timedelta(hours=1))
    with pytest.raises(WrongState) as refusal:
        write(submitted, "project", {"goal": "늦음"}, actor=cast.company_representative, at=NOON)
    assert refusal.value.message == "접수가 2026. 11. 23. 18:00:00에 끝났습니다. 쓰시던 신청서는 보관되어 있습니다."


@pytest.mark.goal("R1")
def test_a_save_whose_answer_was_lost_is_told_kept_after_the_deadline_and_nothing_else_is(cast):
    call = make_call(cast)
    application = ready(cast, call)
    write(application, "project", {"goal": "제때"}, base="적은 내용", actor=cast.company_representative, at=EARLY)
    submit(application, actor=cast.company_representative, at=EARLY)
    late = {"actor": cast.company_representative, "at": NOON}
    repeated = write(application, "project", {"goal": "제때"}, base="적은 내용", **late)
    assert repeated.is_clean
    assert repeated.part.fields["goal"] == "제때"
    for typed, base in (
        ({"goal": "늦음"}, "적은 내용"),
        ({"goal": "제때", "necessity": "늦음"}, ""),
        ({"goal": "제때"}, "제때"),
    ):
        with pytest.raises(WrongState):
            write(application, "project", typed, base=base, **late)
    with pytest.raises(NotAllowed):
        write(application, "project", {"goal": "제때"}, actor=cast.outsider, at=NOON)


@pytest.mark.feature("B8")
def test_a_revision_is_kept_once_for_each_version(cast, application):
    write(application, "project", {"goal": "목표"}, actor=cast.company_member, at=EARLY)
    part = application.parts.get(step="project")
    for _time in range(2):
        parts.keep_revisions(parts=[part], reason="step", actor=cast.company_member, at=EARLY)
    revision = PartRevision.objects.get()
    assert (revision.part_version, revision.fields, revision.reason) == (2, {"goal": "목표"}, "step")


def test_own_shares_are_checked_against_the_table_of_the_call(cast):
    application = ready(cast, make_call(cast))
    actor = cast.company_representative
    write(
        application, "budget", {"y1_gov": 300_000_000, "y1_cash": 9_000_000, "y1_inkind": 91_000_000},
        base=1_000_000, actor=actor, at=EARLY,
    )  # fmt: skip
    with pytest.raises(InvalidInput) as refusal:
        submit(application, actor=actor, at=EARLY)
    assert refusal.value.fields == {"budget": ["예산: 시험기업 가의 현금이 부담금의 10%보다 적습니다"]}
    write(
        application, "budget", {"y1_cash": 10_000_000, "y1_inkind": 90_000_000},
        actor=actor, at=EARLY, base=9_000_000, client="",
    )  # fmt: skip
