"""A list asked for again is not made again, until something in it changes; nobody sees another's."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from axportal.core import clock
from axportal.dashboard import selectors as dashboard
from axportal.records import services
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Organisation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=clock.SEOUL)


@pytest.fixture
def lab(cast):
    gist = Organisation.objects.get(key="gist")
    values = {"name_ko": "첫 이름", "institute": gist, "zone": gist.zone, "publication": "draft"}
    return services.create_record(record_type=JOINT_LAB, values=values, actor=cast["institute_admin"], at=clock.now())


def shown(client, path="/labs/"):
    """The page without what differs in each answer, and how many statements asked for its rows."""
    with CaptureQueriesContext(connection) as captured:
        body = client.get(path).content.decode()
    asked = [query for query in captured if 'FROM "labs_jointlab"' in query["sql"]]
    return re.sub(r"csrf\S+ value=\S+|X-CSRFToken\S+", "", body), len(asked)


def test_a_second_look_shows_the_same_and_asks_for_no_row(client, cast, lab):
    client.force_login(cast["institute_admin"])
    _first, asked = shown(client)
    again, asked_again = shown(client)
    assert "첫 이름" in again
    assert (asked > 0, asked_again) == (True, 0)


def test_a_change_shows_at_once(client, cast, lab):
    client.force_login(cast["institute_admin"])
    shown(client)
    JointLab.objects.filter(pk=lab.pk).update(name_ko="다른 이름")
    body, _asked = shown(client)
    assert ("다른 이름" in body, "첫 이름" in body) == (True, False)


def test_another_person_sees_their_own_list(client, cast, lab):
    client.force_login(cast["institute_admin"])
    assert "첫 이름" in shown(client)[0]
    client.logout()
    assert "첫 이름" not in shown(client)[0]
    client.force_login(cast["dgist_admin"])
    assert "첫 이름" not in shown(client)[0]


def test_a_change_shows_on_the_dashboard_at_once(client, cast, lab):
    labs = JointLab.objects.filter(pk=lab.pk)
    labs.update(publication="published", status="operating", next_milestone_on="2026-01-01")
    made = [dashboard.current_page(cast["ministry_viewer"], dashboard.View(), at=AT) for _turn in range(2)]
    assert made[0] is made[1]
    labs.update(name_ko="다른 이름")
    after = dashboard.current_page(cast["ministry_viewer"], dashboard.View(), at=AT)
    assert "다른 이름" in [item.title for group in after.attention.groups for item in group.items]
