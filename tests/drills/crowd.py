"""`make drill-crowd`: a thousand companies hand in during the last minute; nothing is killed, all is timed."""

import statistics
import time

from tests.drills import check
from tests.drills.clients import Crowd
from tests.drills.run import Run

GOALS = {
    "P14": "1,000 submissions in the last minute on two web workers: each recorded once, 95 of 100 within a second"
}
PEOPLE, PEOPLE_QUICK = 1000, 100
SECONDS, SECONDS_QUICK = 60.0, 15.0
BEFOREHAND = 5.0  # seconds in which the crowd's processes start
SLOWEST_95 = 1.0
UPLOADS = 900.0  # seconds at most in which the pages of a thousand uploads are drawn, before the minute that counts


def drill(run: Run) -> None:
    """Everybody in the last minute; all are in, once, in the order in which their receipts are numbered."""
    seconds = SECONDS_QUICK if run.quick else SECONDS
    with run.portal() as portal:
        people = run.yard.crowd(portal, count=PEOPLE_QUICK if run.quick else PEOPLE)
        check.drain(run, portal, within=UPLOADS)
        closes_at = run.yard.close_in(portal, people[0], seconds=seconds + BEFOREHAND)
        run.say(f"{len(people)} complete applications wait; the call closes in {closes_at - time.time():.0f} s")
        with run.crowd(portal, people, closes_at=closes_at, seconds=seconds) as crowd:
            time.sleep(max(closes_at - time.time(), 0))
        holds = check.settle(run, portal, crowd)
        run.expect("P14", holds, "every answer is so, V1–V13 hold")
        timed(run, crowd, closes_at)


def timed(run: Run, crowd: Crowd, closes_at: float) -> None:
    """How long they waited for their receipts, and how many sent in time were told no."""
    submits = crowd.intentions()
    refused = [one for one in submits if one.answer != "yes" and one.detail["planned"] < closes_at - 1]
    run.expect("P14", not refused, f"{len(submits)} handed in, {len(refused)} of them in time and without a receipt")
    waited = sorted(one["seconds"] for one in crowd.tries() if one["status"] == 200)
    median, slow = statistics.median(waited), waited[int(len(waited) * 0.95)]
    limit = run.limit(SLOWEST_95)
    run.expect(
        "P14", slow <= limit, f"median {median:.2f} s, 95 of 100 within {slow:.2f} s, slowest {waited[-1]:.2f} s"
    )
