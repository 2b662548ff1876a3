"""What the portal says of one site: by its public API, and by its pages where those alone tell it."""

import csv
import html
import re
from collections import Counter
from datetime import datetime
from typing import Any

from tests.slurm.compare import Comparison
from tests.slurm.portal import SOON, Portal

STREAMS = {"inventory": "서버", "queue": "작업 대기열", "usage": "사용 내역", "telemetry": "GPU 계측"}
REFUSED = "서버가 토큰 또는 열쇠를 받아들이지 않았습니다."
_CARD = re.compile(r'<span class="code">(GPU-[0-9a-f-]+)</span>.*?data-l="활성"><span>(.*?)</span></td>', re.S)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def moment_of(text: str) -> float:
    """A time of the API in seconds since the epoch."""
    return datetime.fromisoformat(text).timestamp()


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

    def figures(self) -> dict[str, float | None]:
        """What stands where and who holds it, in one."""
        total = self._figures()["total"]
        return {state: total[state] for state in ("installed", "in_service", "allocated", "stranded")}

    def exported(self) -> list[int]:
        """Installed and allocated GPUs by the CSV of the same address."""
        told = self.portal.ask("/api/v1/gpu/figures/", key=self._key, format="csv", **self._of)
        assert told.status == 200, told.body
        rows = list(csv.DictReader(told.body.lstrip("\ufeff").splitlines()))
        return [sum(int(float(row[state])) for row in rows) for state in ("installed", "allocated")]

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
        """The site's page, for a visitor."""
        answer = self.portal.ask(f"/gpu/sites/{self.uuid}/")
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


def agrees(world: Any, seen: Comparison, kaist: Reading) -> None:
    """What jobs hold by the portal is what they hold by the controller: of one moment, for jobs begin and end."""

    def both() -> dict[str, int]:
        before, ours, after = world.first.held(), kaist.held(), world.first.held()
        return ours if ours == before == after else {}

    seen.becomes("held, as by squeue", both, within=SOON)
