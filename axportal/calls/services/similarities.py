"""Looking for projects that say the same, once something is handed in."""

from datetime import datetime

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction

from axportal.calls.models import Application, ProjectDigest, SimilarProject, Submission
from axportal.calls.rules.similarity import likeness, project_of, summary_of

CANDIDATES = 20
LEAST_SIMILARITY = 0.2


@transaction.atomic
def find_similar(*, submission_id: int, at: datetime) -> None:
    """Keep which other applications share words with this submission. Runs again without a second effect."""
    submission = Submission.objects.select_related("application").get(pk=submission_id)
    project = project_of(submission.snapshot)
    summary = summary_of(project)
    known = ProjectDigest.objects.select_for_update().filter(application=submission.application).first()
    if known is not None and known.submission_id > submission.pk:
        return  # a newer one has been looked at already
    ProjectDigest.objects.update_or_create(
        application=submission.application, defaults={"submission": submission, "summary": summary}
    )
    candidates = (
        ProjectDigest.objects.exclude(application=submission.application)
        .exclude(application__status=Application.Status.WITHDRAWN)
        .annotate(closeness=TrigramSimilarity("summary", summary))
        .filter(closeness__gte=LEAST_SIMILARITY)
        .select_related("submission")
        .order_by("-closeness", "pk")[:CANDIDATES]
    )
    found = [(one.submission, likeness(project, project_of(one.submission.snapshot))) for one in candidates]
    SimilarProject.objects.bulk_create(
        [
            SimilarProject(
                submission=submission, other=other, percent=like.percent, passages=list(like.passages), found_at=at
            )
            for other, like in found
            if like.is_worth_a_look
        ],
        ignore_conflicts=True,
    )
