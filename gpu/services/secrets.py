"""What connectors prove themselves with: sealed with age to a key outside the database, never shown again.

Each is sealed with the site, the purpose and the address it was typed for: it is never sent anywhere else.

The key is `AXPORTAL_CONNECTOR_KEY`; several may stand there, of which the first seals and all open, so that keys can be
changed. An installation on its own embedded database makes one for itself in the state folder.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
import pyrage
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from axportal.audit import services as audit
from axportal.core.embedded import paths
from axportal.core.errors import InvalidInput, Unavailable
from gpu.connectors.errors import ConnectorError
from gpu.models import Cluster, ConnectorSecret
from gpu.rules.addresses import origin

LONGEST = 16_000
KEY_FILE = "connector-key"
_MARK = "AGE-SECRET-KEY-"


@transaction.atomic
def keep(cluster: Cluster, purpose: str, text: str, *, actor: Any, at: datetime) -> None:
    """Seal a secret in place of the one before. Raises `InvalidInput`, and `Unavailable` without a key to seal with."""
    cleaned = _cleaned(purpose, text)
    content = orjson.dumps({**_bound_to(cluster, purpose), "text": cleaned})
    sealed = pyrage.encrypt(content, [_identities()[0].to_public()])
    ConnectorSecret.objects.update_or_create(
        cluster=cluster, purpose=purpose, defaults={"sealed": sealed, "set_at": at, "set_by": actor}
    )
    audit.record(actor=actor, action="gpu.secret.kept", target=cluster, detail={"purpose": purpose}, at=at)


@transaction.atomic
def forget(cluster: Cluster, purpose: str, *, actor: Any, at: datetime) -> None:
    """Remove a secret; nothing happens where there is none."""
    removed, _rows = ConnectorSecret.objects.filter(cluster=cluster, purpose=purpose).delete()
    if removed:
        audit.record(actor=actor, action="gpu.secret.forgotten", target=cluster, detail={"purpose": purpose}, at=at)


def reveal(cluster: Cluster, purpose: str) -> str | None:
    """The secret, for a connector alone; None where there is none.

    Raises ConnectorError `no_secret` for one that was sealed to another key, for another site or another address.
    """
    row = ConnectorSecret.objects.filter(cluster=cluster, purpose=purpose).first()
    if row is None:
        return None
    try:
        content = orjson.loads(pyrage.decrypt(bytes(row.sealed), list(_identities())))
    except (pyrage.DecryptError, orjson.JSONDecodeError, Unavailable):
        raise ConnectorError("no_secret", "sealed to another key") from None
    text = content.pop("text")
    if content != _bound_to(cluster, purpose):
        raise ConnectorError("no_secret", "sealed for another site or address")
    return str(text)


def _bound_to(cluster: Cluster, purpose: str) -> dict[str, str]:
    """What a secret belongs to beside its text."""
    is_telemetry = purpose == ConnectorSecret.Purpose.TELEMETRY
    place = origin(cluster.telemetry_address if is_telemetry else cluster.address)
    return {"cluster": str(cluster.uuid), "purpose": purpose, "place": place}


def _cleaned(purpose: str, text: str) -> str:
    """Raises `InvalidInput` for what cannot be a secret of this kind; the message never repeats it."""
    cleaned = text.replace("\r\n", "\n").strip()
    if not cleaned:
        message = _("비어 있습니다.")
    elif len(cleaned) > LONGEST:
        message = _("너무 깁니다.")
    elif purpose == ConnectorSecret.Purpose.SSH_KEY:
        is_key = cleaned.startswith("-----BEGIN ") and "PRIVATE KEY-----" in cleaned.splitlines()[0]
        message = "" if is_key else _("OpenSSH 개인키가 아닙니다. -----BEGIN으로 시작하는 파일 전체를 넣으십시오.")
    else:
        is_header = cleaned.isascii() and cleaned.isprintable()
        message = "" if is_header else _("한 줄의 영문자와 숫자, 기호만 쓸 수 있습니다.")
    if message:
        raise InvalidInput(message, fields={purpose: [message]})
    return cleaned


def _identities() -> tuple[pyrage.x25519.Identity, ...]:
    """The keys, the sealing one first. Raises `Unavailable`."""
    given = str(settings.CONNECTOR_KEY).replace(",", " ").split() or _own_key()
    try:
        return _read(tuple(given))
    except pyrage.IdentityError:
        raise Unavailable(_("AXPORTAL_CONNECTOR_KEY를 읽을 수 없습니다. 포털 관리자에게 알려 주십시오.")) from None


@lru_cache(maxsize=4)
def _read(given: tuple[str, ...]) -> tuple[pyrage.x25519.Identity, ...]:
    return tuple(pyrage.x25519.Identity.from_str(text) for text in given)


def _own_key() -> list[str]:
    """A key made once for this state folder; a database that others share needs one that they share, too."""
    if not paths.uses_embedded_postgres():
        raise Unavailable(_("AXPORTAL_CONNECTOR_KEY가 없어 비밀을 보관할 수 없습니다. 포털 관리자에게 알려 주십시오."))
    file = settings.STATE_DIR / KEY_FILE
    if not file.exists():
        paths.write_private(file, f"{pyrage.x25519.Identity.generate()}\n")
    return [line for line in file.read_text(encoding="ascii").splitlines() if line.startswith(_MARK)]
