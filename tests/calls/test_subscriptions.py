"""Mails about calls for anybody: asked for, confirmed by the owner of the address, ended with one click."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.audit.models import Act
from axportal.calls import tasks
from axportal.calls.models import Call, CallSubscription, SubscriptionRequest
from axportal.calls.rules.tokens import CONFIRM, END, token_of
from axportal.calls.services import calls, corrections, subscriptions
from axportal.calls.views import subscriptions as views
from axportal.core import clock
from axportal.core.models import MailDelivery, OutboxRow
from regions.models import Zone
from tests.calls.factories import BODY, draft_call, make_call

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B40")]
FORM = {"email": "Reader@example.org", "zone": "", "programme": ""}


@pytest.fixture
def at():
    return clock.now()


def work():
    """What a worker would do of what subscriptions owe."""
    names = {tasks.question_subscriber.name, tasks.tell_subscribers.name}
    while rows := list(OutboxRow.objects.filter(done_at=None, task__in=names).order_by("pk")):
        for row in rows:
            next(task for task in (tasks.question_subscriber, tasks.tell_subscribers) if task.name == row.task) \
                .celery_task(outbox_id=row.pk)  # fmt: skip


def subscribe(email, *, zone="", programme="", language="ko"):
    found = Zone.objects.filter(slug=zone).first()
    return CallSubscription.objects.create(email=email, zone=found, programme=programme, language=language)


def said(answer):
    """What the page says, without its clock and tokens."""
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return answer.status_code, re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", main)


def link_in(body):
    return re.search(r"https?://[^/\s]+(/\S+)", body).group(1)


def test_an_address_is_asked_confirms_and_is_told_of_the_next_call(cast, client, at):
    answer = client.post(reverse("calls:subscribe"), {**FORM, "programme": "joint_lab"})
    assert (answer.status_code, "메일을 확인해 주세요" in answer.content.decode()) == (200, True)
    work()
    question = MailDelivery.objects.get()
    assert (question.recipient, question.subject) == ("reader@example.org", "새 공고 소식을 받으시겠습니까?")
    link = link_in(question.body)
    assert "소식 받기" in client.get(link).content.decode()
    assert not CallSubscription.objects.exists()  # a mail program that opens links has not said yes
    assert client.post(link).status_code == 200
    assert (CallSubscription.objects.get().email, SubscriptionRequest.objects.count()) == ("reader@example.org", 0)
    assert client.post(link).status_code == 404  # used
    call = make_call(cast, closes_at=at + timedelta(days=3))
    work()
    news = MailDelivery.objects.get(recipient="reader@example.org", dedup_key__startswith="calls.news")
    assert news.subject == "새 공고: 호남권 공동연구소 공모"
    assert str(call.uuid) in news.body
    assert news.unsubscribe_url in news.body
    told = Act.objects.filter(action__startswith="calls.subscription").get()
    assert (told.action, told.actor, told.detail) == ("calls.subscription.confirmed", None, {})


def test_each_event_of_a_call_is_told_once(cast, at):
    subscribe("a@example.org")
    subscribe("b@example.org", language="en")
    call = make_call(cast, closes_at=at + timedelta(days=3))
    body = {**BODY, "yearly_cap_won": 1}
    corrections.correct_rules(call=call, body=body, reason="금액 정정", actor=cast.call_manager, at=at)
    calls.move_deadline(call=call, closes_at=at + timedelta(days=9), reason="연휴", actor=cast.call_manager, at=at)
    calls.cancel_call(call=Call.objects.get(pk=call.pk), reason="재공고", actor=cast.call_manager, at=at)
    work()
    subjects = dict.fromkeys(("a@example.org", "b@example.org"), None)
    for address in subjects:
        found = MailDelivery.objects.filter(recipient=address, dedup_key__startswith="calls.news").order_by("pk")
        subjects[address] = [delivery.subject for delivery in found]
    assert subjects["a@example.org"] == [
        "새 공고: 호남권 공동연구소 공모", "정정 공고: 호남권 공동연구소 공모",
        "마감을 옮겼습니다: 호남권 공동연구소 공모", "공고를 취소했습니다: 호남권 공동연구소 공모",
    ]  # fmt: skip
    assert subjects["b@example.org"][0] == "New call: Honam joint lab call"
    for row in OutboxRow.objects.filter(task=tasks.tell_subscribers.name):
        subscriptions.tell_subscribers(**row.kwargs)  # a second time
    assert MailDelivery.objects.filter(dedup_key__startswith="calls.news").count() == 8


@pytest.mark.parametrize(
    ("zone", "programme", "told"),
    [("", "", True), ("honam", "", True), ("honam", "gpu", False), ("jungbu", "", False), ("", "joint_lab", True)],
)
def test_only_what_was_chosen_is_told(cast, at, zone, programme, told):
    subscribe("a@example.org", zone=zone, programme=programme)
    call = make_call(cast, closes_at=at + timedelta(days=3))
    assert call.zone.slug == "honam"
    assert CallSubscription.objects.of_call(call).exists() is told
    call.zone = call.zone_id = None
    assert CallSubscription.objects.of_call(call).exists() is (programme in {"", "joint_lab"})


def test_many_subscribers_are_told_by_one_task_after_another(cast, at, monkeypatch):
    monkeypatch.setattr(subscriptions, "BATCH", 2)
    for number in range(5):
        subscribe(f"{number}@example.org")
    make_call(cast, closes_at=at + timedelta(days=3))
    work()
    assert OutboxRow.objects.filter(task=tasks.tell_subscribers.name).count() == 3
    assert MailDelivery.objects.filter(dedup_key__startswith="calls.news").count() == 5


def test_a_made_up_call_is_told_to_nobody_where_mails_leave_the_machine(cast, at, settings):
    settings.MAIL_CATCHER = False
    subscribe("a@example.org")
    call = make_call(cast, closes_at=at + timedelta(days=3))
    Call.objects.filter(pk=call.pk).update(origin=Call.Origin.DEMONSTRATION)
    work()
    assert not MailDelivery.objects.filter(dedup_key__startswith="calls.news").exists()


def test_one_click_ends_it_without_sign_in_and_the_address_is_gone(client):
    subscription = subscribe("a@example.org")
    link = reverse("calls:unsubscribe", kwargs={"token": token_of(subscription.uuid, act=END)})
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(link).status_code == 200
    assert CallSubscription.objects.exists()
    first = strict.post(link, {"List-Unsubscribe": "One-Click"})
    assert (first.status_code, CallSubscription.objects.exists()) == (200, False)
    assert said(strict.post(link)) == said(first)  # no word on whether it was there
    assert client.post(reverse("calls:unsubscribe", kwargs={"token": "x:y:z"})).status_code == 404


def test_a_link_is_for_one_act_and_for_three_days(client, at, monkeypatch):
    request = SubscriptionRequest.objects.create(email="a@example.org")
    for token in (
        token_of(request.uuid, act=END),
        "x",
        signing.dumps("x", salt=CONFIRM),
        signing.dumps(1, salt=CONFIRM),
    ):
        assert client.post(reverse("calls:subscribe-confirm", kwargs={"token": token})).status_code == 404
    late = at + timedelta(days=3, seconds=5)
    monkeypatch.setattr(signing.time, "time", late.timestamp)
    link = reverse("calls:subscribe-confirm", kwargs={"token": token_of(request.uuid, act=CONFIRM)})
    monkeypatch.setattr(clock, "now", lambda: late)
    assert client.post(link).status_code == 404
    subscriptions.forget_requests(at=late)
    assert not SubscriptionRequest.objects.exists()
    assert not CallSubscription.objects.exists()


def test_the_answer_tells_nothing_of_the_address(cast, client):
    subscribe("known@example.org")
    client.get(reverse("calls:subscribe"))
    client.post(reverse("calls:subscribe"), {**FORM, "email": "x"})
    answers, counts = [], []
    for email in ("known@example.org", "new@example.org", cast.company_representative.email):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answers.append(client.post(reverse("calls:subscribe"), {**FORM, "email": email}))
        counts.append(len(queries))
    assert len({said(answer) for answer in answers}) == 1
    assert len(set(counts)) == 1
    assert not any(email.encode() in answers[0].content for email in ("known@example.org", "new@example.org"))
    work()
    assert MailDelivery.objects.count() == 3  # the same question to each


def test_nobody_is_asked_without_end(client, at):
    for _number in range(5):
        subscriptions.ask_for_subscription(email="A@example.org", zone=None, programme="", language="ko")
    work()
    assert MailDelivery.objects.filter(recipient="a@example.org").count() == 3


def test_one_place_sends_only_so_many_forms(client, monkeypatch):
    monkeypatch.setattr(views, "MOST_AN_HOUR", 2)
    from django.core.cache import cache

    cache.clear()
    answers = [client.post(reverse("calls:subscribe"), FORM).status_code for _number in range(3)]
    assert answers == [200, 200, 429]


def test_a_new_choice_replaces_the_old_one(client, at):
    subscribe("a@example.org", zone="honam")
    request = SubscriptionRequest.objects.create(email="a@example.org", programme="gpu", language="en")
    subscriptions.confirm_subscription(request=request.uuid, at=at)
    row = CallSubscription.objects.get()
    assert (row.zone, row.programme, row.language) == (None, "gpu", "en")


def test_wrong_input_is_told_at_its_field(client):
    answer = client.post(reverse("calls:subscribe"), {"email": "x", "zone": "nowhere", "programme": "none"})
    assert answer.status_code == 400
    assert not SubscriptionRequest.objects.exists()


def test_a_draft_that_was_given_up_stays_hidden(cast, client, at):
    call = draft_call(cast, at=at)
    calls.cancel_call(call=call, reason="그만둠", actor=cast.call_manager, at=at)
    assert client.get(call.get_absolute_url()).status_code == 404
    assert not OutboxRow.objects.filter(task=tasks.tell_subscribers.name).exists()
