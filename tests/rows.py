"""Rows that the reference data does not hold, for tests that need one of every resource."""

from axportal.accounts.models import User
from axportal.core import clock
from axportal.records import registry, services
from regions.models import Organisation


def make_missing(actor: User) -> None:
    """A published joint lab and a published start-up of GIST."""
    gist = Organisation.objects.get(key="gist")
    common = {"institute": gist, "zone": gist.zone, "publication": "published"}
    for slug, values in {
        "labs": {"name_ko": "연구소 가"},
        "startups": {"name_ko": "창업 가", "startup_type": "faculty"},
    }.items():
        services.create_record(record_type=registry.get(slug), values={**common, **values}, actor=actor, at=clock.now())
