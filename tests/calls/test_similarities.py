"""Earlier and parallel projects that say the same are shown to those who screen, passage by passage (B35)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from axportal.calls import tasks
from axportal.calls.models import Application, ProjectDigest, SimilarProject
from axportal.calls.rules.similarity import likeness
from axportal.core import clock
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
