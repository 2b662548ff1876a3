"""The pages of calls and applications, driven as a browser without scripts does it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from axportal.audit.models import Access
from axportal.calls.models import Application, ApplicationFile, PartRevision, Submission
from axportal.calls.services import calls
from axportal.core import clock
from axportal.core.models import OutboxRow
from tests.calls.factories import PDF, complete, make_call, ready, start, submit, write


@pytest.fixture
def call(cast):
    """A call that closes in three days."""
    return make_call(cast, closes_at=clock.now() + timedelta(days=3))


def url(name: str, thing, **more) -> str:
    return reverse(f"calls:{name}", kwargs={"uuid": thing.uuid, **more})


def inputs(html: str) -> dict[str, str]:
    """The hidden inputs of a page."""
    found = re.findall(r'<input type="hidden"[^>]*name="([^"]+)"(?:[^>]*value="([^"]*)")?', html)
    return dict(found)


def page_of(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


# --- calls -----------------------------------------------------------------------------------------------------------


def test_a_visitor_finds_the_call_and_checks_eligibility(call):
    client = Client()
    listed = page_of(client, reverse("calls:call-list"))
    assert call.title_ko in listed
    shown = page_of(client, url("call-detail", call))
    assert "연 5억 원" in shown
    assert "로그인하고 신청하기" in shown
    answer = client.post(url("call-check", call), {"size": "large", "check_tax": "met"})
    assert answer.status_code == 200
    assert "이 공고는 이 규모의 기업을 받지 않습니다." in answer.content.decode()
    unsure = client.post(url("call-check", call), {"size": "sme", "check_tax": "unsure"}).content.decode()
    assert "총액의 25% 이상을 부담하고 그중 10% 이상이 현금입니다." in unsure
    assert "확인하지 못했습니다" in unsure


def test_the_call_page_is_complete_in_english(call):
    shown = Client().get(f"/en/calls/{call.uuid}/").content.decode()
    assert "Honam joint lab call" in shown
    assert "R&amp;D plan" in shown


def test_a_draft_call_is_hidden_from_all_but_its_people(cast, call, sign_in):
    call = calls.create_call(
        values={"number": "X", "title_ko": "작성 중", "programme": "gpu", "organisation": call.organisation,
                "opens_at": clock.now() + timedelta(days=60)},
        body={}, actor=cast.call_manager, at=clock.now(),
    )  # fmt: skip
    page_of(Client(), url("call-detail", call), 404)
    page_of(sign_in("company_representative"), url("call-detail", call), 404)
    page_of(sign_in("call_manager"), url("call-detail", call))
    page_of(sign_in("ministry_viewer"), url("call-detail", call))


# --- the journey -----------------------------------------------------------------------------------------------------


def test_a_representative_applies_hands_in_corrects_and_withdraws_without_scripts(cast, call, sign_in):
    client = sign_in("company_representative")
    started = client.post(url("application-start", call))
    application = Application.objects.get()
    assert started.url == url("application-edit", application, step="call")
    page = page_of(client, started.url)
    assert 'value="company_representative@cast.example"' in page
    hidden = inputs(page)
    typed = {
        "check_tax": "met",
        "contact_name": "담당",
        "contact_phone": "062-1234567",
        "contact_email": "company_representative@cast.example",
    }
    answer = client.post(started.url, {**hidden, **typed})
    assert answer.url == url("application-edit", application, step="project")
    assert application.parts.get(step="call").fields["contact_name"] == "담당"
    assert PartRevision.objects.filter(part__step="call", reason="step").count() == 1

    complete(application, actor=cast.company_representative, at=clock.now())
    confirm = page_of(client, url("application-submit", application))
    assert "제출하기" in confirm
    form = {"request_key": inputs(confirm)["request_key"]}
    first, second = [client.post(url("application-submit", application), form) for _click in range(2)]
    assert first.url == second.url == url("receipt", application, number=1)
    receipt = page_of(client, first.url)
    application.refresh_from_db()
    assert application.number in receipt
    assert Submission.objects.get().sha256 in receipt
    assert "담당자 3명의 이메일" in receipt
    assert "적은 내용" in page_of(client, url("submitted-content", application, number=1))

    write(
        application, "project", {"title_ko": "고친 제목"}, base="적은 내용", actor=cast.company_member, at=clock.now()
    )
    assert "고친 내용을 아직 내지 않았습니다" in page_of(client, url("application-detail", application))
    client.post(url("application-submit", application), {"request_key": str(uuid.uuid4())})
    assert "뒤에 다시 낸 것이 있습니다" in page_of(client, first.url)
    assert client.post(url("application-withdraw", application), {"reason": "합병"}).url == url(
        "application-detail", application
    )
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert "합병" in page_of(client, url("application-detail", application))


def test_the_submit_page_says_what_is_missing(cast, call, sign_in):
    application = start(cast, call)
    client = sign_in("company_representative")
    assert 'aria-disabled="true"' in page_of(client, url("application-submit", application))
    answer = client.post(url("application-submit", application), {"request_key": str(uuid.uuid4())})
    assert answer.status_code == 400
    assert "과제: 과제명" in answer.content.decode()
    assert not Submission.objects.exists()
    assert client.post(url("application-submit", application), {}).status_code == 400


def test_after_the_deadline_what_was_typed_is_shown_and_nothing_is_handed_in(cast, sign_in):
    call = make_call(cast, closes_at=clock.now() - timedelta(seconds=1))
    application = ready(cast, call)
    client = sign_in("company_representative")
    late = client.post(url("application-submit", application), {"request_key": str(uuid.uuid4())})
    assert late.status_code == 409
    assert "쓰시던 신청서는 보관되어 있습니다." in late.content.decode()
    submit(application, actor=cast.company_representative, at=call.closes_at - timedelta(seconds=1))
    typed = client.post(
        url("application-edit", application, step="project"), {"goal": "늦게 쓴 목표", "base-goal": "적은 내용"}
    )
    assert typed.status_code == 409
    assert "늦게 쓴 목표" in typed.content.decode()
    assert application.parts.get(step="project").fields["goal"] == "적은 내용"


def test_what_was_typed_outlives_the_sign_in(cast, call):
    application = start(cast, call)
    answer = Client().post(url("application-edit", application, step="project"), {"goal": "긴 목표", "base-goal": ""})
    assert answer.status_code == 403
    assert "긴 목표" in answer.content.decode()


# --- saving ----------------------------------------------------------------------------------------------------------


def test_autosave_answers_with_what_the_page_must_learn(cast, call, sign_in):
    application = start(cast, call)
    address = url("application-edit", application, step="gpu")
    client = sign_in("company_member")
    answer = client.post(address, {"needs_gpu": "yes", "base-needs_gpu": "", "gpu_count": "열", "base-gpu_count": ""},
                         headers={"HX-Request": "true"})  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d:\d\d", answer["X-Saved-At"])
    assert '<input type="hidden" id="base-needs_gpu" name="base-needs_gpu" value="yes" hx-swap-oob="true">' in html
    assert "숫자만 적어 주세요." in html
    assert 'value="열"' in html
    assert 'id="left" hx-swap-oob="true"' in html
    assert "<html" not in html
    assert application.parts.get(step="gpu").fields == {"needs_gpu": "yes"}


def test_a_conflict_shows_both_values_and_mine_wins_only_when_sent_again(cast, call, sign_in):
    application = start(cast, call)
    write(application, "project", {"goal": "동료의 목표"}, actor=cast.company_member, at=clock.now())
    client, address = sign_in("company_representative"), url("application-edit", application, step="project")
    answer = client.post(address, {"goal": "나의 목표", "base-goal": ""})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "나의 목표" in html
    assert "동료의 목표" in html
    assert "company_member님이 같은 칸을 바꿨습니다" in html
    again = client.post(address, {"goal": "나의 목표", "base-goal": inputs(html)["base-goal"], "mine": "goal"})
    assert again.url == address
    assert application.parts.get(step="project").fields["goal"] == "나의 목표"


def test_a_value_that_cannot_be_kept_stays_in_its_field(cast, call, sign_in):
    application = start(cast, call)
    answer = sign_in("company_member").post(
        url("application-edit", application, step="project"),
        {"goal": "홍길동 850101-1234567", "base-goal": "", "method": "방법", "base-method": ""},
    )
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "홍길동 850101-1234567" in html
    assert "주민등록번호나 외국인등록번호는 받지 않습니다." in html
    assert application.parts.get(step="project").fields == {"method": "방법"}


def test_a_box_that_is_unticked_is_taken_back(cast, call, sign_in):
    application = start(cast, call)
    client, address = sign_in("company_member"), url("application-edit", application, step="files")
    client.post(address, {"pledge_integrity": "yes", "base-pledge_integrity": ""})
    assert application.parts.get(step="files").fields == {"pledge_integrity": "yes"}
    client.post(address, {"base-pledge_integrity": "yes"})
    assert application.parts.get(step="files").fields == {"pledge_integrity": ""}


@pytest.mark.parametrize("step", ["call", "project", "partners", "budget", "data", "gpu", "files"])
def test_every_step_has_its_page(cast, call, sign_in, step):
    application = start(cast, call)
    html = page_of(sign_in("delegate"), url("application-edit", application, step=step))
    assert html.count('aria-current="step"') == 2
    assert "제출까지 남은 것" in html


# --- partners --------------------------------------------------------------------------------------------------------

PARTNER = {
    "name": "시험기업 나", "kind": "company", "role": "joint", "biz_reg_no": "220-81-62517",
    "email": "rival_representative@cast.example", "gives_data": "no",
}  # fmt: skip


@pytest.mark.feature("B7")
def test_a_partner_is_invited_writes_the_own_part_and_sees_nothing_else(cast, call, sign_in):
    application = start(cast, call)
    write(application, "budget", {"y1_gov": 123_456_789}, actor=cast.company_member, at=clock.now())
    client = sign_in("company_representative")
    assert client.post(url("partner-add", application), PARTNER).status_code == 302
    member = application.members.get(organisation__key="cast-rival")
    assert OutboxRow.objects.filter(dedup_key=f"calls.notify_invited:{member.uuid}").exists()
    rival = sign_in("rival_representative")
    own = page_of(rival, url("application-edit", application, step="budget"))
    assert "123,456,789" not in own
    assert "123456789" not in own
    page_of(rival, url("application-edit", application, step="project"), 404)
    page_of(rival, url("application-submit", application), 404)
    saved = rival.post(
        url("application-edit", application, step="partners"), {"contribution": "실증", "base-contribution": ""}
    )
    assert saved.status_code == 302
    assert application.parts.get(step="partners").organisation.key == "cast-rival"
    assert client.post(url("partner-remove", application, member=member.uuid)).status_code == 302
    page_of(rival, url("application-edit", application, step="budget"), 404)


@pytest.mark.feature("B7")
def test_a_step_opens_only_for_an_organisation_that_has_a_part_in_it(cast, call, sign_in):
    application = start(cast, call)
    client = sign_in("company_representative")
    client.post(url("partner-add", application), PARTNER)
    application.members.filter(organisation__key="cast-company").update(gives_data=True)
    partner = application.members.get(organisation__key="cast-rival").organisation
    data = url("application-edit", application, step="data")
    theirs = f"{data}?organisation={partner.uuid}"
    assert client.get(theirs)["Location"] == data
    late = client.post(theirs, {"dataset": "공정 기록", "base-dataset": ""})
    assert late.status_code == 409
    assert "시험기업 나은(는) 이 단계를 쓰는 기관이 아닙니다." in late.content.decode()
    assert 'value="공정 기록"' in late.content.decode()
    assert not application.parts.filter(step="data").exists()
    page_of(sign_in("rival_representative"), data, 404)
    application.members.update(gives_data=False)
    assert "데이터를 내놓는 기관이 아직 없습니다." in page_of(client, data)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "biz_reg_no",
            "123-45-67890",
            "마지막 자리(0)가 검증 규칙과 맞지 않습니다. 등록증의 번호를 다시 확인해 주세요.",
        ),
        ("email", "ax.company", "이메일 주소를 다시 확인해 주세요."),
        ("role", "lead", "주관연구개발기관은 하나입니다. 먼저 지금 주관의 역할을 바꿔 주세요."),
        ("biz_reg_no", "124-81-00998", "이미 참여하는 기관입니다."),
    ],
)
def test_a_mistake_in_an_invitation_is_told_at_its_field(cast, call, sign_in, field, value, sentence):
    application = start(cast, call)
    answer = sign_in("company_member").post(url("partner-add", application), {**PARTNER, field: value})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in html
    assert "시험기업 나" in html
    assert application.members.count() == 2


# --- files -----------------------------------------------------------------------------------------------------------


def upload(content: bytes, name: str = "계획서.pdf") -> dict:
    return {"for": "plan", "plan-document": "plan", "plan-file": SimpleUploadedFile(name, content)}


@pytest.mark.goal("R22")
def test_a_file_goes_up_and_comes_down_as_an_attachment_only(cast, call, sign_in):
    application = start(cast, call)
    client = sign_in("company_member")
    assert client.post(url("file-add", application), upload(PDF)).status_code == 302
    file = ApplicationFile.objects.get()
    answer = client.get(url("file-download", application, file=file.uuid))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    page_of(sign_in("rival_representative"), url("file-download", application, file=file.uuid), 404)
    assert client.post(url("file-remove", application, file=file.uuid)).status_code == 302
    assert not application.files.kept().exists()


def test_a_refused_file_says_why_at_its_field(cast, call, sign_in):
    application = start(cast, call)
    answer = sign_in("company_member").post(url("file-add", application), upload(b"\xd0\xcf", "계획서.hwp"))
    assert answer.status_code == 400
    assert ".hwp 파일은 받지 않습니다. HWPX나 PDF로 저장해 올려 주세요." in answer.content.decode()


@pytest.mark.goal("R26")
def test_staff_say_why_they_download_and_it_is_kept(cast, call, sign_in):
    application = ready(cast, call)
    submission = submit(application, actor=cast.company_representative, at=clock.now())
    submission.files.update(scan="clean")
    address = url("file-download", application, file=submission.files.get().uuid)
    manager = sign_in("call_manager")
    assert "내려받는 까닭" in page_of(manager, address)
    assert manager.post(address, {"reason": "짧"}).status_code == 400
    answer = manager.post(address, {"reason": "요건 검토를 위해"})
    assert b"".join(answer.streaming_content) == PDF
    access = Access.objects.get(what__startswith="calls.file.")
    assert (access.actor, access.reason, access.subject_uuid) == (
        cast.call_manager, "요건 검토를 위해", application.uuid,
    )  # fmt: skip


# --- who sees what when ----------------------------------------------------------------------------------------------

DRAFT = {"company_representative", "company_member", "delegate"}
SUBMITTED = DRAFT | {
    "call_manager", "ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin",
}  # fmt: skip
CONTENT = DRAFT | {"call_manager", "ministry_approver", "agency_officer", "auditor"}


@pytest.mark.goal("R3")
def test_who_sees_an_application_when(cast, call, sign_in):
    application = ready(cast, call)
    clients = {name: sign_in(name) for name in cast.names}
    detail = url("application-detail", application)
    assert {name for name, client in clients.items() if client.get(detail).status_code == 200} == DRAFT
    submit(application, actor=cast.company_representative, at=clock.now())
    write(
        application,
        "project",
        {"goal": "아직 내지 않은 비밀"},
        base="적은 내용",
        actor=cast.company_member,
        at=clock.now(),
    )
    content = url("submitted-content", application, number=1)
    seen, read, hidden = set(), set(), set()
    for name, client in clients.items():
        seen |= {name} if client.get(detail).status_code == 200 else set()
        answer = client.get(content)
        assert "아직 내지 않은 비밀" not in answer.content.decode()
        read |= {name} if answer.status_code == 200 else set()
        hidden |= {name} if answer.status_code == 404 else set()
    assert seen == SUBMITTED
    assert read == CONTENT
    assert hidden == set(cast.names) - SUBMITTED
    assert Client().get(detail).status_code == 302
    assert Access.objects.filter(what="calls.submission.read").count() == len(CONTENT - DRAFT)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries_whatever_their_length(cast, sign_in, django_assert_num_queries, count):
    for n in range(count):
        call = make_call(cast, closes_at=clock.now() + timedelta(days=3 + n), number=f"AXL-2026-HN{n + 1}")
        application = ready(cast, call)
        submit(application, actor=cast.company_representative, at=clock.now())
    client = sign_in("call_manager")
    client.get(reverse("calls:application-list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("calls:application-list"))
    with django_assert_num_queries(CALL_QUERIES):
        Client().get(reverse("calls:call-list"))


LIST_QUERIES = 5
CALL_QUERIES = 4
