"""The words of a letter on a decision, in both languages, and what they are made from.

A letter must not tell who reviewed: comments come in an order of their own text, without numbers or names.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call
from axportal.core import periods
from axportal.decisions.models import Decision, Letter
from axportal.reviews.selectors.scores import Sheet, scores_of


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of the letter: its mean, its points, what reviewers wrote."""

    criterion: Any
    mean: str
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """What a letter tells."""

    decision: Decision
    call: Call
    place: dict[str, Any]
    lines: tuple[CriterionLine, ...]
    overall: tuple[str, ...]
    until: datetime


def objections_until(letter: Letter) -> datetime:
    """The end of the days within which one may object to what a letter tells."""
    days = calls.read_version(letter.decision.selection.rules).after.objection.days
    return periods.end(letter.issued_at, days)


def newest_letter(application: Application) -> Letter | None:
    """The one that counts: a later letter takes the place of an earlier."""
    return Letter.objects.filter(decision__application=application).order_by("-id").first()


def material_of(decision: Decision, call: Call, *, until: datetime) -> Material:
    """Read what one letter tells. `until`: the end of the time to object to it."""
    place = next(one for one in decision.selection.places if one["application"] == str(decision.application.uuid))
    sheets = next((one.sheets for one in scores_of(call) if one.application_id == decision.application_id), ())
    lines = tuple(
        CriterionLine(
            criterion=criterion,
            mean=place["by_criterion"].get(criterion.key, ""),
            comments=_mixed(sheet.comments.get(criterion.key, "") for sheet in sheets),
        )
        for criterion in calls.read_version(decision.selection.rules).content.criteria
    )
    return Material(decision, call, place, lines, _mixed(_overall(sheet) for sheet in sheets), until)


def _overall(sheet: Sheet) -> str:
    return sheet.overall_comment


def _mixed(comments: Any) -> tuple[str, ...]:
    """Each once, in the order of their fingerprints."""
    written = {text.strip() for text in comments if text.strip()}
    return tuple(sorted(written, key=lambda text: hashlib.sha256(text.encode()).hexdigest()))


def compose(material: Material) -> dict[str, str]:
    """Subject and body in both languages, and the fingerprint of all of it."""
    words: dict[str, str] = {}
    for language in ("ko", "en"):
        with translation.override(language):
            text = render_to_string("decisions/letters/decision.txt", {"m": material})
        subject, _, body = text.strip().partition("\n")
        words[f"subject_{language}"], words[f"body_{language}"] = subject.strip(), body.strip() + "\n"
    words["sha256"] = hashlib.sha256("\x00".join(words[name] for name in sorted(words)).encode()).hexdigest()
    return words
