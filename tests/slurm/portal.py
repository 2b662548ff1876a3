"""The portal under test: a whole installation, its sites, and what its public API says of them."""

import gzip
import json
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.drills.installation import Installation
from tests.servers import ROOT
from tests.visitors import Visitor

POLL_SECONDS = 5
#: How long after a change it is surely read: two polls and the time they take.
SOON = 2 * POLL_SECONDS + 8.0


@dataclass(frozen=True)
class Answer:
    """What a request got."""

    status: int
    body: Any
    headers: dict[str, str]


class Portal(Installation):
    """An installation without demonstration data; `sites` are the addresses of what it reads, by name."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder,
            AXPORTAL_DEMO="0",
            AXPORTAL_CONNECTOR_NETWORKS="127.0.0.1:1024-65535",
            AXPORTAL_TASK_WORKERS="3",
            API_RATE="100000/min",
        )
        self.keeper = Visitor(self.address)
        self.sites: dict[str, str] = {}
        self.keys: dict[str, str] = {}

    def begin(self) -> None:
        """Start, without waiting."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "up.log").open("ab") as output:
            command = [sys.executable, str(ROOT / "manage.py"), "up"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=output, stderr=output)

    def set_up(self, sites: list[dict[str, Any]]) -> None:
        """Make people and sites; the sites' uuids and the keys of people and of sites that push are noted."""
        told = json.loads(self.python(SET_UP, json.dumps(sites)))
        self.sites, self.keys = told["sites"], told["keys"]
        self.keeper.sign_in("platform_admin@cast.example")

    # --- asking --------------------------------------------------------------------------------------------------

    def ask(self, path: str, *, key: str = "", patience: float = 30.0, **parameters: Any) -> Answer:
        """GET a path of the API or a page, as a visitor or with a key."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self._send(urllib.request.Request(f"{self.address}{path}{query}"), key, patience)

    def read(self, path: str, *, key: str = "", **parameters: Any) -> Any:
        """What the API answers, which has to be 200."""
        answer = self.ask(f"/api/v1/gpu/{path}", key=key, **parameters)
        assert answer.status == 200, f"{path}: {answer.status} {answer.body}"
        return answer.body

    def rows(self, path: str, *, key: str = "", **parameters: Any) -> list[dict[str, Any]]:
        """All rows of a list, page by page."""
        body = self.read(path, key=key, **parameters)
        if isinstance(body, list):
            return body
        found = list(body["results"])
        while body.get("next"):
            answer = self._send(urllib.request.Request(body["next"]), key, 30.0)
            assert answer.status == 200, answer.body
            body = answer.body
            found += body["results"]
        return found

    def push(
        self, site: str, lines: list[Any], *, key: str = "", once: str = "", body: bytes | None = None, **headers: str
    ) -> Answer:
        """Send lines to a site as its own program would; `body` instead of them as it is."""
        content = body if body is not None else "".join(json.dumps(line) + "\n" for line in lines).encode()
        told = {"Content-Type": "application/x-ndjson", **({"Idempotency-Key": once} if once else {}), **headers}
        request = urllib.request.Request(
            f"{self.address}/api/v1/clusters/{self.sites[site]}/batches/", data=content, headers=told, method="POST"
        )
        return self._send(request, key or self.keys[site], 60.0)

    def _send(self, request: urllib.request.Request, key: str, patience: float) -> Answer:
        if key:
            request.add_header("Authorization", f"Bearer {key}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=patience) as response:
                status, headers, content = response.status, dict(response.headers), response.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                status, headers, content = refusal.code, dict(refusal.headers), refusal.read()
        except OSError as error:
            return Answer(0, str(error), {})
        if headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        is_json = "json" in headers.get("Content-Type", "")
        return Answer(status, json.loads(content) if is_json else content.decode(errors="replace"), headers)

    # --- acting --------------------------------------------------------------------------------------------------

    def set_secret(self, site: str, purpose: str, text: str) -> None:
        """What the operator does by the form: another token."""
        self.python(SET_SECRET, self.sites[site], purpose, text)


SET_UP = """
import json, sys, django
django.setup()
from tests.slurm.installing import set_up
print(json.dumps(set_up(json.loads(sys.argv[1]))))
"""
SET_SECRET = """
import sys, django
django.setup()
from tests.slurm.installing import set_secret
set_secret(*sys.argv[1:])
"""
