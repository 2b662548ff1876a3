"""Numbers, money, dates, absent values, charts and forms as the pages write them, in both languages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from axportal.core import charts, clock, formats, maps
from axportal.core.tables import Column
from axportal.core.templatetags import ax

EVENING = datetime(2026, 11, 20, 9, 46, 12, tzinfo=UTC)  # 18:46:12 in Seoul


def render(source: str, **values: object) -> str:
    """Render a piece of template with all our tags."""
    return Template("{% load ax charts i18n %}" + source).render(Context(values)).strip()


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(0, None, "0"), (1234567, None, "1,234,567"), (12.50, None, "12.5"), (100, None, "100"), (2.345, 2, "2.35")],
)
def test_numbers_have_commas_and_no_needless_decimals(value: float, places: int | None, text: str) -> None:
    assert formats.number(value, places) == text


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [
        (950_000, "950,000원", "KRW 950,000"),
        (128_600_000, "1.3억 원", "KRW 128.6 m"),
        (84_000_000, "84백만 원", "KRW 84 m"),
        (500_000_000, "5억 원", "KRW 500 m"),
        (Decimal(66_500_000_000), "665억 원", "KRW 66.5 bn"),
        (-3_000_000, "-3백만 원", "KRW -3 m"),
    ],
)
def test_won_is_written_in_the_unit_people_read(value: formats.Number, korean: str, english: str) -> None:
    assert formats.won(value) == korean
    with translation.override("en"):
        assert formats.won(value) == english


def test_dates_and_times_are_seouls() -> None:
    late = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # the 21st in Seoul
    assert ax.kdate(late) == "2026. 11. 21.(토)"
    assert ax.kdatetime(EVENING) == "2026. 11. 20. 18:46"
    assert ax.kmoment(EVENING) == "2026. 11. 20.(금) 18:46:12"
    assert ax.ktime_seconds(EVENING) == "18:46:12"
    assert ax.iso(EVENING) == "2026-11-20T18:46:12+09:00"
    with translation.override("en"):
        assert ax.kdate(late) == "21 Nov 2026 (Sat)"
        assert ax.kdatetime(EVENING) == "20 Nov 2026, 18:46"


def test_the_year_is_told_only_when_it_is_another_one() -> None:
    assert formats.day_short(date(2026, 11, 20), today=date(2026, 1, 1)) == "11. 20."
    assert formats.day_short(date(2025, 11, 20), today=date(2026, 1, 1)) == "2025. 11. 20."


@pytest.mark.parametrize(
    ("ago", "korean", "english"),
    [
        (timedelta(seconds=30), "방금", "just now"),
        (timedelta(minutes=1), "1분 전", "1 minute ago"),
        (timedelta(hours=26), "1일 전", "1 day ago"),
        (timedelta(hours=3), "3시간 전", "3 hours ago"),
        (timedelta(days=8), "11. 12.", "12 Nov"),
    ],
)
def test_age(ago: timedelta, korean: str, english: str) -> None:
    assert formats.age(EVENING - ago, EVENING) == korean
    with translation.override("en"):
        assert formats.age(EVENING - ago, EVENING) == english


def test_zero_is_not_unknown() -> None:
    unknown = '<span class="unkv">모름</span>'
    assert render("{{ v|num }}", v=0) == "0"
    assert render("{{ v|num }}|{{ v|won }}|{{ v|kdate }}", v=None) == "|".join([unknown] * 3)
    assert render("{{ v|percent }}", v=None) == "–"


def test_each_way_of_being_absent_has_its_own_words() -> None:
    words = {kind: render("{% absent kind %}", kind=kind) for kind in formats.ABSENT}
    assert len(set(words.values())) == len(formats.ABSENT)


def test_a_badge_has_a_sign_and_a_word() -> None:
    text = render('{% include "parts/status_badge.html" with state="bad" label="지연" only %}')
    assert "#down-tri" in text
    assert "지연" in text


def test_spread_keeps_order_and_distance() -> None:
    placed = charts.spread([10, 12, 11], step=17)
    assert sorted(placed) == [placed[0], placed[2], placed[1]]
    assert placed[2] - placed[0] == pytest.approx(17)
    assert charts.spread([10, 60]) == [10, 60]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [((0, 13), (0, 5, 10, 15)), ((3, None, 4), (0, 1, 2, 3, 4)), ((None,), (0, 1)), ((-3, 5), (-4, -2, 0, 2, 4, 6))],
)
def test_scales_begin_at_zero(values: tuple[charts.Value, ...], ticks: tuple[float, ...]) -> None:
    assert charts.scale(values, from_zero=True) == ticks


def test_an_unknown_value_breaks_the_line_and_is_hatched() -> None:
    series = charts.Series("동남권", [1, 2, None, 4, 5], provisional_from=4)
    chart = charts.LineChart("제목", "단위", ["1월", "2월", "3월", "4월", "5월"], [series])
    drawn = charts.plot(chart, 700, 270)
    (line,) = drawn.lines
    assert len(line.solid) == 2
    assert len(line.dashed) == 1
    assert len(drawn.gaps) == 1
    assert line.label == "동남권 5"
    text = render("{% line_chart chart %}", chart=chart)
    assert text.count('class="gap"') == 3  # both drawings and the key
    assert "style=" not in text


def test_more_than_five_series_are_refused() -> None:
    with pytest.raises(ValueError, match="small multiples"):
        charts.LineChart("", "", ["1"], [charts.Series(str(index), [1]) for index in range(6)])


@pytest.mark.parametrize(
    ("actual", "plan", "bar"),
    [(9, 12, (60, 80)), (13, 12, (86.66, 80)), (0, 12, (0, 80)), (None, 12, (None, 80)), (8, None, (66.66, None))],
)
def test_plan_and_actual(actual: charts.Value, plan: charts.Value, bar: tuple[float | None, float | None]) -> None:
    drawn = charts.plan_actual(actual, plan)
    assert (drawn.actual, drawn.plan) == (
        None if bar[0] is None else pytest.approx(bar[0], abs=0.1),
        None if bar[1] is None else pytest.approx(bar[1]),
    )


def test_a_spark_line_survives_gaps_and_nothing() -> None:
    assert charts.spark([None, None]).paths == ()
    assert len(charts.spark([1, None, 2, 3], plan=4).paths) == 2


def test_dokdo_is_on_the_map_in_its_zones_colour() -> None:
    zone = maps.MapZone("daegyeong", "대경권", "DGIST", "/zones/daegyeong/", ["daegu", "north-gyeongsang"])
    drawn = maps.zone_map([zone])
    assert len(drawn.rest) == 15
    assert drawn.zones[0].dokdo == {"x": 611, "y": 163}
    assert "독도" in render("{% zone_map zones %}", zones=[zone])


def test_the_clock_tells_more_the_nearer_the_deadline_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    assert ax.time_left(EVENING + timedelta(days=17, hours=23)) == "17일 23시간"
    assert ax.time_left(EVENING + timedelta(days=2, hours=3, minutes=14)) == "2일 3시간 14분"
    assert ax.time_left(EVENING + timedelta(minutes=9, seconds=41)) == "09분 41초"
    over = render("{% deadline_clock at %}", at=EVENING)
    assert "접수가 끝났습니다" in over
    assert 'role="timer"' not in over


class Form(forms.Form):
    """Two fields, one of them a group."""

    share = forms.IntegerField(label="참여율", help_text="숫자만", max_value=100)
    data = forms.ChoiceField(label="데이터", choices=[("y", "예"), ("n", "아니요")], widget=forms.RadioSelect)


def test_a_refused_form_leads_to_its_fields() -> None:
    text = str(Form({"share": "120"}))
    assert 'role="alert"' in text
    assert 'href="#id_share"' in text
    assert 'href="#id_data"' in text
    assert '<fieldset class="fld err"' in text
    assert 'aria-describedby="id_share_helptext id_share_error"' in text
    assert 'id="id_share_error"' in text
    assert 'aria-invalid="true"' in text
    assert 'value="120"' in text


def test_a_fresh_form_says_nothing_of_errors() -> None:
    text = str(Form())
    assert "alert" not in text
    assert text.count("필수") == 2


def test_table_cells_know_their_column_on_phones() -> None:
    text = render('{% data_table "표" columns rows %}', columns=[Column("이름"), Column("수", True)], rows=[["A", "1"]])
    assert '<th scope="row" role="rowheader">A</th>' in text
    assert '<td role="cell" class="n" data-l="수"><span>1</span></td>' in text
