"""What a call's rules say, read from their JSON: who may apply, own shares, criteria, documents, checks, facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput
from axportal.core.models import in_language


@dataclass(frozen=True)
class Worded:
    """An entry with its words in both languages."""

    key: str
    words: Mapping[str, str]

    def _say(self, name: str) -> str:
        return in_language(self.words.get(f"{name}_ko", ""), self.words.get(f"{name}_en", ""))

    @property
    def name(self) -> str:
        """What it is called."""
        return self._say("name")

    @property
    def hint(self) -> str:
        """One sentence more."""
        return self._say("hint")


@dataclass(frozen=True)
class Criterion(Worded):
    """A criterion of selection with its points, and the fewest of them without which nothing is selected."""

    points: int = 0
    threshold: Decimal = Decimal(0)


@dataclass(frozen=True)
class Check(Worded):
    """A condition that applicants answer for themselves; one that is not met keeps them out."""

    @property
    def basis(self) -> str:
        """The law or the paragraph of the notice."""
        return self._say("basis")


@dataclass(frozen=True)
class Document(Worded):
    """A document to hand in; `upload` ones are files, the others are written on the page."""

    upload: bool = False
    required: bool = False

    @property
    def who(self) -> str:
        """Who gives it."""
        return self._say("who")

    @property
    def how(self) -> str:
        """How it is given."""
        return self._say("how")


@dataclass(frozen=True)
class Fact(Worded):
    """A label, a value in large type and a note, in the frame at the top of a call."""

    @property
    def value(self) -> str:
        """The value."""
        return self._say("value")


@dataclass(frozen=True)
class OwnShare:
    """What an organisation of one size pays itself: percent of its total, and percent of that in cash."""

    share: int
    cash: int


@dataclass(frozen=True)
class RulesContent:
    """The rules of one version."""

    kinds: tuple[str, ...] = ("company",)
    sizes: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    minimum_companies: int = 1
    consents_required: bool = False
    own_shares: Mapping[str, OwnShare] | None = None
    yearly_cap_won: int | None = None
    criteria: tuple[Criterion, ...] = ()
    documents: tuple[Document, ...] = ()
    checks: tuple[Check, ...] = ()
    facts: tuple[Fact, ...] = ()
    selection_note: Worded | None = None
    conditions: tuple[Mapping[str, Any], ...] = ()

    @property
    def uploads(self) -> tuple[Document, ...]:
        """The documents that are files."""
        return tuple(document for document in self.documents if document.upload)

    @property
    def most_points(self) -> int:
        """The largest criterion: the full length of the bars."""
        return max((criterion.points for criterion in self.criteria), default=0)


def read_words(row: Mapping[str, Any]) -> dict[str, str]:
    """The `…_ko` and `…_en` entries of a row."""
    return {name: str(value) for name, value in row.items() if name.endswith(("_ko", "_en"))}


def _criterion(row: Mapping[str, Any]) -> Criterion:
    threshold = Decimal(str(row.get("threshold", 0)))
    return Criterion(row["key"], read_words(row), points=int(row["points"]), threshold=threshold)


def read_rules(body: Mapping[str, Any]) -> RulesContent:
    """The rules of a JSON body. Raises `InvalidInput` for criteria that do not add up to 100 points."""
    eligible = body.get("eligible", {})
    criteria = tuple(_criterion(row) for row in body.get("criteria", ()))
    if criteria and sum(criterion.points for criterion in criteria) != 100:
        raise InvalidInput(_("배점의 합이 100점이 아닙니다."), code="criteria_not_100")
    shares = {size: OwnShare(int(row["share"]), int(row["cash"])) for size, row in body.get("own_shares", {}).items()}
    note = body.get("selection_note")
    return RulesContent(
        kinds=tuple(eligible.get("kinds", ("company",))),
        sizes=tuple(eligible.get("sizes", ())),
        zones=tuple(eligible.get("zones", ())),
        minimum_companies=int(eligible.get("minimum_companies", 1)),
        consents_required=bool(body.get("consents", {}).get("required", False)),
        own_shares=shares,
        yearly_cap_won=body.get("yearly_cap_won"),
        criteria=criteria,
        documents=tuple(
            Document(row["key"], read_words(row), upload=bool(row.get("upload")), required=bool(row.get("required")))
            for row in body.get("documents", ())
        ),
        checks=tuple(Check(row["key"], read_words(row)) for row in body.get("checks", ())),
        facts=tuple(Fact(row["key"], read_words(row)) for row in body.get("facts", ())),
        selection_note=Worded("note", read_words(note)) if note else None,
        conditions=tuple(body.get("conditions", ())),
    )
