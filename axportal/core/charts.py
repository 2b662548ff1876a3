"""Geometry of the charts drawn on the server: pure functions from values to SVG coordinates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10

Value = float | int | None

MAX_SERIES = 5
LABEL_STEP = 17.0  # least distance of two labels' baselines, in px


@dataclass(frozen=True)
class Series:
    """One line. `tone` is a class that gives its colour: z-jungbu …, or s-1 (navy), s-2 (mid blue), s-3 (grey)."""

    name: str
    values: Sequence[Value]
    tone: str = "s-1"
    provisional_from: int | None = None
    target: bool = False


@dataclass(frozen=True)
class LineChart:
    """Everything `{% line_chart %}` shows: the finding as title, then measure, unit, values and provenance."""

    title: str
    measure: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    summary: str = ""
    from_zero: bool = True
    missing_reason: str = ""
    source: str = ""
    as_of: date | None = None
    provisional: bool = False
    demonstration: bool = False
    table_url: str = ""
    csv_url: str = ""

    def __post_init__(self) -> None:
        if len(self.series) > MAX_SERIES:
            raise ValueError(f"{len(self.series)} series in one chart; draw small multiples above {MAX_SERIES}")

    @property
    def label(self) -> str:
        """The finding with the last numbers, for readers who do not see the drawing."""
        return self.summary or f"{self.title}. {self.measure}. " + ", ".join(_end_label(one) for one in self.series)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, and what it says."""

    at: float
    text: str

    @property
    def text_y(self) -> float:
        """Baseline of the text beside a mark of the upright axis."""
        return self.at + 4


@dataclass(frozen=True)
class Line:
    """A drawn series: solid paths, dashed paths (provisional or target), its end point and label."""

    name: str
    tone: str
    solid: tuple[str, ...]
    dashed: tuple[str, ...]
    end: tuple[float, float] | None
    label: str
    label_y: float


@dataclass(frozen=True)
class Gap:
    """A hatched span of positions without a value."""

    x: float
    width: float


@dataclass(frozen=True)
class Plot:
    """A drawing of a chart for one width."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    floor: float
    unit: str = ""

    @property
    def inner_height(self) -> float:
        """Height of the space the lines are drawn in."""
        return self.bottom - self.top

    @property
    def label_x(self) -> float:
        """Right end of the upright axis' words."""
        return self.left - 8

    @property
    def axis_y(self) -> float:
        """Baseline of the words below."""
        return self.bottom + 20

    @property
    def end_x(self) -> float:
        """Where the names of the lines begin."""
        return self.right + 10

    @property
    def floor_text(self) -> str:
        """Where the upright axis begins, when that is not 0."""
        return with_unit(self.floor, self.unit)


def nice_step(span: float, count: int = 4) -> float:
    """The smallest of 1, 2, 2.5 and 5 × 10ⁿ that covers `span` in at most `count` steps."""
    if span <= 0:
        return 1.0
    rough = span / count
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)


def scale(values: Sequence[Value], *, from_zero: bool) -> tuple[float, ...]:
    """Tick values from below the least to above the greatest value; they begin at 0 unless told otherwise."""
    known = [float(value) for value in values if value is not None] or [0.0]
    low, high = min(known), max(known)
    if from_zero or low == high:
        low = min(0.0, low)
    step = nice_step(high - low)
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    return tuple(round(index * step, 10) for index in range(first, last + 1))


def runs(values: Sequence[Value]) -> Iterator[range]:
    """Stretches of positions that have values; between them nothing is drawn."""
    start = None
    for index, value in enumerate([*values, None]):
        if value is None and start is not None:
            yield range(start, index)
            start = None
        elif value is not None and start is None:
            start = index


def spread(wanted: Sequence[float], step: float = LABEL_STEP) -> list[float]:
    """Move label positions apart so that none is nearer than `step` to the next; the order stays."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [float(at) for at in wanted]
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + step)
    shift = max((placed[index] - wanted[index] for index in order), default=0.0) / 2
    return [at - shift if shift else at for at in placed]


def short_number(value: float) -> str:
    """1,234 or 2.5: an axis label without needless decimals."""
    return f"{value:,.10g}"


def with_unit(value: float, unit: str) -> str:
    """15개, 15%, but 15 units: a Latin word keeps its distance."""
    return f"{short_number(value)}{chr(0xA0) if unit[:1].isascii() and unit[:1].isalpha() else ''}{unit}"


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _paths(series: Series, points: Sequence[tuple[float, float] | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Solid and dashed paths of one series; the provisional part begins at the last confirmed point."""
    solid, dashed = [], []
    cut = series.provisional_from if series.provisional_from is not None else len(points)
    for run in runs(series.values):
        sure = [point for index in run if index < cut and (point := points[index])]
        unsure = [point for index in run if index >= cut and (point := points[index])]
        if series.target:
            dashed.append(_path([*sure, *unsure]))
            continue
        if sure:
            solid.append(_path(sure))
        if unsure:
            dashed.append(_path([*sure[-1:], *unsure]))
    return tuple(solid), tuple(dashed)


def _gaps(chart: LineChart, xs: Sequence[float]) -> Iterator[Gap]:
    """Hatched spans where some series has no value, half a step to both sides."""
    half = (xs[1] - xs[0]) / 2 if len(xs) > 1 else 8.0
    missing: list[Value] = [
        1 if any(one.values[index] is None for one in chart.series) else None for index in range(len(xs))
    ]
    for run in runs(missing):
        left, right = max(xs[run.start] - half, xs[0]), min(xs[run.stop - 1] + half, xs[-1])
        yield Gap(left, right - left)


def _x_ticks(labels: Sequence[str], xs: Sequence[float], width: float) -> tuple[Tick, ...]:
    """As many labels as fit, always the first and the last."""
    widest = max((len(label) for label in labels), default=1) * 9 + 12
    every = max(1, ceil(len(labels) * widest / max(width, 1)))
    last = len(labels) - 1
    shown = list(range(last, -1, -every))
    if shown and shown[-1] != 0 and shown[-1] >= every * 0.75:
        shown.append(0)
    return tuple(Tick(xs[index], labels[index]) for index in sorted(shown))


def plot(chart: LineChart, width: int, height: int) -> Plot:
    """Draw the chart for `width` px; text is meant to be set at 12 px and up in both of the two widths."""
    ticks = scale([value for one in chart.series for value in one.values], from_zero=chart.from_zero)
    longest = max((len(_end_label(one)) for one in chart.series), default=0)
    left = 16.0 + 7.5 * max(len(with_unit(tick, chart.unit)) for tick in (ticks[-1], ticks[0]))
    right, top, bottom = width - 14.0 - 11.5 * min(longest, 9), 14.0, height - 26.0

    def y(value: float) -> float:
        return bottom - (value - ticks[0]) / (ticks[-1] - ticks[0]) * (bottom - top)

    steps = max(len(chart.labels) - 1, 1)
    xs = [left + index * (right - left) / steps for index in range(len(chart.labels))]
    points = [
        [None if value is None else (xs[index], y(float(value))) for index, value in enumerate(one.values)]
        for one in chart.series
    ]
    return Plot(
        width=width,
        height=height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        y_ticks=tuple(Tick(y(t), with_unit(t, chart.unit if t == ticks[-1] else "")) for t in ticks),
        x_ticks=_x_ticks(chart.labels, xs, right - left),
        lines=_lines(chart, points, bottom),
        gaps=tuple(_gaps(chart, xs)),
        floor=ticks[0],
        unit=chart.unit,
    )


def _end_label(series: Series) -> str:
    known = [value for value in series.values if value is not None]
    return f"{series.name} {short_number(known[-1])}" if known else series.name


def _lines(chart: LineChart, points: Sequence[Sequence[tuple[float, float] | None]], bottom: float) -> tuple[Line, ...]:
    ends = [next((point for point in reversed(row) if point), None) for row in points]
    label_ys = spread([end[1] if end else bottom for end in ends])
    drawn = []
    for series, row, end, label_y in zip(chart.series, points, ends, label_ys, strict=True):
        solid, dashed = _paths(series, row)
        drawn.append(Line(series.name, series.tone, solid, dashed, end, _end_label(series), label_y + 4))
    return tuple(drawn)


@dataclass(frozen=True)
class Spark:
    """A trend of a few values without axes."""

    paths: tuple[str, ...]
    end: tuple[float, float] | None
    plan_y: float | None


def spark(values: Sequence[Value], plan: Value = None, width: float = 96, height: float = 26) -> Spark:
    """Fit the values into a strip; `plan` is a dashed level on the same scale."""
    known = [float(value) for value in [*values, plan] if value is not None]
    if not known:
        return Spark((), None, None)
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (width - 8) / max(len(values) - 1, 1)

    def y(value: float) -> float:
        return height - 4 - (value - low) / span * (height - 8)

    points = [None if value is None else (2 + index * step, y(float(value))) for index, value in enumerate(values)]
    paths = tuple(_path([point for index in run if (point := points[index])]) for run in runs(values))
    end = next((point for point in reversed(points) if point), None)
    return Spark(paths, end, None if plan is None else y(float(plan)))


@dataclass(frozen=True)
class PlanActual:
    """Shares of a bar, 0 to 100: `actual` filled, `plan` a tick; None is unknown or not planned."""

    actual: float | None
    plan: float | None


def plan_actual(actual: Value, plan: Value, maximum: Value = None) -> PlanActual:
    """A bar whose plan stands at four fifths; without a plan, `maximum` or 1.5 × the value is the whole."""
    top = float(maximum or max((plan or 0) * 1.25, (actual or 0) if plan else (actual or 0) * 1.5)) or 1.0
    return PlanActual(
        None if actual is None else min(float(actual) / top * 100, 100),
        None if plan is None else min(float(plan) / top * 100, 100),
    )
