"""The self-check: every rule with its outcome, its words and its basis; without an account; nothing is kept."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from axportal.audit.models import Act
from axportal.calls.models import Application
from axportal.calls.rules import read_rules, standard_rules
from axportal.calls.rules.eligibility import judge
from axportal.core import clock
from tests.calls.factories import make_call

BODY = {**standard_rules(), "eligible": {"kinds": ["company"], "sizes": ["sme"], "zones": ["honam"]}}
FINE = {"arrears": "met", "barred": "met", "debt": "met", "duplicate": "met"}


def judged(*, kind="company", zone="honam", size="sme", answers=FINE):
    return judge(read_rules(BODY), version=1, kind=kind, zone=zone, size=size, answers=answers)


@pytest.mark.feature("B5")
@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, "ok"),
        ({"kind": "university"}, "bad"),
        ({"kind": ""}, "unk"),
        ({"zone": "dongnam"}, "bad"),
        ({"zone": "none"}, "bad"),
        ({"zone": ""}, "unk"),
        ({"size": "large"}, "bad"),
        ({"size": ""}, "unk"),
        ({"answers": {**FINE, "debt": "not_met"}}, "bad"),
        ({"answers": {**FINE, "debt": "unsure"}}, "unk"),
        ({"answers": {}}, "unk"),
        ({"answers": {}, "size": "large"}, "bad"),
    ],
)
def test_one_condition_decides(changed, state):
    judgement = judged(**changed)
    assert judgement.state == state
    assert len(judgement.verdicts) >= 4 + len(FINE)
    assert [one.name for one in judgement.verdicts if one.state != "ok" and not one.text] == []


def test_what_the_rules_do_not_ask_is_no_condition():
    judgement = judge(read_rules({}), version=1, kind="company", zone="", size="sme", answers={})
    assert judgement.state == "ok"


@pytest.mark.django_db
def test_a_visitor_checks_and_nothing_is_kept(cast):
    call = make_call(cast, closes_at=clock.now() + timedelta(days=3), body=BODY)
    before = Act.objects.count(), Session.objects.count()
    client, address = Client(), reverse("calls:call-check", kwargs={"uuid": call.uuid})
    checks = {f"check_{key}": value for key, value in FINE.items()}
    page = client.post(address, {"kind": "company", "zone": "honam", "size": "sme", **checks}).content.decode()
    assert "답하신 대로라면 신청할 수 있습니다." in page
    assert "총액의 25% 이상을 부담하고 그중 10% 이상이 현금입니다." in page
    assert "국가연구개발혁신법 제32조" in page
    assert "규칙 1판으로 판단했습니다." in page
    refused = client.post(address, {"kind": "company", "zone": "dongnam", "size": "sme", **checks}).content.decode()
    assert "신청할 수 없습니다: 맞지 않는 조건이 1개 있습니다." in refused
    assert client.post(address, {"kind": "unicorn"}).status_code == 400
    english = client.post(f"/en{address}", {"kind": "company", "zone": "honam", "size": "sme", **checks})
    assert "you can apply" in english.content.decode()
    assert (Act.objects.count(), Session.objects.count()) == before
    assert not Application.objects.exists()
