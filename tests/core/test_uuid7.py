"""UUID version 7, with the test vector of RFC 9562 appendix A.6."""

import uuid

from axportal.core.uuid7 import build_uuid7, uuid7


def test_vector_of_the_rfc():
    made = build_uuid7(milliseconds=0x017F22E279B0, rand_a=0xCC3, rand_b=0x18C4DC0C0C07398F)
    assert made == uuid.UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


def test_version_and_variant():
    made = uuid7()
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_later_ones_sort_later():
    first = build_uuid7(milliseconds=1, rand_a=0xFFF, rand_b=(1 << 62) - 1)
    second = build_uuid7(milliseconds=2, rand_a=0, rand_b=0)
    assert first < second
