"""The programme's figures: counted now, kept day by day."""

from datetime import timedelta

import pytest

from axportal.core import clock
from axportal.indicators.models import DailyFigure
from axportal.indicators.selectors import GPU, LABS, TALENT, TASKS, count_now, kept_on, total_of
from axportal.indicators.services import keep_figures
from gpu.models import GpuPool
from regions.selectors import zone_summaries, zone_summary
from talent.models import GiftedSchool
from tests import programme

pytestmark = pytest.mark.django_db


def value(task, slug, measure=None):
    return count_now(at=clock.now()).value(task, measure or task.main, zone_summary(slug).id)


def test_only_published_rows_in_the_state_count():
    programme.some_of_each(1)
    programme.lab("끝난 곳", status="ended")
    assert value(LABS, "honam") == 1
    assert value(LABS, "honam", LABS.beside[0]) == 1


def test_a_complete_register_without_rows_is_zero_but_gpus_are_unknown():
    assert value(LABS, "jungbu") == 0
    assert value(GPU, "jungbu") is None


def test_clashing_and_unknown_gpus_are_not_added():
    """GIST's 320 are one source's; the national centre's counts clash and are only counted as rows."""
    clashing = GpuPool.objects.filter(zone__slug="honam").exclude(source_group="").count()
    assert value(GPU, "honam") == 320
    assert value(GPU, "honam", GPU.beside[0]) == clashing > 1
    assert (value(GPU, "daegyeong"), value(GPU, "daegyeong", GPU.beside[1])) == (None, 1)


def test_schools_count_where_they_stand():
    """KSA belongs to KAIST and stands in Busan."""
    ksa = GiftedSchool.objects.get(name_ko__startswith="한국과학영재학교", status="operating")
    assert (ksa.affiliated_institute.key, ksa.zone.slug) == ("kaist", "dongnam")
    assert value(TALENT, "dongnam") == GiftedSchool.objects.filter(zone__slug="dongnam", status="operating").count()


def test_a_total_says_what_it_leaves_out():
    programme.pool("GPU", 16)
    figures = count_now(at=clock.now())
    gpu, schools = total_of(figures, GPU, zone_summaries()), total_of(figures, TALENT, zone_summaries())
    outside = GiftedSchool.objects.filter(zone=None, status="operating").count()
    assert (gpu.value, gpu.left_out) == (336, ("대경권·동남권 제외 합",))
    assert schools.left_out == ("4개 권역 합", f"네 권역 밖 {outside}개교 제외")


def test_counting_takes_two_statements_however_many_rows(django_assert_num_queries):
    zone_summaries()
    for number in (1, 2, 3):
        programme.some_of_each(number)
        with django_assert_num_queries(2):
            count_now(at=clock.now())


def test_a_day_is_kept_once_and_stays_as_it_was():
    at = clock.now()
    programme.lab("가")
    assert keep_figures(at=at)
    programme.lab("나")
    assert not keep_figures(at=at + timedelta(seconds=1))
    kept = kept_on(clock.seoul_date(at))
    honam = zone_summary("honam").id
    assert (kept.value(LABS, LABS.main, honam), kept.taken_at, kept.is_kept) == (1, at, True)
    assert value(LABS, "honam") == 2
    rows = sum(len(task.measures) for task in TASKS) * 5
    assert DailyFigure.objects.count() >= rows


def test_the_present_figures_equal_those_kept_at_the_same_moment():
    programme.some_of_each(1)
    at = clock.now()
    keep_figures(at=at)
    now, kept = count_now(at=at), kept_on(clock.seoul_date(at))
    for task in TASKS:
        for measure in task.measures:
            for zone_id in [*(zone.id for zone in zone_summaries()), None]:
                assert now.value(task, measure, zone_id) == kept.value(task, measure, zone_id)
