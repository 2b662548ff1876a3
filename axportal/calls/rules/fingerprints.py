"""One form of bytes for any JSON document, so that equal content has an equal hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed: UTF-8, sorted keys, no spaces."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(document: Mapping[str, Any]) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()
