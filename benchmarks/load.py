"""Load: client processes that ask one address again and again for some seconds."""

from __future__ import annotations

import http.client
import multiprocessing
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.queues import SimpleQueue


@dataclass(frozen=True)
class Target:
    """An address to ask, and the answer that counts."""

    port: int
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


def ask(target: Target) -> http.client.HTTPResponse:
    """One request on a connection of its own. Raises RuntimeError for another status than expected."""
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
    connection.request("GET", target.path, headers=dict(target.headers))
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != target.status:
        raise RuntimeError(f"{target.path}: {response.status} instead of {target.status}: {body[:300]!r}")
    return response


def _client(target: Target, seconds: float, results: SimpleQueue[list[float] | str]) -> None:
    taken: list[float] = []
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            begin = time.perf_counter()
            ask(target)
            taken.append((time.perf_counter() - begin) * 1000)
    except (OSError, RuntimeError, http.client.HTTPException) as error:
        results.put(str(error))
        return
    results.put(taken)


def press(target: Target, *, clients: int, seconds: float) -> list[float]:
    """The milliseconds of every request. Each client finishes its last one, so that none is cut off.

    Raises RuntimeError when any request failed.
    """
    context = multiprocessing.get_context("fork")
    results: SimpleQueue[list[float] | str] = context.SimpleQueue()
    running = [context.Process(target=_client, args=(target, seconds, results)) for _number in range(clients)]
    for process in running:
        process.start()
    answers = [results.get() for _process in running]
    for process in running:
        process.join()
    failures = [answer for answer in answers if isinstance(answer, str)]
    if failures:
        raise RuntimeError(failures[0])
    return [taken for answer in answers for taken in answer if isinstance(taken, float)]
