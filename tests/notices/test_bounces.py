"""Mail that comes back: which addresses fail, what still goes to them, and who has to know."""

import io
import mailbox
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from axportal.audit.models import Act
from axportal.core import clock
from axportal.core.models import MailDelivery
from axportal.notices.models import Bounce, MailAddress, Notice
from axportal.notices.rules.bounces import read_report
from axportal.notices.selectors import frame_of, not_arrived
from axportal.notices.services import bounces, telling
from regions.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B38")]
LETTER = {"subject": "결과", "body": "본문", "path": "/"}
ADDRESS = "company_representative@cast.example"
REPORT = """From: MAILER-DAEMON@mx.example.org
To: no-reply@axportal.invalid
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example.org.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such
 mailbox

--B
Content-Type: {copy}

Message-ID: {message_id}
Subject: =?utf-8?b?6rKw6rO8?=
{end}
--B--
"""


def report(message_id: str, *, action: str = "failed", status: str = "5.1.1", recipient: str = ADDRESS, whole=False):
    copy, end = ("message/rfc822", "\nbody\n") if whole else ("text/rfc822-headers", "")
    text = REPORT.format(message_id=message_id, action=action, status=status, recipient=recipient, copy=copy, end=end)
    return text.encode()


def tell(cast, kind: str = "decisions.decided", cause: str = "1") -> Notice:
    gist = Organisation.objects.get(key="gist")
    telling.tell(
        kind, cause=cause, recipient=cast.company_representative, letter=LETTER, organisation_id=gist.pk,
    )  # fmt: skip
    return Notice.objects.get(dedup_key__startswith=f"{kind}:{cause}:")


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_is_read_by_its_fields(whole):
    (failure,) = read_report(report("<a@b>", whole=whole, recipient="A@Example.ORG"))
    assert (failure.message_id, failure.recipients, failure.status) == ("<a@b>", ("a@example.org",), "5.1.1")
    assert (failure.is_hard, failure.diagnostic) == (True, "smtp; 550 5.1.1 no such mailbox")


@pytest.mark.parametrize(("action", "status", "found"), [
    ("failed", "5.7.1", [True]), ("failed", "4.2.2", [False]), ("delayed", "4.4.1", [False]), ("failed", "", [True]),
    ("delivered", "2.0.0", []), ("relayed", "2.0.0", []),
])  # fmt: skip
def test_for_good_for_now_or_no_failure(action, status, found):
    assert [one.is_hard for one in read_report(report("<a@b>", action=action, status=status))] == found


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"Subject: hello\n\nI am on holiday.", b"Content-Type: message/delivery-status\n\n"]
)
def test_what_is_no_report_says_nothing(raw):
    assert read_report(raw) == []


def test_a_hard_failure_stops_ordinary_mail_and_marks_the_legal_notice(cast):
    notice = tell(cast)
    at = clock.now()
    assert bounces.take_report(raw=report(notice.message_id), at=at) == 1
    assert bounces.take_report(raw=report(notice.message_id), at=at) == 0  # the same report again
    notice.refresh_from_db()
    assert (notice.undelivered_at, notice.undelivered_why) == (at, "5.1.1 smtp; 550 5.1.1 no such mailbox")
    assert MailAddress.objects.get().failing_since == at
    assert Act.objects.filter(action="notices.address.failing", target_uuid=notice.user.uuid).count() == 1
    tell(cast, "calls.closing")
    assert MailDelivery.objects.count() == 1  # ordinary mail stops
    later = tell(cast, cause="2")
    assert MailDelivery.objects.count() == 2  # what has legal effect goes out all the same, and counts as not arrived
    assert later.undelivered_at is not None


def test_three_passing_failures_within_a_month_count_as_one_for_good(cast):
    at = clock.now()
    for number, day in enumerate((0, 40, 50), start=1):
        notice = tell(cast, cause=str(number))
        bounces.take_report(raw=report(notice.message_id, status="4.2.2"), at=at + timedelta(days=day))
    assert MailAddress.objects.failing().count() == 0
    notice = tell(cast, cause="4")
    bounces.take_report(raw=report(notice.message_id, action="delayed", status="4.2.2"), at=at + timedelta(days=60))
    assert MailAddress.objects.get().failing_since == at + timedelta(days=60)
    assert not Notice.objects.exclude(undelivered_at=None).exists()  # a passing failure proves nothing


@pytest.mark.goal("R20")
def test_a_forged_report_silences_nobody(cast):
    notice = tell(cast)
    forged = [
        report("<made-up@portal.example>"),
        report(notice.message_id, recipient="reviewer@cast.example"),  # somebody else's address
    ]
    assert [bounces.take_report(raw=raw, at=clock.now()) for raw in forged] == [0, 0]
    assert not Bounce.objects.exists()


def test_an_address_that_works_again_gets_mail_again(cast):
    notice = tell(cast)
    bounces.take_report(raw=report(notice.message_id), at=clock.now())
    for _click in range(2):
        bounces.trust_address(user=cast.company_representative, at=clock.now())
    assert not MailAddress.objects.failing().exists()
    assert list(MailDelivery.objects.order_by("id").values_list("subject", flat=True)) == [
        "결과", "이 주소로 메일을 다시 보냅니다",
    ]  # fmt: skip
    tell(cast, "calls.closing")
    assert MailDelivery.objects.count() == 3


def test_a_mail_given_up_after_three_days_counts_as_not_arrived(cast):
    notice = tell(cast)
    MailDelivery.objects.update(state=MailDelivery.State.FAILED)
    assert [bounces.note_given_up(at=clock.now()) for _ in range(2)] == [1, 0]
    assert list(not_arrived(cast.call_manager)) == [notice]


def test_the_person_and_who_answers_for_the_call_have_to_know(cast):
    notice = tell(cast)
    bounces.take_report(raw=report(notice.message_id), at=clock.now())
    person = frame_of(cast.company_representative)
    assert (person.unread, person.is_failing, person.not_arrived) == (1, True, 0)
    told = {name: frame_of(cast[name]).not_arrived for name in ("call_manager", "agency_officer", "auditor")}
    assert told == {"call_manager": 1, "agency_officer": 1, "auditor": 1}
    others = ("institute_admin", "dgist_admin", "reviewer", "ministry_viewer", "rival_representative")
    assert {frame_of(cast[name]).not_arrived for name in others} == {0}
    telling.open_notice(notice=notice, at=clock.now())  # read on the portal: nobody needs to ring
    assert frame_of(cast.call_manager).not_arrived == 0
    assert list(not_arrived(cast.call_manager)) == [notice]


def test_the_command_reads_one_report_or_a_maildir(cast, tmp_path, monkeypatch, capsys):
    notice = tell(cast)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report(notice.message_id))))
    call_command("take_bounces")
    box = mailbox.Maildir(tmp_path / "box")
    box.add(report(notice.message_id))
    box.add(b"Subject: hello\n\nno report")
    for _run in range(2):
        call_command("take_bounces", maildir=str(tmp_path / "box"))
    assert capsys.readouterr().out.splitlines() == [
        "1 read, 1 failures noted", "2 read, 0 failures noted", "0 read, 0 failures noted",
    ]  # fmt: skip
    with pytest.raises(CommandError, match="no Maildir"):
        call_command("take_bounces", maildir=str(tmp_path / "nowhere"))
