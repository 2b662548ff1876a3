"""Two zones side by side."""

import pytest

from tests import programme
from tests.dashboard.reading import figures, zone_heads

pytestmark = pytest.mark.django_db


@pytest.mark.feature("A18")
@pytest.mark.parametrize("query", ["zones=honam,jungbu", "zones=honam&zones=jungbu"])
def test_two_zones_with_their_difference(sign_in, query):
    programme.lab("가")
    programme.lab("나")
    programme.lab("다", institute="kaist")
    html = sign_in("ministry_viewer").get(f"/dashboard/compare/?{query}").content.decode()
    assert zone_heads(html) == ["honam", "jungbu"]
    first, second = figures(html)[:2]
    assert (first[1], second[1]) == (2, 1)
    assert "zone=honam" in first[0]
    assert "<b>+1</b>" in html


def test_unknown_names_are_told_and_filled_up(sign_in):
    html = sign_in("ministry_viewer").get("/dashboard/compare/?zones=atlantis").content.decode()
    assert "‘atlantis’" in html
    assert zone_heads(html) == ["jungbu", "honam"]


def test_a_difference_to_something_unknown_is_unknown(sign_in):
    html = sign_in("ministry_viewer").get("/dashboard/compare/?zones=honam,daegyeong").content.decode()
    assert html.count('<b class="none">모름</b>') == 2
