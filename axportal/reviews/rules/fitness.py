"""How well a reviewer fits an application: their words found in what it says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_WORDS = 4
PER_WORD, PER_INDUSTRY, KNOWS_IT, PER_LATENESS = 10.0, 6.0, 8.0, 20.0


@dataclass(frozen=True)
class Grounds:
    """What speaks for a pairing, and against it."""

    words: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    knows_it: bool = False
    late_share: float = 0.0

    @property
    def worth(self) -> float:
        """The weight of it all."""
        found = PER_WORD * min(len(self.words), MOST_WORDS) + PER_INDUSTRY * min(len(self.industries), 2)
        return found + KNOWS_IT * self.knows_it - PER_LATENESS * self.late_share

    def as_json(self) -> dict[str, object]:
        """As it is kept with the seat."""
        return {
            "words": list(self.words),
            "industries": list(self.industries),
            "knows_it": self.knows_it,
            "late_percent": round(self.late_share * 100),
        }


def weigh(
    *, text: str, keywords: Sequence[str], industries: Mapping[str, str], knows_it: bool, late_share: float
) -> Grounds:
    """`text` is the application's title, keywords and goals, lower case; `industries` names by code."""
    return Grounds(
        words=tuple(word for word in keywords if word.lower() in text),
        industries=tuple(code for code, name in industries.items() if name.lower() in text),
        knows_it=knows_it,
        late_share=late_share,
    )
