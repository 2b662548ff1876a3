"""In a demonstration, the mails that the local receiver kept: there is nobody else to read them."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from axportal.core import clock
from axportal.core.embedded import paths

NEWEST = 100


@dataclass(frozen=True)
class Mail:
    """One kept mail."""

    name: str
    to: str
    subject: str
    text: str
    kept_at: datetime


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what the policy makes
    body = message.get_body(("plain",))
    return Mail(
        name=file.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=body.get_content() if body is not None else "",
        kept_at=datetime.fromtimestamp(file.stat().st_mtime, tz=clock.SEOUL),
    )


def _files() -> list[Path]:
    if not (settings.DEMONSTRATION and settings.MAIL_CATCHER):
        raise Http404
    return sorted(paths.mail_dir().glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)[:NEWEST]


def mail_list(request: HttpRequest) -> HttpResponse:
    """The newest hundred mails. 404 outside a demonstration."""
    return render(request, "demo/mail_list.html", {"mails": [_read(file) for file in _files()]})


def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as text. 404 outside a demonstration and for an unknown one."""
    found = next((file for file in _files() if file.stem == name), None)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": _read(found)})
