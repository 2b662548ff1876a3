"""The portal's own view of the open sites for other systems: gauges by site, model and state. Unknown is left out."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from axportal.core import clock
from gpu.selectors.figures import STATES, NationalFigures, national
from gpu.selectors.lines import MILLI
from gpu.selectors.sites import Site

_SITE = ["site", "name", "origin"]


def gauges() -> Iterator[Metric]:
    """The families; a site that no total has tells its age alone."""
    figures = national(AnonymousUser(), at=clock.now())
    yield _gpus(figures)
    yield _measured(figures)
    yield from _ages(figures)


def _labels(site: Site) -> list[str]:
    return [str(site.cluster.uuid), site.cluster.name_ko, site.cluster.origin]


def _gpus(figures: NationalFigures) -> Metric:
    family = GaugeMetricFamily("ax_gpu_gpus", "GPUs by site, model and state", labels=[*_SITE, "model", "state"])
    for tally in figures.by_site_model:
        for state in STATES:
            milli = tally[state].milli
            if milli is not None:
                family.add_metric([*_labels(tally.site), tally.key[1], state], milli / MILLI)
    return family


def _measured(figures: NationalFigures) -> Metric:
    family = GaugeMetricFamily("ax_gpu_measured_gpus", "GPUs that a monitor tells of", labels=[*_SITE, "model"])
    for tally in figures.by_site_model:
        if tally["active"].milli is not None:
            family.add_metric([*_labels(tally.site), tally.key[1]], float(tally["active"].known_gpus))
    return family


def _ages(figures: NationalFigures) -> Iterator[Metric]:
    age = GaugeMetricFamily("ax_gpu_age_seconds", "Age of the newest data by stream", labels=[*_SITE, "stream"])
    counted = GaugeMetricFamily("ax_gpu_site_counted", "1 while the site is in the totals", labels=_SITE)
    unusable = GaugeMetricFamily(
        "ax_gpu_unusable_lines", "Lines of the last answer that cannot be used", labels=[*_SITE, "stream"]
    )
    for site in figures.sites:
        counted.add_metric(_labels(site), float(site.is_counted))
        for stream, standing in sorted(site.streams.items()):
            unusable.add_metric([*_labels(site), stream], standing.rejected)
            if standing.observed_at is not None:
                seconds = (figures.at - standing.observed_at).total_seconds()
                age.add_metric([*_labels(site), stream], max(seconds, 0.0))
    yield age
    yield counted
    yield unusable
