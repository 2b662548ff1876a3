"""Any combination of filters, orderings, words and pages is answered, or refused with its reason: never a fault.

Pages, API and exports are asked with what they declare (tests/worlds.py looks the parameters up) and with what nobody
declared. How long a statement may take is the database's own limit (tests/core/test_time_limits.py); schemathesis
asks the API by its description (tests/core/test_schemathesis.py).
"""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from axportal.core.api.throttling import CallerThrottle
from axportal.records import registry
from tests import rows
from tests.test_isolation import LIST_PAGES
from tests.worlds import API, API_LISTS, SLUGS

pytestmark = [pytest.mark.goal("R23"), pytest.mark.feature("I16")]
ODD = (
    "", " ", "'", '"', "\\", "%", "_", "\x00", "a\x00b", "\ud800", "0", "-1", "1", "9" * 21, "1e309", "NaN", "true",
    "null", "[]", "{}", "{{7*7}}", "${7*7}", "<script>", "2026-13-99", "0000-01-01", "9999-12-31", "2026-11-23",
    "honam", "00000000-0000-0000-0000-000000000000", "published", "draft", "operating", "ㄱㄴㄷ", "연구소", "🧪",
    "a" * 3000, "\u202e", "'; SELECT pg_sleep(9)--", "1) OR 1=1", "name_ko__regex", "../../etc/passwd", "a,b,c" * 200,
)  # fmt: skip
COMMON = (
    "q", "cursor", "page", "page_size", "size", "sort", "ordering", "count", "fields", "format", "view", "type",
    "nobody",
)  # fmt: skip
#: Each list with the parameters that it reads, and the values that mean something there.
LISTS: dict[str, dict[str, tuple[str, ...]]] = {}
ONCE = settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def choices_of(filterset) -> dict[str, tuple[str, ...]]:
    """The filters of a filter set with their choices."""
    declared = filterset.base_filters if filterset is not None else {}
    choices = {name: found.extra.get("choices", ()) for name, found in declared.items()}
    return {name: tuple(str(value) for value, _label in known) for name, known in choices.items()}


for slug, record_type in registry.all_types().items():
    sorts = (*record_type.orderings, *(f"-{name}" for name in record_type.orderings))
    read = {**choices_of(record_type.filterset), "sort": sorts}
    LISTS |= {f"/{slug}/": read, f"/{slug}/export.csv": read, f"/{slug}/export.xlsx": read}
for slug in API_LISTS:
    view = resolve(f"{API}{slug}/").func.cls
    orderings = (*view.orderings, *(f"-{name}" for name in view.orderings))
    LISTS[f"{API}{slug}/"] = {**choices_of(view.filterset), "ordering": orderings, "fields": tuple(view.shape.fields)}
OTHERS = {
    "/": "home",
    "/catalogue/": "search:catalogue",
    "/search/": "search:search",
    "/sources/": "search:sources",
    "/calls/": "calls:call-list",
    "/calls/calendar.ics": "calls:calendar",
    "/applications/": "calls:application-list",
    "/reports/": "reports:run-list",
    "/dashboard/": "dashboard:national",
    "/dashboard/trend/": "dashboard:trend",
    "/dashboard/compare/": "dashboard:compare",
    "/dashboard/export.csv": "dashboard:export",
    "/dashboard/export.xlsx": "dashboard:export",
    "/en/labs/": "records:list",
}
LISTS |= {address: dict.fromkeys(LIST_PAGES[page], (*SLUGS, "map")) for address, page in OTHERS.items()}


@st.composite
def questions(draw, read: dict[str, tuple[str, ...]]) -> str:
    """Up to eight parameters, meant and unmeant, some of them twice."""
    names = draw(st.lists(st.sampled_from([*read, *read, *COMMON]), max_size=8))
    pairs = [(name, draw(st.sampled_from([*read.get(name, ()), *read.get(name, ()), *ODD]))) for name in names]
    return urlencode(pairs, errors="surrogatepass")


PIERCING = ("\x00", "a\x00b", "'", "\\", "%", "\ud800", "a" * 3000, "🧪", "\u202e", "'; SELECT pg_sleep(9)--", "1e309")


@pytest.fixture(scope="module")
def asked_of(django_db_setup, django_db_blocker, database_names):
    """Clients of three people on a database of this module."""
    from tests import databases, people

    with django_db_blocker.unblock(), databases.copied(database_names[1]):
        cast = people.Cast()
        rows.make_missing(cast)
        found = {"visitor": Client()}
        for name in ("institute_admin", "company_representative"):
            found[name] = Client()
            found[name].force_login(cast[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        yield found


@pytest.mark.api10("API4", "API8")
@pytest.mark.parametrize("address", LISTS)
def test_any_question_is_answered_or_refused_with_its_reason(asked_of, monkeypatch, address):
    monkeypatch.setattr(CallerThrottle, "allow_request", lambda *args: True)

    def ensure_answered(name, question):
        answer = asked_of[name].get(f"{address}?{question}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code in {200, 302, 400, 403, 404}, (question, content[:300])
        if answer.status_code == 400:
            assert content
        if answer.status_code >= 400 and address.startswith(API):
            assert answer.headers["Content-Type"] == "application/problem+json"

    for word in PIERCING:
        ensure_answered("institute_admin", urlencode({"q": word}, errors="surrogatepass"))

    @ONCE
    @given(question=questions(LISTS[address]), name=st.sampled_from(sorted(asked_of)))
    def ask(question, name):
        ensure_answered(name, question)

    ask()
