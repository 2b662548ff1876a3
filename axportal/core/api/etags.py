"""ETags: of an object its version, of a list the mark of its models; both bound to what this caller may see."""

import hashlib
import re

from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import DomainError, InvalidInput

OBJECT_PATTERN = r'^(W/)?"[0-9]{1,9}-[0-9a-f]{16}"$'
LIST_PATTERN = r'^(W/)?"[0-9a-f]{32}"$'
_OBJECT = re.compile(r'(?:W/)?"([0-9]{1,9})-[0-9a-f]{16}"')


class VersionMissing(DomainError):
    """A write that does not say which version it changes."""

    status = 428
    code = "if_match_required"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def object_tag(*, version: int, extra: str) -> str:
    """`"<version>-<hash>"`; the hash differs between viewers, languages and field choices."""
    return f'"{version}-{_digest(str(version), extra)[:16]}"'


def list_tag(*, mark: int, viewer: str, query: str, by_date: bool) -> str:
    """A hash of everything that decides what the list shows."""
    today = clock.seoul_date(clock.now()).isoformat() if by_date else ""
    return f'"{_digest(str(mark), viewer, query, today)[:32]}"'


def matches(header: str, tag: str) -> bool:
    """Whether If-None-Match names this tag; proxies that compress weaken it to W/."""
    return any(candidate.strip().removeprefix("W/") == tag for candidate in header.split(",")) if header else False


def expected_version(header: str) -> int:
    """The version in If-Match. Raises 428 without the header and 400 for one this portal did not write."""
    if not header:
        raise VersionMissing(_("고칠 때는 읽은 판을 If-Match로 알려 주세요."))
    found = _OBJECT.fullmatch(header.strip())
    if found is None:
        raise InvalidInput(_("If-Match의 값을 읽지 못했습니다."), code="if_match_invalid")
    return int(found.group(1))
