"""Writing, announcing, correcting, moving, cancelling and going on from a call, without scripts."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.audit.models import Act
from axportal.calls import tasks
from axportal.calls.models import Call, CallRules
from axportal.calls.rules.standard import standard_rules
from axportal.calls.services import calls, corrections, drafts
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion, WrongState
from axportal.core.models import MailDelivery, OutboxRow
from regions.models import Organisation
from tests.calls.factories import BODY, draft_call, make_call, start

LOCAL = "%Y-%m-%dT%H:%M:%S"


def url(name, call, **more):
    return reverse(f"calls:{name}", kwargs={"uuid": call.uuid, **more})


def fields_of(page):
    """What a browser would send of the page's last form: the values its fields hold."""
    form = html.unescape(page[page.index('<form method="post"', page.index("<main")) :])
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name, kind = given.get("name"), given.get("type", "text")
        if not name or (kind in {"checkbox", "radio"} and not re.search(r"\schecked", tag)):
            continue
        found.setdefault(name, []).append(given.get("value", "on" if kind == "checkbox" else ""))
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s?(.*?)</textarea>', form, re.S):
        found[name] = [inside]
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option value="([^"]*)"[^>]*selected', inside)
        found[name] = chosen or [""]
    return found


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def draft(cast, at):
    return draft_call(cast, at=at)


@pytest.fixture
def running(cast, at):
    return make_call(cast, closes_at=at + timedelta(days=3))


@pytest.mark.feature("B1")
def test_a_keeper_writes_a_call_and_announces_it(cast, sign_in, at):
    client = sign_in("call_manager")
    gist = Organisation.objects.get(key="gist")
    form = {"number": "AXL-2027-1", "title_ko": "2027년 1차", "programme": "joint_lab", "organisation": gist.pk,
            "zone": "", "opens_at": (at + timedelta(days=2)).astimezone(clock.SEOUL).strftime(LOCAL),
            "budget_won": "3000000000", "years_max": "3"}  # fmt: skip
    wrong = client.post(reverse("calls:call-create"), {**form, "number": "", "summary_ko": "쓴 것은 남는다"})
    assert wrong.status_code == 400
    assert "쓴 것은 남는다" in wrong.content.decode()
    made = client.post(reverse("calls:call-create"), form)
    call = Call.objects.get(number="AXL-2027-1")
    assert made.url == url("call-manage", call)
    assert (call.status, call.closes_at, call.organisation_id) == ("draft", None, gist.pk)
    page = client.get(made.url).content.decode()
    assert "아직 공고하지 않았습니다. 마감은 공고할 때 정합니다." in page
    assert "아직 공고하지 않은 초안입니다" in client.get(call.get_absolute_url()).content.decode()

    soon = (at + timedelta(days=9)).astimezone(clock.SEOUL)
    refused = client.post(url("call-publish", call), {"closes_at": soon.strftime(LOCAL)})
    assert refused.status_code == 400
    assert "30일보다 짧으면 까닭을 적어야 합니다." in refused.content.decode()
    form = {"closes_at": soon.strftime(LOCAL), "reason": "긴급한 산업 수요"}
    assert client.post(url("call-publish", call), form).url == url("call-manage", call)
    call.refresh_from_db()
    assert (call.status, call.closes_at) == ("announced", soon.replace(microsecond=0))
    assert call.deadlines.get().reason == "긴급한 산업 수요"
    assert call.rules.get().frozen_at is not None
    assert client.post(url("call-publish", call), form).status_code == 409


def test_the_form_of_the_rules_reads_back_what_it_shows(sign_in, draft):
    """Saved untouched, the form changes nothing; so no correction is made of nothing."""
    client = sign_in("call_manager")
    sent = fields_of(client.get(url("call-rules", draft)).content.decode())
    saved = client.post(url("call-rules", draft), sent)
    assert saved.status_code == 302
    assert draft.rules.get().body == standard_rules()


def test_rules_are_written_with_errors_at_their_fields_and_rows_added_without_scripts(sign_in, draft):
    client, address = sign_in("call_manager"), url("call-rules", draft)
    sent = fields_of(client.get(address).content.decode())
    more = client.post(address, {**sent, "note_ko": "쓰던 문장", "more": "criteria"})
    assert more.status_code == 200
    assert "쓰던 문장" in more.content.decode()
    assert int(fields_of(more.content.decode())["criteria-TOTAL_FORMS"][0]) == int(sent["criteria-TOTAL_FORMS"][0]) + 3
    wrong = client.post(address, {**sent, "criteria-0-points": "30", "share_sme": "", "note_ko": "쓰던 문장"})
    page = wrong.content.decode()
    assert wrong.status_code == 400
    assert "쓰던 문장" in page
    assert "두 비율을 함께 적어 주세요." in page
    unsummed = client.post(address, {**sent, "criteria-0-points": "30"})
    assert "모두 더하면 100이어야 합니다. 지금 110입니다." in unsummed.content.decode()
    assert draft.rules.get().body == standard_rules()
    fine = {**sent, "criteria-0-points": "30", "criteria-1-points": "15", "rounds-0-name_ko": "서면",
            "rounds-0-kind": "paper", "rounds-0-weight": "100", "least_honam": "2"}  # fmt: skip
    assert client.post(address, fine).status_code == 302
    body = draft.rules.get().body
    assert [row["points"] for row in body["criteria"]][:2] == [30, 15]
    assert body["review"]["rounds"] == [{"key": "rounds_1", "kind": "paper", "weight": 100, "name_ko": "서면"}]
    assert body["selection"] == {"zone_least": {"honam": 2}}


def test_two_keepers_at_once_lose_nothing(sign_in, cast, draft, at):
    client, address = sign_in("call_manager"), url("call-edit", draft)
    sent = fields_of(client.get(address).content.decode())
    drafts.edit_call(call=draft, changes={"title_ko": "남의 제목"}, actor=cast.platform_admin, at=at)
    late = client.post(address, {**sent, "title_ko": "내 제목"})
    page = late.content.decode()
    assert late.status_code == 412, re.findall(r'emsg".*?</div>', page)
    assert "내 제목" in page
    assert "남의 제목" in page
    again = client.post(address, fields_of(page))
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.title_ko == "내 제목"


def test_stages_and_questions(sign_in, draft):
    client = sign_in("call_manager")
    stage = {"rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0", "rows-0-name_ko": "심의", "rows-0-ORDER": "2",
             "rows-1-name_ko": "평가", "rows-1-ORDER": "1", "rows-1-starts_on": "2027-03-02",
             "rows-1-ends_on": "2027-03-01"}  # fmt: skip
    wrong = client.post(url("call-stages", draft), stage)
    assert wrong.status_code == 400
    assert "시작일보다 앞선 날입니다." in wrong.content.decode()
    assert client.post(url("call-stages", draft), {**stage, "rows-1-ends_on": "2027-03-05"}).status_code == 302
    assert [str(one) for one in draft.stages.all()] == ["평가", "심의"]
    question = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-question_ko": "누가?"}
    assert client.post(url("call-questions", draft), question).status_code == 400
    assert client.post(url("call-questions", draft), {**question, "rows-0-answer_ko": "기업"}).status_code == 302
    assert draft.questions.get().answer_ko == "기업"


def test_after_announcing_only_words_change(cast, running, at):
    drafts.edit_call(call=running, changes={"title_en": "Better"}, actor=cast.call_manager, at=at)
    with pytest.raises(WrongState, match="공고한 뒤에는 바꿀 수 없습니다"):
        drafts.edit_call(call=running, changes={"budget_won": 1}, actor=cast.call_manager, at=at)
    with pytest.raises(WrongState):
        calls.revise_rules(call=running, body=BODY, actor=cast.call_manager, at=at)


def test_what_is_no_rule_is_refused(cast, draft, at):
    def refused(body):
        with pytest.raises(InvalidInput):
            calls.revise_rules(call=draft, body=body, actor=cast.call_manager, at=at)

    refused({"surprise": 1})
    refused({"criteria": [{"key": "a"}]})
    refused({"criteria": [{"key": "a", "points": "many"}]})
    refused({"criteria": [{"key": "a", "points": 50}, {"key": "a", "points": 50}]})
    refused({"criteria": "all"})
    refused({"eligible": {"kinds": ["unicorn"]}})
    refused({"eligible": {"zones": ["atlantis"]}})
    refused({"own_shares": {"sme": {"share": 120, "cash": 0}}})
    refused({"objection": {"days": 3}})
    refused({"review": {"reviewers": 2, "fewest": 3}})
    refused({"checks": [{"key": "x", "name_ko": "홍길동 900101-1234567"}]})
    with pytest.raises(StaleVersion):
        calls.revise_rules(call=draft, body=BODY, actor=cast.call_manager, at=at, base_version=99)


# --- correction ------------------------------------------------------------------------------------------------------


@pytest.mark.feature("B1")
def test_a_correction_is_a_new_frozen_version_told_to_all_who_started(cast, sign_in, running):
    application = start(cast, running)
    client, address = sign_in("call_manager"), url("call-rules", running)
    sent = fields_of(client.get(address).content.decode())
    assert client.post(address, sent).status_code == 400  # no reason
    assert client.post(address, {**sent, "reason": "오기"}).status_code == 400  # nothing changed
    sent |= {"share_sme": ["20"], "reason": ["부담 비율을 잘못 적었습니다"]}
    preview = client.post(address, {**sent, "preview": "1"}).content.decode()
    assert "아직 저장하지 않았습니다" in preview
    assert running.rules.count() == 1
    assert client.post(address, sent).status_code == 302
    first, second = running.rules.order_by("number")
    assert first.body == {**BODY, "terms": {"budget_won": None, "years_max": 1}}
    assert second.body["own_shares"] == {"sme": {"share": 20, "cash": 10}}
    assert (second.number, second.decided_by, second.frozen_at is not None) == (2, cast.call_manager, True)
    assert Act.objects.filter(action="calls.rules.corrected", target_id=running.pk).count() == 1
    page = sign_in("outsider").get(running.get_absolute_url()).content.decode()
    assert "기관 부담 · 중소기업 · 부담 비율(%)" in page
    assert "부담 비율을 잘못 적었습니다" in page

    row = OutboxRow.objects.get(task=tasks.notify_corrected.name)
    for _twice in range(2):
        tasks.notify_corrected.function(**row.kwargs)
    mails = MailDelivery.objects.filter(subject__contains="규칙이 바뀌었습니다")
    people = {f"{name}@cast.example" for name in ("company_representative", "company_member", "delegate")}
    assert {mail.recipient for mail in mails} == people
    assert len(mails) == 3
    assert "부담 비율(%): 25 → 20" in mails[0].body
    assert application.call_id == running.pk


def test_rules_of_a_closed_call_are_not_corrected(cast, at):
    closed = make_call(cast, closes_at=at - timedelta(seconds=1), opens_at=at - timedelta(days=31))
    with pytest.raises(WrongState):
        corrections.correct_rules(
            call=closed, body={**BODY, "yearly_cap_won": 1}, reason="늦은 정정", actor=cast.call_manager, at=at
        )
    assert CallRules.objects.filter(call=closed).count() == 1


# --- moving, cancelling, going on ------------------------------------------------------------------------------------


def test_deadline_and_cancellation_are_told(cast, sign_in, running, at):
    start(cast, running)
    client = sign_in("call_manager")
    later = (running.closes_at + timedelta(days=7)).astimezone(clock.SEOUL)
    earlier = (running.closes_at - timedelta(days=1)).astimezone(clock.SEOUL)
    sooner = {"closes_at": earlier.strftime(LOCAL), "reason": "x"}
    assert client.post(url("call-deadline", running), sooner).status_code == 400
    assert client.post(url("call-deadline", running), {"closes_at": later.strftime(LOCAL)}).status_code == 400
    client.post(url("call-deadline", running), {"closes_at": later.strftime(LOCAL), "reason": "장애"})
    assert running.deadlines.count() == 2
    tasks.notify_moved.function(**OutboxRow.objects.get(task=tasks.notify_moved.name).kwargs)
    assert MailDelivery.objects.filter(subject__contains="마감을 늦췄습니다").count() == 3
    assert client.post(url("call-cancel", running), {"reason": ""}).status_code == 400
    client.post(url("call-cancel", running), {"reason": "예산이 바뀜"})
    tasks.notify_cancelled.function(**OutboxRow.objects.get(task=tasks.notify_cancelled.name).kwargs)
    assert MailDelivery.objects.filter(subject__contains="취소되었습니다", body__contains="예산이 바뀜").count() == 3
    assert "예산이 바뀜" in sign_in("outsider").get(running.get_absolute_url()).content.decode()


@pytest.mark.feature("B1")
def test_a_cancelled_call_is_announced_again_once_and_a_closed_one_has_a_next_round(cast, sign_in, running, at):
    client = sign_in("call_manager")
    opens_at = (at + timedelta(days=40)).astimezone(clock.SEOUL).strftime(LOCAL)
    form = {"number": "AXL-2", "title_ko": "재공고", "organisation": running.organisation_id, "opens_at": opens_at}
    again = f"{url('call-copy', running)}?following=reannouncement"
    assert client.post(again, form).status_code == 409
    calls.cancel_call(call=running, reason="x", actor=cast.call_manager, at=at)
    assert client.post(again, form).status_code == 302
    second = Call.objects.get(number="AXL-2")
    assert (second.follows, second.following, second.round_number) == (running, "reannouncement", 1)
    assert second.rules.get().body == BODY
    assert second.rules.get().frozen_at is None
    assert client.post(again, {**form, "number": "AXL-3"}).status_code == 409

    closed = make_call(cast, closes_at=at - timedelta(days=1), number="AXL-4")
    following = f"{url('call-copy', closed)}?following=round"
    assert client.post(following, {**form, "number": "AXL-5"}).status_code == 302
    third = Call.objects.get(number="AXL-5")
    assert (third.follows, third.following, third.round_number) == (closed, "round", 2)
    assert client.post(following, {**form, "number": "AXL-5"}).status_code == 400  # taken
    assert client.post(url("call-copy", closed), {**form, "number": "AXL-6"}).status_code == 302
    assert Call.objects.get(number="AXL-6").follows is None


# --- who may ---------------------------------------------------------------------------------------------------------

PAGES = ("call-manage", "call-edit", "call-rules", "call-stages", "call-questions", "call-publish", "call-deadline",
         "call-cancel", "call-copy")  # fmt: skip


@pytest.mark.goal("R3")
def test_no_other_institute_touches_a_draft_or_a_call(cast, sign_in, draft, running, at):
    from regions.models import Membership

    dgist = Organisation.objects.get(key="dgist")
    Membership.objects.create(user=cast.outsider, role="call_manager", organisation=dgist)
    client = sign_in("outsider")
    assert client.get(url("call-copy", running)).status_code == 200  # what is announced may be copied
    for name in PAGES:
        assert client.get(url(name, draft)).status_code == 404, name
        assert client.post(url(name, draft), {}).status_code == (405 if name == "call-manage" else 404), name
        address = url(name, running) + ("?following=round" if name == "call-copy" else "")
        assert client.get(address).status_code == 403, name
        assert client.post(address, {}).status_code == (405 if name == "call-manage" else 403), name
    assert draft.number not in client.get(reverse("calls:call-manage-list")).content.decode()
    gist = Organisation.objects.get(key="gist")
    form = {"number": "N", "title_ko": "남의 이름으로", "programme": "joint_lab", "organisation": gist.pk,
            "opens_at": "2030-01-01T09:00:00", "years_max": "1"}  # fmt: skip
    assert client.post(reverse("calls:call-create"), form).status_code == 400
    with pytest.raises(NotAllowed):
        drafts.edit_call(call=draft, changes={"title_ko": "x"}, actor=cast.outsider, at=at)
    with pytest.raises(NotAllowed):
        drafts.edit_call(call=draft, changes={"organisation": dgist}, actor=cast.call_manager, at=at)
    with pytest.raises(NotAllowed):
        drafts.copy_call(source=running, values={"number": "N", "organisation": gist, "opens_at": at},
                         actor=cast.outsider, at=at)  # fmt: skip
    body = {**BODY, "yearly_cap_won": 1}
    with pytest.raises(NotAllowed):
        corrections.correct_rules(call=running, body=body, reason="x", actor=cast.outsider, at=at)


def test_the_list_asks_as_often_for_three_calls_as_for_one(cast, sign_in, at, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in("call_manager")
    address = reverse("calls:call-manage-list")
    make_call(cast, closes_at=at + timedelta(days=3), number="Q1")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    for number in ("Q2", "Q3"):
        make_call(cast, closes_at=at + timedelta(days=3), number=number)
    with django_assert_num_queries(len(one)):
        client.get(address)
