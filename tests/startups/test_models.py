"""Start-up centres and start-ups: what the database refuses, who sees and changes them, what is counted."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from axportal.core import counters
from labs.models import JointLab
from regions.models import Organisation
from startups.models import Startup, StartupCentre
from startups.permissions import can_create_startup

NATIONAL = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin"}


def make_startup(**values):
    centre = StartupCentre.objects.get(key="gist-startup-centre")
    start = {
        "name_ko": "시험창업",
        "institute": centre.institute,
        "centre": centre,
        "zone": centre.zone,
        "startup_type": "student",
    }
    return Startup.objects.create(**{**start, **values})


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "dreaming"}, "startups_startup_status_known"),
        ({"startup_type": "hobby"}, "startups_startup_type_known"),
        ({"investment_won": -1}, "startups_startup_investment_not_negative"),
        ({"origin": "reference"}, "startups_startup_reference_is_sourced"),
    ],
)
def test_the_database_refuses(cast, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_startup(**values)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "dreaming"}, "startups_startupcentre_status_known"),
        ({"strategy_action": "close"}, "startups_startupcentre_action_known"),
    ],
)
def test_the_database_refuses_a_centre(cast, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StartupCentre.objects.filter(key="gist-startup-centre").update(**values)


def test_drafts_are_seen_and_changed_by_the_institute_and_its_centre(cast):
    draft = make_startup()
    seen = {name for name in cast.names if draft in Startup.objects.visible_to(cast[name])}
    editors = {name for name in cast.names if draft in Startup.objects.editable_by(cast[name])}
    own = {"institute_admin", "gist_colleague", "centre_manager"}
    assert (seen, editors) == ({*NATIONAL, *own}, {"platform_admin", *own})
    assert draft not in Startup.objects.visible_to(AnonymousUser())


def test_a_centre_is_kept_by_its_institute(cast):
    kept = {
        name: set(StartupCentre.objects.editable_by(cast[name]).values_list("key", flat=True))
        for name in ("institute_admin", "centre_manager", "dgist_admin", "ministry_approver", "outsider")
    }
    assert kept == {
        "institute_admin": {"gist-startup-centre"},
        "centre_manager": {"gist-startup-centre"},
        "dgist_admin": {"dgist-startup-centre"},
        "ministry_approver": set(),
        "outsider": set(),
    }
    assert StartupCentre.objects.visible_to(AnonymousUser()).count() == 4


def test_institutes_and_centres_may_make_startups(cast):
    makers = {name for name in cast.names if can_create_startup(cast[name])}
    assert makers == {"institute_admin", "gist_colleague", "dgist_admin", "centre_manager", "platform_admin"}


def test_a_spin_off_keeps_its_lab(cast):
    gist = Organisation.objects.get(key="gist")
    lab = JointLab.objects.create(name_ko="탄소포집 예측 AX", institute=gist, zone=gist.zone)
    startup = make_startup(startup_type="spinoff", from_lab=lab)
    assert list(lab.spinoffs.all()) == [startup]
    with pytest.raises(ProtectedError):
        lab.delete()


def test_counters_equal_a_recount(cast):
    startup = make_startup()
    make_startup(name_ko="둘째", startup_type="faculty")
    Startup.objects.filter(pk=startup.pk).update(status="active")
    assert counters.totals(Startup, by="status", where={}) == {"active": 1, "preparing": 1}
    assert counters.totals(Startup, by="startup_type", where={"status": "active"}) == {"student": 1}
    assert counters.recount_differences() == []
    assert startup.audit_organisation_id() == startup.institute_id
