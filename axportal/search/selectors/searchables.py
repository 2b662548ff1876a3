"""What search looks through: every record type with a text index, and what else has one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from axportal.core import text_search
from axportal.records import registry
from axportal.records.declarations import RecordType


@dataclass(frozen=True)
class Searchable:
    """A searchable model. `fields` and `chosung` are those of its search indexes, in the same order."""

    title: str | Promise
    model: type[models.Model]
    fields: tuple[str, ...]
    chosung: str
    list_url: Callable[[], str]
    order: tuple[str, ...] = ("name_ko", "pk")

    def visible_to(self, user: Any) -> models.QuerySet[Any]:
        """The rows this user may see."""
        return self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]

    def matching(self, text: str) -> models.Q:
        """The condition of the model's index."""
        return text_search.matching(text, *self.fields, chosung=self.chosung)


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
        _("공동연구소, 영재학교, 창업원, 창업 기업, GPU, 기관을 한 목록과 지도로 찾기"),
        "search:catalogue",
    ),
    Page(_("출처"), _("이 포털의 사실이 근거한 자료와 날짜"), "search:sources"),
)


def searchables() -> tuple[Searchable, ...]:
    """Everything with a text index, records in the order of the settings."""
    return tuple(
        _of_record_type(record_type) for record_type in registry.all_types().values() if record_type.search_fields
    )


def _of_record_type(record_type: RecordType) -> Searchable:
    return Searchable(
        title=record_type.title,
        model=record_type.model,
        fields=record_type.search_fields,
        chosung=record_type.chosung_field,
        list_url=lambda: reverse("records:list", kwargs={"slug": record_type.slug}),
    )
