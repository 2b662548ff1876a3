"""Rows that the reference data does not hold, for tests that need one of every resource."""

from datetime import timedelta

from axportal.core import clock
from axportal.records import registry, services
from regions.models import Organisation
from tests.calls import factories
from tests.people import Cast


def make_missing(cast: Cast) -> None:
    """A published joint lab and start-up of GIST, an open call, and a complete application for it."""
    gist, at = Organisation.objects.get(key="gist"), clock.now()
    common = {"institute": gist, "zone": gist.zone, "publication": "published"}
    records = {"labs": {"name_ko": "연구소 가"}, "startups": {"name_ko": "창업 가", "startup_type": "faculty"}}
    for slug, values in records.items():
        services.create_record(
            record_type=registry.get(slug), values={**common, **values}, actor=cast["institute_admin"], at=at
        )
    factories.ready(cast, factories.make_call(cast, closes_at=at + timedelta(days=5)))
