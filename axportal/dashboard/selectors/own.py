"""What an institute's administrator still has to do: unpublished records and milestones that come up."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from axportal.accounts.scoping import Scope
from axportal.core import counters
from axportal.core.models import in_language
from axportal.dashboard.selectors.attention import Attention, Item
from axportal.records import registry
from labs.models import JointLab
from regions.models import RecordModel
from regions.selectors.lookups import institute_references
from startups.models import Startup
from talent.models import GiftedSchool

#: Record list, model, its column and its filter for the institute that keeps a record.
KEPT: Sequence[tuple[str, type[RecordModel], str, str]] = (
    ("labs", JointLab, "institute_id", "institute"),
    ("schools", GiftedSchool, "affiliated_institute_id", "affiliated_institute"),
    ("startups", Startup, "institute_id", "institute"),
)


@dataclass(frozen=True)
class Drafts:
    """Unpublished records of one kind."""

    title: str
    count: int
    url: str


@dataclass(frozen=True)
class OwnInstitute:
    """One's own institute: what is not published yet, what comes up."""

    name: str
    drafts: tuple[Drafts, ...]
    milestones: tuple[Item, ...]


def own_institute(scope: Scope, looked: Attention) -> OwnInstitute | None:
    """The block of the institutes this person administers, in one statement."""
    own = scope.organisations("institute_admin")
    named = [row for pk, row in institute_references().items() if pk in own]
    if not named:
        return None
    cells = counters.cells_of([model for _slug, model, _column, _filter in KEPT])
    drafts = []
    for slug, model, column, name in KEPT:
        count = sum(n for cell, n in cells[model] if cell["publication"] == "draft" and cell[column] in own)
        if count:
            query = urlencode({"publication": "draft", name: [row["code"] for row in named]}, doseq=True)
            url = f"{reverse('records:list', kwargs={'slug': slug})}?{query}"
            drafts.append(Drafts(str(registry.get(slug).title), count, url))
    name = ", ".join(in_language(row["name_ko"], row["name_en"]) for row in named)
    return OwnInstitute(name=name, drafts=tuple(drafts), milestones=looked.own_milestones)
