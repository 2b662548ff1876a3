"""Secrets of connectors: sealed, bound to their site, never shown again (R25)."""

import stat

import pyrage
import pytest

from axportal.audit.models import Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, Unavailable
from gpu.connectors.errors import ConnectorError
from gpu.models import ConnectorSecret
from gpu.services import secrets
from tests.gpu.ingesting import make_site

pytestmark = [pytest.mark.feature("E14"), pytest.mark.goal("R25")]
TOKEN = "eyJ-this-is-secret"
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\r\nb3BlbnNzaA==\r\n-----END OPENSSH PRIVATE KEY-----\r\n"


def new_key():
    return str(pyrage.x25519.Identity.generate())


@pytest.fixture
def site(cast, settings):
    settings.CONNECTOR_KEY = new_key()
    return make_site(connector="slurm_rest")


def keep(site, cast, text=TOKEN, purpose="slurm_token"):
    secrets.keep(site, purpose, text, actor=cast.gpu_operator, at=clock.now())


def test_a_secret_is_sealed_and_comes_back(site, cast):
    keep(site, cast)
    keep(site, cast, KEY, "ssh_key")
    assert secrets.reveal(site, "slurm_token") == TOKEN
    assert secrets.reveal(site, "ssh_key") == KEY.replace("\r\n", "\n").strip()
    assert secrets.reveal(site, "telemetry") is None
    row = ConnectorSecret.objects.get(cluster=site, purpose="slurm_token")
    assert TOKEN.encode() not in bytes(row.sealed)
    assert bytes(row.sealed).startswith(b"age-encryption.org/v1")
    acts = Act.objects.filter(action="gpu.secret.kept")
    assert [act.detail for act in acts.order_by("id")] == [{"purpose": "slurm_token"}, {"purpose": "ssh_key"}]


def test_a_new_secret_takes_the_place_of_the_old_one(site, cast):
    keep(site, cast)
    keep(site, cast, "newer")
    assert secrets.reveal(site, "slurm_token") == "newer"
    assert ConnectorSecret.objects.count() == 1
    secrets.forget(site, "slurm_token", actor=cast.gpu_operator, at=clock.now())
    secrets.forget(site, "slurm_token", actor=cast.gpu_operator, at=clock.now())
    assert secrets.reveal(site, "slurm_token") is None
    assert Act.objects.filter(action="gpu.secret.forgotten").count() == 1


@pytest.mark.parametrize(
    ("purpose", "text"),
    [
        ("slurm_token", " "), ("slurm_token", "a\nb"), ("slurm_token", "토큰"), ("slurm_token", "x" * 16_001),
        ("ssh_key", "ssh-ed25519 AAAA"), ("ssh_key", "-----BEGIN OPENSSH PUBLIC KEY-----\n"), ("telemetry", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_a_secret_is_refused_without_being_repeated(site, cast, purpose, text):
    with pytest.raises(InvalidInput) as caught:
        keep(site, cast, text, purpose)
    assert list(caught.value.fields) == [purpose]
    assert not text.strip() or text.strip() not in str(caught.value.fields)


def test_a_sealed_secret_opens_for_its_own_site_and_purpose_alone(site, cast):
    keep(site, cast)
    other = make_site(name_ko="다른 사이트", connector="slurm_rest")
    ConnectorSecret.objects.filter(cluster=site).update(cluster=other)
    with pytest.raises(ConnectorError, match="no_secret"):
        secrets.reveal(other, "slurm_token")
    ConnectorSecret.objects.filter(cluster=other).update(cluster=site, purpose="telemetry")
    with pytest.raises(ConnectorError, match="no_secret"):
        secrets.reveal(site, "telemetry")


def test_keys_can_be_changed(site, cast, settings):
    keep(site, cast)
    old, settings.CONNECTOR_KEY = settings.CONNECTOR_KEY, new_key()
    with pytest.raises(ConnectorError, match="no_secret"):
        secrets.reveal(site, "slurm_token")
    settings.CONNECTOR_KEY = f"{settings.CONNECTOR_KEY}, {old}"
    assert secrets.reveal(site, "slurm_token") == TOKEN
    keep(site, cast)
    settings.CONNECTOR_KEY = settings.CONNECTOR_KEY.split(",")[0]
    assert secrets.reveal(site, "slurm_token") == TOKEN


def test_an_installation_of_its_own_makes_its_key(site, cast, settings, tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    settings.CONNECTOR_KEY, settings.STATE_DIR = "", tmp_path
    keep(site, cast)
    keep(site, cast)
    assert secrets.reveal(site, "slurm_token") == TOKEN
    assert stat.S_IMODE((tmp_path / secrets.KEY_FILE).stat().st_mode) == 0o600


def test_a_shared_database_needs_a_shared_key(site, cast, settings, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/axportal")
    settings.CONNECTOR_KEY = ""
    with pytest.raises(Unavailable):
        keep(site, cast)
    settings.CONNECTOR_KEY = "no key"
    with pytest.raises(Unavailable):
        keep(site, cast)
