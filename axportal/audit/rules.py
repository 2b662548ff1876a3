"""How acts are chained: what goes into a link, and the link itself."""

import hashlib
import json

from axportal.audit.models import Act

GENESIS = "0" * 64


def canonical(act: Act) -> bytes:
    """The act's content as it goes into the chain."""
    fields = {
        "uuid": str(act.uuid),
        "at": act.at.isoformat(),
        "actor": act.actor_id,
        "request_id": str(act.request_id) if act.request_id else None,
        "action": act.action,
        "target_model": act.target_model,
        "target_id": act.target_id,
        "target_uuid": str(act.target_uuid) if act.target_uuid else None,
        "organisation_id": act.organisation_id,
        "zone_id": act.zone_id,
        "detail": act.detail,
    }
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def chain_hash(previous: str, act: Act) -> str:
    """The next link: sha256 over the previous link and the act."""
    return hashlib.sha256(previous.encode() + b"\x00" + canonical(act)).hexdigest()
