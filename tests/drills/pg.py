"""`make drill-pg`: PostgreSQL is gone for a while; everybody is told so at once, and nobody has to start anything."""

import http.client
import json
import time
from dataclasses import dataclass

from tests.drills import check, faults
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.visitors import Visitor

GOALS = {"R13": "PostgreSQL gone: a 503 page with Retry-After within 2 s and no trace; back by itself within 5 s"}
AWAY, AWAY_QUICK = 25.0, 10.0
SLOWEST, BACK_WITHIN = 2.0, 5.0
PAGES = ("/", "/en/", "/labs/", "/applications/", "/accounts/login/", "/dashboard/", "/api/v1/labs/", "/api/v1/calls/")


@dataclass
class Answer:
    """What one request got while the database was away."""

    path: str
    status: int
    retry_after: str
    text: str
    seconds: float

    def is_right(self, within: float) -> bool:
        """In time; 503 that says when to come back and shows no code. What needs no row may be as always."""
        polite = self.status == 503 and bool(self.retry_after) and "Traceback" not in self.text
        return self.seconds <= within and (polite or self.status in (200, 302))


def drill(run: Run) -> None:
    """Take it away under load, ask everything, give it back."""
    with run.portal() as portal:
        log = portal.folder / "log" / "web.log"
        with run.clients(portal) as clients:
            clients.wait_for_yes()
            cookie = signed_in(portal, clients.people[0].email)
            traced = traces(log)
            with faults.away(run, portal, "postgres"):
                answers = ask(portal, cookie, AWAY_QUICK if run.quick else AWAY)
                health = [faults.answers(portal, path) for path in ("/livez", "/readyz", "/static/favicon.svg")]
            back = faults.seconds_until(lambda: faults.answers(portal, "/labs/") == 200)
            run.recovered("pages answer again", back)
            clients.wait_for_yes()
        within, limit = run.limit(SLOWEST), run.limit(BACK_WITHIN)
        wrong = [answer for answer in answers if not answer.is_right(within)]
        slowest = max(answer.seconds for answer in answers)
        told = f"{len(answers)} requests, slowest {slowest:.2f} s (≤ {within:.0f}), {len(wrong)} not as they should be"
        run.expect("R13", not wrong, told + "".join(f"; {one.path} {one.status}" for one in wrong[:3]))
        run.expect("R13", health[:2] == [200, 503], f"/livez, /readyz, a static file: {health}")
        run.expect("R13", back <= limit, f"answers again after {back:.1f} s (≤ {limit:.0f})")
        run.expect("R13", traces(log) == traced, f"{traces(log) - traced} traces in the log")
        run.expect("R13", check.settle(run, portal, clients, senders_killed=1), "every answer is so, V1–V13 hold")


def signed_in(portal: Installation, email: str) -> str:
    """A session, as a browser would send it."""
    visitor = Visitor(portal.address).sign_in(email)
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies)


def ask(portal: Installation, cookie: str, seconds: float) -> list[Answer]:
    """Ask page after page for so long, each once as a visitor and once signed in."""
    answers, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        for path in PAGES:
            answers += [_ask(portal, path, {}), _ask(portal, path, {"Cookie": cookie})]
        time.sleep(0.2)
    return answers


def _ask(portal: Installation, path: str, headers: dict[str, str]) -> Answer:
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        text = response.read().decode()
        wait = response.headers.get("Retry-After", "")
        return Answer(path, response.status, wait, text, time.monotonic() - began)
    except (OSError, http.client.HTTPException) as error:
        return Answer(path, 0, "", str(error), time.monotonic() - began)
    finally:
        connection.close()


def traces(log) -> int:
    """How many lines of the log carry a trace."""
    lines = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
    return sum("trace" in line for line in lines)
