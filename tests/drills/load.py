"""Requests and statements that go on beside a drill, and what became of them."""

import http.client
import itertools
import threading
import time
from contextlib import closing
from types import TracebackType
from typing import Self

import psycopg2

from tests.drills.installation import Installation

PAGES = ("/", "/labs/", "/api/v1/labs/", "/calls/", "/zones/honam/", "/catalogue/")
#: Every other request is cheap, as those of a browser are: they meet a reload as well as pages do.
PATHS = tuple(path for page in PAGES for path in (page, "/livez"))
PAUSE = 0.05  # seconds between two statements of the probe


class _Beside:
    """Threads that run during a block."""

    def __init__(self, threads: int) -> None:
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._go_on, daemon=True) for _number in range(threads)]

    def _go_on(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()


class Load(_Beside):
    """Visitors who open page after page; anything but an answer below 500 is a failure."""

    def __init__(self, portal: Installation, wanted: int, *, threads: int = 4) -> None:
        super().__init__(threads)
        self.portal = portal
        self.wanted = wanted
        self.asked = 0
        self.slowest = 0.0
        self.failures: list[str] = []
        self._paths = itertools.cycle(PATHS)
        self._lock = threading.Lock()

    @property
    def is_done(self) -> bool:
        """Whether enough has been asked."""
        return self.asked >= self.wanted

    def _go_on(self) -> None:
        while not self._ended.is_set():
            with self._lock:
                path = next(self._paths)
            began = time.monotonic()
            failure = self._ask(path)
            with self._lock:
                self.asked += 1
                self.slowest = max(self.slowest, time.monotonic() - began)
                self.failures += [failure] if failure else []

    def _ask(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            return f"{path}: {response.status}" if response.status >= 500 else ""
        except (OSError, http.client.HTTPException) as error:
            return f"{path}: {error!r}"
        finally:
            connection.close()


class Probe(_Beside):
    """A statement on the table of applications, again and again; how long the slowest had to wait.

    It takes no lock on a row: that would wait for people who hand in, too.
    """

    def __init__(self, portal: Installation) -> None:
        super().__init__(1)
        self.portal = portal
        self.asked = 0
        self.slowest = self.slowest_at = 0.0

    def _go_on(self) -> None:
        with closing(psycopg2.connect(self.portal.database_url())) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            while not self._ended.wait(PAUSE):
                began = time.monotonic()
                cursor.execute("SELECT 1 FROM calls_application LIMIT 1")
                seconds = time.monotonic() - began
                if seconds > self.slowest:
                    self.slowest, self.slowest_at = seconds, time.time()
                self.asked += 1
