"""Search over everything one may see, grouped by type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from axportal.core import fastread, paging
from axportal.core.models import in_language
from axportal.search.selectors.marking import Part, has_hit, marked, matches
from axportal.search.selectors.searchables import PAGES, Searchable, searchables
from regions.models import RecordModel
from regions.selectors import zone_summaries

SHOWN = 5
_HANGUL = re.compile("[가-힣]")
SNIPPET = 160  # letters


@dataclass(frozen=True)
class Hit:
    """One thing found. `detail` is where else than in the title the words stand."""

    url: str
    title: tuple[Part, ...]
    detail: tuple[Part, ...] = ()
    zone: Any = None
    status: str = ""
    is_demo: bool = False
    is_draft: bool = False

    @property
    def detail_is_korean(self) -> bool:
        """Whether the detail is Korean whatever the page's language: it may quote a name or a text without English."""
        return any(_HANGUL.search(part.text) for part in self.detail)


@dataclass(frozen=True)
class Group:
    """What was found of one type: the first few, how many in all, and the list of all of them."""

    title: str
    hits: tuple[Hit, ...]
    total: int
    is_exact: bool = True
    more_url: str = ""


@dataclass(frozen=True)
class Found:
    """All groups with anything in them."""

    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        """How many things were found, each group up to its cap."""
        return sum(group.total for group in self.groups)

    @property
    def is_exact(self) -> bool:
        """Whether no group reached its cap."""
        return all(group.is_exact for group in self.groups)


def search(user: Any, text: str) -> Found:
    """What this user may see of what the words ask for."""
    groups = [_zones(text), *(_group(searchable, user, text) for searchable in searchables()), _pages(text)]
    return Found(tuple(group for group in groups if group.hits))


def _group(searchable: Searchable, user: Any, text: str) -> Group:
    """What is there is counted first: how to read the first of them depends on how many there are."""
    matching = searchable.visible_to(user).filter(searchable.matching(text))
    total, is_exact = fastread.capped_count(matching)
    few = paging.are_few(total, is_exact=is_exact)
    first = paging.window_of_matches(matching, searchable.ordering, size=SHOWN, few=few) if total else None
    return Group(
        title=str(searchable.title),
        hits=tuple(_hit(searchable, row, text) for row in first.queryset[:SHOWN]) if first else (),
        total=total,
        is_exact=is_exact,
        more_url=f"{searchable.list_url()}?{urlencode({'q': text})}",
    )


def _hit(searchable: Searchable, row: Any, text: str) -> Hit:
    title = str(row)
    others = (str(getattr(row, name) or "") for name in searchable.fields)
    return Hit(
        url=row.get_absolute_url(),
        title=marked(title, text),
        detail=next(_snippets((other for other in others if other != title), text), ()),
        zone=next((zone for zone in zone_summaries() if zone.id == getattr(row, "zone_id", None)), None),
        status=searchable.status(row),
        is_demo=getattr(row, "is_demo", False),
        is_draft=getattr(row, "publication", "") == RecordModel.Publication.DRAFT,
    )


def _snippets(texts: Iterator[str], query: str) -> Iterator[tuple[Part, ...]]:
    """Each text that is hit, cut to the surroundings of its first hit."""
    for text in texts:
        parts = marked(text, query)
        if has_hit(parts):
            before = sum(len(part.text) for part in _until_hit(parts))
            start = max(before - SNIPPET // 3, 0)
            cut = text[start : start + SNIPPET]
            yield marked(("… " if start else "") + cut + (" …" if start + SNIPPET < len(text) else ""), query)


def _until_hit(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        if part.hit:
            return
        yield part


def _zones(text: str) -> Group:
    """The zones by their own name, their institute's, their provinces' and their industries'."""
    hits = []
    for zone in zone_summaries():
        bodies = [zone.lead] if zone.lead else []
        named = [*bodies, *zone.provinces, *zone.industries]
        known = " · ".join([zone.name_ko, zone.name_en, *(f"{one.name_ko} {one.name_en}" for one in named)])
        if matches(known, text):
            detail = " · ".join(in_language(one.name_ko, one.name_en) for one in named)
            hits.append(
                Hit(
                    url=reverse("zones:detail", kwargs={"slug": zone.slug}),
                    title=marked(zone.name, text),
                    detail=marked(detail, text),
                    zone=zone,
                )
            )
    return Group(title=_("권역"), hits=tuple(hits), total=len(hits))


def _pages(text: str) -> Group:
    """Pages of the portal and of its help."""
    hits = tuple(
        Hit(url=reverse(page.url_name), title=marked(str(page.title), text), detail=marked(str(page.about), text))
        for page in PAGES
        if matches(f"{page.title} {page.about}", text)
    )
    return Group(title=_("안내"), hits=hits, total=len(hits))
