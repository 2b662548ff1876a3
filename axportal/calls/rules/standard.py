"""The rules a new call begins with: what most calls of the programme ask, for its keepers to change."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[1] / "data" / "standard_rules.json"


@lru_cache(maxsize=1)
def _text() -> str:
    return _FILE.read_text(encoding="utf-8")


def standard_rules() -> dict[str, Any]:
    """A body of one's own, to change."""
    body: dict[str, Any] = json.loads(_text())
    return body
