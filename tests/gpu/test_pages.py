"""Pages of GPU sites: what they say of late and silent sites, 304, files, whose names are shown, what they cost."""

import csv
import html
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from axportal.core import clock, process_cache
from gpu.models import Attempt, Job, NodeGpus, Outage, SiteAccount, StreamState
from gpu.selectors.figures import STATES, national
from gpu.selectors.rates import last_hours
from tests.gpu.figures_world import MINUTE, cards, open_site, rollup, server, told
from tests.gpu.operating import make_site

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
HEART = {"HX-Request": "true", "HX-Target": "live"}


@pytest.fixture
def at(cast):
    return clock.now()


def page(client, url, status=200, **headers):
    response = client.get(url, headers=headers)
    assert response.status_code == status, url
    return response.content.decode()


def world(at):
    """A fresh site, one 26 hours old, one lost, one that never reported."""
    gist = open_site("gist", "가 GIST", at - MINUTE)
    node = server(gist, "g01", at, 8, 6)
    cards(node, at - MINUTE, 900, 800, 0, 0, 500, 300, 0, 0)
    server(gist, "g02", at, 8, 0, in_service=False, reason="정전")
    for number in range(3):
        rollup(gist, last_hours(at)[0] + timedelta(hours=number), allocated=3600 * 6)
    old = open_site("dgist", "나 DGIST", at - timedelta(hours=26), "inventory")
    server(old, "d01", at - timedelta(hours=26), 16, 10)
    lost = open_site("unist", "다 UNIST", at - timedelta(hours=80), "inventory")
    server(lost, "u01", at - timedelta(hours=80), 32, 32)
    open_site("kaist", "라 KAIST", None, "inventory")
    return gist, old, lost


def job(site, **values):
    account, _made = SiteAccount.objects.get_or_create(cluster=site, name="lab7")
    start = {"key": "11", "account": account, "person": "kim", "state": "RUNNING", "is_running": True,
             "gpus": {"h100": 6}, "nodes": ["g01"], "observed_at": clock.now()}  # fmt: skip
    return Job.objects.create(cluster=site, **{**start, **values})


@pytest.mark.feature("E1", "E3", "E14")
def test_the_national_page_names_every_site_that_is_late_lost_or_silent(at):
    world(at)
    html = page(Client(), "/gpu/")
    assert "나 DGIST 값은 1일 전 것입니다" in html
    assert "다 UNIST은(는) 합계에 없습니다" in html
    assert "라 KAIST은(는) 합계에 없습니다: 아직 보고한 적이 없습니다" in html
    assert "4곳 중 2곳 기준" in html
    funnel = html[html.index('<ol class="funnel">') : html.index("</ol>", html.index('<ol class="funnel">'))]
    assert re.findall(r"<b>([^<]+)</b>", funnel) == ["32", "24", "16", "2.5", "3.5"]


@pytest.mark.feature("E14")
def test_nothing_unknown_is_zero_on_any_page(at):
    """A site that only says how many stand there: every other number is 모름 on every page."""
    hand = open_site("gist", "손", at, "inventory", connector="hand")
    node = server(hand, "h01", at, 2, None, in_service=None)
    never = open_site("dgist", "무응답", None, "inventory")
    for url in ("/gpu/", f"/gpu/sites/{hand.uuid}/", "/gpu/public/"):
        html = page(Client(), url)
        funnel = html[html.index('<ol class="funnel">') : html.index("</ol>", html.index('<ol class="funnel">'))]
        assert re.findall(r"<b>(.*?)</b>", funnel) == ["2", *['<span class="unkv">모름</span>'] * 4], url
        assert not re.search(r">0(\.0)?%?<", html), url
    html = page(Client(), f"/gpu/sites/{never.uuid}/")
    assert "아직 서버를 보고하지 않았습니다" in html
    assert '<ol class="funnel">' not in html
    for url in ("/gpu/nodes/", f"/gpu/nodes/{node.uuid}/", "/gpu/history/"):
        assert not re.search(r">0(\.0)?%?<", page(Client(), url)), url
    rows = list(csv.DictReader(StringIO(page(Client(), "/gpu/public/?format=csv").removeprefix("\ufeff"))))
    assert [[row[state] for state in STATES] for row in rows] == [["2", "", "", "", "", ""], [""] * 6]
    rows = csv.DictReader(StringIO(page(Client(), "/gpu/history/?format=csv").removeprefix("\ufeff")))
    assert {row["allocation_percent"] for row in rows} == {""}


@pytest.mark.feature("E1")
def test_every_figure_of_the_page_leads_to_servers_that_add_up_to_it(at):
    gist, _old, _lost = world(at)
    cells = re.compile(r'<a class="val" href="(/gpu/nodes/[^"]*)">(?:<b>)?([\d.,]+)')
    for url in ("/gpu/", f"/gpu/sites/{gist.uuid}/", "/gpu/public/"):
        found = cells.findall(page(Client(), url))
        assert len(found) > 8, url
        for link, shown in found:
            state = re.search(r"state=(\w+)", link)
            html = page(Client(), link.replace("&amp;", "&"))
            name = state[1] if state else "installed"
            assert re.search(rf'data-sum="{name}">([\d.,]+)<', html)[1] == shown, link


def test_a_page_that_asks_again_gets_304_until_something_changes(at, sign_in):
    gist, _old, _lost = world(at)
    for client in (Client(), sign_in("ministry_viewer")):
        for url in ("/gpu/", f"/gpu/sites/{gist.uuid}/"):
            first = client.get(url, headers=HEART)
            assert "<html" not in first.content.decode()
            tag = first.headers["ETag"]
            with CaptureQueriesContext(connection) as queries:
                again = client.get(url, headers={**HEART, "If-None-Match": tag})
            if again.status_code == 200:  # a minute passed
                tag = again.headers["ETag"]
                again = client.get(url, headers={**HEART, "If-None-Match": tag})
            assert again.status_code == 304
            assert len(queries) < 30
            NodeGpus.objects.filter(node__name="g01").update(allocated=F("allocated") - 1)
            assert client.get(url, headers={**HEART, "If-None-Match": tag}).status_code == 200


def test_a_heart_is_made_once_for_all_who_are_told_the_same(at, cast, sign_in):
    gist, _old, _lost = world(at)
    job(gist)
    node = gist.nodes.get(name="g02")
    Outage.objects.create(cluster=gist, node=node, started_at=at - MINUTE, gpus=8, cause="power", reason="홍길동 확인")
    told(make_site("dgist", name_ko="안 보이는 곳"), at)
    url = f"/gpu/sites/{gist.uuid}/"
    clients = {name: sign_in(name) for name in cast.names}

    def heart(name, path):
        return re.sub(rb"\d", b"", clients[name].get(path, headers=HEART).content)  # a minute may pass meanwhile

    for path in ("/gpu/", url):
        process_cache.forget_all()
        shared = {name: heart(name, path) for name in cast.names}
        assert len(set(shared.values())) > 1
        for name in cast.names:
            process_cache.forget_all()
            assert heart(name, path) == shared[name], (name, path)
    process_cache.forget_all()
    counts = []
    for name in ("company_representative", "rival_representative"):
        with CaptureQueriesContext(connection) as queries:
            heart(name, "/gpu/")
        counts.append(len(queries))
    assert counts[1] < counts[0] / 2


def test_the_whole_page_asks_for_its_heart_and_works_without_scripts(at):
    world(at)
    html = page(Client(), "/gpu/")
    assert re.search(r'id="live" data-refresh="10" data-etag="&quot;[0-9a-f]{32}&quot;" hx-get="/gpu/"', html)
    assert 'hx-trigger="refresh"' in html
    assert '<ol class="funnel">' in html


@pytest.mark.feature("E28")
def test_public_figures_are_the_same_for_everybody(at, sign_in):
    world(at)
    draft = open_site("gist", "준비 중 사이트", at)
    draft.publication = "draft"
    draft.save()
    server(draft, "x01", at, 8, 8)
    bodies = [client.get("/gpu/public/?format=csv").content for client in (Client(), sign_in("platform_admin"))]
    assert bodies[0] == bodies[1]
    assert "준비 중" not in page(sign_in("platform_admin"), "/gpu/public/")
    assert "준비 중 사이트" in page(sign_in("platform_admin"), "/gpu/")
    assert "4곳 중 2곳 기준" in page(Client(), "/gpu/public/")


NAMED = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin", "institute_admin",
         "gist_colleague", "gpu_operator"}  # fmt: skip


@pytest.mark.feature("E14")
def test_a_cell_of_the_calendar_opens_its_outages(at):
    gist, _old, _lost = world(at)
    node = gist.nodes.get(name="g02")
    started_at = at - timedelta(days=2)
    Outage.objects.create(
        cluster=gist, node=node, started_at=started_at, ended_at=started_at + timedelta(hours=2), gpus=8, cause="power"
    )
    links = {html.unescape(url) for url in re.findall(r'href="(/gpu/outages/[^"]*)"', page(Client(), "/gpu/"))}
    opened = [list(csv.DictReader(StringIO(page(Client(), f"{url}&format=csv").lstrip("\ufeff")))) for url in links]
    assert {row["node_name"] for rows in opened for row in rows} == {"g02"}
    assert sum(float(row["gpu_hours"]) for rows in opened for row in rows) == pytest.approx(16)
    for url in links:
        assert "g02" in page(Client(), url)
    assert "이날 보고된 중단이 없습니다" in page(Client(), "/gpu/outages/?day=2026-03-11")
    for odd in ("?day=2026-02-31", "?day=0001-01-01", "?day=9999-12-31", "?site=x", "?page=x"):
        assert "GPU 중단" in page(Client(), f"/gpu/outages/{odd}")


@pytest.mark.feature("E14")
def test_names_of_people_are_for_keepers_and_national_staff(at, cast, sign_in):
    gist, _old, _lost = world(at)
    job(gist, person="홍길동-표시")
    node = gist.nodes.get(name="g01")
    for url in ("/gpu/jobs/", f"/gpu/nodes/{node.uuid}/"):
        assert {name for name in cast.names if "홍길동-표시" in page(sign_in(name), url)} == NAMED
        assert "홍길동-표시" not in page(Client(), url)


@pytest.mark.feature("E14", "E15")
def test_accounts_and_what_was_written_of_servers_are_for_keepers_and_national_staff(at, cast, sign_in):
    gist, _old, _lost = world(at)
    job(gist)
    node = gist.nodes.get(name="g02")
    Outage.objects.create(
        cluster=gist, node=node, started_at=at - MINUTE, gpus=8, cause="power", reason="정전: 홍길동 확인"
    )
    gist.nodes.filter(name="g02").update(reason="정전: 홍길동 확인")
    idle, written = "lab7", "홍길동 확인"
    places = {
        "/gpu/": (idle, written),
        f"/gpu/sites/{gist.uuid}/": (idle, written),
        "/gpu/jobs/": (idle,),
        "/gpu/nodes/": (written,),
        "/gpu/nodes/?format=csv": (written,),
        f"/gpu/nodes/{node.uuid}/": (written,),
    }
    for url, texts in places.items():
        shown = {name: page(sign_in(name), url) for name in cast.names}
        for text in texts:
            assert {name for name, found in shown.items() if text in found} == NAMED, (url, text)
            assert text not in page(Client(), url)
    found = {name for name in cast.names if 'rowheader">11<' in page(sign_in(name), "/gpu/jobs/?q=lab7")}
    assert found == NAMED


def test_why_a_site_is_late_is_told_to_its_keepers_and_national_staff(at, cast, sign_in):
    gist, old, _lost = world(at)
    StreamState.objects.filter(cluster=old).update(error_code="authentication")
    told_to = {name for name in cast.names if "토큰 또는 열쇠" in page(sign_in(name), f"/gpu/sites/{old.uuid}/")}
    assert told_to == {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin",
                       "dgist_admin"}  # fmt: skip
    assert gist.pk != old.pk


def test_a_draft_site_is_for_its_people(at, cast, sign_in):
    draft = open_site("gist", "준비 중 사이트", at)
    draft.publication = "draft"
    draft.save()
    node = server(draft, "x01", at, 8, 8)
    for url in (f"/gpu/sites/{draft.uuid}/", f"/gpu/nodes/{node.uuid}/"):
        seen = {name for name in cast.names if sign_in(name).get(url).status_code == 200}
        assert seen == NAMED
        assert Client().get(url).status_code == 404


def test_jobs_are_found_by_site_state_organisation_and_word(at, cast, sign_in):
    gist, _old, _lost = world(at)
    job(gist)
    job(gist, key="12", is_running=False, state="PENDING", nodes=[], reason="Priority")
    told(gist, at)

    def keys(query):
        return re.findall(r'rowheader">(\d+)<span', page(keeper, f"/gpu/jobs/{query}"))

    keeper = sign_in("gpu_operator")
    assert keys("") == ["11", "12"]
    assert keys("?state=waiting") == ["12"]
    assert keys(f"?site={gist.uuid}&q=lab") == ["11", "12"]
    assert keys("?organisation=none&state=running") == ["11"]
    for wrong in ("?site=x", "?organisation=x", "?q=none", f"?site={gist.zone.uuid if gist.zone else 'x'}"):
        assert keys(wrong) == []
    assert "알 수 없는 사이트" in page(Client(), "/gpu/jobs/")


def test_servers_are_found_by_site_model_state_and_word_and_as_a_file(at):
    gist, old, lost = world(at)
    server(gist, "g09", at, 4, 0, model=None)

    def names(query):
        return [row["node_name"] for row in csv.DictReader(
            StringIO(page(Client(), f"/gpu/nodes/{query}").removeprefix("\ufeff")))]  # fmt: skip

    assert names("?format=csv") == ["g01", "g02", "g09", "d01", "u01"] or set(names("?format=csv")) == {
        "g01", "g02", "g09", "d01", "u01"}  # fmt: skip
    assert names(f"?site={gist.uuid}&state=out&format=csv") == ["g02"]
    assert names("?model=-&format=csv") == ["g09"]
    assert names("?q=D0&format=csv") == ["d01"]
    assert "합계에 없는 사이트의 서버" in page(Client(), f"/gpu/nodes/?site={lost.uuid}")
    assert "d01" in page(Client(), f"/gpu/nodes/?site={old.uuid}")


@pytest.mark.feature("E1", "E2")
def test_a_server_shows_each_card(at, cast, sign_in):
    gist, _old, _lost = world(at)
    node = gist.nodes.get(name="g01")
    node.devices.filter(index=1).update(mig_profile="1g.10gb", memory_used_mib=5000, memory_total_mib=10240)
    gist.nodes.update(island="nv-3", partitions=["h100", "all"], cpus=64, cpus_allocated=8)
    Outage.objects.create(cluster=gist, node=node, started_at=at - timedelta(days=1), ended_at=at, gpus=8)
    Attempt.objects.all().delete()
    job(gist)
    html = page(sign_in("gpu_operator"), f"/gpu/nodes/{node.uuid}/")
    for text in ("1g.10gb", "5,000 / 10,240", "nv-3", "h100, all", "90.0%", "lab7", "중단 이력"):
        assert text in html, text


@pytest.mark.feature("E15")
@pytest.mark.parametrize("name", ["1h", "6h", "24h", "7d", "30d", "90d", "1y", "3y"])
def test_every_span_of_the_history_opens_with_its_table(at, name):
    gist, _old, _lost = world(at)
    html = page(Client(), f"/gpu/history/?range={name}&site={gist.uuid}&model=H100")
    assert "수집률" in html
    assert "한 점은" in html


def test_demonstration_is_flagged_wherever_it_is_shown(at):
    site = open_site("gist", "시연 사이트", at, origin="demonstration")
    node = server(site, "g01", at, 8, 8)
    for url in ("/gpu/", f"/gpu/sites/{site.uuid}/", "/gpu/nodes/", f"/gpu/nodes/{node.uuid}/", "/gpu/public/",
                "/gpu/history/"):  # fmt: skip
        assert '<span class="demo">시연</span>' in page(Client(), url), url


@pytest.mark.parametrize(
    "url", ["/gpu/", "/gpu/nodes/", "/gpu/jobs/", "/gpu/outages/", "/gpu/history/", "/gpu/public/"]
)
def test_pages_cost_the_same_for_one_site_and_three(at, url):
    counts = []
    for owner in ("gist", "dgist", "unist"):
        site = open_site(owner, owner, at)
        cards(server(site, "n1", at, 8, 4), at, 0, 100)
        rollup(site, last_hours(at)[0])
        job(site)
        process_cache.forget_all()
        page(Client(), url)
        with CaptureQueriesContext(connection) as queries:
            process_cache.forget_all()
            page(Client(), url)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert len(national(NOBODY, at=at).sites) == 3


def test_the_pages_are_in_english_too(at):
    world(at)
    html = page(Client(), "/en/gpu/")
    assert '<html lang="en"' in html


@pytest.mark.feature("E15")
def test_work_without_an_account_is_listed_as_such(at, cast, sign_in):
    site, *_others = world(at)
    job(site, account=SiteAccount.objects.create(cluster=site, name=""))
    assert "계정 없음" in page(Client(), "/gpu/jobs/")
    assert "계정 없음" in page(sign_in("gpu_operator"), f"/gpu/sites/{site.uuid}/")
    assert "계정 없음" in page(sign_in("gpu_operator"), f"/gpu/sites/{site.uuid}/accounts/")
