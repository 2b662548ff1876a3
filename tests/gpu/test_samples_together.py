"""Samples that are read many at once: the same lines are good as when each is read by itself, and say the same."""

import json
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gpu.rules.batches import TOGETHER, sort_lines
from gpu.rules.lines import STREAM_OF, observed, sample
from gpu.rules.samples import LONGEST, Samples, read_together
from gpu.rules.strict_json import Wrong, loads

pytestmark = [pytest.mark.feature("E14")]

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLAIN = {"kind": "gpu_sample", "key": "GPU-1", "node": "g01", "observed_at": "2026-11-23T11:59:00+00:00"}
TIMES = [
    PLAIN["observed_at"], "2026-11-23T20:59:00+09:00", "2026-11-23T12:05:00Z", int(AT.timestamp()) - 60,
    "2026-11-23T12:30:00Z", "2026-11-23T11:59:00", "noon", True, 1.5, 10**25, [1],
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [None, True, 0, 1, 999, 1000, 1001, -1, 32_767, 32_768, 2**31 - 1, 2**31, 2**70, 1.0, "", "x", '"']
    ),
    st.sampled_from(
        ["x" * 30, "x" * 31, "x" * 100, "x" * 101, "광주" * 50, "a\\b", "a\x00b", "gpu_sample", [], {}, {"a": 1}]
    ),
    st.sampled_from(TIMES),
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("kind", "key", "node", "observed_at", "model_name", "mig_profile", "seq", "activ"), VALUES),
        **dict.fromkeys(("active", "memory_used_mib", "memory_total_mib", "power_mw", "index"), VALUES),
    },
)
GOOD = st.fixed_dictionaries(
    {**{name: st.just(value) for name, value in PLAIN.items()}, "observed_at": st.sampled_from(TIMES[:4])},
    optional={
        "active": st.one_of(st.none(), st.integers(0, 1000)), "power_mw": st.integers(0, 2**31 - 1),
        "model_name": st.sampled_from(["", "NVIDIA H100", "모형"]), "index": st.integers(0, 9),
        "seq": st.integers(0, 9),
    },
)  # fmt: skip
BETWEEN = {"plain": (",", ":"), "spaced": (" , ", " : "), "tabbed": ("\t,", "\t:\t"), "escaped": (",", ":")}


def written(fields, *, way, twice, left_out):
    """A line: plain, spaced or with escapes, a key of it twice if asked, and without one that must be there."""
    pairs = [(name, value) for name, value in fields.items() if name != left_out]
    pairs += [(name, value) for name, value in pairs if name == twice]
    comma, colon = BETWEEN[way]
    told = [f"{json.dumps(k)}{colon}{json.dumps(v, ensure_ascii=way == 'escaped')}" for k, v in pairs]
    return ("{" + comma.join(told) + "}").encode()


LINES = st.one_of(
    st.builds(
        lambda start, change, way, twice, left_out: written(start | change, way=way, twice=twice, left_out=left_out),
        GOOD, st.one_of(st.just({}), FIELDS), st.sampled_from(["plain", "plain", "spaced", "tabbed", "escaped"]),
        st.sampled_from([None, None, None, "key", "active"]), st.sampled_from([None, None, None, "key", "node"]),
    ),
    st.builds(orjson.dumps, GOOD),
    st.sampled_from([b"[]", b"1", b"{", b'{"a":1}', b'"gpu_sample"', b'{"kind":"gpu_sample"},{"a":1}', b"\xff"]),
)  # fmt: skip


def alone(line):
    """What one line says, or None for a bad one."""
    try:
        fields = loads(line)
        if fields.get("kind") != "gpu_sample":
            return None
        moment, is_clamped = observed(fields, at=AT)
        return sample(fields, moment), is_clamped
    except Wrong:
        return None


@given(st.lists(LINES, min_size=1, max_size=6))
@example([orjson.dumps(PLAIN)[:-1] + b',"seq":1,"seq":1}'])
@example([orjson.dumps(PLAIN)[:-1] + b',"power_mw":1,"active":"x","active":1}'])
@example([orjson.dumps(PLAIN)[:-1] + b',"k\\u0065y":"GPU-2"}'])
def test_lines_say_the_same_together_and_alone(lines):
    each, found = [alone(line) for line in lines], read_together(lines, at=AT)
    if found is None:
        return
    assert None not in each
    assert found == (
        Samples.of(reading for reading, _clamped in each),
        [place for place, (_reading, is_clamped) in enumerate(each) if is_clamped],
    )


@given(st.lists(GOOD, min_size=1, max_size=6), st.sampled_from(TIMES[:4]))
def test_plain_lines_are_read_together(told, time):
    """Whichever fields each has; times are written in one way."""
    assert read_together([orjson.dumps(one | {"observed_at": time}) for one in told], at=AT) is not None


def test_a_key_that_stands_twice_is_no_plain_line():
    twice = orjson.dumps(PLAIN)[:-1] + b',"active":1,"active":1}'
    assert read_together([orjson.dumps(PLAIN), twice], at=AT) is None


def test_a_long_line_is_not_read_twice():
    assert read_together([orjson.dumps(PLAIN)[:-1] + b" " * LONGEST + b"}"], at=AT) is None


@given(st.lists(LINES, min_size=1, max_size=6), st.integers(0, TOGETHER + 2))
def test_bad_lines_are_answered_whatever_is_around_them(lines, before):
    """As many good ones before them as reach into the next part that is read at once."""
    good = [orjson.dumps(PLAIN | {"observed_at": (AT - timedelta(seconds=n)).isoformat()}) for n in range(before)]
    streams = STREAM_OF.values()
    batch = sort_lines([*good, *lines], at=AT, streams=streams)
    assert batch.answers == [
        *(sort_lines([line], at=AT, streams=streams).answers[0] for line in (*good[:1] * before, *lines)),
    ]  # fmt: skip
    places = [place for group in batch.groups if group.stream == "telemetry" for place in group.places]
    assert places == [*range(before), *(before + n for n, line in enumerate(lines) if alone(line) is not None)]
