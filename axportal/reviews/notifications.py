"""Subject and text of each mail about reviews."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from axportal.accounts.models import User
from axportal.reviews.models import Reviewer, ReviewRound

Letter = dict[str, str]


def assigned(review_round: ReviewRound, reviewer: Reviewer, waiting: int) -> Letter:
    """Work waits: how much, and until when."""
    return _letter("assigned", reviewer.user, _own_work, review_round, waiting=waiting)


def owing(review_round: ReviewRound, reviewer: Reviewer, waiting: int) -> Letter:
    """Sheets are awaited."""
    return _letter("owing", reviewer.user, _own_work, review_round, waiting=waiting)


def due(review_round: ReviewRound, reviewer: Reviewer, waiting: int, *, is_late: bool) -> Letter:
    """The end of the round is near, or over, and sheets are still owed."""
    return _letter("due", reviewer.user, _own_work, review_round, waiting=waiting, is_late=is_late)


def late(review_round: ReviewRound, recipient: User, missing: int) -> Letter:
    """To who manages the call: the round is over and sheets are missing. It names no reviewer."""

    def place() -> str:
        return reverse("reviews:review", kwargs={"uuid": review_round.call.uuid})

    return _letter("late", recipient, place, review_round, missing=missing)


def _own_work() -> str:
    return reverse("reviews:assignment-list")


def _letter(
    name: str, recipient: User, path: Callable[[], str], review_round: ReviewRound, **context: object
) -> Letter:
    with translation.override(recipient.language):
        place = path()
        link = f"{settings.SITE_URL}{place}"
        known = {"call": review_round.call, "round": review_round, "link": link}
        text = render_to_string(f"reviews/mail/{name}.txt", {**known, **context})
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n", "path": place}
