"""The four tasks of the strategy and what is counted for each of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from axportal.core import formats
from axportal.indicators.models import DailyFigure
from gpu.models import GpuPool
from labs.models import JointLab
from startups.models import Startup
from talent.models import GiftedSchool

Text = str | Promise


@dataclass(frozen=True, eq=False)
class Measure:
    """A figure of a task. `filters` is the query of exactly its rows in the task's record list.

    `amount` writes a number with its unit. `statuses` are the counted states; empty where the figure is not a count of
    states. `absent` is what a zone without rows has: 0 for counts of a complete register, nothing where nothing
    recorded means not known.
    """

    code: str
    label: Text
    unit: Text
    amount: Callable[[int], str]
    filters: Mapping[str, Any]
    statuses: tuple[str, ...] = ()
    absent: int | None = 0


@dataclass(frozen=True, eq=False)
class Task:
    """A task: its leading figure, figures told beside it, and on what they rest."""

    code: str
    title: Text
    slug: str
    model: type[models.Model]
    main: Measure
    beside: tuple[Measure, ...]
    basis: Text

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All figures, the leading one first."""
        return (self.main, *self.beside)


def _labs(n: int) -> str:
    return ngettext("%(n)s개", "%(n)s개", n) % {"n": formats.number(n)}


def _schools(n: int) -> str:
    return ngettext("%(n)s개교", "%(n)s개교", n) % {"n": formats.number(n)}


def _companies(n: int) -> str:
    return ngettext("%(n)s개사", "%(n)s개사", n) % {"n": formats.number(n)}


def _gpus(n: int) -> str:
    return ngettext("%(n)s장", "%(n)s장", n) % {"n": formats.number(n)}


def _rows(n: int) -> str:
    return ngettext("%(n)s행", "%(n)s행", n) % {"n": formats.number(n)}


def _of_status(label: Text, unit: Text, amount: Callable[[int], str], *statuses: str) -> Measure:
    return Measure(statuses[0], label, unit, amount, filters={"status": list(statuses)}, statuses=statuses)


LABS = Task(
    code=DailyFigure.Task.LABS,
    title=DailyFigure.Task.LABS.label,
    slug="labs",
    model=JointLab,
    main=_of_status(_("운영 중 공동연구소"), _("개"), _labs, "operating"),
    beside=(_of_status(_("협약"), _("개"), _labs, "agreeing"), _of_status(_("심의"), _("개"), _labs, "reviewing")),
    basis=_("공동연구소: 포털에 공개된 기록 가운데 운영 단계"),
)
TALENT = Task(
    code=DailyFigure.Task.TALENT,
    title=DailyFigure.Task.TALENT.label,
    slug="schools",
    model=GiftedSchool,
    main=_of_status(_("운영 중 영재학교"), _("개교"), _schools, "operating"),
    beside=(_of_status(_("계획·추진"), _("개교"), _schools, "planned", "sought"),),
    basis=_("영재학교: 소속 과기원이 아니라 학교가 있는 곳의 권역"),
)
STARTUPS = Task(
    code=DailyFigure.Task.STARTUPS,
    title=DailyFigure.Task.STARTUPS.label,
    slug="startups",
    model=Startup,
    main=_of_status(_("활동 중 창업기업"), _("개사"), _companies, "active"),
    beside=(_of_status(_("준비"), _("개사"), _companies, "preparing"),),
    basis=_("창업기업: 포털에 공개된 기록 가운데 활동 상태"),
)
GPU = Task(
    code=DailyFigure.Task.GPU,
    title=DailyFigure.Task.GPU.label,
    slug="gpu-pools",
    model=GpuPool,
    main=Measure("installed", _("설치된 GPU"), _("장"), _gpus, filters={"addable": "true"}, absent=None),
    beside=(
        Measure("clashing", _("출처별 상이"), _("행"), _rows, filters={"clashing": "true"}),
        Measure("unknown", _("수량 모름"), _("행"), _rows, filters={"unknown": "true"}),
    ),
    basis=_("GPU: 기록된 설치 수량. 출처마다 다른 값과 모르는 값은 더하지 않음"),
)
TASKS = (LABS, TALENT, STARTUPS, GPU)


def task_of(code: str) -> Task:
    """A task by its code. Raises KeyError for an unknown one."""
    return {task.code: task for task in TASKS}[code]
