"""The made-up history of a demonstration."""

from datetime import timedelta

from axportal.core import clock
from axportal.indicators.models import FigureDay
from axportal.indicators.selectors import LABS, kept_on
from axportal.indicators.services import demonstration
from regions.selectors import zone_summary
from tests import programme


def test_the_made_up_history_is_flagged_repeatable_and_removable(committed_db):
    at = clock.now()
    programme.lab("옛 연구소", started_on=clock.seoul_date(at) - timedelta(days=100), origin="demonstration")
    demonstration.load_demonstration(at=at)
    demonstration.load_demonstration(at=at)
    days = list(FigureDay.objects.all())
    assert len(days) == 6
    assert all(kept.is_demo for kept in days)
    first, last = kept_on(days[-1].day), kept_on(days[0].day)
    honam = zone_summary("honam").id
    assert (first.value(LABS, LABS.main, honam), last.value(LABS, LABS.main, honam)) == (0, 1)
    assert last.is_demo(LABS, LABS.main, [honam])
    demonstration.remove_demonstration(at=at)
    assert not FigureDay.objects.exists()
