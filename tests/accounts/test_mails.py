"""Mails come in the recipient's language, sent by SMTP to a real server."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email.header import decode_header, make_header
from email.message import Message

import pytest
from django.conf import settings as project
from django.template.loader import get_template
from django.test import Client

from axportal.accounts.models import User
from axportal.calls.services import notices
from axportal.core import clock, mail
from axportal.core.models import MailDelivery
from regions.models import Organisation
from tests.calls import factories
from tests.mailbox import receiving
from tests.servers import free_port

pytestmark = pytest.mark.django_db
HANGUL = re.compile("[가-힣]")
LINK = re.compile(r"https?://[^/\s]+(/\S+)")
#: What allauth sends with these settings.
LETTERS = (
    "email_confirmation", "email_confirmation_signup", "account_already_exists", "password_reset_key",
    "unknown_account",
)  # fmt: skip


class Post:
    """What has arrived. What is owed is sent when somebody looks."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = messages

    def newest(self, recipient: str) -> tuple[str, str]:
        """Subject and text of the newest mail to this address."""
        for owed in MailDelivery.objects.filter(state="waiting").order_by("pk"):
            mail.deliver(delivery_id=owed.pk, at=clock.now())
        found = [message for message in self.messages if message["To"] == recipient][-1]
        return str(make_header(decode_header(found["Subject"]))), found.get_payload(decode=True).decode()


@pytest.fixture
def post(settings) -> Iterator[Post]:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with receiving(settings.EMAIL_PORT) as messages:
        yield Post(messages)


def sign_up(language: str, email: str) -> None:
    data = {"name": "새 사람", "email": email, "password1": "correct-horse-9", "password2": "correct-horse-9"}
    assert Client().post(f"{language}/accounts/signup/", data).status_code == 302


@pytest.mark.parametrize(
    ("prefix", "language", "subject"),
    [
        ("", "ko", "가입을 마치려면 이메일 주소를 확인해 주세요"),
        ("/en", "en", "Please confirm your e-mail address to finish signing up"),
    ],
)
def test_who_signs_up_is_written_to_in_the_language_of_the_page(post, prefix, language, subject):
    sign_up(prefix, "new@cast.example")
    found, text = post.newest("new@cast.example")
    assert (found, User.objects.get(email="new@cast.example").language) == (subject, language)
    assert bool(HANGUL.search(text)) == (language == "ko")
    link = LINK.search(text).group(1)
    assert link.startswith(f"{prefix}/accounts/confirm-email/")
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize("asked", ["", "/en"])
def test_a_reset_comes_in_the_persons_language_wherever_it_is_asked_for(cast, post, asked):
    User.objects.filter(pk=cast["outsider"].pk).update(language="en")
    for name in ("outsider", "auditor"):
        Client().post(f"{asked}/accounts/password/reset/", {"email": f"{name}@cast.example"})
    subject, text = post.newest("outsider@cast.example")
    assert (subject, HANGUL.search(text)) == ("Reset your password", None)
    assert LINK.search(text).group(1).startswith("/en/accounts/password/reset/key/")
    subject, text = post.newest("auditor@cast.example")
    assert subject == "비밀번호 다시 정하기"
    assert text.startswith("비밀번호를 다시 정하겠다는 요청을 받았습니다.")
    assert text.rstrip().endswith("AX 포털")
    assert LINK.search(text).group(1).startswith("/accounts/password/reset/key/")


def test_an_address_without_an_account_is_answered_in_the_language_of_the_page(post):
    Client().post("/en/accounts/password/reset/", {"email": "nobody@cast.example"})
    assert post.newest("nobody@cast.example")[0] == "This address has no account"
    Client().post("/accounts/password/reset/", {"email": "nobody@cast.example"})
    assert post.newest("nobody@cast.example")[0] == "이 주소에는 계정이 없습니다"


def test_who_signs_up_twice_is_told_in_their_own_language(cast, post):
    sign_up("/en", "outsider@cast.example")
    subject, text = post.newest("outsider@cast.example")
    assert subject == "이미 계정이 있는 주소입니다"
    assert LINK.search(text).group(1) == "/accounts/password/reset/"


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("part", ["subject", "message"])
def test_every_letter_is_in_our_own_words(letter, part):
    template = get_template(f"account/email/{letter}_{part}.txt")
    assert template.origin.name.startswith(str(project.BASE_DIR / "templates"))


def test_receipts_and_withdrawals_come_in_each_persons_language(cast, post):
    writer = cast["company_representative"]
    User.objects.filter(pk=writer.pk).update(language="en")
    call = factories.make_call(cast)
    application = factories.ready(cast, call)
    submission = factories.submit(application, actor=writer, at=call.opens_at + timedelta(days=2))
    notices.owe_submitted(submission_id=submission.pk)
    subject, text = post.newest(writer.email)
    assert subject == f"Application received. No. {submission.application.number}"
    assert HANGUL.search(text) is None
    assert f"/en/applications/{submission.application.uuid}/" in text
    subject, text = post.newest(cast["company_member"].email)
    assert submission.application.number in subject
    assert "접수 시각" in text
    notices.owe_withdrawn(application_id=submission.application_id, act="1")
    assert HANGUL.search("".join(post.newest(writer.email))) is None
    assert HANGUL.search("".join(post.newest(cast["company_member"].email)))


def test_an_invitation_comes_in_the_invited_persons_language_else_in_korean(cast, post):
    User.objects.filter(pk=cast["outsider"].pk).update(language="en")
    call = factories.make_call(cast)
    application = factories.start(cast, call)
    partner = Organisation.objects.filter(kind="company").exclude(pk=application.organisation_id).first()
    for email in ("outsider@cast.example", "nobody@cast.example"):
        member = application.members.create(organisation=partner, role="joint", email=email)
        notices.owe_invitation(member_id=member.pk)
        member.delete()
    assert "invites you as a partner" in post.newest("outsider@cast.example")[0]
    assert "초대되었습니다" in post.newest("nobody@cast.example")[0]


def test_ones_language_is_chosen_on_ones_page(sign_in, cast):
    client = sign_in("outsider")
    assert 'value="ko"' in client.get("/me/").content.decode()
    answer = client.post("/me/language/", {"language": "en", "next": "/me/"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/me/")
    assert User.objects.get(pk=cast["outsider"].pk).language == "en"


def test_switching_the_page_switches_the_mails(sign_in, cast):
    client = sign_in("outsider")
    page = client.get("/labs/?zone=honam").content.decode()
    assert '<input type="hidden" name="next" value="/labs/?zone=honam">' in page
    answer = client.post("/me/language/", {"language": "en", "next": "/labs/?zone=honam"})
    assert answer["Location"] == "/en/labs/?zone=honam"
    answer = client.post("/en/me/language/", {"language": "ko", "next": "/en/labs/"})
    assert answer["Location"] == "/labs/"
    assert User.objects.get(pk=cast["outsider"].pk).language == "ko"


@pytest.mark.parametrize(
    ("data", "status"),
    [({"language": "xx"}, 400), ({}, 400), ({"language": "en", "next": "https://evil.example/"}, 302)],
)
def test_odd_choices_of_a_language_do_no_harm(sign_in, cast, data, status):
    answer = sign_in("outsider").post("/me/language/", data)
    assert answer.status_code == status
    assert "evil" not in answer.get("Location", "")
