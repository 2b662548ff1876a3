"""Finding the person behind a name: by national researcher number, else by name and organisation."""

from collections.abc import Iterable
from dataclasses import dataclass

from axportal.reviews.models import Person


@dataclass(frozen=True)
class Named:
    """Somebody as a file or an application names them."""

    name: str
    researcher_no: str
    organisation_id: int | None


def resolve_people(named: Iterable[Named]) -> dict[Named, int]:
    """The person's id for each, made where nobody fits: at most four statements, however many are asked for."""
    wanted = list(dict.fromkeys(named))
    found = _known(wanted)
    missing = {_identity(one): one for one in wanted if one not in found}
    Person.objects.bulk_create(
        [
            Person(name=one.name, researcher_no=one.researcher_no, organisation_id=one.organisation_id)
            for one in missing.values()
        ],
        ignore_conflicts=True,  # somebody else may name the same person right now
        batch_size=5000,
    )
    return found | _known([one for one in wanted if one not in found])


def _identity(one: Named) -> tuple[str, int | None] | str:
    return one.researcher_no or (one.name, one.organisation_id)


def _known(wanted: list[Named]) -> dict[Named, int]:
    """A number decides alone. A name is enough where exactly one person of that organisation bears it."""
    numbers = {one.researcher_no for one in wanted if one.researcher_no}
    names = {one.name for one in wanted if not one.researcher_no}
    by_number = dict(Person.objects.filter(researcher_no__in=numbers).values_list("researcher_no", "pk"))
    bearers: dict[tuple[str, int | None], list[tuple[str, int]]] = {}
    rows = Person.objects.filter(name__in=names).values_list("name", "organisation_id", "researcher_no", "pk")
    for name, organisation_id, number, pk in rows:
        bearers.setdefault((name, organisation_id), []).append((number, pk))
    found = {}
    for one in wanted:
        pk = (
            by_number.get(one.researcher_no)
            if one.researcher_no
            else _only(bearers.get((one.name, one.organisation_id), []))
        )
        if pk is not None:
            found[one] = pk
    return found


def _only(bearers: list[tuple[str, int]]) -> int | None:
    if len(bearers) == 1:
        return bearers[0][1]
    return next((pk for number, pk in bearers if not number), None)
