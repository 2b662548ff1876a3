"""Further web servers on a drill's portal, each with a clock or a way to the database of its own."""

import http.client
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from axportal.core.supervisor import plan
from tests import servers
from tests.drills.installation import Installation
from tests.processes import descendants
from tests.servers import ROOT, free_port


class Web:
    """One more gunicorn, by the supervisor's own command line."""

    def __init__(self, portal: Installation, log: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("PORT", str(self.port))
            argv = plan.PROCESSES["web"](plan.Options()).argv
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                argv,
                cwd=ROOT,
                env={
                    **portal.environment,
                    "PORT": str(self.port),
                    "DJANGO_SETTINGS_MODULE": "axportal.settings",
                    **environment,
                },
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def workers(self) -> list[int]:
        """The processes that answer."""
        return descendants(self.process.pid)

    def threads(self) -> int:
        """The threads of all of them."""
        counts = []
        for pid in self.workers():
            with suppress(FileNotFoundError):
                counts.append(len(list(Path(f"/proc/{pid}/task").iterdir())))
        return sum(counts)

    def ask(self, path: str) -> tuple[int, str]:
        """The status and the text of a page; 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()


@contextmanager
def web(portal: Installation, log: Path, *, until: int = 200, **environment: str) -> Iterator[Web]:
    """A web server that runs during the block; it begins when `/readyz` answers so."""
    started = Web(portal, log, environment)
    try:
        ends = time.monotonic() + 90
        while started.ask("/readyz")[0] != until:
            assert time.monotonic() < ends, log.read_text()
            assert started.process.poll() is None, log.read_text()
            time.sleep(0.2)
        yield started
    finally:
        servers.end(started.process)


def faked(offset: str) -> dict[str, str]:
    """The environment of a process whose clock is off. Raises SystemExit when the library is not installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not found:
        subprocess.run([ROOT / "scripts" / "apt.sh", "faketime"], check=True)
        found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    return {"LD_PRELOAD": os.fspath(found[0]), "FAKETIME": offset}
