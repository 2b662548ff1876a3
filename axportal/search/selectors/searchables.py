"""What search looks through: calls and every record type with a text index."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Call
from axportal.core import clock, text_search
from axportal.core.paging import Ordering
from axportal.records import registry
from axportal.records.declarations import RecordType

BY_NAME = Ordering(("name_ko", "pk"))


def _status(row: Any) -> str:
    return str(row.get_status_display()) if hasattr(row, "get_status_display") else ""


@dataclass(frozen=True)
class Searchable:
    """A searchable model. `fields` are those of its `search_words`; `ordering` is the order of what is found."""

    title: str | Promise
    model: type[models.Model]
    fields: tuple[str, ...]
    list_url: Callable[[], str]
    ordering: Ordering = BY_NAME
    status: Callable[[Any], str] = _status

    def visible_to(self, user: Any) -> models.QuerySet[Any]:
        """The rows this user may see."""
        return self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]

    def matching(self, text: str) -> models.Q:
        """The condition that rows match the words."""
        return text_search.matching(text)


@dataclass(frozen=True)
class Page:
    """A page of the portal itself that search finds by what it is about."""

    title: str | Promise
    about: str | Promise
    url_name: str


PAGES = (
    Page(_("권역"), _("네 권역과 시도, 과학기술원, 특화 산업, 협력 기관"), "zones:list"),
    Page(
        _("모두 보기"),
        _("공동연구소, 영재학교, 창업원, 창업기업, GPU, 기관을 한 목록과 지도로 찾기"),
        "search:catalogue",
    ),
    Page(_("출처"), _("이 포털의 사실이 근거한 자료와 날짜"), "search:sources"),
)


CALLS = Searchable(
    title=_("공고"),
    model=Call,
    fields=("title_ko", "title_en", "summary_ko", "summary_en"),
    list_url=lambda: reverse("calls:call-list"),
    ordering=Ordering(("-closes_at", "pk")),
    status=lambda call: str(call.phase(at=clock.now()).label),
)


def searchables() -> tuple[Searchable, ...]:
    """Calls, then every record type with a text index in the order of the settings."""
    types = [record_type for record_type in registry.all_types().values() if record_type.search_fields]
    return (CALLS, *map(_of_record_type, types))


def _of_record_type(record_type: RecordType) -> Searchable:
    return Searchable(
        title=record_type.title,
        model=record_type.model,
        fields=record_type.search_fields,
        list_url=lambda: reverse("records:list", kwargs={"slug": record_type.slug}),
    )
