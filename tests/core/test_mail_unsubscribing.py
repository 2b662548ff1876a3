"""A mail of a list says how to end it: one click, no sign-in (RFC 8058)."""

import pytest

from axportal.core import mail
from axportal.core.models import MailDelivery, OutboxRow
from axportal.core.tasks import deliver_mail

pytestmark = pytest.mark.django_db
ADDRESS = "https://portal.example/unsubscribe/x/"


@pytest.fixture
def sent(mailoutbox, settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.owe(key="list", recipient="a@example.org", subject="공고", body="내용", unsubscribe_url=ADDRESS)
    mail.owe(key="letter", recipient="a@example.org", subject="통보", body="내용")
    for row in OutboxRow.objects.filter(done_at=None, task=deliver_mail.name).order_by("pk"):
        deliver_mail.celery_task(outbox_id=row.pk)
    return mailoutbox


def test_a_mail_of_a_list_carries_the_two_headers(sent):
    of_list, letter = sent
    assert of_list.extra_headers["List-Unsubscribe"] == f"<{ADDRESS}>"
    assert of_list.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(letter.extra_headers) == {"Message-ID"}


def test_the_address_is_forgotten_once_sent(sent):
    assert set(MailDelivery.objects.values_list("body", "unsubscribe_url")) == {("", "")}
