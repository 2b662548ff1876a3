"""Projects that share words with a submission, for the staff who screen it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise

from axportal.calls.models import Application, SimilarProject, Submission
from axportal.calls.rules.content import RulesContent
from axportal.calls.rules.steps import step_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

SHOWN = 5  # projects in full; who wants more asks for every one


@dataclass(frozen=True)
class Passage:
    """The same words in both."""

    label: str | Promise
    mine: str
    theirs: str


@dataclass(frozen=True)
class Alike:
    """Another project: named only to those who may see that it exists; the words are those of one's own file."""

    application: Application | None
    percent: int
    passages: list[Passage]


@dataclass(frozen=True)
class Alikes:
    """The most alike, and how many more there are."""

    shown: list[Alike]
    more: int


def alike(submission: Submission, user: "User | AnonymousUser", rules: RulesContent, *, every: bool = False) -> Alikes:
    """Found when either of the two came in, the most alike first: a few or every one; three queries."""
    found = SimilarProject.objects.filter(Q(submission=submission) | Q(other=submission))
    ordered = found.select_related("submission", "other").order_by("-percent", "id")
    ordered = ordered.defer("submission__snapshot", "other__snapshot")
    rows = list(ordered if every else ordered[:SHOWN])
    others = [row.other if row.submission_id == submission.pk else row.submission for row in rows]
    visible = Application.objects.visible_to(user).select_related("call", "organisation")
    named = visible.in_bulk([other.application_id for other in others])
    labels = {field.key: field.label for field in step_of(submission.application.call, rules, "project").fields}
    shown = [
        Alike(named.get(other.application_id), row.percent, _passages(row, submission, labels))
        for row, other in zip(rows, others, strict=True)
    ]
    return Alikes(shown, more=found.count() - len(shown))


def _passages(row: SimilarProject, submission: Submission, labels: dict[str, str | Promise]) -> list[Passage]:
    mine, theirs = ("mine", "theirs") if row.submission_id == submission.pk else ("theirs", "mine")
    return [Passage(labels.get(one["field"], one["field"]), one[mine], one[theirs]) for one in row.passages]
