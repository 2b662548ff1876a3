"""Rows that the reference data does not hold, for tests that need one of every resource."""

from datetime import timedelta

from axportal.core import clock
from axportal.decisions.services import deciders
from axportal.notices.models import Notice
from axportal.notices.rules.kinds import legal_keys
from axportal.records import registry, services
from axportal.retention.models import Run
from axportal.retention.services import holds
from axportal.reviews.models import Person, Tie
from regions.models import Organisation
from tests.calls import factories
from tests.gpu.route_objects import make_whole_site
from tests.people import Cast
from tests.route_objects import Objects, make_objects


def make_missing(cast: Cast) -> None:
    """A published joint lab, start-up and GPU site of GIST, an open call, and a complete application for it."""
    at = clock.now()
    make_records(cast)
    factories.ready(cast, factories.make_call(cast, closes_at=at + timedelta(days=5)))
    make_whole_site("gist", at=at, publication="published")


def make_records(cast: Cast) -> None:
    """A published joint lab and start-up of GIST."""
    gist, at = Organisation.objects.get(key="gist"), clock.now()
    common = {"institute": gist, "zone": gist.zone, "publication": "published"}
    records = {"labs": {"name_ko": "연구소 가"}, "startups": {"name_ko": "창업 가", "startup_type": "faculty"}}
    for slug, values in records.items():
        services.create_record(
            record_type=registry.get(slug), values={**common, **values}, actor=cast["institute_admin"], at=at
        )


def make_rows_of_calls(cast: Cast) -> Objects:
    """One of everything that comes of calls, from a challenge to a letter, with what is kept about them."""
    made, at = make_objects(cast), clock.now()
    person = Person.objects.first()
    Tie.objects.create(kind="advisory", person=person, organisation=factories.company(), source="시험", as_of=at.date())
    deciders.name_decider(email=cast["ministry_approver"].email, values={}, actor=cast["agency_officer"], at=at)
    Notice.objects.filter(pk=made.notice.pk).update(kind=min(legal_keys()), undelivered_at=at)
    until = at.date() + timedelta(days=9)
    holds.place_hold(number=made.decided.number, reason="감사", until=until, actor=cast["platform_admin"], at=at)
    Run.objects.create(period="시험", started_at=at, finished_at=at, counts={})
    return made
