"""A client made by a public generator from the document talks to a real server, without a patch by hand."""

import importlib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from axportal.accounts import services as accounts
from axportal.core import clock
from regions.models import Organisation

pytestmark = pytest.mark.same_everywhere  # what a generator makes of the document

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
PACKAGE = "portal_client"
# The generator knows no pictures: told so, it hands out their bytes.
SETTINGS = """
post_hooks: []
content_type_overrides:
  image/png: application/octet-stream
  application/x-ndjson: application/octet-stream
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """The folder that holds the client's package."""
    folder = tmp_path_factory.mktemp("client")
    settings = folder / "settings.yaml"
    settings.write_text(SETTINGS)
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", DOCUMENT, "--config", settings]
    done = subprocess.run(
        [*map(str, command), "--output-path", str(folder / PACKAGE), "--meta", "none", "--fail-on-warning"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def module(generated, monkeypatch):
    """`module("api.labs.labs_list")` imports a part of the client."""
    monkeypatch.syspath_prepend(str(generated))
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        monkeypatch.delitem(sys.modules, name)


@pytest.fixture
def client(web_server, cast, module):
    at = clock.now()
    _token, key = accounts.issue_token(
        user=cast["institute_admin"], label="client", scopes=["read", "write"], expires_at=at + timedelta(days=1), at=at
    )
    made = module("client").AuthenticatedClient(base_url=web_server, token=key, raise_on_unexpected_status=True)
    with made as opened:
        yield opened


@pytest.mark.feature("G2")
def test_it_reads_and_pages(client, module):
    organisations = module("api.organisations.organisations_list")
    ordering = module("models").OrganisationsListOrdering("name")
    names, cursor = [], module("types").UNSET
    while True:
        page = organisations.sync(client=client, page_size=20, ordering=ordering, cursor=cursor)
        names += [row.name_ko for row in page.results]
        if page.next_ is None:
            break
        cursor = page.next_.partition("cursor=")[2].partition("&")[0]
    assert sorted(names) == sorted(Organisation.objects.values_list("name_ko", flat=True))
    counted = organisations.sync(client=client, page=1, count=True, zone=["honam", "jungbu"])
    expected = Organisation.objects.filter(zone__slug__in=["honam", "jungbu"]).count()
    assert (counted.count, counted.count_is_exact) == (expected, True)


@pytest.mark.feature("G2", "G10", "G16", "G17")
def test_it_chooses_fields_and_keeps_what_is_current(client, module):
    zones = module("api.zones.zones_list")
    field = module("models").ZonesListFieldsItem
    first = zones.sync_detailed(client=client, fields=[field.CODE, field.LEAD])
    assert [row.to_dict().keys() for row in first.parsed.results] == [{"code", "lead"}] * 4
    again = zones.sync_detailed(client=client, fields=[field.CODE, field.LEAD], if_none_match=first.headers["ETag"])
    assert again.status_code == 304


@pytest.mark.feature("G2", "G14", "G24")
def test_it_writes(client, module):
    models, gist = module("models"), Organisation.objects.get(key="gist")
    new = models.JointLabRequest(name_ko="새 연구소", institute=gist.uuid, zone=gist.zone.uuid)
    create = module("api.labs.labs_create")
    made = create.sync_detailed(client=client, body=new, idempotency_key="client-1")
    again = create.sync_detailed(client=client, body=new, idempotency_key="client-1")
    assert (made.status_code, again.parsed.uuid, type(made.parsed.uuid)) == (201, made.parsed.uuid, UUID)
    change, patch = models.PatchedJointLabRequest(gpu_hours=7), module("api.labs.labs_partial_update").sync_detailed
    changed = patch(made.parsed.uuid, client=client, body=change, if_match=made.headers["ETag"])
    assert (changed.status_code, changed.parsed.gpu_hours, changed.parsed.available_actions) == (200, 7, ["agree"])
    stale = patch(made.parsed.uuid, client=client, body=change, if_match=made.headers["ETag"])
    assert (stale.status_code, stale.parsed.code) == (412, "stale_version")
    moved = module("api.labs.labs_agree").sync(
        made.parsed.uuid, client=client, body=models.ActionRequest(reason="심의 통과")
    )
    assert (moved.status, moved.version) == (models.JointLabStatus.AGREEING, changed.parsed.version + 1)


@pytest.mark.feature("G2", "G32")
def test_it_understands_refusals(client, module):
    problem = module("api.labs.labs_list").sync(client=client, cursor="nonsense")
    assert (problem.status, problem.code, list(problem.errors.to_dict())) == (400, "invalid", ["cursor"])
