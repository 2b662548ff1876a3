"""Every kind of page: nothing for axe to find, nothing that sticks out sideways, one heading, a visible focus."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from axportal.calls.models import Application
from axportal.core import clock
from axportal.records import services as records
from axportal.reports import services as reports
from axportal.reports.models import ReportRun
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Zone
from talent.models import GiftedSchool
from tests import programme
from tests.calls.factories import make_call, ready, start, submit
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
    "application handed in": ("company_representative", "{handed_in}"),
    "receipt": ("company_representative", "{handed_in}receipt/1/"),
    "what was handed in": ("company_representative", "{handed_in}submitted/1/"),
    "withdraw": ("company_representative", "{handed_in}withdraw/"),
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
    found = {"lab": lab, "call": first, "application": application, "handed_in": handed_in, "report": report}
    school = GiftedSchool.objects.order_by("id").first()
    return {name: one.get_absolute_url() for name, one in {**found, "school": school}.items()}


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
