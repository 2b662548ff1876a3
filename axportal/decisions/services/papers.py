"""Letters as files: PDF in both languages, made once by the worker, handed out with a record of who took them."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from axportal.core import formats
from axportal.core.typesetting import compile_pdf
from axportal.decisions.models import Letter, LetterFile

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "letter.typ"


@transaction.atomic
def make_files(*, letter_id: int, at: datetime) -> None:
    """Make what is missing. The same letter gives the same bytes, so that a second try replaces what the first left."""
    letter = Letter.objects.select_related("decision__application__call").get(pk=letter_id)
    made = set(letter.files.values_list("language", flat=True))
    for language in ("ko", "en"):
        if language not in made:
            with translation.override(language):
                _store(letter, language, write_pdf(letter), at=at)


def write_pdf(letter: Letter) -> bytes:
    """The letter in the language in force: what was issued, its fingerprint, and where it can be checked."""
    application = letter.decision.application
    number = application.call.number
    data = {
        "lang": translation.get_language(),
        "portal": _("AX 포털"),
        "title": letter.subject,
        "meta": f"{number} · {formats.moment(letter.issued_at)} KST",
        "demo": _("시연") if application.call.is_demo else "",
        "lines": [_line(text) for text in letter.body.splitlines()],
        "check": _("내용 지문은 SHA-256 {sha256}입니다. 아래 주소의 통보와 견주어 볼 수 있습니다.").format(
            sha256=letter.sha256
        ),
        "address": f"{settings.SITE_URL}{letter.get_absolute_url()}",
        "end": _("끝."),
    }
    return compile_pdf(TEMPLATE, name="letter", data=data, at=letter.issued_at)


def _line(text: str) -> dict[str, Any]:
    """A line of the letter's text and how far it stands in."""
    for mark, depth in (("  · ", 2), ("- ", 1)):
        if text.startswith(mark):
            return {"depth": depth, "text": text.removeprefix(mark)}
    return {"depth": 0, "text": text}


def _store(letter: Letter, language: str, content: bytes, *, at: datetime) -> None:
    name = f"letters/{letter.uuid}/{letter.uuid}-{language}.pdf"
    default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(content))
    LetterFile.objects.create(
        letter=letter,
        language=language,
        name=saved,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=at,
    )
