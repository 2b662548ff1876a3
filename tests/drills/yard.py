"""Where drills get their portals from: one folder prepared once, copied for each that needs its own."""

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.drills.clients import Applicant
from tests.drills.installation import Installation
from tests.servers import wait_until

PEOPLE = 12
APPLICANTS = "drill-applicants.json"


class Yard:
    """Prepared and running installations below one folder, which the servers' account has to be able to enter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shared: Installation | None = None
        self._copies = 0

    @property
    def template(self) -> Path:
        """The prepared state folder: migrated, with demonstration data and applicants, stopped cleanly."""
        folder = self.folder / "prepared"
        if not (folder / APPLICANTS).exists():
            shutil.rmtree(folder, ignore_errors=True)
            portal = Installation(folder)
            try:
                portal.up("--only", "prepare")
                (folder / APPLICANTS).write_text(portal.python(MAKE_APPLICANTS, str(PEOPLE), ""))
            finally:
                portal.end(signal.SIGTERM)
        return folder

    def copy_to(self, folder: Path) -> None:
        """Copy the prepared folder, owners and all."""
        subprocess.run(["cp", "-a", str(self.template), str(folder)], check=True)
        (folder / "mail-port").unlink(missing_ok=True)  # another folder has another port

    @contextmanager
    def copy(self, name: str, **environment: str) -> Iterator[Installation]:
        """A running portal of one's own; ended with the block."""
        self._copies += 1
        folder = self.folder / f"{name} 사본 {self._copies}"
        self.copy_to(folder)
        portal = Installation(folder, **environment)
        try:
            portal.up()
            yield portal
        finally:
            portal.end(signal.SIGTERM)
            shutil.rmtree(folder, ignore_errors=True)

    def shared(self) -> Installation:
        """The running portal of all drills that leave it whole."""
        if self._shared is None:
            folder = self.folder / "함께 쓰는 포털"
            shutil.rmtree(folder, ignore_errors=True)
            self.copy_to(folder)
            self._shared = Installation(folder)
        if self._shared.process is None or self._shared.process.poll() is not None:
            self._shared.up()
        wait_until(self._shared.is_whole, within=60)
        return self._shared

    def close(self) -> None:
        """End the shared portal."""
        if self._shared is not None and self._shared.process is not None and self._shared.process.poll() is None:
            self._shared.end(signal.SIGTERM)

    def applicants(self, portal: Installation, *, count: int, closes_in: float | None) -> list[Applicant]:
        """Applicants of the prepared call, or of a call made now."""
        if closes_in is None:
            told = (portal.folder / APPLICANTS).read_text()
        else:
            told = portal.python(MAKE_APPLICANTS, str(count), str(closes_in))
        people = [Applicant(**row) for row in json.loads(told)]
        assert count <= len(people), f"{len(people)} applicants are prepared, {count} are wanted"
        return people[:count]

    def crowd(self, portal: Installation, *, count: int) -> list[Applicant]:
        """So many applicants of a call made now."""
        return [Applicant(**row) for row in json.loads(portal.python(MAKE_CROWD, str(count)))]

    def close_in(self, portal: Installation, person: Applicant, *, seconds: float) -> float:
        """Let the call of this applicant close in so many seconds; when that is, in seconds since the epoch."""
        return float(portal.python(CLOSE_IN, person.application, str(seconds)))


MAKE_CROWD = """
import json, sys, django
django.setup()
from tests.drills.applicants import make_crowd
print(json.dumps(make_crowd(int(sys.argv[1]))))
"""
CLOSE_IN = """
import sys, django
django.setup()
from tests.drills.applicants import close_in
print(close_in(sys.argv[1], float(sys.argv[2])))
"""
MAKE_APPLICANTS = """
import json, sys, django
django.setup()
from tests.drills.applicants import make
print(json.dumps(make(int(sys.argv[1]), closes_in=float(sys.argv[2]) if sys.argv[2] else None)))
"""
