"""Joint labs: what the database refuses, who sees and changes them, how they move, what is counted."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from axportal.audit import services as audit
from axportal.core import clock, counters, invariants
from axportal.core.errors import NotAllowed, WrongState
from axportal.core.models import Transition
from labs.models import JointLab, LabParticipant
from labs.querysets import WAITS_AT_MOST
from labs.workflow import JOINT_LAB
from regions.models import Organisation, Zone

NATIONAL = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin"}


def make_lab(**values):
    gist = Organisation.objects.get(key="gist")
    return JointLab.objects.create(**{"name_ko": "배터리 공정 AX", "institute": gist, "zone": gist.zone, **values})


@pytest.fixture
def draft(cast):
    return make_lab()


@pytest.fixture
def published(cast):
    return make_lab(name_ko="전력망 예측 AX", publication="published")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "dreaming"}, "labs_jointlab_status_known"),
        ({"publication": "secret"}, "labs_jointlab_publication_known"),
        ({"origin": "rumour"}, "labs_jointlab_origin_known"),
        ({"origin": "reference"}, "labs_jointlab_reference_is_sourced"),
        ({"company_share_won": -1}, "labs_jointlab_share_not_negative"),
        ({"gpu_hours": -1}, "labs_jointlab_gpu_hours_check"),
        ({"started_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}, "labs_jointlab_dates_ordered"),
    ],
)
def test_the_database_refuses(cast, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_lab(**values)


def test_a_lab_may_end_on_the_day_it_started(cast):
    lab = make_lab(started_on=date(2026, 5, 1), ends_on=date(2026, 5, 1), company_share_won=0, gpu_hours=0)
    lab.full_clean()


def test_a_company_takes_part_once_and_does_not_leave_before_it_joined(draft):
    company = Organisation.objects.get(key="cast-company")
    LabParticipant.objects.create(lab=draft, company=company, joined_on=date(2026, 5, 1))
    with pytest.raises(IntegrityError, match="labs_participant_once"), transaction.atomic():
        LabParticipant.objects.create(lab=draft, company=company)
    with pytest.raises(IntegrityError, match="labs_participant_dates_ordered"), transaction.atomic():
        LabParticipant.objects.update(left_on=date(2026, 4, 30))


def test_drafts_are_seen_by_their_institute_and_national_staff(cast, draft, published):
    seen = {name for name in cast.names if draft in JointLab.objects.visible_to(cast[name])}
    assert seen == {*NATIONAL, "institute_admin", "gist_colleague"}
    assert list(JointLab.objects.visible_to(AnonymousUser())) == [published]
    for name in cast.names:
        assert published in JointLab.objects.visible_to(cast[name]), name


def test_labs_are_changed_by_their_institute_and_platform_administrators(cast, draft, published):
    editors = {name for name in cast.names if published in JointLab.objects.editable_by(cast[name])}
    assert editors == {"institute_admin", "gist_colleague", "platform_admin"}
    assert not JointLab.objects.editable_by(AnonymousUser()).exists()
    assert not JointLab.objects.editable_by(cast.dgist_admin).exists()


def test_the_table_of_steps_is_whole():
    table = [(row.name, row.sources, row.target) for row in JOINT_LAB.rows.values()]
    assert table == [
        ("agree", ("reviewing",), "agreeing"),
        ("operate", ("agreeing",), "operating"),
        ("end", ("operating", "agreeing"), "ended"),
        ("reopen", ("ended",), "operating"),
    ]
    reached = {"reviewing", *(row.target for row in JOINT_LAB.rows.values())}
    assert reached == set(JointLab.Status.values)
    assert all(str(row.label) for row in JOINT_LAB.rows.values())


def test_a_lab_moves_step_by_step_and_remembers(cast, draft):
    JOINT_LAB.begin(draft, actor=cast.institute_admin, at=clock.now())
    for name in ("agree", "operate", "end"):
        JOINT_LAB.advance(draft, name, actor=cast.institute_admin, at=clock.now(), reason=name)
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("ended", 4)
    steps = Transition.objects.filter(model="labs.jointlab", object_id=draft.pk).order_by("id")
    assert [(step.source, step.target) for step in steps] == [
        ("", "reviewing"),
        ("reviewing", "agreeing"),
        ("agreeing", "operating"),
        ("operating", "ended"),
    ]
    assert invariants.violations() == {}


def test_a_lab_knows_since_when_it_stands_where_it_stands(cast, draft):
    begun, agreed = clock.now() - timedelta(days=90), clock.now() - timedelta(days=70)
    JOINT_LAB.begin(draft, actor=None, at=begun)
    assert (draft.status_since, draft.waits_too_long(at=begun + WAITS_AT_MOST)) == (begun, False)
    JOINT_LAB.advance(draft, "agree", actor=cast.institute_admin, at=agreed)
    assert (draft.status_since, draft.days_in_status(at=clock.now())) == (agreed, 70)
    assert draft.waits_too_long(at=clock.now())
    JOINT_LAB.advance(draft, "operate", actor=cast.institute_admin, at=agreed)
    assert not draft.waits_too_long(at=clock.now())
    draft.refresh_from_db()
    assert (draft.status_since, draft.version) == (agreed, 3)
    JointLab.objects.filter(pk=draft.pk).update(status_since=begun)
    assert list(invariants.violations().values()) == [[str(draft.uuid)]]


def test_the_migration_takes_it_from_the_steps(cast, draft, published):
    begun = clock.now() - timedelta(days=90)
    JOINT_LAB.begin(draft, actor=None, at=begun)
    JOINT_LAB.advance(draft, "agree", actor=cast.institute_admin, at=begun + timedelta(days=1))
    JointLab.objects.update(status_since=clock.now())
    with connection.cursor() as cursor:
        cursor.execute(import_module("labs.migrations.0003_status_since").FILL)
    since = dict(JointLab.objects.values_list("pk", "status_since"))
    assert since == {draft.pk: begun + timedelta(days=1), published.pk: published.created_at}


def test_only_those_who_keep_a_lab_move_it(cast, draft):
    movers = {name for name in cast.names if JOINT_LAB.available(cast[name], draft)}
    assert movers == {"institute_admin", "gist_colleague", "agency_officer", "platform_admin"}
    with pytest.raises(NotAllowed):
        JOINT_LAB.advance(draft, "agree", actor=cast.dgist_admin, at=clock.now())
    with pytest.raises(WrongState):
        JOINT_LAB.advance(draft, "end", actor=cast.institute_admin, at=clock.now())
    draft.refresh_from_db()
    assert draft.status == "reviewing"


def test_counters_follow_every_change(cast, draft, published):
    honam = Zone.objects.get(code="HONAM").pk
    JOINT_LAB.advance(draft, "agree", actor=cast.institute_admin, at=clock.now())
    assert counters.totals(JointLab, by="status", where={"zone_id": honam}) == {"agreeing": 1, "reviewing": 1}
    published.delete()
    assert {k: n for k, n in counters.totals(JointLab, by="status", where={}).items() if n} == {"agreeing": 1}
    assert counters.recount_differences() == []


def test_acts_on_a_lab_belong_to_its_institute_and_zone(cast, draft):
    act = audit.record(actor=cast.institute_admin, action="labs.joint_lab.updated", target=draft)
    assert (act.organisation_id, act.zone_id) == (draft.institute_id, draft.zone_id)


def test_every_version_has_its_event(draft):
    JointLab.objects.filter(pk=draft.pk).update(gpu_hours=5)
    draft.refresh_from_db()
    events = JointLab.pgh_event_model.objects.filter(pgh_obj_id=draft.pk).order_by("pgh_id")
    assert (draft.version, [event.gpu_hours for event in events]) == (2, [None, 5])
