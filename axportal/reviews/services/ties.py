"""Bringing in ties from a file: all rows or none, the same file twice changes nothing."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.core.personal_numbers import contains_personal_number, refusal
from axportal.reviews import permissions
from axportal.reviews.models import Tie
from axportal.reviews.services.people import Named, resolve_people
from axportal.reviews.services.rechecks import recheck_all
from regions.models import Organisation

COLUMNS = (
    "kind", "person", "person_no", "person_organisation", "holder", "other", "other_no", "other_organisation",
    "organisation", "unit", "starts_on", "ends_on",
)  # fmt: skip
MOST_ROWS = 50_000
MOST_TROUBLES = 20
FIRST_LINE = 2  # under the names of the columns
_ORGANISATIONS = ("person_organisation", "holder", "other_organisation", "organisation")
_BATCH = 5000


@dataclass(frozen=True)
class Line:
    """One row of the file, read but not yet resolved."""

    kind: str
    person: Named | None
    other: Named | None
    holder_id: int | None
    organisation_id: int | None
    unit: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Imported:
    """How many ties were new, and the lines of the file that name somebody by nothing but a name.

    Such a person is nobody's colleague: their tie meets no reviewer of that name, whose organisation is known. The
    line is taken in all the same, for a co-author is often known by name alone; the keeper is told to look at it.
    """

    added: int
    by_name_alone: tuple[int, ...] = ()


@transaction.atomic
def import_ties(*, content: bytes, source: str, as_of: date, actor: User, at: datetime) -> Imported:
    """Add the ties of a CSV file. Reviews under way are looked through with them.

    Raises `InvalidInput` that names up to twenty rows with what is wrong with them; then nothing is added.
    """
    if not permissions.can_keep_pool(actor):
        raise NotAllowed(_("이해관계 자료를 넣을 권한이 없습니다."))
    rows = _rows(content)
    lines = _read(rows)
    people = resolve_people(one for line in lines for one in (line.person, line.other) if one is not None)
    ties = [_tie(line, people, source=source, as_of=as_of) for line in lines]
    if any(tie.person_id is not None and tie.person_id == tie.other_id for tie in ties):
        raise _wrong([_("두 사람이 같은 행이 있습니다.")])
    before = Tie.objects.count()
    Tie.objects.bulk_create(ties, batch_size=_BATCH, ignore_conflicts=True)
    added = Tie.objects.count() - before
    audit.record(actor=actor, action="reviews.ties.imported", at=at, detail={"rows": len(lines), "added": added})
    if added:
        recheck_all(reviewers=None, actor=actor, at=at)
    return Imported(added, tuple(number for number, line in enumerate(lines, start=FIRST_LINE) if _names_alone(line)))


def _names_alone(line: Line) -> bool:
    named = (one for one in (line.person, line.other) if one is not None)
    return any(not one.researcher_no and one.organisation_id is None for one in named)


def _rows(content: bytes) -> list[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong([_("UTF-8로 저장한 CSV 파일이 아닙니다.")]) from error
    reader = csv.DictReader(io.StringIO(text))
    unknown = sorted(set(reader.fieldnames or ()) - set(COLUMNS))
    if unknown or "kind" not in (reader.fieldnames or ()):
        raise _wrong([_("첫 줄의 이름을 확인해 주세요: %(names)s") % {"names": ", ".join(COLUMNS)}])
    rows = [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]
    if len(rows) > MOST_ROWS:
        raise _wrong([_("한 번에 %(most)s행까지 넣을 수 있습니다.") % {"most": f"{MOST_ROWS:,}"}])
    return rows


def _read(rows: list[dict[str, str]]) -> list[Line]:
    organisations = _organisations(row.get(name, "") for row in rows for name in _ORGANISATIONS)
    lines, troubles = [], []
    for number, row in enumerate(rows, start=FIRST_LINE):
        try:
            lines.append(_line(row, organisations))
        except ValueError as error:
            troubles.append(_("%(row)s행: %(why)s") % {"row": number, "why": error})
            if len(troubles) == MOST_TROUBLES:
                break
    if troubles:
        raise _wrong(troubles)
    return lines


def _organisations(names: Iterable[str]) -> dict[str, int]:
    """Organisations by what files call them: business number, key or Korean name; what two bear names neither."""
    wanted = {name for name in names if name}
    found: dict[str, int] = {}
    doubtful: set[str] = set()
    rows = Organisation.objects.filter(Q(biz_reg_no__in=wanted) | Q(key__in=wanted) | Q(name_ko__in=wanted))
    for pk, *called in rows.values_list("pk", "biz_reg_no", "key", "name_ko"):
        for name in {one for one in called if one in wanted}:
            doubtful |= {name} if name in found else set()
            found[name] = pk
    return {name: pk for name, pk in found.items() if name not in doubtful}


def _line(row: Mapping[str, str], organisations: Mapping[str, int]) -> Line:
    """Raises `ValueError` with the sentence for the row."""
    kind = row.get("kind", "")
    if kind not in Tie.Kind.values:
        raise ValueError(_("모르는 종류입니다: %(kind)s") % {"kind": kind})
    if any(contains_personal_number(value) for value in row.values()):
        raise ValueError(refusal())
    line = Line(
        kind=kind,
        person=_named(row, "person", organisations),
        other=_named(row, "other", organisations),
        holder_id=_organisation(row.get("holder", ""), organisations),
        organisation_id=_organisation(row.get("organisation", ""), organisations),
        unit=row.get("unit", "")[:200],
        starts_on=_day(row.get("starts_on", "")),
        ends_on=_day(row.get("ends_on", "")),
    )
    _ensure_whole(line)
    return line


def _ensure_whole(line: Line) -> None:
    if (line.person is None) == (line.holder_id is None):
        raise ValueError(_("person과 holder 가운데 하나만 적어 주세요."))
    if line.holder_id is not None and line.kind not in {Tie.Kind.SHAREHOLDING, Tie.Kind.ADVISORY}:
        raise ValueError(_("기관이 주체인 것은 지분 보유와 자문뿐입니다."))
    if (line.other is None) == (line.organisation_id is None):
        raise ValueError(_("other와 organisation 가운데 하나만 적어 주세요."))
    if line.other is not None and line.other == line.person:
        raise ValueError(_("두 사람이 같습니다."))
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        raise ValueError(_("끝이 시작보다 앞섭니다."))


def _named(row: Mapping[str, str], column: str, organisations: Mapping[str, int]) -> Named | None:
    name, number = row.get(column, ""), row.get(f"{column}_no", "")
    if not name:
        return None
    if number and not (number.isdecimal() and 8 <= len(number) <= 12):
        raise ValueError(_("국가연구자번호는 숫자 8자리에서 12자리입니다."))
    return Named(name[:100], number, _organisation(row.get(f"{column}_organisation", ""), organisations))


def _organisation(name: str, organisations: Mapping[str, int]) -> int | None:
    if name and name not in organisations:
        raise ValueError(_("모르거나 여럿인 기관입니다: %(name)s") % {"name": name})
    return organisations.get(name)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError(_("날짜를 2026-11-23처럼 적어 주세요.")) from error


def _tie(line: Line, people: Mapping[Named, int], *, source: str, as_of: date) -> Tie:
    """A tie between two people stands once, the smaller id first, whoever the file names first."""
    person = people[line.person] if line.person is not None else None
    other = people[line.other] if line.other is not None else None
    if person is not None and other is not None and other < person:
        person, other = other, person
    return Tie(
        kind=line.kind,
        person_id=person,
        other_id=other,
        holder_id=line.holder_id,
        organisation_id=line.organisation_id,
        unit_name=line.unit,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        source=source,
        as_of=as_of,
    )


def _wrong(sentences: list[str]) -> InvalidInput:
    return InvalidInput(_("파일에 고칠 곳이 있어 아무것도 넣지 않았습니다."), fields={"file": sentences})
