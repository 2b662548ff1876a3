"""The test button and the first hour of a site: everything about the connection tried once, each step in words.

Nothing is kept of what is read. Call it outside of transactions: it waits for the network.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gpu.connectors.errors import ConnectorError
from gpu.connectors.scheduler import Check, Probe, Scheduler
from gpu.models import Cluster
from gpu.readings import NodeReading, SampleReading
from gpu.rules import failures, tres
from gpu.services import connecting

OK, WARNED, FAILED = "ok", "warned", "failed"
SKEW = timedelta(minutes=2)
"""A clock that is further off makes times of this site unusable in part."""
NAMES = {
    "connection": _("연결과 버전"),
    "clock": _("시계"),
    "tracked": _("AccountingStorageTRES"),
    "accounting": _("사용 내역 저장(slurmdbd)"),
    "inventory": _("서버와 GPU"),
    "typed": _("GPU 종류 이름"),
    "queue": _("작업 대기열"),
    "usage": _("사용 내역"),
    "events": _("중단 이력"),
    "telemetry": _("GPU 계측"),
    "servers": _("계측의 서버 이름"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, `ok`, `warned` or `failed`, what was found and, where it is not well, what to do."""

    name: str | Promise
    result: str
    sentence: str | Promise
    remedy: str | Promise = ""
    detail: str = ""


@dataclass(slots=True)
class Report:
    """The steps in order."""

    steps: list[Step] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Nothing failed."""
        return all(step.result != FAILED for step in self.steps)

    def add(self, code: str, result: str, sentence: Any, remedy: Any = "", detail: str = "") -> None:
        """Note a step."""
        self.steps.append(Step(NAMES[code], result, sentence, remedy, detail))

    def fail(self, code: str, error: ConnectorError) -> None:
        """Note a step that went wrong, in words for people."""
        self.add(code, FAILED, failures.sentence(error.code), failures.remedy(error.code), error.detail)


def try_connection(cluster: Cluster, *, at: datetime) -> Report:
    """Try everything that the portal reads of this site; a site that sends by itself has nothing to try."""
    report = Report()
    servers: tuple[NodeReading, ...] = ()
    if cluster.connector in connecting.STREAMS:
        servers = _try_scheduler(cluster, report, at=at)
    if cluster.telemetry_address:
        _try_monitor(cluster, report, servers)
    if not report.steps:
        report.add("connection", OK, _("이 사이트는 스스로 보냅니다. 포털이 접속할 곳이 없습니다."))
    return report


def _try_scheduler(cluster: Cluster, report: Report, *, at: datetime) -> tuple[NodeReading, ...]:
    try:
        with connecting.named_faults(cluster, "probe"):
            scheduler = connecting.scheduler_of(cluster)
            probe = scheduler.probe()
    except ConnectorError as error:
        report.fail("connection", error)
        return ()
    versions = ", ".join(f"{name} {value}" for name, value in sorted(probe.versions.items()) if value)
    report.add("connection", OK, format_lazy(_("연결되었습니다: {versions}"), versions=versions))
    _look_at_clock(report, probe.offset_ms)
    for check in probe.checks:
        _look_at(report, check)
    servers = _try(cluster, report, "inventory", scheduler.inventory) or ()
    if servers:
        _look_at_types(report, servers)
    _try_lists(cluster, report, scheduler, probe, at=at)
    return servers


def _try_lists(cluster: Cluster, report: Report, scheduler: Scheduler, probe: Probe, *, at: datetime) -> None:
    _try(cluster, report, "queue", scheduler.queue)
    _try(cluster, report, "usage", lambda: scheduler.attempts(at - timedelta(days=2), at))
    if probe.capabilities.get("events"):
        _try(cluster, report, "events", lambda: scheduler.events(at - timedelta(days=35), at))


def _try(cluster: Cluster, report: Report, code: str, read: Callable[[], Any]) -> tuple[Any, ...] | None:
    """Read one list and say how much came."""
    try:
        with connecting.named_faults(cluster, code):
            rows: tuple[Any, ...] = read().rows
    except ConnectorError as error:
        report.fail(code, error)
        return None
    if code == "inventory":
        _look_at_servers(report, rows)
    else:
        report.add(
            code,
            OK,
            format_lazy(_("{rows}건을 읽었습니다."), rows=len(rows)),
        )
    return rows


def _look_at_servers(report: Report, servers: tuple[NodeReading, ...]) -> None:
    if not servers:
        report.add(
            "inventory", FAILED, _("GPU가 있는 서버가 없습니다."), _("slurm.conf의 Gres와 gres.conf를 확인하십시오.")
        )
        return
    counts: dict[str, int] = {}
    for server in servers:
        for name, count in server.gpus.items():
            counts[name or "?"] = counts.get(name or "?", 0) + count
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    values = {"servers": len(servers), "gpus": sum(counts.values()), "types": told}
    report.add("inventory", OK, format_lazy(_("서버 {servers}대, GPU {gpus}장: {types}"), **values))


def _look_at_types(report: Report, servers: tuple[NodeReading, ...]) -> None:
    untyped = sum(server.gpus.get(tres.UNTYPED, 0) for server in servers)
    if not untyped:
        report.add("typed", OK, _("모든 GPU에 종류 이름이 있습니다."))
        return
    remedy = _("gres.conf와 slurm.conf에 Type=을 쓰면 모델별로 셀 수 있습니다(예: Gres=gpu:h100:8).")
    report.add("typed", WARNED, format_lazy(_("GPU {count}장에 종류 이름이 없습니다."), count=untyped), remedy)


def _look_at_clock(report: Report, offset_ms: int | None) -> None:
    if offset_ms is None:
        report.add("clock", WARNED, _("사이트의 시계를 알 수 없습니다."))
        return
    seconds = f"{offset_ms / 1000:+.1f}"
    if abs(offset_ms) > SKEW.total_seconds() * 1000:
        remedy = _("사이트와 포털 서버의 시각 동기화(NTP)를 확인하십시오.")
        report.add("clock", WARNED, format_lazy(_("시계가 포털과 {seconds}초 다릅니다."), seconds=seconds), remedy)
    else:
        report.add("clock", OK, format_lazy(_("시계 차이 {seconds}초"), seconds=seconds))


def _look_at(report: Report, check: Check) -> None:
    """A check of the connector in words."""
    if check.code == "tracked":
        if check.is_good:
            report.add("tracked", OK, format_lazy(_("GPU를 종류별로 기록합니다: {types}"), **check.facts))
            return
        remedy = _(
            "slurm.conf에 AccountingStorageTRES=gres/gpu,gres/gpu:종류,…를 넣고 slurmctld를 다시 켜십시오. "
            "없으면 사용 내역에서 GPU 또는 그 종류를 알 수 없습니다."
        )
        report.add("tracked", WARNED, _("GPU를 종류별로 기록하지 않습니다."), remedy)
    elif check.is_good:
        report.add("accounting", OK, _("slurmdbd에 기록합니다."))
    else:
        remedy = _("사용 내역은 slurmdbd가 있어야 읽을 수 있습니다.")
        report.add("accounting", WARNED, _("slurmdbd가 보이지 않습니다."), remedy)


def _try_monitor(cluster: Cluster, report: Report, servers: tuple[NodeReading, ...]) -> None:
    try:
        with connecting.named_faults(cluster, "telemetry"):
            answer = connecting.monitor_of(cluster).samples()
    except ConnectorError as error:
        report.fail("telemetry", error)
        return
    if not answer.rows:
        remedy = _("dcgm-exporter가 켜져 있는지, 라벨 조건이 맞는지 확인하십시오.")
        report.add("telemetry", FAILED, _("Prometheus는 답했으나 GPU 계측값이 없습니다."), remedy)
        return
    if answer.is_whole:
        report.add("telemetry", OK, format_lazy(_("GPU {count}장의 값을 읽었습니다."), count=len(answer.rows)))
    else:
        remedy = _("Prometheus의 Targets 화면에서 꺼진 exporter를 확인하십시오.")
        sentence = format_lazy(
            _("GPU {count}장의 값을 읽었습니다. 답하지 않는 exporter가 있습니다."), count=len(answer.rows)
        )
        report.add("telemetry", WARNED, sentence, remedy)
    if servers:
        _compare_names(report, servers, answer.rows)


def _compare_names(report: Report, servers: tuple[NodeReading, ...], samples: tuple[SampleReading, ...]) -> None:
    """Telemetry belongs to servers by their names."""
    unknown = sorted({sample.node for sample in samples} - {server.name for server in servers})
    if not unknown:
        report.add("servers", OK, _("계측의 서버 이름이 Slurm과 같습니다."))
        return
    remedy = _("exporter의 Hostname이 Slurm의 NodeName과 같아야 합니다. Prometheus에서 라벨을 바꿔 쓰십시오.")
    sentence = format_lazy(_("Slurm이 모르는 서버 이름이 있습니다: {names}"), names=", ".join(unknown[:5]))
    report.add("servers", WARNED, sentence, remedy)
