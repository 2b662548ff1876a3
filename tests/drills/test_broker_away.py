"""The broker goes away while a company hands in: the person notices nothing, nothing is lost or done twice."""

import email
import email.policy
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from axportal.calls.models import Submission
from axportal.core import clock, invariants
from axportal.core.models import MailDelivery, OutboxRow
from tests.brokers import Broker
from tests.calls.factories import make_call, ready
from tests.servers import free_port, portal, process, wait_until
from tests.visitors import Page, Visitor

pytestmark = pytest.mark.same_everywhere  # the broker that goes is one of its own, whichever the suite runs on

AWAY = 30.0  # seconds
BACK_TO_WORK_WITHIN = 90.0
SLOWEST_PAGE = 15.0  # half of what a page would take that waited for the broker


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    own = Broker(tmp_path / "broker")
    own.start()
    yield own
    own.kill()


@contextmanager
def stack(database: str, broker: Broker, folder: Path, *names: str) -> Iterator[str]:
    """Web server, mail catcher and these processes, all of their own; gives the address."""
    smtp = free_port()
    (folder / "mail-port").write_text(str(smtp))
    with ExitStack() as processes:
        processes.enter_context(process("mailcatcher", database, AXPORTAL_VAR=str(folder)))
        yield processes.enter_context(portal(database, *names, **urls(broker, folder)))


def urls(broker: Broker, folder: Path) -> dict[str, str]:
    """Where the processes find the broker and the mail catcher."""
    smtp = (folder / "mail-port").read_text()
    return {"REDIS_URL": broker.url, "EMAIL_URL": f"smtp://127.0.0.1:{smtp}"}


def signed_in(address: str) -> Visitor:
    """The company's representative, signed in by the form."""
    return Visitor(address).sign_in("company_representative@cast.example")


def click_twice(visitor: Visitor, path: str, form: dict[str, str]) -> list[Page]:
    """Send the same form again before the first answer has come."""
    answers: list[Page] = []
    clicks = [Thread(target=lambda: answers.append(visitor.post(path, form))) for _click in range(2)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    return answers


def hand_in(visitor: Visitor, application) -> Submission:
    """Look at the form, click twice, read the receipt; each answer in good time."""
    path = f"/applications/{application.uuid}/submit/"
    form = visitor.get(path)
    answers = [form, *click_twice(visitor, path, form.hidden())]
    submission = Submission.objects.get(application=application)
    for answer in answers[1:]:
        assert answer.address.endswith(submission.get_absolute_url())
        assert submission.sha256 in answer.text
    answers += [visitor.get(path) for path in ("/", "/calls/", "/labs/", "/api/v1/labs/")]
    assert [answer.status for answer in answers] == [200] * len(answers)
    assert max(answer.seconds for answer in answers) < SLOWEST_PAGE
    return submission


def receipts(folder: Path, number: str) -> Counter:
    """How often each address has a mail with this receipt number in its subject."""
    texts = [file.read_bytes() for file in (folder / "mail").glob("*.eml")]
    mails = [email.message_from_bytes(text, policy=email.policy.default) for text in texts]
    return Counter(str(mail["To"]) for mail in mails if number in str(mail["Subject"]))


def is_all_done() -> bool:
    """Whether nothing is owed any more."""
    open_rows = OutboxRow.objects.filter(done_at=None).exists()
    return not open_rows and not MailDelivery.objects.exclude(state="sent").exists()


@pytest.fixture
def application(committed_db, cast):
    """A complete application, not yet handed in."""
    return ready(cast, make_call(cast, closes_at=clock.now() + timedelta(days=9)))


def ensure_once(application, folder: Path) -> None:
    """One submission with one receipt number, one receipt to each of the company's people, nothing out of order."""
    application.refresh_from_db()
    assert list(Submission.objects.values_list("application", "number")) == [(application.pk, 1)]
    people = ("company_representative", "company_member", "delegate")
    assert receipts(folder, application.number) == {f"{name}@cast.example": 1 for name in people}
    assert set(OutboxRow.objects.values_list("attempts", flat=True)) == {0}  # lost work is no failure
    assert invariants.violations() == {}


def owed_receipt(submission: Submission) -> OutboxRow:
    """What the outbox holds of a submission's receipt."""
    return OutboxRow.objects.get(dedup_key=f"calls.notify_submitted:{submission.uuid}")


@pytest.mark.goal("R11")
def test_the_broker_is_away_while_a_company_hands_in(committed_db, application, broker, tmp_path):
    with stack(committed_db, broker, tmp_path, "relay", "worker") as address:
        broker.kill()
        back_at = time.monotonic() + AWAY
        submission = hand_in(signed_in(address), application)
        time.sleep(max(back_at - time.monotonic(), 0))
        assert owed_receipt(submission).published_at is None
        broker.start()
        wait_until(is_all_done, within=BACK_TO_WORK_WITHIN)
    assert owed_receipt(submission).done_at is not None
    ensure_once(application, tmp_path)


@pytest.mark.goal("R11")
def test_pages_stay_quick_while_the_broker_hangs(committed_db, application, broker, tmp_path):
    """A broker that keeps its connections and says nothing costs every caller its patience."""
    with stack(committed_db, broker, tmp_path, "relay", "worker") as address:
        broker.hang()
        visitor = signed_in(address)
        hand_in(visitor, application)
        calls = [visitor.get("/api/v1/labs/") for _call in range(6)]  # each asks the throttle's cache more than once
        assert sum(call.seconds for call in calls) < 6.0
        broker.go_on()
        wait_until(is_all_done, within=BACK_TO_WORK_WITHIN)
    ensure_once(application, tmp_path)


@pytest.mark.goal("R12")
def test_a_broker_that_loses_what_it_was_handed_loses_nothing(committed_db, application, broker, tmp_path):
    """The wake-up call is gone with the broker's data; the row's lease runs out, and it is called again."""
    with stack(committed_db, broker, tmp_path, "relay") as address:
        submission = hand_in(signed_in(address), application)
        wait_until(lambda: owed_receipt(submission).published_at is not None)
        broker.kill()
        broker.lose_everything()
        broker.start()
        with process("worker", committed_db, **urls(broker, tmp_path)):
            wait_until(is_all_done, within=BACK_TO_WORK_WITHIN)
    ensure_once(application, tmp_path)
