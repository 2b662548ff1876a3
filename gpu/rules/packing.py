"""The body of a push: unpacked within limits, cut into lines."""

import zlib

from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput, TooLarge

MOST_LINES = 10_000
MOST_PACKED = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
_GZIP = 31
"""What zlib calls a gzip member with its header and checksum."""


class UnknownEncoding(InvalidInput):
    """A Content-Encoding other than gzip."""

    status = 415
    code = "encoding_unknown"


def unpacked(body: bytes, encoding: str) -> bytes:
    """The body as it was before it was packed; never more than 40 MB are made of it.

    Raises `TooLarge`, `UnknownEncoding`, or `InvalidInput` for what is no whole gzip.
    """
    if len(body) > MOST_PACKED:
        raise TooLarge(_("한 번에 5MB까지 보낼 수 있습니다. 나누어 보내 주세요."))
    if encoding in {"", "identity"}:
        return body
    if encoding != "gzip":
        raise UnknownEncoding(_("gzip으로만 줄여 보낼 수 있습니다."))
    parts: list[bytes] = []
    room, rest = MOST_UNPACKED, body
    while rest:
        member = zlib.decompressobj(_GZIP)
        try:
            part = member.decompress(rest, room + 1)
        except zlib.error as error:
            raise _broken() from error
        room -= len(part)
        if room < 0:
            raise TooLarge(_("풀었을 때 40MB까지 보낼 수 있습니다. 나누어 보내 주세요."))
        if not member.eof:
            raise _broken()
        parts.append(part)
        rest = member.unused_data
    return b"".join(parts)


def _broken() -> InvalidInput:
    return InvalidInput(_("gzip을 풀지 못했습니다. 중간에 잘렸는지 확인해 주세요."), code="gzip_broken")


def lines_of(text: bytes) -> list[bytes]:
    """The lines that hold something. Raises `InvalidInput` where there is none, `TooLarge` for more than 10,000."""
    found = [line for line in text.split(b"\n") if line and not line.isspace()]
    if not found:
        raise InvalidInput(_("본문이 비었습니다. 한 줄에 하나씩 JSON을 보내 주세요."), code="empty")
    if len(found) > MOST_LINES:
        raise TooLarge(_("한 번에 10,000줄까지 보낼 수 있습니다. 나누어 보내 주세요."), code="too_many_lines")
    return found
