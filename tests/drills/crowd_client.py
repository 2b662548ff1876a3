"""Many people in a process, each handing in once at a moment of their own: `python tests/drills/crowd_client.py PLAN`.

The notes are those of `client.py`, and so are the tries: with the same key until somebody says yes or no.
"""

import json
import random
import signal
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.drills.client import Notes, Script

THREADS = 200


class Person(Script):
    """Somebody who waits, hands in once, and stays until the answer is known."""

    def hand_in(self, at: float) -> None:
        """At that second since the epoch."""
        time.sleep(max(at - time.time(), 0))
        key = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        intention = self.intend("submit", key=key, by="script", planned=at)
        self.pursue(intention, lambda: self._verb("submit", key))


def moments(plan: dict[str, Any]) -> list[float]:
    """When each hands in: spread over the last seconds before the deadline by the seed, in order."""
    rng = random.Random(plan["seed"])
    return sorted(plan["closes_at"] - plan["seconds"] * rng.random() for _person in plan["people"])


def main() -> None:
    """All of the plan; ends when everybody knows."""
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    notes = Notes(Path(sys.argv[1]).with_suffix(".jsonl"))
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it ends by itself
    with ThreadPoolExecutor(THREADS) as pool:
        for at, person in zip(moments(plan), plan["people"], strict=True):
            own = {**person, "address": plan["address"], "gives_up": 0.0}
            pool.submit(Person(own, notes).hand_in, at)


if __name__ == "__main__":
    main()
