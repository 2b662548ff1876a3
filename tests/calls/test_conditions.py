"""Fields that depend on answers, and rules across fields that a call brings as data."""

from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.calls import tasks
from axportal.calls.models import Application, Call
from axportal.calls.rules.completeness import progress_of, read_application
from axportal.calls.rules.conditions import Condition, read_conditions
from axportal.calls.services import calls, corrections
from axportal.core import clock
from axportal.core.errors import InvalidInput
from axportal.core.models import MailDelivery, OutboxRow
from tests.calls.factories import BODY, draft_call, make_call, ready, start, write
from tests.calls.test_management import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B4")]
WORDS = "GPU를 쓰면 GPU 시간이 100시간 이상이어야 합니다"
GPU = {"key": "gpu", "name_ko": WORDS, "name_en": "With GPUs, at least 100 GPU-hours", "field": "gpu.gpu_hours",
       "relation": "at_least", "value": "100", "when_field": "gpu.needs_gpu", "when_value": "yes"}  # fmt: skip


def rule(**given):
    return {"key": "x", "name_ko": "말", **given}


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def call(cast, at):
    return make_call(cast, closes_at=at + timedelta(days=3), body={**BODY, "conditions": [GPU]})


def faults(application):
    progress = progress_of(read_application(Application.objects.get(pk=application.pk)))
    return [str(one.label) for step in progress.steps for one in step.missing if one.is_fault]


@pytest.mark.feature("B4")
def test_a_field_is_asked_only_after_the_answer_that_calls_for_it(cast, call):
    application = start(cast, call)
    at = call.opens_at + timedelta(days=1)

    def missing():
        return {one.key for one in progress_of(read_application(application)).of("gpu").missing}

    write(application, "gpu", {"needs_gpu": "no"}, actor=cast.company_member, at=at)
    assert missing() == set()
    write(application, "gpu", {"needs_gpu": "yes"}, base="no", actor=cast.company_member, at=at)
    assert missing() == {"gpu_model", "gpu_count", "gpu_hours", "gpu_period"}


def test_a_rule_across_fields_is_told_in_its_words_and_keeps_from_handing_in(cast, sign_in, client, call):
    assert WORDS in client.get(call.get_absolute_url()).content.decode()  # known before anybody writes
    application = ready(cast, call)
    assert faults(application) == []
    at = call.opens_at + timedelta(days=1)
    write(application, "gpu", {"needs_gpu": "yes"}, base="no", actor=cast.company_member, at=at)
    assert faults(application) == [WORDS]
    page = sign_in("company_representative").get(reverse("calls:application-submit", kwargs={"uuid": application.uuid}))
    assert WORDS in page.content.decode()
    write(application, "gpu", {"gpu_hours": "100"}, base=3, actor=cast.company_member, at=at)
    assert faults(application) == []


VALUES = {"project": {"trl_start": 3, "trl_end": 5, "title_en": "", "security": "secure"},
          "data": {"returned_on": "2029-12-31"}, "budget": {"gov": 300, "own": 100, "total": 400}}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        ({"field": "project.trl_end", "relation": "at_least", "other": "project.trl_start"}, False),
        ({"field": "project.trl_start", "relation": "at_least", "other": "project.trl_end"}, True),
        ({"field": "project.trl_end", "relation": "at_most", "value": "4"}, True),
        ({"field": "project.title_en", "relation": "filled"}, True),
        ({"field": "project.title_en", "relation": "empty"}, False),
        ({"field": "project.title_en", "relation": "equals", "value": "AX"}, False),  # missing is told elsewhere
        ({"field": "project.security", "relation": "differs", "value": "secure"}, True),
        ({"field": "data.returned_on", "relation": "at_most", "value": "2028-12-31"}, True),
        ({"field": "budget.own", "relation": "at_least", "value": "101"}, True),
        ({"field": "budget.gov", "relation": "at_least", "other": "budget.own"}, False),
        (
            {"field": "project.title_en", "relation": "filled", "when_field": "project.security",
             "when_value": "general"},
            False,
        ),
    ],
)  # fmt: skip
def test_each_relation(given, broken):
    (condition,) = read_conditions({"conditions": [rule(**given)]})
    assert isinstance(condition, Condition)
    assert condition.is_broken(VALUES) is broken


@pytest.mark.parametrize(
    "given",
    [
        {"field": "project.nothing", "relation": "filled"},
        {"field": "project.title_ko", "relation": "like", "value": "x"},
        {"field": "project.title_ko", "relation": "at_least", "value": "x"},
        {"field": "project.trl_end", "relation": "at_least", "other": "data.returned_on"},
        {"field": "project.trl_end", "relation": "at_least"},
        {"field": "project.trl_end", "relation": "at_least", "value": "12"},
        {"field": "project.trl_end", "relation": "at_least", "value": "1", "other": "project.trl_start"},
        {"field": "project.title_en", "relation": "filled", "when_field": "gpu.needs_gpu"},
        {"field": "project.title_en", "relation": "filled", "when_field": "gpu.needs_gpu", "when_value": "perhaps"},
    ],
)
def test_a_rule_that_cannot_be_judged_is_refused(cast, at, given):
    draft = draft_call(cast, at=at)
    with pytest.raises(InvalidInput) as refused:
        calls.revise_rules(call=draft, body={**BODY, "conditions": [rule(**given)]}, actor=cast.call_manager, at=at)
    assert list(refused.value.fields) == ["conditions"]


def test_a_keeper_writes_such_a_rule_and_the_time_for_corrections_without_json(cast, sign_in, at):
    draft = draft_call(cast, at=at)
    client, page = sign_in("call_manager"), reverse("calls:call-rules", kwargs={"uuid": draft.uuid})
    form = fields_of(client.get(page).content.decode())
    form["return_days"] = ["7"]
    for name, value in GPU.items():
        form[f"conditions-0-{name}"] = [value if name != "key" else ""]
    assert client.post(page, form).status_code == 302
    body = draft.rules.get().body
    assert body["returning"] == {"days": 7}
    assert body["conditions"] == [{**GPU, "key": "conditions_1"}]
    again = fields_of(client.get(page).content.decode())
    assert client.post(page, again).status_code == 302
    assert draft.rules.get().body == body
    wrong = client.post(page, {**again, "conditions-0-value": ["많이"]})
    assert (wrong.status_code, "그 칸에 쓸 수 없는 값입니다" in wrong.content.decode()) == (400, True)


def test_budget_and_years_are_corrected_with_a_new_version_and_notice(cast, sign_in, at):
    call = make_call(cast, closes_at=at + timedelta(days=3), budget_won=1_000_000_000)
    assert call.rules.get().body["terms"] == {"budget_won": 1_000_000_000, "years_max": 1}
    start(cast, call)
    client, page = sign_in("call_manager"), reverse("calls:call-rules", kwargs={"uuid": call.uuid})
    form = {**fields_of(client.get(page).content.decode()), "reason": ["추가 예산"]}
    form |= {"budget_won": ["2000000000"], "years_max": ["3"]}
    assert client.post(page, form).status_code == 302
    call.refresh_from_db()
    assert (call.budget_won, call.years_max, call.rules.count()) == (2_000_000_000, 3, 2)
    for row in OutboxRow.objects.filter(done_at=None, task=tasks.notify_corrected.name):
        tasks.notify_corrected.celery_task(outbox_id=row.pk)
    told = MailDelivery.objects.filter(dedup_key__startswith="calls.corrected").first()
    assert "지원 규모 · 예산(원): 1,000,000,000 → 2,000,000,000" in told.body
    assert "지원 규모 · 최장 연차: 1 → 3" in told.body
    body = {**call.rules.latest("number").body, "terms": {"years_max": 11}}
    with pytest.raises(InvalidInput):
        corrections.correct_rules(call=call, body=body, reason="x", actor=cast.call_manager, at=at)
    assert Call.objects.get(pk=call.pk).years_max == 3


def test_a_copy_takes_the_terms_from_its_own_fields(cast, at):
    call = make_call(cast, closes_at=at + timedelta(days=3), budget_won=5)
    body = call.rules.get().body
    draft = calls.create_call(
        values={"number": "N", "title_ko": "베낀 것", "programme": "gpu", "organisation": call.organisation,
                "opens_at": at + timedelta(days=9), "budget_won": 7},
        body=body, actor=cast.call_manager, at=at,
    )  # fmt: skip
    assert "terms" not in draft.rules.get().body
