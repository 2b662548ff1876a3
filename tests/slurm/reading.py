"""What the portal says of one site: by its public API, and by its pages where those alone tell it."""

import csv
import html
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from tests.slurm.compare import Comparison
from tests.slurm.portal import SOON, Portal

STREAMS = {"inventory": "서버", "queue": "작업 대기열", "usage": "사용 내역", "telemetry": "GPU 계측"}
REFUSED = "서버가 토큰 또는 열쇠를 받아들이지 않았습니다."
_CARD = re.compile(r'<span class="code">(GPU-[0-9a-f-]+)</span>.*?data-l="활성"><span>(.*?)</span></td>', re.S)
_TILE = re.compile(r'<li class="f-(\w+)">.*?<b>(.*?)</b>', re.S)
SHOWN = ("installed", "in_service", "allocated")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def moment_of(text: str) -> float:
    """A time of the API in seconds since the epoch."""
    return datetime.fromisoformat(text).timestamp()


def _whole(text: str) -> int | None:
    digits = re.sub(r"[^0-9]", "", text)
    return int(digits) if digits else None


class Reading:
    """One site by its name; "" for all sites together."""

    def __init__(self, portal: Portal, name: str) -> None:
        self.portal = portal
        self.uuid = portal.sites[name] if name else ""
        self._of = {"site": self.uuid} if name else {}

    # --- figures -------------------------------------------------------------------------------------------------

    def count(self, state: str) -> float | None:
        """GPUs in a state; None is unknown."""
        return self._figures()["total"][state]

    def by_model(self, state: str) -> dict[str, float | None]:
        """The same by model."""
        return {row["model"]: row[state] for row in self._figures()["results"]}

    def installed(self) -> dict[str, float | None]:
        """GPUs by model."""
        return self.by_model("installed")

    def allocated(self) -> dict[str, float | None]:
        """GPUs that jobs hold, by model."""
        return self.by_model("allocated")

    def figures(self) -> dict[str, Any]:
        """What stands where and who holds it, in one; and by model installed, in service and allocated GPUs."""
        told = self._figures()
        models = {row["model"]: [row[state] for state in SHOWN] for row in told["results"]}
        return {**{state: told["total"][state] for state in (*SHOWN, "stranded")}, "models": models}

    def exported(self) -> dict[str, list[float | None]]:
        """The same by model in the CSV of the same address."""
        told = self.portal.ask("/api/v1/gpu/figures/", key=self._key, format="csv", **self._of)
        assert told.status == 200, told.body
        rows = list(csv.DictReader(told.body.lstrip("\ufeff").splitlines()))
        return {row["model"]: [float(row[state]) if row[state] else None for state in SHOWN] for row in rows}

    def shown(self) -> dict[str, int | None]:
        """Installed, in service and allocated GPUs on the site's page, or on the national one; None is a dash."""
        tiles = dict(_TILE.findall(self.page()))
        return {state: _whole(tiles[name]) for state, name in zip(SHOWN, ("off", "op", "alloc"), strict=True)}

    def chart(self, since: float) -> dict[str, float | None]:
        """GPU-hours that jobs held in each span of the history from then on; None is a gap."""
        begin = datetime.fromtimestamp(since, tz=UTC).isoformat()
        told = self.portal.read("history/", key=self._key, **self._of, since=begin)
        return {row["starts_at"]: row["allocated_gpu_hours"] for row in told["results"]}

    def _figures(self) -> dict[str, Any]:
        return self.portal.read("figures/", key=self._key, **self._of)

    # --- rows ----------------------------------------------------------------------------------------------------

    def servers(self) -> dict[str, dict[str, Any]]:
        """Servers by name."""
        return {row["name"]: row for row in self._rows("nodes/")}

    def listed(self) -> list[str]:
        """Names of the servers that the site still lists."""
        return [name for name, row in self.servers().items() if row["unlisted_at"] is None]

    def types(self, name: str) -> dict[str, int]:
        """GPUs of a server by the site's own names."""
        return {gpus["type"]: gpus["installed"] for gpus in self.servers()[name]["gpus"]}

    def held(self) -> dict[str, int]:
        """GPUs that running jobs hold, by account."""
        counted: Counter[str] = Counter()
        for row in self._rows("jobs/", is_running="true"):
            counted[row["account"]] += sum(row["gpus"].values())
        return dict(counted)

    def runs(self, job: str = "") -> list[dict[str, Any]]:
        """Runs, or those of one job."""
        return self._rows("attempts/", **({"job": job} if job else {}))

    def ended(self) -> dict[str, int]:
        """GPU-seconds of every run that is over."""
        return {row["key"]: row["gpu_seconds"] for row in self.runs() if row["ended_at"]}

    def used(self, begin: float, end: float) -> dict[str, int]:
        """GPU-seconds by account between two times."""
        counted: Counter[str] = Counter()
        for row in self.runs():
            started, ended = moment_of(row["started_at"]), moment_of(row["ended_at"] or row["observed_at"])
            counted[row["account"]] += round(max(0.0, min(ended, end) - max(started, begin))) * sum(
                row["gpus"].values()
            )
        return {account: seconds for account, seconds in counted.items() if seconds}

    def outages(self, node: str = "", *, only_open: bool = False) -> list[dict[str, Any]]:
        """Times out of service, of one server or of all."""
        rows = self._rows("outages/")
        return [
            row
            for row in rows
            if row["node_name"] in (node or row["node_name"]) and not (only_open and row["ended_at"])
        ]

    def _rows(self, path: str, **parameters: Any) -> list[dict[str, Any]]:
        return self.portal.rows(path, key=self._key, **self._of, **parameters)

    # --- how it is read ------------------------------------------------------------------------------------------

    def as_of(self, stream: str) -> float:
        """Of when the newest data of a stream is, in seconds since the epoch; 0 when there is none."""
        (site,) = self.portal.rows("sites/", key=self._key, uuid=self.uuid)
        told = {row["stream"]: row["observed_at"] for row in site["streams"]}
        return moment_of(told[stream]) if told.get(stream) else 0.0

    def error(self, stream: str) -> str:
        """The sentence that the operator's console shows for a stream; "" when its last reading was good."""
        page = self.portal.keeper.get(f"/gpu/sites/{self.uuid}/console/")
        assert page.status == 200, page.status
        row = re.search(rf'role="rowheader">{STREAMS[stream]}</th>.*?</tr>', page.text, re.S)
        assert row is not None, page.text
        found = re.search(r'data-l="마지막 오류"><span>(?:<b>(.*?)</b>)?', row[0], re.S)
        assert found is not None, row[0]
        return html.unescape(found[1] or "")

    def page(self) -> str:
        """The site's page, or the national one, for a visitor."""
        answer = self.portal.ask(f"/gpu/sites/{self.uuid}/" if self.uuid else "/gpu/")
        assert answer.status == 200, answer.status
        return answer.body

    def cards(self, node: str) -> dict[str, float | None]:
        """The active part of each GPU of a server in hundredths, by its page; None is unknown."""
        page = self.portal.ask(f"/gpu/nodes/{self.servers()[node]['uuid']}/")
        assert page.status == 200, page.status
        found = {}
        for uid, cell in _CARD.findall(page.body):
            number = _NUMBER.search(re.sub(r"<[^>]*>", "", cell))
            found[uid] = float(number[0]) if number else None
        return found

    @property
    def _key(self) -> str:
        return self.portal.keys["admin"]


def agrees(world: Any, seen: Comparison, kaist: Reading, *, within: float = 2 * SOON) -> None:
    """What jobs and servers hold by the portal is what they hold by squeue: of one moment, for jobs begin and end."""
    told: dict[str, Any] = {}

    def both() -> bool:
        before = dict(world.first.held())
        ours, figure = kaist.held(), kaist.count("allocated")
        told.update(theirs=before, ours=ours, figure=figure)
        return dict(world.first.held()) == before == ours and figure == sum(before.values())

    seen.becomes("squeue and the portal agree", both, within=within)
    seen.same("held by account, by squeue and by the portal's jobs", told["theirs"], told["ours"])
    seen.same("allocated, by squeue and by the portal's servers", sum(told["theirs"].values()), told["figure"])
