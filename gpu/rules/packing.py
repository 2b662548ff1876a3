"""The body of a push: unpacked within limits, cut into lines."""

import zlib

from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput, TooLarge

MOST_LINES = 10_000
MOST_PACKED = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
_GZIP = 31
"""What zlib calls a gzip member with its header and checksum."""
MOST_MEMBERS = 100
"""A program writes one; of very many, each would cost more than it holds."""
_PIECE = 64 * 1024


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
    room, place = MOST_UNPACKED, 0
    for _member in range(MOST_MEMBERS):
        place, room = _member_of(body, place, room, parts)
        if place == len(body):
            return b"".join(parts)
    raise _broken()


def _member_of(body: bytes, place: int, room: int, parts: list[bytes]) -> tuple[int, int]:
    """Unpack the member that begins at `place` into `parts`; where the next one begins, and the room that is left.

    It is fed in pieces: what stands behind a member is never copied as a whole.
    """
    member = zlib.decompressobj(_GZIP)
    view = memoryview(body)
    while not member.eof:
        piece = view[place : place + _PIECE]
        if not piece:
            raise _broken()
        try:
            part = member.decompress(piece, room + 1)
        except zlib.error as error:
            raise _broken() from error
        room -= len(part)
        if room < 0:
            raise TooLarge(_("풀었을 때 40MB까지 보낼 수 있습니다. 나누어 보내 주세요."))
        parts.append(part)
        place += len(piece) - len(member.unused_data)
    return place, room


def _broken() -> InvalidInput:
    return InvalidInput(_("gzip을 풀지 못했습니다. 중간에 잘렸는지 확인해 주세요."), code="gzip_broken")


def lines_of(text: bytes) -> list[bytes]:
    """The lines that hold something. Raises `InvalidInput` where there is none, `TooLarge` for more than 10,000.

    Empty ones between them are passed over, as many as there are others; they are counted before anything is split.
    """
    if text.count(b"\n") > 2 * MOST_LINES:
        raise _too_many()
    found = [line for line in text.split(b"\n") if line and not line.isspace()]
    if not found:
        raise InvalidInput(_("본문이 비었습니다. 한 줄에 하나씩 JSON을 보내 주세요."), code="empty")
    if len(found) > MOST_LINES:
        raise _too_many()
    return found


def _too_many() -> TooLarge:
    return TooLarge(_("한 번에 10,000줄까지 보낼 수 있습니다. 나누어 보내 주세요."), code="too_many_lines")
