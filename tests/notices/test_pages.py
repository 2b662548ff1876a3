"""One's own notices and choices: pages and API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from axportal.core import clock
from axportal.notices.models import Choice, Notice
from axportal.notices.rules.kinds import kinds
from axportal.notices.services import bounces, telling
from tests.notices.test_bounces import report, tell

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B38")]
LIST, CHOICES = "/me/notices/", "/me/notices/choices/"


def test_the_bell_counts_what_is_unread_until_it_is_read(cast, sign_in):
    tell(cast)
    tell(cast, "calls.closing")
    client = sign_in("company_representative")
    page = client.get(LIST).content.decode()
    assert 'aria-label="알림 2건"' in page
    detail = client.get(Notice.objects.first().get_absolute_url()).content.decode()
    assert "본문" in detail
    assert 'aria-label="알림 1건"' in client.get("/").content.decode()
    assert client.post(LIST).status_code == 302
    assert 'aria-label="알림 ' not in client.get(LIST).content.decode()
    assert not Notice.objects.unread().exists()


def test_nobody_reads_anothers_notice(cast, sign_in, api):
    notice = tell(cast)
    for name in ("company_member", "rival_representative", "call_manager", "platform_admin"):
        assert sign_in(name).get(notice.get_absolute_url()).status_code == 404
        assert api(name).get(f"/api/v1/notices/{notice.uuid}/").status_code == 404
        assert api(name).post(f"/api/v1/notices/{notice.uuid}/read/", {}, format="json").status_code == 404
        assert str(notice.uuid) not in sign_in(name).get(LIST).content.decode()
    assert Notice.objects.unread().count() == 1


def test_pages_ask_as_often_for_many_notices_as_for_one(cast, sign_in):
    client, counts = sign_in("company_representative"), []
    for number in range(3):
        tell(cast, cause=str(number))
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[-1]


def test_the_list_goes_on_over_pages(cast, sign_in):
    for number in range(31):
        tell(cast, cause=str(number))
    client = sign_in("company_representative")
    assert 'href="?page=2"' in client.get(LIST).content.decode()
    second = client.get(f"{LIST}?page=2").content.decode()
    assert (second.count('data-l="상태"'), 'href="?page=1"' in second) == (1, True)
    assert client.get(f"{LIST}?page=²").status_code == 200


def test_choices_are_kept_and_the_page_says_what_cannot_be_switched_off(cast, sign_in):
    client = sign_in("company_member")
    page = client.get(CHOICES).content.decode()
    assert page.count("바로 메일로 (끌 수 없음)") == sum(kind.is_legal for kind in kinds().values())
    assert 'name="decisions.decided"' not in page
    ways = {key: "daily" for key, kind in kinds().items() if not kind.is_legal}
    answer = client.post(CHOICES, {**ways, "decisions.decided": "not"})
    assert answer.status_code == 302
    assert dict(Choice.objects.values_list("kind", "way")) == ways
    assert client.post(CHOICES, {**ways, "calls.closing": "x"}).status_code == 400


def test_choices_and_notices_over_the_api(cast, api):
    client = api("company_representative")
    told = client.get("/api/v1/notice-choices/").json()["choices"]
    assert {row["kind"] for row in told} == set(kinds())
    receipt = next(row for row in told if row["kind"] == "calls.submitted")
    assert receipt == {"kind": "calls.submitted", "name": "접수 확인", "is_legal": True, "delivery": "at_once"}
    changed = client.post("/api/v1/notice-choices/choose/", {"ways": {"calls.closing": "not"}}, format="json")
    assert {row["kind"]: row["delivery"] for row in changed.json()["choices"]}["calls.closing"] == "not"
    refused = client.post("/api/v1/notice-choices/choose/", {"ways": {"calls.submitted": "not"}}, format="json")
    assert (refused.status_code, refused.json()["errors"]) == (
        400, {"calls.submitted": ["법적 효력이 있는 알림은 끌 수 없습니다."]},
    )  # fmt: skip
    notice = tell(cast)
    (row,) = client.get("/api/v1/notices/").json()["results"]
    assert row == {
        "uuid": str(notice.uuid), "version": 2, "kind": "decisions.decided", "subject": "결과", "body": "본문",
        "path": "/", "delivery": "at_once", "created_at": row["created_at"], "read_at": None,
    }  # fmt: skip
    assert client.post(f"/api/v1/notices/{notice.uuid}/read/", {}, format="json").status_code == 200
    assert Notice.objects.get().read_at is not None


def test_the_officer_reads_what_did_not_arrive(cast, sign_in, api):
    notice = tell(cast)
    bounces.take_report(raw=report(notice.message_id), at=clock.now())
    page = sign_in("call_manager").get("/notices/not-arrived/").content.decode()
    assert "company_representative" in page
    assert "읽지 않음" in page
    assert "도착하지 않은 알림이 있습니다" in page  # the banner above every page
    (row,) = api("call_manager").get("/api/v1/not-arrived-notices/").json()["results"]
    assert (row["recipient"], row["undelivered_why"]) == (
        "company_representative", "5.1.1 smtp; 550 5.1.1 no such mailbox",
    )  # fmt: skip
    assert api("institute_admin").get("/api/v1/not-arrived-notices/").json()["results"] == []


def test_who_gets_no_mail_is_told_on_every_page_and_may_say_it_works(cast, sign_in):
    notice = tell(cast)
    bounces.take_report(raw=report(notice.message_id), at=clock.now())
    client = sign_in("company_representative")
    assert "내 주소로 보낸 메일이 돌아옵니다" in client.get("/").content.decode()
    listed = client.get("/me/notices/").content.decode()
    assert ("내 주소로 보낸 메일이 돌아옵니다" in listed, listed.count("보낸 메일이 돌아옵니다")) == (False, 1)
    assert "메일로는 도착하지 않았습니다" in client.get(notice.get_absolute_url()).content.decode()
    assert client.post("/me/notices/address/").status_code == 302
    assert "내 주소로 보낸 메일이 돌아옵니다" not in client.get("/").content.decode()


def test_an_invited_partner_with_an_account_finds_the_invitation_in_the_list(cast):
    words = {"subject": "초대", "body": "본문", "path": "/"}
    telling.write_to("calls.invited", cause="a", address="Rival_representative@cast.example", letter=words)
    telling.write_to("calls.invited", cause="b", address="nobody@cast.example", letter=words)
    assert [notice.user.name for notice in Notice.objects.all()] == ["rival_representative"]
