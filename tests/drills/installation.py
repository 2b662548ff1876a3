"""An installation by `manage.py up` in a folder of its own, on none but its own servers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest

from axportal.core.embedded import paths
from axportal.core.supervisor import announce, status
from tests.processes import descendants
from tests.servers import ROOT, free_port, wait_until

READY_WITHIN = 170.0
FOREIGN = (
    "DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_READ_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL",
    "AXPORTAL_BACKUP", "AXPORTAL_BACKUP_RECIPIENTS", "AXPORTAL_ANCHORS", "AXPORTAL_SECRET_KEY",
)  # fmt: skip


class Installation:
    """A state folder with what `manage.py` does to it."""

    def __init__(self, folder: Path, *, patience: float = READY_WITHIN, **more: str) -> None:
        self.folder = folder
        self.patience = patience
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.environment |= {"AXPORTAL_VAR": str(folder), "PORT": str(self.port), "AXPORTAL_DEMO": "1", **more}
        self.process: subprocess.Popen[bytes] | None = None

    def up(self, *words: str) -> None:
        """Start, and wait until it says that it is ready."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "up.log").open("ab") as output:
            self.process = subprocess.Popen(
                self._command("up", *words), cwd=ROOT, env=self.environment, stdout=output, stderr=output
            )
        wait_until(lambda: self.is_whole() or self.process.poll() is not None, within=self.patience)
        assert self.process.poll() is None, (self.folder / "up.log").read_text()

    def manage(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command of `manage.py` beside it, with more variables in its environment."""
        environment = self.environment | more
        return subprocess.run(self._command(*words), cwd=ROOT, env=environment, capture_output=True, text=True)

    def python(self, program: str, *words: str, **more: str) -> str:
        """Run a program on its database; what it prints."""
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "axportal.settings"} | more
        command = [sys.executable, "-c", program, *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *words]

    def is_whole(self) -> bool:
        """Whether the supervisor says that everything runs."""
        found = status.read(self.folder)
        return found is not None and found.is_whole()

    def pid_of(self, name: str) -> int | None:
        """The process of this name now."""
        return next(process.pid for process in status.read(self.folder).processes if process.name == name)

    def end(self, number: int) -> list[int]:
        """Send the supervisor a signal and wait for its end; the ids of all processes that there were."""
        everything = [self.process.pid, *descendants(self.process.pid)]
        self.process.send_signal(number)
        self.process.wait(90)
        return everything

    def query(self, statement: str, *values: object) -> list[tuple]:
        """Ask its database as the application; `%s` stands for each of the values."""
        with closing(psycopg2.connect(self.database_url())) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []

    def database_url(self, role: str = paths.APP_ROLE, database: str = paths.DATABASE) -> str:
        """How to reach its database from outside."""
        with self._its_paths():
            return paths.postgres_url(role, database)

    def server_folder(self) -> Path:
        """Where its servers keep their data."""
        with self._its_paths():
            return paths.server_dir()

    @contextmanager
    def _its_paths(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("AXPORTAL_VAR", str(self.folder))
            yield

    def signins(self) -> list[announce.SignIn]:
        """The demonstration's sign-ins."""
        return announce.read_signins(self.folder / "demo-signins.json")
