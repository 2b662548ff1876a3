"""How acts are chained: what goes into a link, the link itself, and the anchor that holds the chain from outside."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from axportal.audit.models import Act

GENESIS = "0" * 64


@dataclass(frozen=True)
class Anchor:
    """The head of the chain at some time, kept outside the database: whatever is cut or rewritten shows against it."""

    seq: int
    hash: str
    time: datetime

    def line(self) -> str:
        """The anchor as it stands in a file, one JSON object a line."""
        return json.dumps({"seq": self.seq, "hash": self.hash, "time": self.time.isoformat()})

    @classmethod
    def read(cls, line: str) -> Self | None:
        """An anchor from its line; None for a line that a crash left half-written."""
        try:
            fields = json.loads(line)
            return cls(int(fields["seq"]), str(fields["hash"]), datetime.fromisoformat(fields["time"]))
        except (KeyError, TypeError, ValueError):
            return None


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
