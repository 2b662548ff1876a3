"""The pool of reviewers: who keeps it, what it holds, and that looks at people are logged."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.audit.models import Access, Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion
from axportal.reviews.models import Person, Reviewer
from axportal.reviews.services import reviewers
from regions.models import Industry, Membership, Organisation
from tests.reviews.factories import make_pool, make_reviewer


def form(**values):
    gist = Organisation.objects.get(key="gist")
    return {
        "email": "outsider@cast.example",
        "organisation": str(gist.uuid),
        "unit_name": "전기전자컴퓨터공학부",
        "researcher_no": "10123456",
        "industry_codes": [Industry.objects.order_by("code").first().code],
        "keywords": "예측, 제조 AI",
        "available_from": "2026-11-01",
        "available_until": "2027-03-31",
        "most_at_once": "7",
        "is_active": "on",
        **values,
    }


@pytest.mark.feature("B14")
def test_a_call_manager_takes_somebody_into_the_pool(cast, sign_in):
    answer = sign_in("call_manager").post(reverse("reviews:reviewer-new"), form())
    reviewer = Reviewer.objects.get(user=cast.outsider)
    assert answer.status_code == 302
    assert answer.url == reviewer.get_absolute_url()
    assert reviewer.keywords == ["예측", "제조 AI"]
    assert (reviewer.available_from, reviewer.available_until) == (date(2026, 11, 1), date(2027, 3, 31))
    assert reviewer.person.organisation.key == "gist"
    assert Membership.objects.filter(user=cast.outsider, role="reviewer").exists()
    act = Act.objects.get(action="reviews.reviewer.added")
    assert (act.actor, act.target_id, act.organisation_id) == (cast.call_manager, reviewer.pk, None)


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, sign_in):
    client = sign_in("agency_officer")
    wrong = client.post(reverse("reviews:reviewer-new"), form(email="nobody@cast.example", unit_name="물리학과"))
    assert wrong.status_code == 400
    assert "이 이메일로 가입한 사람이 없습니다." in wrong.content.decode()
    assert "물리학과" in wrong.content.decode()
    turned = client.post(reverse("reviews:reviewer-new"), form(available_until="2026-10-01"))
    assert "첫날보다 뒤의 날짜를 적어 주세요." in turned.content.decode()
    assert not Reviewer.objects.exists()


def test_nobody_is_in_the_pool_twice(cast):
    at = clock.now()
    make_reviewer(cast, 1, at=at, researcher_no="10000001")
    with pytest.raises(InvalidInput, match="고칠 곳"):
        reviewers.add_reviewer(email="judge1@cast.example", values={}, actor=cast.agency_officer, at=at)
    with pytest.raises(InvalidInput):
        reviewers.add_reviewer(
            email="outsider@cast.example", values={"researcher_no": "10000001"}, actor=cast.agency_officer, at=at
        )


def test_only_keepers_change_it_and_an_old_version_is_told(cast):
    at = clock.now()
    reviewer = make_reviewer(cast, 1, at=at)
    with pytest.raises(NotAllowed):
        reviewers.change_reviewer(reviewer=reviewer, values={}, base_version=1, actor=cast.auditor, at=at)
    reviewers.change_reviewer(
        reviewer=reviewer, values={"most_at_once": 3}, base_version=1, actor=cast.call_manager, at=at
    )
    with pytest.raises(StaleVersion):
        reviewers.change_reviewer(reviewer=reviewer, values={}, base_version=1, actor=cast.call_manager, at=at)


def test_an_entry_shows_its_history_and_the_look_is_logged(cast, sign_in):
    reviewer = make_reviewer(cast, 1, at=clock.now())
    client = sign_in("call_manager")
    address = reverse("reviews:reviewer-edit", kwargs={"uuid": reviewer.uuid})
    values = form(version=reviewer.version, unit_name="화학과")
    assert client.post(address, values).status_code == 302
    page = client.get(reviewer.get_absolute_url()).content.decode()
    assert "화학과" in page
    assert "call_manager" in page
    assert "한 번에 맡는 건수" in page
    access = Access.objects.filter(subject_uuid=reviewer.uuid).latest("id")
    assert (access.actor, access.what) == (cast.call_manager, "reviews.reviewer.read")


def test_the_person_that_ties_know_by_number_is_the_same(cast):
    known = Person.objects.create(name="평가자1", researcher_no="10000009")
    assert make_reviewer(cast, 1, at=clock.now(), researcher_no="10000009").person == known


def test_a_longer_pool_asks_no_more_of_the_database(cast, sign_in):
    client, at = sign_in("agency_officer"), clock.now()

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    make_pool(cast, 1, at=at)
    pages = [reverse(f"reviews:{name}") for name in ("reviewer-list", "workload")]
    few = [queries(page) for page in pages]
    for number in (2, 3):
        make_reviewer(cast, number, at=at + timedelta(seconds=number))
    assert [queries(page) for page in pages] == few
