"""`make drill-database`: the way to PostgreSQL is slow, cut, swallows everything, or has forgotten its end.

A web server of its own reaches the portal's PostgreSQL through `proxy.py`; the portal itself goes on as ever.
"""

import http.client
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from tests.drills import check
from tests.drills.installation import Installation
from tests.drills.proxy import Proxy
from tests.drills.run import Run
from tests.drills.webs import Web, web

GOALS = {
    "database": "no request takes longer than its own time and 5 s; threads and connections do not grow;"
    " 503 with a reason; back within 5 s",
}
PAGE, API = "/labs/", "/api/v1/labs/"
BEYOND = 5.0
BACK_WITHIN = 5.0
SPLIT, SPLIT_QUICK = 30.0, 20.0
SLOW = 0.1  # seconds that each answer of the database is late
CALLERS = 2  # as many as workers, so that nobody stands behind somebody else


@dataclass
class Answer:
    """What one request got."""

    path: str
    status: int
    retry_after: str
    seconds: float

    @property
    def allowed(self) -> float:
        """How long it may take: one statement's time, and 5 s."""
        limit = settings.API_STATEMENT_MS if self.path == API else settings.PAGE_STATEMENT_MS
        return float(limit / 1000 + BEYOND)


def drill(run: Run) -> None:
    """Each fault once, with callers who go on asking."""
    with run.portal() as portal:
        before = sessions(portal)
        proxy = Proxy(lambda: connect(portal))
        url = f"postgres://ax_app@127.0.0.1:{proxy.port}/axportal"
        with (
            run.clients(portal) as clients,
            web(portal, run.folder / "web.log", DATABASE_URL=url, DATABASE_READ_URL=url) as through,
        ):
            clients.wait_for_yes()
            for path in (PAGE, API) * 4:
                ask(through, path)
            threads = through.threads()
            for mode in ("delay", "cut", "drop", "half-open"):
                fault(run, through, proxy, mode)
            grown = through.threads() - threads
            run.expect("database", grown <= 2, f"threads grew by {grown} (one watch for each worker that was renewed)")
        proxy.close()
        time.sleep(1)
        left = sessions(portal) - before
        run.expect("database", left <= len(clients.people), f"connections of PostgreSQL grew by {left}")
        run.expect("database", check.settle(run, portal, clients), "every answer of the portal beside it is so")


def connect(portal: Installation) -> socket.socket:
    """A connection to the portal's PostgreSQL by its socket."""
    folder = parse_qs(urlsplit(portal.database_url()).query)["host"][0]
    end = socket.socket(socket.AF_UNIX)
    end.connect(f"{folder}/.s.PGSQL.5432")
    return end


def sessions(portal: Installation) -> int:
    """The connections that PostgreSQL holds for the application."""
    return int(portal.query("SELECT count(*) FROM pg_stat_activity WHERE usename = 'ax_app'")[0][0])


def fault(run: Run, through: Web, proxy: Proxy, mode: str) -> None:
    """Ask while it lasts; then see how soon a page is there again."""
    ended = threading.Event()
    answers: list[Answer] = []
    callers = [threading.Thread(target=call, args=(through, answers, ended, number)) for number in range(CALLERS)]
    proxy.set(mode, delay=SLOW if mode == "delay" else 0.0)
    run.injected(f"the way to the database: {mode}")
    for caller in callers:
        caller.start()
    time.sleep(SPLIT_QUICK if run.quick else SPLIT)
    ended.set()
    proxy.set("pass")
    began = time.monotonic()
    while ask(through, PAGE).status != 200 and time.monotonic() - began < 90:
        time.sleep(0.05)
    back = time.monotonic() - began
    run.recovered(mode, back)
    for caller in callers:
        caller.join()
    judge(run, mode, answers, back)


def call(through: Web, answers: list[Answer], ended: threading.Event, number: int) -> None:
    """Go on asking; a waiting request is begun only when the one before has its answer."""
    while not ended.is_set():
        answers.append(ask(through, (PAGE, API)[number % 2]))
        time.sleep(0.05)


def judge(run: Run, mode: str, answers: list[Answer], back: float) -> None:
    """Times, statuses and the recovery."""
    late = [one for one in answers if one.seconds > one.allowed]
    slowest = max((one.seconds for one in answers), default=0.0)
    told = f"{mode}: {len(answers)} requests, slowest {slowest:.1f} s, {len(late)} later than their time and 5 s"
    run.expect("database", bool(answers) and not late, told)
    odd = [f"{one.path} {one.status}" for one in answers if one.status not in (200, 503)]
    run.expect("database", not odd, f"{mode}: neither 200 nor 503: {odd[:3] or 'none'}")
    rude = [one for one in answers if one.status == 503 and not one.retry_after]
    run.expect("database", not rude, f"{mode}: {len(rude)} answers of 503 without Retry-After")
    run.expect("database", back <= BACK_WITHIN, f"{mode}: a page again after {back:.1f} s (≤ {BACK_WITHIN:.0f})")


def ask(through: Web, path: str) -> Answer:
    """One request."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", through.port, timeout=90)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return Answer(path, response.status, response.headers.get("Retry-After", ""), time.monotonic() - began)
    except (OSError, http.client.HTTPException):
        return Answer(path, 0, "", time.monotonic() - began)
    finally:
        connection.close()
