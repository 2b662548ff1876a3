"""What a call's rules say about what comes after the deadline: screening, review, selection, objection, publication.

All of it is data of the call, by version, under the keys `screening`, `review`, `selection`, `objection` and
`publication` of the same JSON body that `content` reads. What a call does not say is as the classes' defaults say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.rules.content import Worded, read_words
from axportal.core.errors import InvalidInput

PAPER, PRESENTATION = "paper", "presentation"
#: 시행령 제27조 and the portal's own additions (domain: share-holding, advice, joint work, former employer).
CONFLICT_KINDS = (
    "participant", "relative", "cross_review", "same_department", "same_laboratory", "employer", "former_employer",
    "co_author", "joint_patent", "shareholding", "advisory", "company_group", "official",
)  # fmt: skip
#: 시행령 제27조제4항: scarce expertise may excuse every conflict but one's own part in the proposal.
NEVER_EXCUSED = ("participant",)


@dataclass(frozen=True)
class ScreeningRule(Worded):
    """One condition that a person judges before review: pass, fail or needs a check."""

    @property
    def basis(self) -> str:
        """The law or the paragraph of the notice."""
        return self._say("basis")


@dataclass(frozen=True)
class ReviewRound(Worded):
    """One round of review: on paper or by presentation, with its weight in the whole, names hidden or not."""

    kind: str = PAPER
    weight: int = 100
    anonymous: bool = False


@dataclass(frozen=True)
class Adjustment(Worded):
    """Points added or taken off for what the notice names; negative for a penalty."""

    points: Decimal = Decimal(0)


@dataclass(frozen=True)
class ReviewRules:
    """How applications are reviewed and their scores come together. Points are of 100."""

    rounds: tuple[ReviewRound, ...]
    reviewers: int = 5
    fewest: int = 3
    most_per_reviewer: int = 20
    trim_from: int = 5
    decimals: int = 2
    threshold: Decimal = Decimal(60)
    adjustments: tuple[Adjustment, ...] = ()
    most_bonus: Decimal = Decimal(5)
    tie_order: tuple[str, ...] = ()
    comment_least: int = 30
    conflict_kinds: tuple[str, ...] = CONFLICT_KINDS
    conflict_years: int = 3

    def round_of(self, key: str) -> ReviewRound:
        """One round by its key. Raises `KeyError`."""
        return {one.key: one for one in self.rounds}[key]


@dataclass(frozen=True)
class SelectionRules:
    """How many are selected: the budget is the call's; shares of zones; who stands by."""

    zone_least: Mapping[str, int] = field(default_factory=dict)
    zone_most: Mapping[str, int] = field(default_factory=dict)
    regional_points: Decimal = Decimal(0)
    most_per_applicant: int | None = None
    reserve: int = 0


#: What is heard where a call names nothing else: the grounds of the ministry's former standard manual.
OBJECTION_GROUNDS = (
    Worded("error", {"name_ko": "평가위원의 결정적인 오류", "name_en": "A decisive error of reviewers"}),
    Worded("misreading", {"name_ko": "계획서 내용의 명백한 오해", "name_en": "A plain misreading of the plan"}),
    Worded("administration", {"name_ko": "행정 절차의 명백한 잘못", "name_en": "A clear administrative mistake"}),
)


@dataclass(frozen=True)
class ObjectionRules:
    """국가연구개발혁신법 제14조제6·7항: 10 days to object, 30 days to decide; the grounds that are heard."""

    days: int = 10
    decide_days: int = 30
    grounds: tuple[Worded, ...] = OBJECTION_GROUNDS


@dataclass(frozen=True)
class AfterRules:
    """Everything after the deadline, of one version of a call's rules."""

    screening: tuple[ScreeningRule, ...]
    review: ReviewRules
    selection: SelectionRules
    objection: ObjectionRules
    small_cell: int = 5
    retention_years: int = 3
    return_days: int = 10


def read_after_rules(body: Mapping[str, Any]) -> AfterRules:
    """Read them from the JSON body. Raises `InvalidInput` for what contradicts itself."""
    publication = body.get("publication", {})
    return AfterRules(
        screening=tuple(ScreeningRule(row["key"], read_words(row)) for row in body.get("screening", ())),
        review=_review(body.get("review", {}), {row["key"] for row in body.get("criteria", ())}),
        selection=_selection(body.get("selection", {})),
        objection=_objection(body.get("objection", {})),
        small_cell=int(publication.get("small_cell", 5)),
        retention_years=int(publication.get("retention_years", 3)),
        return_days=int(body.get("returning", {}).get("days", 10)),
    )


def _review(body: Mapping[str, Any], criteria: set[str]) -> ReviewRules:
    rounds = tuple(_round(row) for row in body.get("rounds", ())) or (_only_round(),)
    if sum(one.weight for one in rounds) != 100:
        raise _refuse("review", _("평가 회차의 비중을 더하면 100이어야 합니다."))
    unknown = [key for key in body.get("tie_order", ()) if key not in criteria]
    if unknown:
        raise _refuse("review", _("동점 순서에 없는 평가 항목이 있습니다: %(keys)s") % {"keys": ", ".join(unknown)})
    conflicts = body.get("conflicts", {})
    return ReviewRules(
        rounds=rounds,
        reviewers=int(body.get("reviewers", 5)),
        fewest=int(body.get("fewest", 3)),
        most_per_reviewer=int(body.get("most_per_reviewer", 20)),
        trim_from=int(body.get("trim_from", 5)),
        decimals=int(body.get("decimals", 2)),
        threshold=_decimal(body.get("threshold", 60)),
        adjustments=tuple(
            Adjustment(row["key"], read_words(row), points=_decimal(row["points"]))
            for row in body.get("adjustments", ())
        ),
        most_bonus=_decimal(body.get("most_bonus", 5)),
        tie_order=tuple(body.get("tie_order", ())),
        comment_least=int(body.get("comment_least", 30)),
        conflict_kinds=tuple(conflicts.get("kinds", CONFLICT_KINDS)),
        conflict_years=int(conflicts.get("years", 3)),
    )


def _round(row: Mapping[str, Any]) -> ReviewRound:
    kind = row.get("kind", PAPER)
    if kind not in {PAPER, PRESENTATION}:
        raise _refuse("review", _("평가 회차는 서면이나 발표입니다."))
    return ReviewRound(
        row["key"], read_words(row), kind=kind, weight=int(row.get("weight", 100)), anonymous=bool(row.get("anonymous"))
    )


def _only_round() -> ReviewRound:
    return ReviewRound(PAPER, {"name_ko": "서면평가", "name_en": "Paper review"})


def _selection(body: Mapping[str, Any]) -> SelectionRules:
    least = {zone: int(number) for zone, number in body.get("zone_least", {}).items()}
    most = {zone: int(number) for zone, number in body.get("zone_most", {}).items()}
    if any(number > most.get(zone, number) for zone, number in least.items()):
        raise _refuse("selection", _("권역의 최소 선정 수가 최대보다 큽니다."))
    return SelectionRules(
        zone_least=least,
        zone_most=most,
        regional_points=_decimal(body.get("regional_points", 0)),
        most_per_applicant=body.get("most_per_applicant"),
        reserve=int(body.get("reserve", 0)),
    )


def _objection(body: Mapping[str, Any]) -> ObjectionRules:
    return ObjectionRules(
        days=int(body.get("days", 10)),
        decide_days=int(body.get("decide_days", 30)),
        grounds=tuple(Worded(row["key"], read_words(row)) for row in body.get("grounds", ())) or OBJECTION_GROUNDS,
    )


def _decimal(value: Any) -> Decimal:
    """Points as they were written: a number of JSON goes through its text, so that 0.1 stays 0.1."""
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise _refuse("review", _("점수는 수로 적어 주세요.")) from error


def _refuse(place: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, code="rules_wrong", fields={place: [sentence]})
