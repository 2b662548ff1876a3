"""Telling people: the list has everything, mail goes as each person chose."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from axportal.core import clock
from axportal.core.errors import InvalidInput
from axportal.core.models import MailDelivery, OutboxRow
from axportal.core.scheduling import latest_period
from axportal.notices import tasks
from axportal.notices.models import Choice, Notice, Way
from axportal.notices.rules.kinds import kinds
from axportal.notices.services import choices, digests, telling
from axportal.schedule import SCHEDULE

pytestmark = pytest.mark.feature("B38")
TOMORROW = clock.now() + timedelta(days=1)


def tell(user, kind: str = "calls.closing", cause: str = "1", subject: str = "마감이 가깝습니다") -> Notice:
    telling.tell(kind, cause=cause, recipient=user, letter={"subject": subject, "body": "본문\n", "path": "/calls/"})
    return Notice.objects.get(dedup_key=f"{kind}:{cause}:{user.pk}")


def mails() -> list[tuple[str, str]]:
    return list(MailDelivery.objects.order_by("id").values_list("recipient", "subject"))


def test_at_once_unless_somebody_chose_otherwise(cast):
    user = cast.company_member
    notice = tell(user)
    tell(user)  # the same cause again
    assert mails() == [("company_member@cast.example", "마감이 가깝습니다")]
    assert (notice.way, notice.read_at, notice.message_id) == (Way.AT_ONCE, None, MailDelivery.objects.get().message_id)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("way", [Way.DAILY, Way.NOT])
def test_what_is_not_mailed_stands_in_the_list(cast, way):
    user = cast.company_member
    choices.choose_ways(user=user, ways={"calls.closing": way})
    notice = tell(user)
    assert mails() == []
    assert (notice.subject, notice.way, notice.read_at is None) == ("마감이 가깝습니다", way, way == Way.DAILY)


@pytest.mark.feature("B38")
def test_what_has_legal_effect_cannot_be_switched_off(cast):
    user = cast.company_representative
    with pytest.raises(InvalidInput) as refusal:
        choices.choose_ways(user=user, ways={"decisions.decided": Way.NOT, "calls.closing": Way.DAILY})
    assert set(refusal.value.fields) == {"decisions.decided"}
    assert not Choice.objects.exists()  # all or none
    Choice.objects.create(user=user, kind="decisions.decided", way=Way.NOT)  # whatever came into the table
    tell(user, "decisions.decided")
    assert len(mails()) == 1
    with pytest.raises(InvalidInput):
        choices.choose_ways(user=user, ways={"calls.closing": "carrier pigeon"})
    with pytest.raises(InvalidInput):
        choices.choose_ways(user=user, ways={"calls.unheard_of": Way.DAILY})


def test_results_objections_send_backs_and_receipts_are_legal():
    legal = {key for key, kind in kinds().items() if kind.is_legal}
    assert legal >= {
        "calls.submitted", "calls.returned", "calls.excluded", "decisions.decided", "decisions.objection_filed",
        "decisions.objection_decided",
    }  # fmt: skip
    assert not legal & {"calls.closing", "calls.invited", "reviews.assigned"}


def test_a_digest_is_one_mail_a_day_in_the_persons_language(cast):
    reader = cast.company_member
    reader.language = "en"
    reader.save(update_fields=["language"])
    choices.choose_ways(user=reader, ways={"calls.closing": Way.DAILY})
    first, second = tell(reader, cause="1", subject="First"), tell(reader, cause="2", subject="Second")
    seen = tell(reader, cause="3", subject="Seen already")
    telling.open_notice(notice=seen, at=clock.now())
    with translation.override("ko"):
        for _scheduler in range(2):  # two schedulers, or a repeat after a crash
            digests.send_digest(user_id=reader.pk, period=TOMORROW.isoformat())
    mail = MailDelivery.objects.get()
    assert mail.subject == "2 notices today"
    assert mail.body.index("First") < mail.body.index("Second")
    assert "/en/me/notices/choices/" in mail.body
    assert "Seen already" not in mail.body
    assert set(Notice.objects.exclude(digested_at=None)) == {first, second}


def test_digests_are_owed_at_eight_in_seoul_to_whom_something_waits(cast):
    path, spec = SCHEDULE["notices.send_digests"]
    assert path == tasks.send_digests.name
    morning = datetime(2026, 11, 23, 8, 0, tzinfo=clock.SEOUL)
    assert latest_period(spec, at=morning) == morning.isoformat()
    assert latest_period(spec, at=morning - timedelta(seconds=1)) == (morning - timedelta(days=1)).isoformat()
    for name in ("company_member", "delegate"):
        choices.choose_ways(user=cast[name], ways={"calls.closing": Way.DAILY})
    tell(cast.company_member)
    tell(cast.outsider)
    for _ in range(2):
        digests.send_digests(period=TOMORROW.isoformat())
    owed = OutboxRow.objects.filter(task=tasks.send_digest.name)
    assert [row.kwargs["user_id"] for row in owed] == [cast.company_member.pk]
    digests.send_digests(period=(clock.now() - timedelta(days=1)).isoformat())  # before anything happened
    assert owed.count() == 1


def test_the_digest_goes_the_whole_way_through_the_outbox(committed_db, cast):
    choices.choose_ways(user=cast.company_member, ways={"calls.closing": Way.DAILY})
    tell(cast.company_member)
    digests.send_digests(period=TOMORROW.isoformat())
    for row in OutboxRow.objects.filter(task=tasks.send_digest.name):
        tasks.send_digest.celery_task(outbox_id=row.pk)
        tasks.send_digest.celery_task(outbox_id=row.pk)
    assert mails() == [("company_member@cast.example", "오늘의 알림 1건")]
