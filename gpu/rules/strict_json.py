"""One line of JSON, strictly: an object, each key once, no NaN, no NUL, nothing deeper than the parser bears."""

import json
from typing import Any

import orjson

LONGEST = 256 * 1024
"""Bytes of a line: a job on 2,000 servers with long names has less."""


class Wrong(Exception):
    """A line that is not taken: `code` for programs and, where one is to blame, the field."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def loads(raw: bytes) -> dict[str, Any]:
    """The object. Raises `Wrong`.

    orjson refuses NaN, broken UTF-8, lone surrogates and more than 1,024 levels, but of two equal keys keeps the
    last. A line in which every `":` belongs to a key of its own has no two; any other is read again, slowly.
    """
    if len(raw) > LONGEST:
        raise Wrong("too_long")
    raw = raw.strip(b" \r\t")
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Wrong("not_json") from error
    if type(found) is not dict:
        raise Wrong("not_an_object")
    if raw.count(b'":') != len(found) or b" :" in raw or b"\t" in raw or b"\r" in raw:
        _ensure_each_key_once(raw)
    if b"\\u0000" in raw and _has_nul(found):
        raise Wrong("nul")
    return found


def _ensure_each_key_once(raw: bytes) -> None:
    try:
        json.loads(raw, object_pairs_hook=_each_once)
    except RecursionError as error:
        raise Wrong("too_deep") from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Wrong("key_twice")
    return found


def _has_nul(value: Any) -> bool:
    """Walks without calling itself: a line may be deeper than the stack."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            if "\x00" in part:
                return True
        elif isinstance(part, dict):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part
    return False
