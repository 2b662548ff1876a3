"""Every kind of page: nothing for axe to find, nothing that sticks out sideways, one heading, a visible focus."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from axportal.calls.models import Application, Call, CallSubscription
from axportal.calls.rules.tokens import END, token_of
from axportal.calls.services import drafts
from axportal.core import clock
from axportal.decisions.models import Letter
from axportal.decisions.services import findings, objections
from axportal.notices.models import Notice
from axportal.notices.services import bounces, telling
from axportal.records import services as records
from axportal.reports import services as reports
from axportal.reports.models import ReportRun
from axportal.retention.services import holds
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Membership, Zone
from talent.models import GiftedSchool
from tests import programme
from tests.calls.factories import draft_call, make_call, ready, start, submit
from tests.challenges.factories import make_challenge
from tests.decisions import factories as decisions
from tests.journeys import applicants, judging
from tests.notices.test_bounces import report as bounced
from tests.people import Cast

pytestmark = pytest.mark.browser
WIDE, NARROW, NARROWEST = 1440, 360, 320
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
AXE = Axe()
FOCUS_IS_VISIBLE = """() => {
    const focused = document.activeElement, style = getComputedStyle(focused);
    return focused !== document.body && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
#: name → who looks, and the address; what stands in braces is made by `made`
PAGES = {
    "home": ("", "/"),
    "home in English": ("", "/en/"),
    "zones": ("", "/zones/"),
    "zone": ("", "/zones/honam/"),
    "catalogue": ("", "/catalogue/"),
    "catalogue as a map": ("", "/catalogue/?view=map"),
    "catalogue with nothing": ("", "/catalogue/?q=없는낱말"),
    "search": ("", "/search/?q=연구소"),
    "search with nothing": ("", "/search/?q=없는낱말"),
    "sources": ("", "/sources/"),
    "sign in": ("", "/accounts/login/"),
    "sign up": ("", "/accounts/signup/"),
    "password": ("", "/accounts/password/reset/"),
    "not found": ("", "/no-such-page/"),
    "calls": ("", "/calls/"),
    "call": ("", "{call}"),
    "call for a company": ("company_representative", "{call}"),
    "call in English": ("", "/en{call}"),
    "subscribe": ("", "/calls/subscribe/"),
    "unsubscribe": ("", "{unsubscribe}"),
    "calls that are kept": ("call_manager", "/calls/manage/"),
    "new call": ("call_manager", "/calls/new/"),
    **{
        f"call, {page}": ("call_manager", f"{{call}}{page}/")
        for page in ("manage", "edit", "rules", "stages", "questions", "deadline", "cancel", "copy")
    },
    "call, publish": ("call_manager", "{draft_call}publish/"),
    "challenges": ("company_representative", "/challenges/"),
    "challenge": ("institute_admin", "{challenge}"),
    "challenge in English": ("", "/en{challenge}"),
    "challenge form": ("company_representative", "{challenge}edit/"),
    "school": ("", "{school}"),
    "schools": ("", "/schools/"),
    "GPUs": ("", "/gpu-pools/"),
    "organisations": ("", "/organisations/"),
    "dashboard": ("ministry_viewer", "/dashboard/"),
    "dashboard of a zone": ("institute_admin", "/dashboard/?zone=honam"),
    "dashboard in English": ("ministry_viewer", "/en/dashboard/"),
    "trend": ("ministry_viewer", "/dashboard/trend/"),
    "compare": ("ministry_viewer", "/dashboard/compare/"),
    "reports": ("ministry_viewer", "/reports/"),
    "report order": ("ministry_viewer", "/reports/order/"),
    "report": ("ministry_viewer", "{report}"),
    "labs": ("institute_admin", "/labs/"),
    "labs under conditions": ("institute_admin", "/labs/?institute=gist&status=reviewing"),
    "labs with nothing": ("institute_admin", "/labs/?q=없는낱말&status=ended"),
    "lab": ("institute_admin", "{lab}"),
    "lab form": ("institute_admin", "{lab}edit/"),
    "lab cell": ("institute_admin", "{lab}cell/next_milestone/"),
    "lab history": ("institute_admin", "{lab}history/"),
    "lab undo": ("institute_admin", "{lab}undo/2/"),
    "new lab": ("institute_admin", "/labs/new/"),
    "refused": ("company_member", "{lab}edit/"),
    "company registration": ("outsider", "/companies/register/"),
    "applications": ("company_representative", "/applications/"),
    "applications, none": ("outsider", "/applications/"),
    "application": ("company_representative", "{application}"),
    **{
        f"step {step}": ("company_representative", f"{{application}}{step}/")
        for step in ("call", "project", "partners", "budget", "data", "gpu", "files", "submit")
    },
    "partners for a partner": ("rival_representative", "{application}partners/"),
    "partners for a partner in English": ("rival_representative", "/en{application}partners/"),
    "application for a partner": ("rival_representative", "{application}"),
    "comparison": ("company_representative", "{handed_in}compare/"),
    "challenge of reviewers": ("company_representative", "{handed_in}reviewer-challenge/"),
    "application handed in": ("company_representative", "{handed_in}"),
    "receipt": ("company_representative", "{handed_in}receipt/1/"),
    "what was handed in": ("company_representative", "{handed_in}submitted/1/"),
    "withdraw": ("company_representative", "{handed_in}withdraw/"),
    "ranking": ("panel_chair", "{ranking}"),
    "ranking in English": ("panel_chair", "/en{ranking}"),
    "panel": ("panel_chair", "{panel}"),
    "panel of one": ("panel_chair", "{panel_of_one}"),
    "selection": ("auditor", "{selection}"),
    "letter": ("rival_representative", "{letter}"),
    "letter in English": ("rival_representative", "/en{letter}"),
    "objections": ("agency_officer", "/objections/"),
    "objection": ("agency_officer", "{objection}"),
    "deciders": ("agency_officer", "/deciders/"),
    "decline": ("company_representative", "{decline}"),
    "members of a company": ("company_representative", "{members}"),
    "ending a role": ("company_representative", "{member_end}"),
    "companies": ("company_representative", "/companies/"),
    "companies to be checked": ("agency_officer", "/companies/"),
    "company": ("company_representative", "{company}"),
    "company in English": ("company_representative", "/en{company}"),
    "company for an official": ("agency_officer", "{company}"),
    "company profile form": ("company_representative", "{company}profile/"),
    "naming a delegate": ("company_representative", "{company}delegates/new/"),
    "power of attorney": ("agency_officer", "{proof}"),
    "consent": ("rival_representative", "{application}consent/"),
    "screening of a call": ("call_manager", "{screening_list}"),
    "screening": ("call_manager", "{judged}"),
    "screening of what has passed": ("call_manager", "{passed}"),
    "reviewers": ("call_manager", "/reviewers/"),
    "new reviewer": ("call_manager", "/reviewers/new/"),
    "reviewer": ("call_manager", "{reviewer}"),
    "reviewer form": ("call_manager", "{reviewer}edit/"),
    "work of reviewers": ("call_manager", "/reviewers/workload/"),
    "ties of reviewers": ("call_manager", "/reviewers/ties/"),
    "review of a call": ("call_manager", "{review}"),
    "review of a call in English": ("call_manager", "/en{review}"),
    "review of an application": ("call_manager", "{application_review}"),
    "review of an application in English": ("call_manager", "/en{application_review}"),
    "plan of seats": ("call_manager", "{plan}"),
    "plan of seats in English": ("call_manager", "/en{plan}"),
    "score sheet for those who lead": ("call_manager", "{sheet_read}"),
    "reviews": ("reviewer", "/reviews/"),
    "score sheet": ("reviewer", "{sheet}"),
    "score sheet in English": ("reviewer", "/en{sheet}"),
    "document beside the sheet": ("reviewer", "{document}"),
    "document in English": ("reviewer", "/en{document}"),
    "discussion": ("reviewer", "{discussion}"),
    "discussion in English": ("reviewer", "/en{discussion}"),
    "results": ("", "{results}"),
    "results in English": ("", "/en{results}"),
    "notices": ("rival_representative", "/me/notices/"),
    "notices in English": ("rival_representative", "/en/me/notices/"),
    "notices, none": ("outsider", "/me/notices/"),
    "notice": ("rival_representative", "{notice}"),
    "ways of notices": ("rival_representative", "/me/notices/choices/"),
    "notices that did not arrive": ("call_manager", "/notices/not-arrived/"),
    "keeping and erasing": ("platform_admin", "/retention/"),
    "keeping and erasing in English": ("auditor", "/en/retention/"),
    "period of keeping": ("platform_admin", "/retention/applications/"),
    "period of keeping in English": ("auditor", "/en/retention/applications/"),
    "profile": ("institute_admin", "/me/"),
    "tokens": ("institute_admin", "/me/tokens/"),
    "sessions": ("institute_admin", "/me/sessions/"),
    "parts": ("", "/parts/"),
}


@pytest.fixture(scope="module")
def made(portal) -> dict[str, str]:
    """The addresses of one of each."""
    cast, at = Cast(), clock.now()
    programme.some_of_each(1)
    lab = JointLab.objects.filter(institute__key="gist").earliest("id")
    records.update_record(
        record_type=JOINT_LAB, record=lab, changes={"next_milestone_ko": "중간 보고"}, base_version=lab.version,
        actor=cast["institute_admin"], at=at,
    )  # fmt: skip
    first, second = (
        make_call(cast, closes_at=at + timedelta(days=9), number=f"AXL-2026-A{number}") for number in (1, 2)
    )
    application: Application = start(cast, first, at=at)
    handed_in = ready(cast, second)
    submit(handed_in, actor=cast["company_representative"], at=at)
    report: ReportRun
    report, _is_new = reports.order_run(
        actor=cast["ministry_viewer"], zone=Zone.objects.get(slug="honam"), as_of=None, formats=["pdf"],
        language="ko", at=at,
    )  # fmt: skip
    challenge = make_challenge(cast, at=at)
    drafts.edit_call(call=first, changes={"challenges": [challenge]}, actor=cast["call_manager"], at=at)
    subscription = CallSubscription.objects.create(email="reader@cast.example")
    end = reverse("calls:unsubscribe", kwargs={"token": token_of(subscription.uuid, act=END)})
    found = {"challenge": challenge, "draft_call": draft_call(cast, at=at)}
    found |= {"lab": lab, "call": first, "application": application, "handed_in": handed_in, "report": report}
    school = GiftedSchool.objects.order_by("id").first()
    return {
        "unsubscribe": end,
        **{name: one.get_absolute_url() for name, one in {**found, "school": school}.items()},
        **applicants.addresses(cast, application),
        **_members(),
        **judging.addresses(cast, at=at),
        **_decided(cast, at=at),
    }


def _members() -> dict[str, str]:
    """The people of a company, and ending a role of one of them."""
    membership = Membership.objects.get(user__email="company_member@cast.example")
    company = {"uuid": membership.organisation.uuid}
    return {
        "members": reverse("regions:member-list", kwargs=company),
        "member_end": reverse("regions:member-end", kwargs={**company, "membership": membership.uuid}),
    }


def _notices(cast: Cast, call: Call, *, at: datetime) -> str:
    """A notice that came back, and a hold on its call."""
    words = {"subject": "평가 결과가 나왔습니다", "body": "본문입니다.", "path": "/"}
    telling.tell(
        "decisions.decided", cause="axe", recipient=cast["rival_representative"], letter=words,
        organisation_id=call.organisation_id,
    )  # fmt: skip
    notice = Notice.objects.get(dedup_key__startswith="decisions.decided:axe:")
    address = cast["rival_representative"].email
    bounces.take_report(raw=bounced(notice.message_id, recipient=address), at=at)
    until = clock.seoul_date(at + timedelta(days=30))
    holds.place_hold(number=call.number, reason="소송", until=until, actor=cast["platform_admin"], at=at)
    return notice.get_absolute_url()


def _decided(cast: Cast, *, at: datetime) -> dict[str, str]:
    """A call that was told, with a finding and an objection."""
    judged = decisions.make_judged(cast, at=at - timedelta(hours=3), number="AXL-2026-A3")
    selection = decisions.told(cast, judged)
    letter = Letter.objects.get(decision__application=judged.second)
    findings.record_finding(
        application=judged.first, kind="absent", reason="발표에 오지 않음", actor=cast["panel_chair"], at=at
    )
    objection = objections.file_objection(
        decision=letter.decision, ground="error", text="다시 봐 주세요", actor=cast["rival_representative"], at=at
    )
    of_call, of_first = {"uuid": judged.call.uuid}, {"uuid": judged.first.uuid}
    return {
        "results": reverse("decisions:results", kwargs=of_call),
        "notice": _notices(cast, judged.call, at=at),
        "ranking": reverse("decisions:ranking", kwargs=of_call),
        "panel": reverse("decisions:panel", kwargs=of_call),
        "panel_of_one": reverse("decisions:panel-detail", kwargs=of_first),
        "decline": reverse("decisions:decline", kwargs=of_first),
        "selection": selection.get_absolute_url(),
        "letter": letter.get_absolute_url(),
        "objection": objection.get_absolute_url(),
    }


def violations(page: Page) -> list[str]:
    """What axe finds: rule and place."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def shape_faults(page: Page, language: str) -> list[str]:
    """What every page must have, whatever is on it."""
    checks = {
        "one h1": page.locator("h1").count() == 1,
        "language": page.locator("html").get_attribute("lang") == language,
        "title": bool(page.title().strip()),
        "main": page.locator("main").count() == 1,
    }
    page.keyboard.press("Tab")
    checks["visible focus"] = page.evaluate(FOCUS_IS_VISIBLE)
    return [name for name, holds in checks.items() if not holds]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(visit: Callable[..., Page], watch, made, name):
    watch.expected.update({"status of 404"} if name == "not found" else {"status of 403"} if name == "refused" else ())
    who, address = PAGES[name]
    page = visit(who, viewport={"width": WIDE, "height": 900}, reduced_motion="reduce")
    page.goto(address.format(**made))
    faults = shape_faults(page, "en" if "English" in name else "ko")
    faults += [f"{WIDE}: {one}" for one in violations(page)]
    for width in (NARROW, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{width}: {sticks_out(page)} px too wide"] if sticks_out(page) > 0 else []
        if width == NARROW:
            faults += [f"{width}: {one}" for one in violations(page)]
    assert faults == []
