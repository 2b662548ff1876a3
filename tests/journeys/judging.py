"""What the pages of reviewers and of those who lead them are looked at with: a call in review, with its addresses."""

import copy
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from axportal.calls.models import FilePreview, PreviewPage
from axportal.reviews.models import Assignment, Reviewer
from tests.calls.pdfs import png
from tests.people import Cast
from tests.reviews.factories import BODY, assign, make_review, make_route_objects, pledge


def addresses(cast: Cast, *, at: datetime) -> dict[str, str]:
    """By name: a review for those who lead it, and for the reviewer a discussion, an open sheet and its document."""
    made = make_route_objects(cast, at=at)
    seat = made.sheet.assignment
    writing = _writing(cast, seat.reviewer, at=at)
    of_call = {"uuid": made.call.uuid}
    return {
        "review": reverse("reviews:review", kwargs=of_call),
        "application_review": reverse(
            "reviews:application-review", kwargs={**of_call, "application": made.application.uuid}
        ),
        "plan": made.plan.get_absolute_url(),
        "reviewer": made.reviewer.get_absolute_url(),
        "sheet_read": reverse("reviews:sheet-read", kwargs={"uuid": made.sheet.uuid}),
        "discussion": reverse("reviews:discussion", kwargs={"uuid": seat.uuid}),
        "sheet": writing.get_absolute_url(),
        "document": _document(writing, at=at),
    }


def _writing(cast: Cast, reviewer: Reviewer, *, at: datetime) -> Assignment:
    """A seat whose sheet is being written, in a round that hides no names."""
    body = copy.deepcopy(BODY)
    body["review"]["rounds"][0]["anonymous"] = False
    reviewed = make_review(cast, at=at - timedelta(days=2), body=body, pool=0, number="AXL-2026-RV2")
    seat = assign(reviewed.first, reviewer, reviewed.round, at=at)
    pledge(seat, at=at)
    seat.refresh_from_db()
    return seat


def _document(seat: Assignment, *, at: datetime) -> str:
    """A file of the proposal, with one page drawn."""
    file = seat.application.submissions.latest("number").files.get()
    preview = FilePreview.objects.create(file=file, state=FilePreview.State.DONE, made_at=at)
    stored = default_storage.save("previews/document-1.png", ContentFile(png(60, 84)))
    PreviewPage.objects.create(
        preview=preview, number=1, stored=stored, sha256="0" * 64, width=60, height=84, text="예지보전"
    )
    return reverse("reviews:document", kwargs={"uuid": seat.uuid, "file": file.uuid})
