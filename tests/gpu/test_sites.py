"""Sites as their operators keep them: whose they are, what is checked, what is kept secret, what can be undone."""

import threading

import pytest
from django.db import connection, transaction
from django.test import override_settings

from axportal.audit.models import Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, StaleVersion, WrongState
from gpu.connectors.errors import ConnectorError
from gpu.models import Attempt, Cluster, ConnectorSecret, DataCentre, Job, Node, SiteAccount, StreamState
from gpu.services import secrets, sites
from regions.models import Organisation
from tests.gpu import ingesting
from tests.gpu.operating import make_site, make_token, ndjson, node, send, whole
from tests.people import Cast

pytestmark = [pytest.mark.feature("E2", "E3")]
NETWORKS = ["slurm.gist.example:6820", "login.gist.example:22", "other.gist.example:6820-9090"]
TOKEN = "eyJhbGciOiJIUzI1NiJ9.site.token"


@pytest.fixture
def centre(cast):
    return DataCentre.objects.filter(owner__key="gist").first()


@pytest.fixture(autouse=True)
def _networks():
    with override_settings(CONNECTOR_NETWORKS=NETWORKS):
        yield


def values(centre, **changes):
    start = {"name_ko": "광주 GPU", "data_centre": centre, "connector": "slurm_rest",
             "address": "https://slurm.gist.example:6820", "account": "portal", "poll_seconds": 60,
             "people": "hidden"}  # fmt: skip
    return {**start, **changes}


def create(cast, centre, *, actor="gpu_operator", kept=None, **changes):
    return sites.create_site(
        values=values(centre, **changes), kept=kept or {"slurm_token": TOKEN}, actor=cast[actor], at=clock.now()
    )


def change(cast, site, changes, *, base=None, kept=None):
    return sites.change_site(
        cluster=site, changes=changes, kept=kept or {}, base_version=base or site.version,
        actor=cast.gpu_operator, at=clock.now(),
    )  # fmt: skip


def test_a_site_belongs_to_the_owner_of_its_data_centre(cast, centre):
    site = create(cast, centre)
    assert (site.owner, site.zone, site.publication) == (centre.owner, centre.zone, "draft")
    act = Act.objects.get(action="gpu.site.created")
    assert (act.target_id, act.organisation_id) == (site.pk, centre.owner_id)


@pytest.mark.goal("R3")
def test_nobody_connects_a_site_of_another_institute(cast, centre):
    with pytest.raises(InvalidInput) as refused:
        create(cast, centre, actor="dgist_admin")
    assert set(refused.value.fields) == {"data_centre"}
    create(cast, centre, actor="platform_admin")


@pytest.mark.goal("R25")
def test_a_secret_is_sealed_and_never_shown(cast, centre):
    site = create(cast, centre)
    row = ConnectorSecret.objects.get(cluster=site)
    assert TOKEN.encode() not in bytes(row.sealed)
    assert secrets.reveal(site, "slurm_token") == TOKEN
    assert all(TOKEN not in str(act.detail) for act in Act.objects.all())


@pytest.mark.goal("S8")
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("address", "https://169.254.169.254:6820"),
        ("address", "http://127.0.0.1:5432"),
        ("address", "https://slurm.gist.example:22"),
        ("telemetry_address", "http://prom.gist.example:9090"),
    ],
)
def test_an_address_outside_the_declared_networks_is_refused_at_its_field(cast, centre, name, address):
    with pytest.raises(InvalidInput) as refused:
        create(cast, centre, **{name: address})
    assert set(refused.value.fields) == {name}
    assert not Cluster.objects.exists()


def test_a_change_of_the_connection_is_read_at_once(cast, centre):
    site, at = create(cast, centre), clock.now()
    StreamState.objects.create(cluster=site, stream="inventory", next_at=at.replace(year=2030), failures=9)
    change(cast, site, {"name_ko": "새 이름"})
    assert StreamState.objects.get().failures == 9
    site.refresh_from_db()
    change(cast, site, {}, kept={"slurm_token": "another"})
    state = StreamState.objects.get()
    assert (state.failures, state.next_at) == (0, None)
    assert secrets.reveal(site, "slurm_token") == "another"


def test_two_who_change_the_same_field_are_told(cast, centre):
    site = create(cast, centre)
    before = site.version
    change(cast, site, {"name_ko": "먼저"}, base=before)
    with pytest.raises(StaleVersion) as refused:
        change(cast, site, {"name_ko": "나중"}, base=before)
    assert refused.value.detail["conflicts"] == [{"field": "name_ko", "theirs": "먼저"}]
    change(cast, site, {"remote_name": "other"}, base=before)
    site.refresh_from_db()
    assert (site.name_ko, site.remote_name) == ("먼저", "other")


def test_stopping_is_undone_by_resuming(cast):
    site, at = make_site(), clock.now()
    sites.stop_site(cluster=site, actor=cast.gpu_operator, at=at)
    sites.stop_site(cluster=site, actor=cast.gpu_operator, at=at)
    assert Cluster.objects.get().stopped_at == at
    sites.resume_site(cluster=site, actor=cast.gpu_operator, at=at)
    assert Cluster.objects.get().stopped_at is None
    acts = Act.objects.filter(action__startswith="gpu.site.").order_by("id").values_list("action", flat=True)
    assert list(acts) == ["gpu.site.stopped", "gpu.site.resumed"]


def test_a_draft_data_centre_keeps_its_sites_drafts(cast):
    gist = Organisation.objects.get(key="gist")
    hidden = DataCentre.objects.create(name_ko="비공개 센터", owner=gist)
    site = make_site(data_centre=hidden)
    with pytest.raises(InvalidInput):
        sites.set_publication(cluster=site, is_published=True, actor=cast.gpu_operator, at=clock.now())


@pytest.mark.feature("E28")
def test_publishing_shows_the_site_to_everybody(cast, client):
    site = make_site()
    assert site.name_ko not in client.get("/gpu/sites/").content.decode()
    sites.set_publication(cluster=site, is_published=True, actor=cast.gpu_operator, at=clock.now())
    assert site.name_ko in client.get("/gpu/sites/").content.decode()
    sites.set_publication(cluster=site, is_published=False, actor=cast.gpu_operator, at=clock.now())
    assert site.name_ko not in client.get("/gpu/sites/").content.decode()


def test_accounts_stand_for_organisations(cast):
    site, gist = make_site(), Organisation.objects.get(key="gist")
    first, second = [SiteAccount.objects.create(cluster=site, name=name) for name in ("a", "b")]
    told = {"cluster": site, "actor": cast.gpu_operator, "at": clock.now()}
    assert sites.map_accounts(choices={first: gist, second: None}, **told) == 1
    assert sites.map_accounts(choices={first: gist, second: None}, **told) == 0
    first.refresh_from_db()
    assert first.organisation == gist


@pytest.mark.goal("R3")
def test_an_account_of_another_site_is_not_mapped(cast):
    other = SiteAccount.objects.create(cluster=make_site("dgist"), name="a")
    with pytest.raises(SiteAccount.DoesNotExist):
        sites.map_accounts(cluster=make_site(), choices={other: None}, actor=cast.gpu_operator, at=clock.now())


def test_a_server_is_retired_when_nobody_reports_it_and_comes_back(cast):
    site, at = make_site(), clock.now()
    node = Node.objects.create(cluster=site, name="g01", observed_at=at, first_seen_at=at)
    with pytest.raises(WrongState):
        sites.retire_node(node=node, actor=cast.gpu_operator, at=at)
    Node.objects.update(unlisted_at=at)
    sites.retire_node(node=node, actor=cast.gpu_operator, at=at)
    node.refresh_from_db()
    assert (node.retired_at, node.retired_by) == (at, cast.gpu_operator)
    sites.return_node(node=node, actor=cast.gpu_operator, at=at)
    node.refresh_from_db()
    assert (node.retired_at, node.retired_by) == (None, None)


@pytest.mark.goal("R25")
@pytest.mark.parametrize("changes", [{"address": "https://other.gist.example:6820"}, {"account": "root"}])
def test_a_kept_secret_does_not_follow_to_another_address(cast, centre, changes):
    """Who may change the address need not know the secret; it goes where it was typed for, or nowhere."""
    site = create(cast, centre)
    with pytest.raises(InvalidInput) as refused:
        change(cast, site, changes)
    assert set(refused.value.fields) == {"secret_slurm_token"}
    site.refresh_from_db()
    assert secrets.reveal(site, "slurm_token") == TOKEN
    change(cast, site, changes, kept={"slurm_token": "another"})
    site.refresh_from_db()
    assert secrets.reveal(site, "slurm_token") == "another"


@pytest.mark.goal("R25")
def test_the_monitors_secret_stays_with_the_monitor(cast, centre):
    monitor = {"telemetry_address": "https://other.gist.example:9090"}
    site = create(cast, centre, kept={"slurm_token": TOKEN, "telemetry": "abc"}, **monitor)
    with pytest.raises(InvalidInput) as refused:
        change(cast, site, {"telemetry_address": "https://other.gist.example:9000"})
    assert set(refused.value.fields) == {"secret_telemetry"}
    change(cast, site, {"telemetry_address": ""})
    site.refresh_from_db()
    assert secrets.reveal(site, "telemetry") is None
    change(cast, site, monitor)
    assert secrets.reveal(site, "telemetry") is None


@pytest.mark.goal("R25")
def test_a_secret_opens_for_the_address_it_was_typed_for_alone(cast, centre):
    create(cast, centre)
    for address in ("https://other.gist.example:6820", "http://slurm.gist.example:6820"):
        Cluster.objects.update(address=address)
        with pytest.raises(ConnectorError, match="no_secret"):
            secrets.reveal(Cluster.objects.get(), "slurm_token")
    Cluster.objects.update(address="https://slurm.gist.example:6820/under/")
    assert secrets.reveal(Cluster.objects.get(), "slurm_token") == TOKEN


def persons(site):
    return {row.person for kind in (Job, Attempt) for row in kind.objects.filter(cluster=site)}


@pytest.mark.goal("R25")
def test_people_who_are_hidden_are_hidden_at_once(cast):
    """What was kept of names under the setting before changes with the setting."""
    site = make_site(people="shown")
    ingesting.give(site, "queue", [ingesting.job()])
    ingesting.give(site, "attempts", [ingesting.run()], at=60)
    assert persons(site) == {"kim"}
    change(cast, site, {"people": "hashed"})
    (pseudonym,) = persons(site)
    assert len(pseudonym) == 16
    ingesting.give(site, "attempts", [ingesting.run("2@0")], at=60)  # with a site that was read before the change
    assert persons(site) == {pseudonym}
    site.refresh_from_db()
    change(cast, site, {"people": "hidden"})
    assert persons(site) == {""}


def test_a_site_reports_while_somebody_changes_it(committed_db):
    site, cast, answers = make_site(), Cast(), []
    key = make_token(site, cast)

    def push():
        try:
            answers.append(send(site, key, ndjson(*whole(node(), at=clock.now()))).status_code)
        finally:
            connection.close()

    with transaction.atomic():
        sites.set_publication(cluster=site, is_published=True, actor=cast.gpu_operator, at=clock.now())
        pushing = threading.Thread(target=push)
        pushing.start()
        pushing.join(20)
        assert answers == [200]


def test_a_setting_that_cannot_be_read_keeps_nobody_from_what_is_open(cast, centre, settings):
    settings.CONNECTOR_NETWORKS = ["slurm.gist.example:6820", "slurm.gist.example"]
    assert create(cast, centre).address == "https://slurm.gist.example:6820"
    with pytest.raises(InvalidInput) as refusal:
        create(cast, centre, address="https://slurm.gist.example:6821", name_ko="다른 곳")
    assert list(refusal.value.fields) == ["address"]
