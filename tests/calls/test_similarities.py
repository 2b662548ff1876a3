"""Earlier and parallel projects that say the same are shown to those who screen, passage by passage (B35)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from axportal.calls import tasks
from axportal.calls.models import Application, ProjectDigest, SimilarProject
from axportal.calls.rules.similarity import likeness, runs_of
from axportal.calls.selectors.similarities import SHOWN
from axportal.core import clock
from axportal.core.models import OutboxRow
from tests.calls.factories import make_call, ready, submit, write

GOAL = "용접 공정의 불량을 실시간으로 찾아내는 인공지능 모형을 만들고 세 곳의 공장에서 한 해 동안 실증한다"
OTHER = "고등학생이 지역의 기후 자료를 모아 분석하고 발표하는 교육 과정을 새로 만들어 운영한다"


def handed_in(cast: Any, who: str, goal: str, *, number: str) -> Application:
    """An application to a call of its own, looked at after it was handed in."""
    at = clock.now()
    application = ready(cast, make_call(cast, closes_at=at + timedelta(days=3), number=number), who=who)
    values = {"title_ko": goal[:20], "goal": goal}
    write(application, "project", values, actor=cast[who], at=at, base="적은 내용")
    submission = submit(application, actor=cast[who], at=at)
    for _run in range(2):
        tasks.find_similar.function(submission_id=submission.pk)
    application.refresh_from_db()
    return application


def page(client: Any, application: Application) -> str:
    return str(client.get(reverse("calls:screening", kwargs={"uuid": application.uuid})).content.decode())


@pytest.mark.feature("B35")
def test_staff_see_the_passages_of_both_on_both_pages(cast, sign_in):
    first = handed_in(cast, "rival_representative", GOAL, number="AXL-2026-HN1")
    second = handed_in(cast, "company_representative", f"{GOAL} 그리고 해외에 판다", number="AXL-2026-HN2")
    row = SimilarProject.objects.get()
    assert (row.submission.application, row.other.application) == (second, first)
    assert {"field": "goal", "mine": GOAL, "theirs": GOAL} in row.passages
    for application, other in ((first, second), (second, first)):
        shown = page(sign_in("call_manager"), application)
        assert other.number in shown
        assert GOAL in shown
    for name in ("company_representative", "rival_representative"):
        assert first.number not in page(sign_in(name), second), name


def test_other_projects_and_withdrawn_ones_are_not_named(cast):
    handed_in(cast, "rival_representative", OTHER, number="AXL-2026-HN1")
    handed_in(cast, "company_representative", GOAL, number="AXL-2026-HN2")
    assert not SimilarProject.objects.filter(passages__contains=[{"field": "goal"}]).exists()
    assert ProjectDigest.objects.count() == 2


def test_words_in_a_row_count_and_single_ones_do_not():
    mine = {"goal": "가 나 다 라 마 바 사 아 자 차"}
    assert likeness(mine, {"goal": "가 나 다 라 마 바 x y z w"}).percent == 60
    assert likeness(mine, {"goal": "가 x 다 y 마 z 사 w 자 v"}).percent == 0
    assert likeness(mine, mine).percent == 100
    assert likeness({}, mine).percent == 0


TEXT = "시제품 공정 자료 학습 모형 검증 현장 실증 확산 안전 품질 원가 납기 설비 센서"


@given(st.lists(st.sampled_from(TEXT.split()), max_size=30), st.lists(st.sampled_from(TEXT.split()), max_size=30))
def test_projects_that_share_words_share_a_number(mine, theirs):
    """So that no project that is alike is missed by the index."""
    for shared in ([], TEXT.split()[:6], TEXT.split()):
        one, other = {"goal": " ".join([*mine, *shared])}, {"goal": " ".join([*shared, *theirs])}
        if likeness(one, other).passages:
            assert set(runs_of(one)) & set(runs_of(other))
    assert not set(runs_of({"goal": TEXT})) & set(runs_of({"method": TEXT}))


@pytest.mark.feature("B35")
@pytest.mark.goal("R1")
def test_a_rush_is_searched_in_one_run_as_if_one_after_the_other(cast):
    at = clock.now()
    made = []
    for number, who in enumerate(("rival_representative", "company_representative", "rival_representative")):
        call = make_call(cast, closes_at=at + timedelta(days=3), number=f"AXL-2026-HN{number}")
        application = ready(cast, call, who=who)
        write(application, "project", {"goal": GOAL}, actor=cast[who], at=at, base="적은 내용")
        made.append(submit(application, actor=cast[who], at=at))
    rows = list(OutboxRow.objects.filter(task=tasks.find_similar.name, done_at=None).order_by("id"))
    tasks.find_similar.celery_task(outbox_id=rows[-1].pk)
    assert not OutboxRow.objects.filter(task=tasks.find_similar.name, done_at=None).exists()
    first, second, third = (one.pk for one in made)
    found = SimilarProject.objects.order_by("submission", "other").values_list("submission", "other")
    assert list(found) == [(second, first), (third, first), (third, second)]


def test_digests_of_the_version_before_are_found_too(cast):
    first = handed_in(cast, "rival_representative", GOAL, number="AXL-2026-HN1")
    ProjectDigest.objects.update(runs=None)
    handed_in(cast, "company_representative", GOAL, number="AXL-2026-HN2")
    assert SimilarProject.objects.get().other.application == first


@pytest.mark.feature("B35")
def test_the_strongest_few_are_shown_and_the_rest_on_request(cast, sign_in):
    first = handed_in(cast, "rival_representative", GOAL, number="AXL-2026-HN1")
    others = [
        handed_in(cast, "company_representative", f"{GOAL} {'그리고 ' * many}", number=f"AXL-2026-HX{many}")
        for many in range(SHOWN + 2)
    ]
    client = sign_in("call_manager")
    assert [one.number in page(client, first) for one in others] == [True] * SHOWN + [False] * 2
    address = reverse("calls:screening", kwargs={"uuid": first.uuid}) + "?alike=every"
    assert f'href="{address}#h-alike">비슷한 과제 2개 더 보기</a>' in page(client, first)
    shown = client.get(address).content.decode()
    assert all(one.number in shown for one in others)
    assert "더 보기" not in shown
