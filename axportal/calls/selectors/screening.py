"""Where the screening of applications stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from axportal.calls.models import Application, Call, ReturnRequest, ScreeningFinding, Submission
from axportal.calls.rules.consents import is_asked
from axportal.calls.rules.screening import Condition, HandedIn, Judgement, Verdict, conditions_of, judge_by_portal
from axportal.calls.selectors.rules_in_force import read_version
from regions.models import Organisation


@dataclass(frozen=True)
class Row:
    """A condition with what is found: by a person, else by the portal, else nothing yet."""

    condition: Condition
    found: ScreeningFinding | Judgement | None

    @property
    def verdict(self) -> str:
        """Empty while nobody has judged."""
        return self.found.verdict if self.found is not None else ""

    @property
    def label(self) -> str:
        """The verdict in words."""
        return str(Verdict(self.verdict).label) if self.verdict else ""

    @property
    def is_persons(self) -> bool:
        """Judged by somebody, not by the portal alone."""
        return isinstance(self.found, ScreeningFinding)


@dataclass(frozen=True)
class Screening:
    """The newest submission of an application with every condition."""

    submission: Submission
    rows: tuple[Row, ...]
    return_days: int

    def row(self, key: str) -> Row | None:
        """One condition's."""
        return next((row for row in self.rows if row.condition.key == key), None)

    @property
    def left(self) -> tuple[Row, ...]:
        """What keeps the application from passing."""
        return tuple(row for row in self.rows if row.verdict != Verdict.PASS)

    @property
    def failed(self) -> tuple[Row, ...]:
        """What it may be excluded for."""
        return tuple(row for row in self.rows if row.verdict == Verdict.FAIL)


def screening_of(application: Application) -> Screening:
    """Read with seven queries. Findings of earlier submissions do not count: what they judged may have changed."""
    submission = application.submissions.select_related("rules").latest("number")
    version = read_version(submission.rules)
    judged = {
        finding.rule: finding
        for finding in ScreeningFinding.objects.filter(submission=submission).select_related("judged_by").newest()
    }
    portals = judge_by_portal(_handed_in(application, submission), version.content)
    rows = tuple(
        Row(condition, judged.get(condition.key) or portals.get(condition.key))
        for condition in conditions_of(version.after)
    )
    return Screening(submission, rows, version.after.return_days)


def _handed_in(application: Application, submission: Submission) -> HandedIn:
    uuids = [row["organisation"] for row in submission.snapshot["members"]]
    organisations = Organisation.objects.filter(uuid__in=uuids).select_related("zone")
    members = application.members.all()
    return HandedIn(
        snapshot=submission.snapshot,
        organisations={str(organisation.uuid): organisation for organisation in organisations},
        consents={consent.organisation_id: consent for consent in application.consents.newest()},
        asked={member.organisation_id for member in members if is_asked(application, member)},
    )


def open_request(application: Application) -> ReturnRequest | None:
    """The request whose clock runs for a returned application."""
    if application.status != Application.Status.RETURNED:
        return None
    return application.return_requests.latest("id")


@dataclass(frozen=True)
class Standing:
    """An application in the list of a call's screening."""

    application: Application
    passed: int
    failed: int
    to_check: int
    due_at: ReturnRequest | None


def standings_of(call: Call, applications: Iterable[Application]) -> list[Standing]:
    """How many rules people have judged on the newest submission of each; two queries."""
    listed = list(applications)
    newest = (
        Submission.objects.filter(application__in=listed)
        .order_by("application_id", "-number")
        .distinct("application_id")
        .values("pk")
    )
    counts: dict[int, dict[str, int]] = {}
    for finding in ScreeningFinding.objects.filter(submission__in=newest).newest():
        of_one = counts.setdefault(finding.application_id, {})
        of_one[finding.verdict] = of_one.get(finding.verdict, 0) + 1
    requests = {one.application_id: one for one in ReturnRequest.objects.filter(application__in=listed).order_by("id")}
    return [
        Standing(
            application,
            passed=counts.get(application.pk, {}).get(Verdict.PASS, 0),
            failed=counts.get(application.pk, {}).get(Verdict.FAIL, 0),
            to_check=counts.get(application.pk, {}).get(Verdict.CHECK, 0),
            due_at=requests.get(application.pk) if application.status == Application.Status.RETURNED else None,
        )
        for application in listed
    ]
