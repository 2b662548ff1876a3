"""The lines of one push, sorted into what is taken in at once: whole snapshots, and loose lines by kind and time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from gpu.models.streams import Stream
from gpu.rules.lines import STREAM_OF, Line, observed, read_line, sample
from gpu.rules.samples import Samples, read_together
from gpu.rules.strict_json import Wrong, loads

MOST_TIMES = 100
"""Loose lines of one kind may be of so many moments: each is taken in by itself."""
TOGETHER = 500
"""Lines that are tried at once as samples of GPUs: a bad one costs so many a second look."""
TIMELESS = {Stream.EVENTS.value}
"""Loose readings that carry their own times."""


class Answer(NamedTuple):
    """What became of a line: accepted, duplicate, superseded or rejected; with a code and a field where one helps."""

    result: str
    code: str = ""
    field: str = ""


ACCEPTED = Answer("accepted")
CLAMPED = Answer("accepted", "clamped")


@dataclass
class Group:
    """Readings of one stream and one time, with the places of their lines; samples are of any times, as columns."""

    stream: str
    observed_at: datetime | None
    is_whole: bool = False
    rows: list[Any] | Samples = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def add(self, line: Line, place: int) -> None:
        """One more reading."""
        self.rows.append(line.reading)
        self.places.append(place)


@dataclass
class _Bracket:
    """A snapshot that has begun."""

    group: Group
    place: int
    lost: int = 0
    """Lines of it that were not taken."""


@dataclass
class Batch:
    """What the lines say. `answers` has one for each line; those of readings are settled by whoever takes them in."""

    answers: list[Answer]
    groups: list[Group]
    clock: datetime | None = None
    """The newest heartbeat, by the site's clock."""
    quiet: frozenset[str] = frozenset()
    """Streams of which a heartbeat says that there is nothing new."""
    clamped: set[int] = field(default_factory=set)


def sort_lines(lines: Sequence[bytes], *, at: datetime, streams: Iterable[str]) -> Batch:
    """Read and sort the lines. `streams` are those that the sender may send; what is wrong is answered, not raised."""
    return _Sorter(at, frozenset(streams), len(lines)).sort(lines)


class _Sorter:
    def __init__(self, at: datetime, streams: frozenset[str], size: int) -> None:
        self.at = at
        self.streams = streams
        self.batch = Batch([ACCEPTED] * size, [])
        self.loose: dict[tuple[str, datetime | None], Group] = {}
        self.open: dict[str, _Bracket] = {}
        telemetry = Stream.TELEMETRY.value
        self.samples = Samples()
        self.sampled = Group(telemetry, None, rows=self.samples) if telemetry in streams else None
        self.batch.groups += [self.sampled] if self.sampled is not None else []

    def sort(self, lines: Sequence[bytes]) -> Batch:
        for first in range(0, len(lines), TOGETHER):
            some = lines[first : first + TOGETHER]
            if not self._together(some, first):
                for place, raw in enumerate(some, start=first):
                    self._alone(raw, place)
        for bracket in self.open.values():
            self.batch.answers[bracket.place] = Answer("rejected", "not_ended", "stream")
        self.batch.groups += sorted(self.loose.values(), key=lambda group: group.observed_at or self.at)
        self.batch.groups = [group for group in self.batch.groups if group.rows or group.is_whole]
        return self.batch

    def _together(self, lines: Sequence[bytes], first: int) -> bool:
        """The short way for what most lines are; False, and nothing done, unless all of these are good samples."""
        found = read_together(lines, at=self.at) if self.sampled is not None else None
        if self.sampled is None or found is None:
            return False
        samples, clamped = found
        self.samples.extend(samples)
        self.sampled.places.extend(range(first, first + len(lines)))
        self.batch.clamped.update(first + place for place in clamped)
        return True

    def _alone(self, raw: bytes, place: int) -> None:
        try:
            self._one(loads(raw), place)
        except Wrong as wrong:
            self._refuse(place, wrong)
        except RecursionError:
            self._refuse(place, Wrong("too_deep"))

    def _refuse(self, place: int, wrong: Wrong) -> None:
        self.batch.answers[place] = Answer("rejected", wrong.code, wrong.field)
        for bracket in self.open.values():  # it may have belonged to any snapshot that is open
            bracket.lost += 1

    def _one(self, fields: dict[str, Any], place: int) -> None:
        kind = fields.get("kind")
        if kind == "gpu_sample":
            self._sample(fields, place)
            return
        stream = STREAM_OF.get(kind, "") if isinstance(kind, str) else ""
        if stream and stream not in self.streams:
            raise Wrong("stream_not_allowed", "kind")
        bracket = self.open.get(stream)
        default = bracket.group.observed_at if bracket is not None else None
        line = read_line(fields, at=self.at, default=default)
        if line.kind == "heartbeat":
            self._heartbeat(line)
            return
        if not stream:
            self._bracket(line, place)
            return
        if line.is_clamped:
            self.batch.clamped.add(place)
        self._group(line, stream, bracket).add(line, place)

    def _sample(self, fields: dict[str, Any], place: int) -> None:
        if self.sampled is None:
            raise Wrong("stream_not_allowed", "kind")
        observed_at, is_clamped = observed(fields, at=self.at)
        self.samples.append(sample(fields, observed_at))
        self.sampled.places.append(place)
        if is_clamped:
            self.batch.clamped.add(place)

    def _group(self, line: Line, stream: str, bracket: _Bracket | None) -> Group:
        if bracket is not None:
            return _inside(line, bracket.group)
        key = (stream, None if stream in TIMELESS else line.observed_at)
        found = self.loose.get(key)
        if found is None:
            if sum(name == stream for name, _time in self.loose) >= MOST_TIMES:
                raise Wrong("too_many_times", "observed_at")
            found = self.loose[key] = Group(*key)
        return found

    def _heartbeat(self, line: Line) -> None:
        told = line.observed_at
        if told is not None and (self.batch.clock is None or told > self.batch.clock):
            self.batch.clock = told
        self.batch.quiet |= frozenset(line.fields.get("streams", [])) & self.streams

    def _bracket(self, line: Line, place: int) -> None:
        stream = line.fields["stream"]
        if stream not in self.streams:
            raise Wrong("stream_not_allowed", "stream")
        if line.kind == "snapshot_begin":
            if stream in self.open:
                raise Wrong("begun_already", "stream")
            self.open[stream] = _Bracket(Group(stream, line.observed_at), place)
            if line.is_clamped:
                self.batch.clamped.add(place)
                self.batch.answers[place] = CLAMPED
            self.batch.groups.append(self.open[stream].group)
            return
        bracket = self.open.pop(stream, None)
        if bracket is None:
            raise Wrong("not_begun", "stream")
        if bracket.lost or line.fields["count"] != len(bracket.group.rows):
            raise Wrong("count_differs", "count")
        if stream == Stream.INVENTORY and not bracket.group.rows:
            raise Wrong("empty", "count")
        bracket.group.is_whole = True


def _inside(line: Line, group: Group) -> Group:
    """A snapshot is of one moment and names each thing once."""
    if line.observed_at != group.observed_at:
        raise Wrong("other_time", "observed_at")
    key = getattr(line.reading, "key", None) or line.reading.name
    if key in group.keys:
        raise Wrong("twice", "key")
    group.keys.add(key)
    return group


def runs(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """The answer of every line, those that follow each other with the same answer told once; lines count from 1."""
    told, first = [], 1
    for answer, same in groupby(answers):
        last = first + sum(1 for _one in same) - 1
        run: dict[str, Any] = {"first": first, "last": last, "result": answer.result}
        if answer.code:
            run["code"] = answer.code
        if answer.field:
            run["field"] = answer.field
        told.append(run)
        first = last + 1
    return told
