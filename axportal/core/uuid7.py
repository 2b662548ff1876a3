"""UUID version 7 (RFC 9562 §5.7): time-ordered, so that indexes on public ids stay compact.

Python 3.11 and PostgreSQL 15 have no generator of their own.
"""

import secrets
import time
import uuid

_VERSION = 0x7
_VARIANT = 0b10


def build_uuid7(*, milliseconds: int, rand_a: int, rand_b: int) -> uuid.UUID:
    """Assemble a version 7 UUID from Unix milliseconds (48 bits) and two random parts (12 and 62 bits)."""
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= _VERSION << 76
    value |= (rand_a & 0xFFF) << 64
    value |= _VARIANT << 62
    value |= rand_b & ((1 << 62) - 1)
    return uuid.UUID(int=value)


def uuid7() -> uuid.UUID:
    """A new version 7 UUID of the present millisecond."""
    return build_uuid7(
        milliseconds=time.time_ns() // 1_000_000, rand_a=secrets.randbits(12), rand_b=secrets.randbits(62)
    )
