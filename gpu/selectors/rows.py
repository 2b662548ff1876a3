"""The rows behind each figure: the servers and jobs that make it up, which add up to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from gpu.models import Device, Job, Node, Outage
from gpu.selectors import slices
from gpu.selectors.figures import IDLE, MEASURED, STATES, NationalFigures, Tally, tally, value_of
from gpu.selectors.lines import MILLI, GpuLine
from gpu.selectors.sites import Site, measured_since


@dataclass(frozen=True, slots=True)
class NodeFilter:
    """Which servers are asked for; "" is no condition. `state` keeps those with some GPU in it or of it unknown."""

    site: str = ""
    model: str = ""
    zone: str = ""
    owner: str = ""
    state: str = ""
    word: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "NodeFilter":
        """The conditions of an address; what is not known of them is ignored."""
        return cls(
            site=parameters.get("site", "").strip(),
            model=parameters.get("model", "").strip(),
            zone=parameters.get("zone", "").strip(),
            owner=parameters.get("owner", "").strip(),
            state=parameters.get("state", "") if parameters.get("state") in {*STATES, "out"} else "",
            word=parameters.get("q", "").strip()[:100],
        )

    @property
    def query(self) -> dict[str, str]:
        """The conditions as parameters."""
        named = {"site": self.site, "model": self.model, "zone": self.zone, "owner": self.owner}
        return {name: text for name, text in {**named, "state": self.state, "q": self.word}.items() if text}

    def takes(self, line: GpuLine) -> bool:
        """Whether a line is among them."""
        cluster = line.site.cluster
        zone = cluster.zone.slug if cluster.zone else ""
        return (
            self.site in {"", str(cluster.uuid)}
            and self.model in {"", line.model or line.type_name or "-"}
            and self.zone in {"", zone}
            and self.owner in {"", str(cluster.owner.uuid)}
            and self.word.lower() in line.node_name.lower()
            and self._takes_state(line)
        )

    def _takes_state(self, line: GpuLine) -> bool:
        if not self.state:
            return True
        if self.state == "out":
            return line.is_listed and line.in_service is False
        return value_of(line, self.state) != 0


@dataclass(frozen=True, slots=True)
class NodeRows:
    """Lines that match, and what they add up to: the sites in totals alone are in `total`."""

    lines: tuple[GpuLine, ...]
    total: Tally
    left_out: tuple[GpuLine, ...]
    """Lines of sites that no total has: lost, or never heard of."""


def node_rows(figures: NationalFigures, chosen: NodeFilter) -> NodeRows:
    """The lines behind the figures that match the conditions."""
    taken = [line for line in figures.lines if chosen.takes(line)]
    counted = [line for line in taken if line.site.is_counted]
    sites = list({line.site.cluster.pk: line.site for line in counted}.values())
    return NodeRows(
        lines=tuple(counted),
        total=tally(counted, sites, key="rows", label=""),
        left_out=tuple(line for line in taken if not line.site.is_counted),
    )


def gpus_of(line: GpuLine, state: str) -> Decimal | int | None:
    """One line's number in a state, as shown: whole, or with a decimal where it is measured."""
    milli = value_of(line, state)
    if milli is None:
        return None
    return (Decimal(milli) / MILLI).quantize(Decimal("0.1")) if state in MEASURED else slices.gpus_of(milli)


def most_idle(figures: NationalFigures, most: int = 5) -> tuple[GpuLine, ...]:
    """The lines with the most GPUs held and not computing, those with at least half a GPU."""
    lines = [line for line in figures.lines if line.site.is_counted and (value_of(line, IDLE) or 0) >= MILLI // 2]
    return tuple(sorted(lines, key=lambda line: (-(line.idle_milli or 0), line.node_name))[:most])


@dataclass(frozen=True, slots=True)
class Card:
    """One GPU, or a slice of one. `is_current`: its sample belongs to the monitor's newest round."""

    device: Device
    is_current: bool

    @property
    def active(self) -> Decimal | None:
        """Active part in hundredths."""
        permille = self.device.active_permille
        return None if permille is None or not self.is_current else Decimal(permille) / 10


@dataclass(frozen=True, slots=True)
class NodePage:
    """A server to the card: its lines, GPUs, jobs and outages."""

    node: Node
    site: Site
    lines: tuple[GpuLine, ...]
    cards: tuple[Card, ...]
    jobs: tuple[Any, ...]
    outages: tuple[Outage, ...]

    @property
    def unmeasured(self) -> int:
        """GPUs that no monitor tells of."""
        return max(sum(line.installed for line in self.lines) - len(self.cards), 0)


def node_page(user: Any, node: Node, figures: NationalFigures) -> NodePage:
    """Everything about one server; `figures` are those of its site. Three queries."""
    site = figures.sites[0]
    since = measured_since(site)
    devices = Device.objects.filter(node=node).select_related("gpu_model").order_by("index", "uid")
    jobs = _told(Job.objects.filter(cluster=node.cluster_id, is_running=True, nodes__contains=[node.name]), user)
    return NodePage(
        node=node,
        site=site,
        lines=tuple(line for line in figures.lines if line.node == node.uuid),
        cards=tuple(Card(one, since is not None and one.observed_at >= since) for one in devices),
        jobs=tuple(jobs.select_related("account", "account__organisation").order_by("started_at", "id")[:100]),
        outages=tuple(
            Outage.objects.filter(node=node).as_told(user, shown_reason="reason").order_by("-started_at", "-id")[:10]
        ),
    )


def _told(jobs: Any, user: Any) -> "QuerySet[Any, Any]":
    """Jobs with `shown_person` and `shown_account`, both "" for those who are not told."""
    told: QuerySet[Any, Any] = jobs.as_told(user, shown_person="person", shown_account="account__name")
    return told


@dataclass(frozen=True, slots=True)
class JobFilter:
    """Which jobs are asked for; "" is no condition."""

    site: str = ""
    state: str = ""
    organisation: str = ""
    word: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "JobFilter":
        """The conditions of an address."""
        return cls(
            site=parameters.get("site", "").strip(),
            state=parameters.get("state", "") if parameters.get("state") in {"running", "waiting"} else "",
            organisation=parameters.get("organisation", "").strip(),
            word=parameters.get("q", "").strip()[:100],
        )

    @property
    def query(self) -> dict[str, str]:
        """The conditions as parameters."""
        named = {"site": self.site, "state": self.state, "organisation": self.organisation, "q": self.word}
        return {name: text for name, text in named.items() if text}

    def narrow(self, jobs: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        """Those of these jobs, as told, that meet them."""
        if self.site:
            jobs = jobs.filter(cluster__uuid=self.site) if _is_uuid(self.site) else jobs.none()
        if self.state:
            jobs = jobs.filter(is_running=self.state == "running")
        if self.organisation == "none":
            jobs = jobs.filter(account__organisation=None)
        elif self.organisation:
            known = _is_uuid(self.organisation)
            jobs = jobs.filter(account__organisation__uuid=self.organisation) if known else jobs.none()
        if self.word:
            jobs = jobs.filter(Q(key__icontains=self.word) | Q(shown_account__icontains=self.word))
        return jobs


def jobs_of(sites: Iterable[Site], user: Any, chosen: JobFilter) -> "QuerySet[Any, Any]":
    """The jobs of these sites that match, with the names of people and accounts where this person is told them."""
    shown = chosen.narrow(_told(Job.objects.filter(cluster__in=[site.cluster.pk for site in sites]), user))
    return shown.select_related("account", "account__organisation", "cluster")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
