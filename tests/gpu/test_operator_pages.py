"""Pages of those who keep sites: for them alone, whole without scripts, nothing typed is lost, no secret shown."""

import re

import pytest
from django.core.cache import cache
from django.test import override_settings

from axportal.core import clock
from axportal.core.models import OutboxRow
from gpu.models import (
    Alert,
    Cluster,
    ConnectorSecret,
    DataCentre,
    Discrepancy,
    IngestBatch,
    Node,
    SiteAccount,
    SiteToken,
    StreamState,
)  # fmt: skip
from gpu.services import site_tests
from tests.gpu.operating import STRANGERS, make_site, make_token, ndjson, node, send, whole

pytestmark = [pytest.mark.feature("E2", "E14")]
NETWORKS = ["slurm.gist.example:6820", "login.gist.example:22"]
SECRET = "eyJhbGciOiJIUzI1NiJ9.typed.secret"
HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPortalTestKeyPortalTestKeyPortalTestKey0"


@pytest.fixture(autouse=True)
def _networks():
    with override_settings(CONNECTOR_NETWORKS=NETWORKS):
        yield


@pytest.fixture
def site(cast):
    return make_site(publication="published")


@pytest.fixture
def operator(sign_in):
    return sign_in("gpu_operator")


def typed(**changes):
    centre = DataCentre.objects.filter(owner__key="gist").first()
    start = {"connector": "slurm_rest", "name_ko": "광주 GPU", "data_centre": centre.pk, "account": "portal",
             "address": "https://slurm.gist.example:6820", "secret_slurm_token": SECRET, "poll_seconds": "60",
             "people": "hidden"}  # fmt: skip
    return {**start, **changes}


def addresses(site, cast):
    """Every page and act of the site's keepers."""
    at = clock.now()
    make_token(site, cast)
    node = Node.objects.create(cluster=site, name="g01", observed_at=at, first_seen_at=at, unlisted_at=at)
    found = Discrepancy.objects.create(cluster=site, kind="missing", key="H100", found_at=at, checked_at=at)
    batch = IngestBatch.objects.create(cluster=site, way="push", key="k", body_digest="d", received_at=at)
    base = f"/gpu/sites/{site.uuid}"
    pages = [f"{base}/{name}/" for name in ("edit", "test", "console", "accounts", "tokens")]
    pages += [f"{base}/servers.csv", f"/gpu/discrepancies/{found.uuid}/", f"/gpu/batches/{batch.uuid}/"]
    acts = [f"{base}/{name}/" for name in ("edit", "test", "accounts", "tokens")]
    acts += [f"{base}/steps/{step}/" for step in ("stop", "resume", "publish", "withdraw")]
    acts += [f"/gpu/nodes/{node.uuid}/steps/retire/", f"/gpu/discrepancies/{found.uuid}/"]
    acts += [f"/gpu/tokens/{SiteToken.objects.get().uuid}/revoke/"]
    return pages, acts


@pytest.mark.goal("R3")
@pytest.mark.api10("API1")
def test_nobody_else_opens_or_changes_anything(site, cast, sign_in):
    """Another institute's operator does not learn that there is such a page, though the site is public."""
    pages, acts = addresses(site, cast)
    before = list(Cluster.objects.values())
    for name in STRANGERS:
        client = sign_in(name)
        assert {client.get(address).status_code for address in pages} == {404}, name
        assert {client.post(address, typed()).status_code for address in acts} == {404}, name
    assert list(Cluster.objects.values()) == before
    own = sign_in("gpu_operator")
    assert {own.get(address).status_code for address in pages} == {200}


def test_national_staff_read_the_console_and_change_nothing(site, cast, sign_in):
    _pages, acts = addresses(site, cast)
    client = sign_in("auditor")
    html = client.get(f"/gpu/sites/{site.uuid}/console/")
    assert html.status_code == 200
    assert '<form method="post" action="/gpu' not in html.content.decode()
    assert {client.post(address, typed()).status_code for address in acts} == {404}


def test_visitors_are_led_to_sign_in(site, client):
    for address in (f"/gpu/sites/{site.uuid}/console/", "/gpu/sites/new/"):
        assert client.get(address)["Location"].startswith("/accounts/login/")
    assert client.get("/gpu/sites/").status_code == 200


@pytest.mark.parametrize("connector", Cluster.Connector.values)
def test_each_way_of_connecting_has_its_form(operator, connector):
    assert operator.get("/gpu/sites/new/").status_code == 200
    html = operator.get(f"/gpu/sites/new/?connector={connector}").content.decode()
    assert f'name="connector" value="{connector}"' in html
    assert ('name="address"' in html) == (connector in {"slurm_rest", "slurm_ssh"})
    assert ('name="host_key"' in html) == (connector == "slurm_ssh")


@pytest.mark.goal("R25")
def test_a_site_is_made_and_its_secret_is_on_no_page(operator):
    answer = operator.post("/gpu/sites/new/", typed())
    site = Cluster.objects.get()
    assert answer["Location"] == f"/gpu/sites/{site.uuid}/test/"
    assert ConnectorSecret.objects.filter(cluster=site, purpose="slurm_token").exists()
    for name in ("edit", "console", "test", "tokens"):
        assert SECRET not in operator.get(f"/gpu/sites/{site.uuid}/{name}/").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "slurm.gist.example:6820"}, {"address": "https://user:pw@slurm.gist.example:6820"},
        {"address": "https://elsewhere.example:6820"}, {"poll_seconds": "1"}, {"poll_seconds": "x"},
        {"poll_seconds": "301"},
        {"telemetry_match": 'a="b"} or vector(0)'}, {"telemetry_address": "file:///etc/passwd"}, {"name_ko": ""},
        {"people": "nobody"}, {"secret_slurm_token": "two words"}, {"data_centre": ""},
    ],
)  # fmt: skip
def test_a_refused_form_keeps_all_but_secrets_and_says_so(operator, changes):
    data = typed(name_en="Gwangju GPUs", account="someone", **changes)
    page = operator.post("/gpu/sites/new/", data)
    html = page.content.decode()
    assert page.status_code == 400
    assert 'value="Gwangju GPUs"' in html
    assert 'value="someone"' in html
    assert SECRET not in html
    assert "다시 적어 주세요" in html
    assert not Cluster.objects.exists()


def test_a_refused_private_key_is_not_repeated(operator):
    data = typed(
        connector="slurm_ssh", address="login.gist.example:22", host_key="nothing", secret_ssh_key="-----BEGIN X"
    )
    page = operator.post("/gpu/sites/new/", data)
    html = page.content.decode()
    assert page.status_code == 400
    assert "-----BEGIN X" not in html
    assert "nothing" in html


def test_a_lost_session_keeps_no_secret_on_the_page(cast, client):
    page = client.post("/gpu/sites/new/", typed())
    html = page.content.decode()
    assert page.status_code == 403
    assert "광주 GPU" in html
    assert SECRET not in html


def test_settings_are_changed_and_an_empty_secret_stays(operator):
    operator.post("/gpu/sites/new/", typed())
    site = Cluster.objects.get()
    sealed = bytes(ConnectorSecret.objects.get().sealed)
    data = typed(secret_slurm_token="", poll_seconds="120", base_version=str(site.version))
    assert operator.post(f"/gpu/sites/{site.uuid}/edit/", data).status_code == 302
    site.refresh_from_db()
    assert site.poll_seconds == 120
    assert bytes(ConnectorSecret.objects.get().sealed) == sealed


def test_who_was_slower_sees_both_values(operator):
    operator.post("/gpu/sites/new/", typed())
    site = Cluster.objects.get()
    first = typed(name_ko="먼저", secret_slurm_token="", base_version=str(site.version))
    operator.post(f"/gpu/sites/{site.uuid}/edit/", first)
    page = operator.post(f"/gpu/sites/{site.uuid}/edit/", {**first, "name_ko": "나중"})
    html = page.content.decode()
    assert page.status_code == 412
    assert "먼저" in html
    assert 'value="나중"' in html


def test_a_test_is_owed_and_its_report_is_shown(operator, site):
    Cluster.objects.update(connector="slurm_rest", address="https://slurm.gist.example:6820")
    address = f"/gpu/sites/{site.uuid}/test/"
    for _click in range(2):
        assert operator.post(address).status_code == 302
    row = OutboxRow.objects.get(task="gpu.tasks.sites.try_connection")
    html = operator.get(address).content.decode()
    assert 'hx-trigger="every 2s"' in html
    assert f'href="{address}"' in html
    step = {
        "name": "연결과 버전",
        "result": "failed",
        "sentence": "서버에 연결되지 않습니다.",
        "remedy": "",
        "detail": "",
    }
    cache.set(site_tests.place_of(site), {"asked_at": clock.now(), "done_at": clock.now(), "steps": [step]})
    done = operator.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "서버에 연결되지 않습니다." in done
    assert "hx-trigger" not in done
    assert row.kwargs == {"cluster_id": site.pk, "language": "ko"}


def test_the_console_tells_what_is_wrong(operator, site, cast):
    at = clock.now()
    send(site, make_token(site, cast), ndjson(*whole(node(), at=at)))
    StreamState.objects.create(
        cluster=site, stream="usage", error_code="authentication", error_text="HTTP 500", failures=3, last_answer="<b>x"
    )
    Node.objects.create(cluster=site, name="gone", observed_at=at, first_seen_at=at, unlisted_at=at)
    Discrepancy.objects.create(cluster=site, kind="missing", key="A100", ours=8, theirs=4, found_at=at, checked_at=at)
    Alert.objects.create(cluster=site, kind="refused", opened_at=at)
    SiteAccount.objects.create(cluster=site, name="lab")
    html = operator.get(f"/gpu/sites/{site.uuid}/console/").content.decode()
    words = (
        "서버가 토큰 또는 열쇠를 받아들이지 않았습니다",
        "HTTP 500",
        "&lt;b&gt;x",
        "gone",
        "A100",
        "인증 거부",
        "제때",
    )
    assert [word for word in words if word not in html] == []


def test_the_console_costs_the_same_for_many(operator, site, cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as found:
            operator.get(f"/gpu/sites/{site.uuid}/console/")
        return len(found)

    at = clock.now()

    def more(start, end):
        for n in range(start, end):
            Node.objects.create(cluster=site, name=f"n{n}", observed_at=at, first_seen_at=at, unlisted_at=at)
            Discrepancy.objects.create(cluster=site, kind="missing", key=f"{n}", found_at=at, checked_at=at)
            IngestBatch.objects.create(
                cluster=site, way="hand", key=f"{n}", body_digest="d", received_at=at, received_by=cast.gpu_operator
            )
            Alert.objects.create(cluster=site, kind="lost", opened_at=at, closed_at=at)

    operator.get(f"/gpu/sites/{site.uuid}/console/")
    more(0, 1)
    one = cost()
    more(1, 4)
    assert cost() == one


def test_accounts_are_mapped_on_their_page(operator, site):
    account = SiteAccount.objects.create(cluster=site, name="lab")
    address = f"/gpu/sites/{site.uuid}/accounts/"
    assert operator.post(address, {f"account_{account.pk}": "x"}).status_code == 400
    assert operator.post(address, {f"account_{account.pk}": site.owner_id}).status_code == 302
    account.refresh_from_db()
    assert account.organisation_id == site.owner_id


def test_steps_of_sites_and_servers(operator, site):
    at = clock.now()
    gone = Node.objects.create(cluster=site, name="gone", observed_at=at, first_seen_at=at, unlisted_at=at)
    for step in ("stop", "resume", "withdraw"):
        assert operator.post(f"/gpu/sites/{site.uuid}/steps/{step}/").status_code == 302
    site.refresh_from_db()
    assert (site.stopped_at, site.publication) == (None, "draft")
    operator.post(f"/gpu/nodes/{gone.uuid}/steps/retire/")
    assert Node.objects.get().retired_at is not None
    operator.post(f"/gpu/nodes/{gone.uuid}/steps/return/")
    assert Node.objects.get().retired_at is None
    assert operator.post(f"/gpu/sites/{site.uuid}/steps/erase/").status_code == 404


def test_a_discrepancy_is_explained(operator, site):
    at = clock.now()
    found = Discrepancy.objects.create(cluster=site, kind="missing", key="A100", found_at=at, checked_at=at)
    address = f"/gpu/discrepancies/{found.uuid}/"
    assert operator.post(address, {"note": ""}).status_code == 400
    assert operator.post(address, {"note": "두 대가 수리 중"}).status_code == 302
    found.refresh_from_db()
    assert (found.note, found.closed_at is not None) == ("두 대가 수리 중", True)


@pytest.mark.parametrize(
    ("kind", "rows", "heads", "cells"),
    [
        ("accounting", [{"account": "", "ours": 86400, "theirs": 90000}], ["계정", "포털", "사이트"],
         ["계정 없음", "86,400", "90,000"]),
        ("runaway", [{"job": "7", "account": "lab7", "gpus": 8, "started_at": "2026-11-20T00:30:00+00:00"}],
         ["계정", "작업", "GPU", "시작"], ["lab7", "7", "8", "2026. 11. 20. 09:30"]),
        ("missing", [{"pool": "x", "name": "가 묶음", "gpus": None}, {"server": "g01", "type": "h100", "gpus": 4}],
         ["등록된 묶음", "서버", "종류", "GPU"], ["가 묶음", "모름", "모름", "모름", "모름", "g01", "h100", "4"]),
    ],
)  # fmt: skip
def test_a_discrepancy_shows_the_rows_that_differ(operator, site, kind, rows, heads, cells):
    at = clock.now()
    found = Discrepancy.objects.create(cluster=site, kind=kind, key="k", rows=rows, found_at=at, checked_at=at)
    html = operator.get(f"/gpu/discrepancies/{found.uuid}/").content.decode()
    assert re.findall(r'columnheader">([^<]*)<', html) == heads
    shown = re.findall(r'<td role="cell"[^>]*><span>(.*?)</span></td>', html)
    assert [re.sub(r"<[^>]*>", "", cell) for cell in shown] == cells


def test_a_batch_shows_its_lines(operator, site, cast):
    send(site, make_token(site, cast), ndjson(*whole(node(), at=clock.now()), b"{broken"))
    html = operator.get(f"/gpu/batches/{IngestBatch.objects.get().uuid}/").content.decode()
    assert "not_json" in html
