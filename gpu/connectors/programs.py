"""Runs a program of the machine under limits: so long, so much output, nothing of our environment."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from gpu.connectors.errors import ConnectorError

CHUNK = 64 * 1024
LONGEST_ERRORS = 8 * 1024


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that ended by itself."""

    status: int
    output: bytes
    errors: str


def run(command: Sequence[str], *, seconds: float, limit: int) -> Ended:
    """Run it to its end. Raises ConnectorError `timed_out` or `too_large`; it and its children are killed then."""
    end = time.monotonic() + seconds
    process = subprocess.Popen(  # noqa: S603 - a list of words, no shell; the caller checks each
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        start_new_session=True,
    )
    try:
        output, errors = _read(process, end, limit)
        status = process.wait(max(end - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired as error:
        raise ConnectorError("timed_out") from error
    finally:
        _end(process)
    return Ended(status, output, errors.decode(errors="replace"))


def _read(process: subprocess.Popen[bytes], end: float, limit: int) -> tuple[bytes, bytes]:
    """Both streams until they close; of the errors only the beginning is kept."""
    output, errors = bytearray(), bytearray()
    with selectors.DefaultSelector() as ready:
        for stream, kept in ((process.stdout, output), (process.stderr, errors)):
            ready.register(stream, selectors.EVENT_READ, kept)  # type: ignore[arg-type]
        while ready.get_map():
            found = ready.select(max(end - time.monotonic(), 0))
            if not found:
                raise ConnectorError("timed_out")
            for key, _events in found:
                piece = os.read(key.fd, CHUNK)
                if not piece:
                    ready.unregister(key.fileobj)
                elif key.data is output or len(errors) < LONGEST_ERRORS:
                    key.data.extend(piece)
            if len(output) > limit:
                raise ConnectorError("too_large", f"more than {limit} bytes")
    return bytes(output), bytes(errors)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
