"""What `manage.py up` and `manage.py status` print, Korean first."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from axportal.core.supervisor.status import Status


class SignIn(TypedDict):
    """One demonstration account as the demonstration loader writes it."""

    email: str
    password: str
    name_ko: str
    role: str


def read_signins(file: Path) -> list[SignIn]:
    """Return the demonstration sign-ins of this installation; none when there is no demonstration."""
    if not file.exists():
        return []
    signins: list[SignIn] = json.loads(file.read_text(encoding="utf-8"))
    return signins


def signin_lines(signins: list[SignIn]) -> Iterator[str]:
    """Yield a table of the sign-ins: role, address, password, name."""
    if not signins:
        return
    role = max(len(signin["role"]) for signin in signins)
    email = max(len(signin["email"]) for signin in signins)
    password = max(len(signin["password"]) for signin in signins)
    for signin in signins:
        columns = (signin["role"].ljust(role), signin["email"].ljust(email), signin["password"].ljust(password))
        yield "  ".join(("", *columns, signin["name_ko"]))


def ready_lines(address: str, state: Path, signins: list[SignIn], *, mail: bool) -> Iterator[str]:
    """Yield what a person needs once everything runs."""
    yield ""
    yield f"AX 포털이 준비되었습니다 / AX Portal is ready: {address}/   (English: {address}/en/)"
    yield f"상태 폴더 / state folder: {state}   로그 / logs: {state / 'log'}"
    if signins:
        yield "시연 계정 / demonstration sign-ins (manage.py demo_signins prints them again):"
        yield from signin_lines(signins)
    if signins and mail:
        yield f"보낸 메일 / mails sent: {address}/demo/mail/"
    yield "끝내기 / stop: Ctrl-C   상태 / status: manage.py status"


def status_lines(status: Status) -> Iterator[str]:
    """Yield what runs, where and since when."""
    yield f"AX 포털 / AX Portal  {status.address}  {status.phase}"
    yield f"상태 폴더 / state folder: {status.state}"
    yield f"  {'process':<12}{'state':<10}{'pid':>8}  {'since':<20}{'up':>10}  restarts"
    for process in status.processes:
        alive = process.is_alive()
        since = datetime.fromtimestamp(process.started_at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        uptime = _duration(time.time() - process.started_at) if alive else "-"
        pid = process.pid if alive else "-"
        word = "running" if alive else "DOWN"
        yield f"  {process.name:<12}{word:<10}{pid:>8}  {since:<20}{uptime:>10}  {process.restarts}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
