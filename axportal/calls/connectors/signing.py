"""The signing step. `settings.CONSENT_SIGNER` may name another function for electronic signatures."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from axportal.accounts.models import User


def sign(*, signer: User, sha256: str, at: datetime) -> dict[str, Any]:
    """Have this person sign this hash; what is kept as the proof. Raises a `DomainError` when they do not."""
    step = import_string(getattr(settings, "CONSENT_SIGNER", f"{__name__}.by_sign_in"))
    proof: dict[str, Any] = step(signer=signer, sha256=sha256, at=at)
    return proof


def by_sign_in(*, signer: User, sha256: str, at: datetime) -> dict[str, Any]:
    """The portal's own way: whoever is signed in as the representative ticks the box and sends the form."""
    return {"method": "sign_in", "signer": str(signer.uuid), "sha256": sha256, "at": at.isoformat()}
