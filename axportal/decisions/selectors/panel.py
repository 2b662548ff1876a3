"""What the panel of a call has found beside the sheets, application by application."""

from collections.abc import Iterable
from dataclasses import dataclass

from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call
from axportal.calls.rules.selection import Adjustment
from axportal.decisions.models import Finding, GrantedAdjustment

#: Applications that a panel may still say something about.
_SPOKEN_OF = (
    Application.Status.SCREENED,
    Application.Status.UNDER_REVIEW,
    Application.Status.EVALUATED,
    Application.Status.SELECTED,
    Application.Status.RESERVE,
    Application.Status.NOT_SELECTED,
)


@dataclass(frozen=True)
class Judged:
    """A bonus or penalty of the rules, and what was decided about it; None while nobody has."""

    rule: Adjustment
    granted: GrantedAdjustment | None


@dataclass(frozen=True)
class PanelRow:
    """One application: every bonus and penalty of the rules, and its findings, those taken back included."""

    application: Application
    adjustments: tuple[Judged, ...]
    findings: tuple[Finding, ...]

    @property
    def standing_findings(self) -> tuple[Finding, ...]:
        """Those that keep the application out."""
        return tuple(one for one in self.findings if one.taken_back_at is None)

    @property
    def granted(self) -> tuple[Judged, ...]:
        """Those that count."""
        return tuple(one for one in self.adjustments if one.granted is not None and one.granted.is_granted)


def panel_of(call: Call, *, application: Application | None = None) -> list[PanelRow]:
    """Rows by receipt number, of one application or of all; four statements, whatever their number."""
    rules = calls.rules_in_force(call).after.review.adjustments
    found = Application.objects.filter(call=call, status__in=_SPOKEN_OF).select_related("organisation", "call")
    if application is not None:
        found = found.filter(pk=application.pk)
    applications = list(found.with_titles().order_by("number"))
    granted = _granted(applications)
    findings: dict[int, list[Finding]] = {}
    people = "found_by", "taken_back_by"
    for finding in Finding.objects.filter(application__in=applications).select_related(*people).order_by("id"):
        findings.setdefault(finding.application_id, []).append(finding)
    return [
        PanelRow(
            one,
            tuple(Judged(rule, granted.get((one.pk, rule.key))) for rule in rules),
            tuple(findings.get(one.pk, ())),
        )
        for one in applications
    ]


def _granted(applications: Iterable[Application]) -> dict[tuple[int, str], GrantedAdjustment]:
    rows = GrantedAdjustment.objects.filter(application__in=applications).select_related("decided_by")
    return {(one.application_id, one.key): one for one in rows}
