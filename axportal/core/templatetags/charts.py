"""Tags that draw: line charts, trends, plan and actual bars, shares, the map of the zones."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

from axportal.core import charts, maps

register = template.Library()

WIDE = (700, 270)
NARROW = (328, 230)


@register.inclusion_tag("parts/line_chart.html")
def line_chart(chart: charts.LineChart) -> dict[str, Any]:
    """A chart in its frame, drawn for 700 and for 328 px."""
    return {"chart": chart, "wide": charts.plot(chart, *WIDE), "narrow": charts.plot(chart, *NARROW)}


@register.inclusion_tag("parts/spark.html")
def spark(values: Sequence[charts.Value], plan: charts.Value = None) -> dict[str, Any]:
    """A trend without axes; its figures stand beside it, so it is silent for readers."""
    return {"spark": charts.spark(values, plan)}


@register.inclusion_tag("parts/plan_bar.html")
def plan_bar(actual: charts.Value, plan: charts.Value = None, maximum: charts.Value = None) -> dict[str, Any]:
    """Actual as a bar, plan as a tick; an unknown actual is hatched."""
    bar = charts.plan_actual(actual, plan, maximum)
    return {
        "unknown": bar.actual is None,
        "actual": f"{bar.actual or 0:.1f}",
        "plan": None if bar.plan is None else f"{bar.plan:.1f}",
    }


@register.inclusion_tag("parts/share_bar.html")
def share_bar(value: charts.Value, total: charts.Value = 100, size: str = "") -> dict[str, Any]:
    """A share of a whole as a thin bar: completeness, weight of a criterion, rows of a facet."""
    share = min(float(value or 0) / float(total or 1) * 100, 100)
    return {"share": f"{share:.1f}", "unknown": value is None, "size": size}


@register.inclusion_tag("parts/zone_map.html")
def zone_map(zones: Iterable[maps.MapZone]) -> dict[str, Any]:
    """The map of the zones; put the same list beside it."""
    return {"map": maps.zone_map(zones)}
