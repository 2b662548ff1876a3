"""After a restore no mail leaves until a person says so; then each leaves once, or none."""

import pytest
from django.core.management import call_command
from django.db import transaction

from axportal.audit.models import Act
from axportal.core import clock, mail, selectors
from axportal.core.models import MailDelivery, MailHold, OutboxRow
from axportal.core.tasks import deliver_mail

pytestmark = pytest.mark.django_db
HELD = "restore of 20261122T163000Z"


@pytest.fixture
def held(mailoutbox, settings):
    """Two mails that a worker has taken up while mails are held."""
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.hold(reason=HELD)
    mail.hold(reason=HELD)  # a second call is no second hold
    for number in range(2):
        mail.owe(key=f"m{number}", recipient="a@example.org", subject="접수", body="내용")
    work()
    return mailoutbox


def work():
    for row in OutboxRow.objects.filter(done_at=None, task=deliver_mail.name):
        deliver_mail.celery_task(outbox_id=row.pk)


def test_a_held_mail_waits_and_is_counted(held):
    assert held == []
    assert selectors.held_mails() == 2
    assert set(MailDelivery.objects.values_list("state", "attempts")) == {("waiting", 0)}


def test_a_release_sends_each_once_and_is_recorded(held, capsys):
    call_command("mail_release", "--show")
    call_command("mail_release")
    call_command("mail_release")
    work()
    assert len(held) == 2
    assert set(MailDelivery.objects.values_list("state", flat=True)) == {"sent"}
    assert capsys.readouterr().out.splitlines() == [
        "2 mails are held.",
        "2 mails will be sent.",
        "0 mails will be sent.",
    ]
    act = Act.objects.filter(action="backups.mails.released").order_by("id").first()
    assert act.detail == {"mails": 2, "discarded": False}
    assert MailHold.objects.get().released_at is not None


def test_discarding_gives_them_up_for_good(held):
    call_command("mail_release", "--discard")
    work()
    assert held == []
    assert set(MailDelivery.objects.values_list("state", "body")) == {("failed", "")}
    with transaction.atomic():
        mail.owe(key="later", recipient="a@example.org", subject="새 소식", body="내용")
    work()
    assert [message.subject for message in held] == ["새 소식"]
    assert clock.now() >= MailHold.objects.get().released_at
