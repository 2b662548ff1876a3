"""An operator's pages of sites with troubles of every kind: they fit, axe finds nothing, a test explains itself."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from axportal.core import clock
from gpu.models import Discrepancy, IngestBatch, Node, StreamState
from tests.gpu.operating import make_site, make_token, ndjson, node, send, whole
from tests.journeys.test_gpu import RULES
from tests.people import Cast

pytestmark = pytest.mark.browser
PROCESSES = ("relay", "worker")
ERROR = "slurmrestd told 401: Authentication failure while reading /slurm/v0.0.38/nodes of the controller"


@pytest.fixture(scope="module", autouse=True)
def sites(portal):
    """A site that is read and fails, with differences to settle; one that sends lines that are refused; one by hand."""
    at = clock.now()
    read = make_site(
        name_ko="읽는 사이트", connector="slurm_rest", address="https://slurm.gist.example:6820", account="portal"
    )
    Node.objects.create(cluster=read, name="g01", observed_at=at, first_seen_at=at, unlisted_at=at, state="DOWN*")
    StreamState.objects.create(
        cluster=read, stream="inventory", failures=7, error_code="authentication", error_text=ERROR, last_try_at=at,
        last_good_at=at - timedelta(hours=4), observed_at=at - timedelta(hours=4), next_at=at + timedelta(minutes=15),
        rejected=3, rejections=[{"code": "gpus", "count": 3, "keys": ["g07", "g08", "g09"]}], clock_offset_ms=-41_000,
        last_answer='{"errors": [{"error": "Authentication failure"}]}',
    )  # fmt: skip
    for kind, key, ours, theirs in (("accounting", "2026-11-20", 86_400, 90_000), ("missing", "H100", 16, 8)):
        Discrepancy.objects.create(
            cluster=read, kind=kind, key=key, ours=ours, theirs=theirs, found_at=at, checked_at=at,
            rows=[{"account": "lab7", "ours": ours, "theirs": theirs}],
        )  # fmt: skip
    pushed = make_site(name_ko="보내는 사이트")
    told = send(pushed, make_token(pushed, Cast(), at=at), _lines(at))
    assert told.status_code == 200
    assert IngestBatch.objects.get(cluster=pushed).rejected > 0
    return read, pushed, make_site(name_ko="손으로 적는 사이트", connector="hand")


def _lines(at):
    return ndjson(*whole(node("g01"), node("g02", gpus=-1), at=at), b"{ not json")


def _pages(sites):
    read, pushed, by_hand = sites
    yield from ("/gpu/sites/", "/gpu/sites/new/")
    for site in (read, pushed):
        yield from (f"/gpu/sites/{site.uuid}/{name}/" for name in ("edit", "test", "console", "accounts"))
    yield f"/gpu/sites/{pushed.uuid}/tokens/"
    yield f"/gpu/sites/{by_hand.uuid}/by-hand/"
    yield from (f"/gpu/discrepancies/{one.uuid}/" for one in Discrepancy.objects.filter(cluster=read).order_by("pk"))
    yield f"/gpu/batches/{IngestBatch.objects.get(cluster=pushed).uuid}/"


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_fit_and_axe_finds_nothing(visit, sites, width, language):
    page = visit("gpu_operator", viewport={"width": width, "height": 900})
    for url in _pages(sites):
        answer = page.goto(f"{language}{url}")
        assert answer.status == 200, url
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (url, width)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], (url, width)


@pytest.mark.feature("E2", "E14")
@pytest.mark.parametrize("scripts", [True, False])
def test_a_test_says_what_is_wrong_in_words(visit, sites, scripts):
    page = visit("gpu_operator", scripts=scripts)
    page.goto(f"/gpu/sites/{sites[0].uuid}/test/")
    page.get_by_role("button", name=re.compile("시험")).click()
    report = page.get_by_role("region", name="시험 결과")
    if not scripts:
        page.wait_for_timeout(3000)
        page.reload()
    expect(report.get_by_role("listitem").first).to_contain_text("토큰이나 열쇠가 없습니다", timeout=20_000)
