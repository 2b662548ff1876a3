"""What the pages of reports show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils import translation
from django.utils.translation import gettext as _

from axportal.core import paging
from axportal.reports.models import ReportFile, ReportRun
from axportal.reports.permissions import can_cancel
from axportal.reports.selectors import wording
from axportal.reports.selectors.material import VERSION
from axportal.reports.selectors.stages import StageLine, stage_lines

PAGE_SIZE = 25
REVISIONS_SHOWN = 10
PREVIEWED = 9
NEWEST = paging.Ordering(("-id",))


@dataclass(frozen=True)
class RunList:
    """One page of the runs a person may see."""

    runs: tuple[ReportRun, ...]
    next: str | None
    previous: str | None


@dataclass(frozen=True)
class FileLine:
    """A format that was ordered: its file, or why there is none."""

    format: str
    label: str
    file: ReportFile | None
    failure: str


@dataclass(frozen=True)
class Revision:
    """Another run of the same report, and how many figures differ from the one before."""

    run: ReportRun
    changed: int | None
    differences: tuple[str, ...]


@dataclass(frozen=True)
class RunPage:
    """Everything a run's page shows."""

    run: ReportRun
    title: str
    stages: tuple[StageLine, ...]
    files: tuple[FileLine, ...]
    revisions: tuple[Revision, ...]
    preview: tuple[wording.Line, ...]
    may_cancel: bool
    why_failed: str

    @property
    def is_demo(self) -> bool:
        """Whether made-up rows are in the numbers."""
        return bool(self.run.snapshot and self.run.snapshot["is_demo"])


def run_list(user: Any, *, cursor: str) -> RunList:
    """The newest runs first. Raises `InvalidInput` for a broken cursor."""
    found = ReportRun.objects.visible_to(user).select_related("zone", "requested_by").defer("snapshot")
    page = paging.objects(paging.window(found, NEWEST, size=PAGE_SIZE, cursor=cursor))
    return RunList(tuple(page.rows), page.next, page.previous)


def run_page(user: Any, run: ReportRun) -> RunPage:
    """The page of a run that this user may see, in three statements."""
    return RunPage(
        run=run,
        title=str(run.get_kind_display()),
        stages=stage_lines(run),
        files=_file_lines(run),
        revisions=_revisions(user, run),
        preview=_preview(run),
        may_cancel=run.is_under_way and can_cancel(user, run),
        why_failed=reason(run.failures.get("run", "")),
    )


def reason(code: str) -> str:
    """Why a run or a file did not come about."""
    return {
        "": "",
        "numbers_differ": _(
            "현황판의 셈이 기록과 달라 만들지 않았습니다. 포털 관리자가 셈을 다시 맞춘 뒤 만들어 주세요."
        ),
        "not_allowed": _("신청한 사람의 권한이 끝나 만들지 않았습니다. 권한이 있는 사람이 다시 만들어 주세요."),
        "files_differ": _("보관한 파일이 쓴 것과 달라 내보내지 않았습니다. 같은 조건으로 다시 만들어 주세요."),
        "no_file": _("어느 형식도 쓰지 못했습니다. 같은 조건으로 다시 만들어 주세요."),
        "not_written": _("쓰지 못함"),
    }[code]


def _file_lines(run: ReportRun) -> tuple[FileLine, ...]:
    written = {file.format: file for file in run.files.all()}
    labels = dict(ReportFile.Format.choices)
    return tuple(
        FileLine(name, str(labels[name]), written.get(name), reason(run.failures.get(name, ""))) for name in run.formats
    )


def _revisions(user: Any, run: ReportRun) -> tuple[Revision, ...]:
    """The runs of the same report, newest first."""
    found = list(
        ReportRun.objects.visible_to(user)
        .filter(series=run.series)
        .order_by("-revision")
        .annotate(figures=KeyTransform("figures", "snapshot"))
        .defer("snapshot")[:REVISIONS_SHOWN]
    )
    return tuple(_revision(each, found[position + 1 :]) for position, each in enumerate(found))


def _revision(run: Any, older: list[Any]) -> Revision:
    before = next((each for each in older if each.figures), None)
    if not run.figures or before is None:
        return Revision(run, None, ())
    now, then = _flat(run.figures), _flat(before.figures)
    changed = [key for key in now if now[key] != then.get(key)]
    texts = tuple(f"{key} {_shown(then.get(key))} → {_shown(now[key])}" for key in changed[:3])
    return Revision(run, len(changed), texts)


def _flat(figures: Any) -> dict[str, int | None]:
    return {f"{row['title']} {cell['zone']}": cell["value"] for row in figures for cell in row["cells"]}


def _shown(value: int | None) -> str:
    return _("모름") if value is None else str(value)


def _preview(run: ReportRun) -> tuple[wording.Line, ...]:
    snapshot: Mapping[str, Any] | None = run.snapshot
    if snapshot is None or snapshot.get("version") != VERSION:
        return ()
    with translation.override(run.language):
        return tuple(wording.summary_lines(snapshot)[:PREVIEWED])
