"""Gifted schools: what the database refuses, who sees and changes them, what is counted."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from axportal.core import counters
from regions.models import Organisation, Province, Zone
from talent.models import GiftedSchool, SchoolMilestone

NATIONAL = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin"}


def make_school(**values):
    gist = Organisation.objects.get(key="gist")
    start = {
        "name_ko": "시험 영재학교",
        "province": gist.province,
        "zone": gist.zone,
        "affiliated_institute": gist,
        "school_origin": "new",
        "status": "planned",
    }
    return GiftedSchool.objects.create(**{**start, **values})


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "dreaming"}, "talent_giftedschool_status_known"),
        ({"kind": "sports"}, "talent_giftedschool_kind_known"),
        ({"school_origin": "found"}, "talent_giftedschool_origin_of_school_known"),
        ({"intake": -1}, "talent_giftedschool_intake_check"),
        ({"intake": 51, "capacity": 50}, "talent_giftedschool_capacity_holds_intake"),
        ({"designated_year": 2010, "entry_year_first": 2009}, "talent_giftedschool_years_ordered"),
        ({"publication": "secret"}, "talent_giftedschool_publication_known"),
    ],
)
def test_the_database_refuses(cast, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_school(**values)


def test_a_milestone_is_of_a_known_kind_and_stated_once_by_a_source(cast):
    milestone = SchoolMilestone.objects.filter(origin="reference").first()
    with pytest.raises(IntegrityError, match="talent_schoolmilestone_kind_known"), transaction.atomic():
        SchoolMilestone.objects.filter(pk=milestone.pk).update(kind="party")
    milestone.pk, milestone.uuid = None, SchoolMilestone().uuid
    with pytest.raises(IntegrityError, match="talent_schoolmilestone_once"), transaction.atomic():
        milestone.save(force_insert=True)


def test_drafts_are_seen_and_changed_by_the_institute(cast):
    draft = make_school()
    seen = {name for name in cast.names if draft in GiftedSchool.objects.visible_to(cast[name])}
    editors = {name for name in cast.names if draft in GiftedSchool.objects.editable_by(cast[name])}
    own = {"institute_admin", "gist_colleague", "school_officer"}
    assert (seen, editors) == ({*NATIONAL, *own}, {"platform_admin", *own})
    assert draft not in GiftedSchool.objects.visible_to(AnonymousUser())


def test_a_school_of_no_institute_is_changed_by_platform_administrators_alone(cast):
    school = GiftedSchool.objects.get(key="gwangju-science")
    assert {name for name in cast.names if school in GiftedSchool.objects.editable_by(cast[name])} == {"platform_admin"}
    assert school.audit_organisation_id() is None


def test_counters_equal_a_recount(cast):
    before = counters.totals(GiftedSchool, by="status", where={})
    assert before == {"operating": 8, "planned": 2, "sought": 3}
    school = make_school()
    GiftedSchool.objects.filter(pk=school.pk).update(status="operating")
    dongnam = Zone.objects.get(code="DONGNAM").pk
    assert counters.totals(GiftedSchool, by="status", where={})["operating"] == 9
    assert counters.totals(GiftedSchool, by="status", where={"zone_id": dongnam}) == {"operating": 1, "sought": 1}
    assert counters.recount_differences() == []


def test_a_place_outside_the_zones_has_none(cast):
    seoul = GiftedSchool.objects.get(key="seoul-science")
    assert (seoul.zone, seoul.province) == (None, Province.objects.get(code="11"))
