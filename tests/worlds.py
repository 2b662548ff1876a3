"""Two worlds that differ in hidden rows only, and every question that could tell them apart."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import django_filters as filters
from django.urls import resolve

from axportal.calls.models import Application, Call
from axportal.calls.services import calls
from axportal.challenges.services import challenges
from axportal.core import clock
from axportal.records import registry
from axportal.records.declarations import RecordType
from regions.models import Organisation
from tests.calls import factories
from tests.gpu.route_objects import make_whole_site
from tests.people import Cast

WORD = "은닉된칠백이"
LATIN = "Zqxhidden"
WORDS = (WORD, "ㅇㄴㄷ", LATIN)
#: What the hidden application says, and who wrote it.
PERSONAL = ("rival_representative", "2208162517", "적은 내용")
MILESTONE = date(2031, 7, 17)
API = "/api/v1/"
SLUGS = sorted(registry.all_types())
CSV_TOO = ("", "?format=csv")
GPU_LISTS = ["gpu/sites", "gpu/nodes", "gpu/jobs", "gpu/attempts", "gpu/outages"]
API_LISTS = [*SLUGS, "zones", "calls", "applications", "challenges", "selections", "letters", "objections", "deciders",
             *GPU_LISTS]  # fmt: skip
KEEPERS = ("institute", "affiliated_institute", "owner")


class Question(NamedTuple):
    """What is asked: of the API by its token, or of the pages by a browser."""

    of_api: bool
    address: str


def make_hidden(cast: Cast) -> dict[str, Any]:
    """A draft of UNIST of every record type that has drafts, a call's draft, and a rival's application handed in."""
    hidden: dict[str, Any] = {}
    for slug, record_type in registry.all_types().items():
        row: Any = record_type.model._default_manager.order_by("pk").last()
        if row is not None and hasattr(row, "publication"):
            hidden[slug] = _draft_like(row, slug)
    at = clock.now()
    call = Call.objects.get()
    values = {"number": LATIN, "title_ko": WORD, "programme": call.programme, "organisation": call.organisation,
              "zone": call.zone, "opens_at": at, "years_max": 1}  # fmt: skip
    hidden["calls"] = calls.create_call(values=values, body=factories.BODY, actor=cast.call_manager, at=at)
    application = factories.ready(cast, call, who="rival_representative")
    factories.submit(application, actor=cast["rival_representative"], at=at)
    values = {"title_ko": WORD, "title_en": LATIN, "summary_ko": WORD, "data_kind": LATIN}
    rival = Organisation.objects.get(key="cast-rival")
    hidden["challenges"] = challenges.write_challenge(
        values={**values, "organisation": rival}, confidential=WORD, readers=[Organisation.objects.get(key="unist")],
        actor=cast["rival_representative"], at=at,
    )  # fmt: skip
    hidden["applications"] = Application.objects.get(pk=application.pk)
    return hidden | _hidden_site(at)


def _hidden_site(at: Any) -> dict[str, Any]:
    """A site of UNIST that is not public, with one of everything."""
    site = make_whole_site("unist", at=at, word=LATIN, name_ko=WORD, name_en=LATIN)
    rows = {name: getattr(site, name).get() for name in ("nodes", "jobs", "attempts", "outages")}
    return {"gpu/sites": site, **{f"gpu/{name}": row for name, row in rows.items()}}


def _draft_like(row: Any, slug: str) -> Any:
    """A copy of the row as somebody else's draft, with values that nothing else has."""
    row.pk = None
    row.uuid = type(row)._meta.get_field("uuid").get_default()
    row.name_ko, row.name_en, row.publication = f"{WORD} {slug}", f"{LATIN} {slug}", "draft"
    for name in ("key", "code"):
        if hasattr(row, name):
            setattr(row, name, f"{LATIN.lower()}-{slug}"[:20])
    if hasattr(row, "biz_reg_no"):
        row.biz_reg_no = ""
    for keeper in KEEPERS:
        if hasattr(row, f"{keeper}_id"):
            setattr(row, keeper, Organisation.objects.get(key="unist"))
    if hasattr(row, "next_milestone_on"):
        row.next_milestone_on = MILESTONE
    row._state.adding = True
    row.save(force_insert=True)
    return row


def questions(hidden: dict[str, Any]) -> list[Question]:
    """Everything that is asked, aimed at the hidden rows."""
    asked = [Question(True, f"{API}{slug}/{query}") for slug in API_LISTS for query in api_queries(slug, hidden)]
    for slug, record_type in registry.all_types().items():
        asked += [Question(False, address) for address in page_addresses(slug, record_type, hidden.get(slug))]
        asked += [Question(of_api, address) for of_api, address in _visible_neighbours(slug, record_type)]
    asked += [Question(True, f"{API}gpu/{name}{query}") for name in ("figures/", "history/") for query in CSV_TOO]
    pages = (*gpu_addresses(hidden), *other_addresses())
    return [*asked, *(Question(False, address) for address in pages)]


def api_queries(slug: str, hidden: dict[str, Any]) -> Iterator[str]:
    """Each parameter of a resource, aimed at the hidden row; every ordering both ways."""
    view: Any = resolve(f"{API}{slug}/").func.cls  # type: ignore[attr-defined]
    yield from ("?count=true", "?page=1", "?page_size=200", "?format=csv")
    yield f"?fields={','.join(view.shape.fields)}&page_size=200"
    for name in view.orderings:
        yield f"?ordering={name}&page_size=200"
        yield f"?ordering=-{name}&page_size=1&count=true"
    if view.searchable:
        yield from (f"?q={word}&count=true" for word in WORDS)
    for name, declared in (view.filterset.base_filters if view.filterset is not None else {}).items():
        for value in _aims(declared, hidden.get(slug)) or ["none"]:
            yield f"?{name}={value}&count=true&page_size=200"


def page_addresses(slug: str, record_type: RecordType, row: Any) -> Iterator[str]:
    """A record type's page, form and file: words, orderings, every filter."""
    filtered = [
        f"?{name}={value}"
        for name, declared in record_type.filterset.base_filters.items()
        for value in _aims(declared, row)
    ]
    yield from (f"/{slug}/{query}" for query in ("", f"?q={WORD}", f"?q={LATIN}", *filtered))
    yield from (f"/{slug}/?sort=-{name}&size=100" for name in record_type.orderings)
    yield from (f"/{slug}/export.csv{query}" for query in ("", f"?q={WORD}", *filtered[::2]))
    yield from (f"/{slug}/export.xlsx?q={WORD}", f"/{slug}/new/")


def _aims(declared: Any, row: Any) -> list[str]:
    """Values of a filter that the hidden row has, and one beside it."""
    if isinstance(declared, filters.BooleanFilter):
        return ["true", "false"]
    found = row
    for part in (declared.field_name or "").split("__"):
        found = getattr(found, part, None)
    if isinstance(declared, filters.DateFilter):
        return [str(MILESTONE), str(MILESTONE - timedelta(days=1))]
    if isinstance(declared, filters.ChoiceFilter | filters.MultipleChoiceFilter) and declared.extra.get("choices"):
        known = [str(value) for value, _label in declared.extra["choices"]]
        return sorted({*([str(found)] if str(found) in known else known[:1]), known[-1]})
    return [str(found)] if found not in (None, "") else []


def _visible_neighbours(slug: str, record_type: RecordType) -> Iterator[tuple[bool, str]]:
    """One object that all may see: its page, its history and its API must not tell of what hangs on it unseen."""
    visible = record_type.model._default_manager.all()
    if slug == "organisations":
        visible = visible.filter(key="unist")
    row: Any = visible.order_by("pk").first()
    if row is not None:
        yield from ((False, f"/{slug}/{row.uuid}/"), (False, f"/{slug}/{row.uuid}/edit/"))
        yield True, f"{API}{slug}/{row.uuid}/"


def gpu_addresses(hidden: dict[str, Any]) -> Iterator[str]:
    """Pages of GPU sites, aimed at the hidden one."""
    site = hidden["gpu/sites"]
    yield from ("/gpu/", "/en/gpu/", "/gpu/public/", "/gpu/public/?q=&format=csv", "/gpu/sites/", "/en/gpu/sites/")
    for name, values in {
        "nodes": {"site": site.uuid, "model": "H100", "zone": "dongnam", "owner": site.owner.uuid, "state": "idle",
                  "q": LATIN, "page": "2", "format": "csv"},
        "jobs": {"site": site.uuid, "state": "running", "organisation": site.owner.uuid, "q": LATIN, "page": "2"},
        "outages": {"site": site.uuid, "day": "2026-03-11", "page": "2", "format": "csv"},
        "history": {"range": "24h", "site": site.uuid, "model": "H100", "format": "csv"},
    }.items():  # fmt: skip
        yield f"/gpu/{name}/"
        yield from (f"/gpu/{name}/?{parameter}={value}" for parameter, value in values.items())
    yield from (f"/gpu/sites/{site.uuid}/", f"/gpu/nodes/{hidden['gpu/nodes'].uuid}/")


def other_addresses() -> Iterator[str]:
    """The portal's other lists, and the one call that all may see."""
    yield from ("/", "/zones/", "/zones/honam/", "/sources/", "/calls/", "/applications/", "/reports/", "/objections/")
    yield from ("/reviewers/?cursor=", "/reviewers/ties/?cursor=", "/reviews/", "/en/reviews/", "/deciders/")
    yield from ("/me/", "/me/tokens/", "/me/sessions/", "/en/calls/", "/companies/register/", "/reports/order/")
    call = Call.objects.exclude(number=LATIN).get()
    yield from (f"/calls/{call.uuid}/", f"/en/calls/{call.uuid}/", f"/calls/{call.uuid}/calendar.ics")
    yield from ("/reviewers/", "/reviewers/?cursor=x", "/reviewers/ties/?cursor=x", "/reviews/", "/objections/")
    yield from ("/challenges/", "/en/challenges/")
    yield from ("/calls/calendar.ics", "/calls/calendar.ics?zone=honam&programme=joint_lab")
    yield from (f"/calls/{call.uuid}/screening/", f"/calls/{call.uuid}/screening/?cursor=x")
    for application in Application.objects.order_by("pk"):
        yield from (f"/applications/{application.uuid}/compare/{query}" for query in ("", "?from=1&to=2"))
    for word in (*WORDS, *PERSONAL):
        yield from (f"/search/?q={word}", f"/catalogue/?q={word}")
    yield from (f"/catalogue/?q={WORD}&view=map", f"/en/search/?q={LATIN}")
    yield from (f"/catalogue/?type={slug}" for slug in SLUGS)
    yield from ("/catalogue/", "/catalogue/?view=map", "/catalogue/?zone=honam", "/catalogue/?status=draft")
    yield "/catalogue/?industry=none&cursor="
    yield from (f"/dashboard/{part}" for part in ("", "trend/", "?zone=honam", "trend/?zone=honam", "export.csv"))
    yield from (
        "/dashboard/compare/",
        "/dashboard/compare/?left=honam&right=jungbu",
        "/dashboard/export.csv?zone=honam",
    )
