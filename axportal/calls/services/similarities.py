"""Looking for projects that say the same, once something is handed in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Func, IntegerField, OuterRef, Subquery, Value

from axportal.calls.models import Application, ProjectDigest, SimilarProject, Submission
from axportal.calls.rules.similarity import likeness, project_of, runs_of, summary_of

CANDIDATES = 20
_LOCK = "calls.similarities"
Projects = dict[int, Mapping[str, str]]


class _Shared(Func):
    """How many of the first hundred numbers of a list stand in another: sorted, they are a sample of the whole."""

    template = "(SELECT count(*) FROM unnest((%(expressions)s))"
    arg_joiner = ")[1:100]) AS run WHERE run = ANY("
    output_field = IntegerField()


@transaction.atomic
def find_similar(*, submission_ids: Iterable[int], at: datetime) -> None:
    """Keep which other applications share words with these submissions, one after the other as they came in.

    Each is compared with all that were looked at before it. Runs again without a second effect.
    """
    with connection.cursor() as cursor:  # two searches at once would not see each other's projects
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK])
    _number_older()
    submissions = list(
        Submission.objects.filter(pk__in=submission_ids).select_related("application__digest").order_by("pk")
    )
    projects: Projects = {one.pk: project_of(one.snapshot) for one in submissions}
    newest = {one.application_id: one.application.digest.submission_id
              for one in submissions if hasattr(one.application, "digest")}  # fmt: skip
    found: list[SimilarProject] = []
    with _by_index():
        for submission in submissions:
            if newest.get(submission.application_id, 0) <= submission.pk:  # else a newer one has been looked at already
                newest[submission.application_id] = submission.pk
                found += _found(submission, projects, at=at)
    SimilarProject.objects.bulk_create(found, ignore_conflicts=True, batch_size=500)


def _found(submission: Submission, projects: Projects, *, at: datetime) -> list[SimilarProject]:
    project = projects[submission.pk]
    runs = runs_of(project)
    ProjectDigest.objects.bulk_create(
        [
            ProjectDigest(
                application=submission.application, submission=submission, summary=summary_of(project), runs=runs
            )
        ],
        update_conflicts=True,
        unique_fields=["application"],
        update_fields=["submission", "summary", "runs"],
    )
    others = _candidates(submission, runs)
    _read(others, projects)
    likes = [(other, likeness(project, projects[other])) for other in others]
    return [
        SimilarProject(
            submission=submission, other_id=other, percent=like.percent, passages=list(like.passages), found_at=at
        )
        for other, like in likes
        if like.is_worth_a_look
    ]


def _candidates(submission: Submission, runs: list[int]) -> Sequence[int]:
    """Submissions of others that share the most runs of words; only those that share any are looked at."""
    status = Application.objects.filter(pk=OuterRef("application_id")).values("status")
    return list(
        ProjectDigest.objects.filter(runs__overlap=runs)
        .exclude(application=submission.application_id)
        .annotate(status=Subquery(status), shared=_Shared("runs", Value(runs, ProjectDigest._meta.get_field("runs"))))
        .exclude(status=Application.Status.WITHDRAWN)
        .order_by("-shared", "pk")
        .values_list("submission_id", flat=True)[:CANDIDATES]
    )


@contextmanager
def _by_index() -> Iterator[None]:
    """The planner takes two lists for as cheap to compare as two numbers, and would read all: 600 times slower."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def _read(submission_ids: Sequence[int], projects: Projects) -> None:
    """Read what is not there yet: those of a rush resemble the same ones."""
    missing = [pk for pk in submission_ids if pk not in projects]
    if missing:
        rows = Submission.objects.filter(pk__in=missing).values_list("pk", "snapshot")
        projects.update({pk: project_of(snapshot) for pk, snapshot in rows})


def _number_older() -> None:
    """Workers of the version before may write digests without numbers until they end."""
    older = list(ProjectDigest.objects.filter(runs=None).select_related("submission"))
    for digest in older:
        digest.runs = runs_of(project_of(digest.submission.snapshot))
    ProjectDigest.objects.bulk_update(older, ["runs"])
