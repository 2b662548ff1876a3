"""How the applications of a call stand by what their reviewers handed in, reckoned anew from raw points."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call, Submission
from axportal.calls.rules.selection import AfterRules
from axportal.decisions.models import Finding, GrantedAdjustment, Selection, TieOrder
from axportal.decisions.rules.ranking import Place, Terms, ties_at_the_line
from axportal.decisions.rules.reckoning import Altered, Input, from_json, places_to_json, reckon, terms_of, to_json
from axportal.decisions.rules.scoring import Failure, Given
from axportal.reviews.selectors.scores import Scored, scores_of
from regions.models import Organisation

#: Applications that a ranking is about.
_RANKED = (
    Application.Status.UNDER_REVIEW,
    Application.Status.EVALUATED,
    Application.Status.SELECTED,
    Application.Status.RESERVE,
    Application.Status.NOT_SELECTED,
)
NO_CHANGE = Altered()


@dataclass(frozen=True)
class Standing:
    """One reckoning with all that it was made from."""

    call: Call
    rules: calls.InForce
    inputs: list[Input]
    terms: Terms
    places: list[Place]
    applications: Mapping[str, Application]
    waiting: int

    @property
    def ties(self) -> list[list[Place]]:
        """Equal ranks that the line parts."""
        return ties_at_the_line(self.places)

    def altered(self, altered: Altered) -> list[Place]:
        """The same on other terms."""
        return reckon(self.inputs, self.rules.content, self.rules.after, self.terms, altered=altered)


def standing_of(call: Call) -> Standing:
    """Ranks and line by the rules in force; the number of queries does not depend on that of applications."""
    rules = calls.rules_in_force(call)
    applications = {str(one.uuid): one for one in _applications(call)}
    scored = {one.application_id: one for one in scores_of(call)}
    # As they are stored with a selection, in its order: what is reckoned again later is then the same to the letter.
    inputs = from_json(to_json(_inputs(call, rules.after, applications, scored)))
    settled = TieOrder.objects.filter(call=call).order_by("-id").values_list("applications", flat=True).first() or ()
    terms = terms_of(rules.after, budget_won=call.budget_won, settled=settled)
    return Standing(
        call=call,
        rules=rules,
        inputs=inputs,
        terms=terms,
        places=reckon(inputs, rules.content, rules.after, terms),
        applications=applications,
        waiting=sum(one.missing for one in scored.values()),
    )


def _applications(call: Call) -> list[Application]:
    newest = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
    found = Application.objects.filter(call=call, status__in=_RANKED).select_related("organisation__zone")
    return list(found.annotate(asked_won=Subquery(newest.values("asked_won")[:1])).with_titles().order_by("number"))


def _inputs(
    call: Call, after: AfterRules, applications: Mapping[str, Application], scored: Mapping[int, Scored]
) -> list[Input]:
    points = {one.key: one.points for one in after.review.adjustments}
    adjustments: dict[int, dict[str, Decimal]] = {}
    for granted in GrantedAdjustment.objects.filter(application__call=call, is_granted=True):
        if granted.key in points:
            adjustments.setdefault(granted.application_id, {})[granted.key] = points[granted.key]
    findings: dict[int, list[Failure]] = {}
    for finding in Finding.objects.filter(application__call=call, taken_back_at=None):
        findings.setdefault(finding.application_id, []).append(Failure(finding.kind))
    return [
        Input(
            given=Given(
                key=uuid,
                sheets=_by_round(scored.get(one.pk)),
                adjustments=adjustments.get(one.pk, {}),
                findings=tuple(sorted(findings.get(one.pk, ()))),
                is_regional=_is_regional(call, one.organisation),
            ),
            receipt=one.number,
            zone=one.organisation.zone.slug if one.organisation.zone is not None else "",
            applicant=str(one.organisation.parent_id or one.organisation_id),
            asked_won=one.asked_won,  # type: ignore[attr-defined]
        )
        for uuid, one in applications.items()
    ]


def _by_round(scored: Scored | None) -> dict[str, list[Mapping[str, Decimal]]]:
    sheets: dict[str, list[Mapping[str, Decimal]]] = {}
    for sheet in scored.sheets if scored is not None else ():
        sheets.setdefault(sheet.round_key, []).append(sheet.points)
    return sheets


def _is_regional(call: Call, organisation: Organisation) -> bool:
    """Of the call's zone; where the call is for all of them, of any zone."""
    if call.zone_id is None:
        return organisation.zone_id is not None
    return organisation.zone_id == call.zone_id


def reckoned_again(selection: Selection) -> bool:
    """Whether the stored points still give the stored places under the stored rules."""
    rules = calls.read_version(selection.rules)
    terms = terms_of(rules.after, budget_won=selection.inputs["budget_won"], settled=selection.inputs["settled"])
    again = reckon(from_json(selection.inputs["applications"]), rules.content, rules.after, terms)
    return places_to_json(again) == selection.places


def stored_inputs(standing: Standing) -> dict[str, object]:
    """What goes into a selection, so that it can be reckoned again."""
    return {
        "applications": to_json(standing.inputs),
        "budget_won": standing.terms.budget_won,
        "settled": list(standing.terms.settled),
    }
