"""Start-up centres and start-ups as record types."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from axportal.core.fastread import Shape
from axportal.records.declarations import Column, Facet, RecordType, Section
from labs.models import JointLab
from regions.records import BY_NAME, BY_UPDATE, FACT_FIELDS, choices_of, short_name
from regions.selectors.keepers import own_institute_defaults, own_institutes
from regions.selectors.lookups import (
    industry_choices,
    industry_lookup,
    institute_choices,
    institute_lookup,
    zone_choices,
    zone_lookup,
)
from startups.filters import StartupCentreFilterSet, StartupFilterSet
from startups.models import Startup, StartupCentre
from startups.permissions import can_create_startup

STARTUP_CENTRE = RecordType(
    slug="startup-centres",
    model=StartupCentre,
    title=_("창업원"),
    singular=_("창업원"),
    columns=(
        Column("name", _("창업원"), order="name"),
        Column("institute__short", _("과기원"), selected=short_name("institute")),
        Column("zone", _("권역")),
        Column("strategy_action", _("전략의 조치")),
        Column("status", _("상태")),
        Column("opened_on", _("개원일"), inline=True),
    ),
    sections=(
        Section(_("기본"), ("institute", "zone", "strategy_action", "status")),
        Section(_("걸어온 길"), ("opened_on", "predecessor")),
    ),
    editable=(
        "name_ko",
        "name_en",
        "institute",
        "zone",
        "strategy_action",
        "status",
        "predecessor_ko",
        "predecessor_en",
        "opened_on",
        "publication",
    ),
    filterset=StartupCentreFilterSet,
    orderings={"name": BY_NAME, "updated_at": BY_UPDATE},
    shape=Shape(
        {
            **FACT_FIELDS,
            "publication": "publication",
            "institute": institute_lookup(),
            "zone": zone_lookup(),
            "strategy_action": "strategy_action",
            "status": "status",
            "predecessor_ko": "predecessor_ko",
            "predecessor_en": "predecessor_en",
            "opened_on": "opened_on",
        }
    ),
    facets=(
        Facet("status", "status", _("상태"), choices_of(StartupCentre.Status)),
        Facet("institute_id", "institute", _("과기원"), institute_choices),
    ),
    search_fields=("name_ko", "name_en", "predecessor_ko"),
    select_related=("institute", "zone", "source"),
    can_create=can_create_startup,
    defaults_for=own_institute_defaults,
    choices_for=lambda user: {"institute": own_institutes(user)},
    tones={"existing": "ok", "planned": "info", "unknown": "unk"},
)


def _startup_choices(user: Any) -> dict[str, Any]:
    """Only what the editor may see and keep."""
    return {
        "institute": own_institutes(user),
        "centre": StartupCentre.objects.visible_to(user),
        "from_lab": JointLab.objects.visible_to(user).order_by("name_ko"),
    }


STARTUP = RecordType(
    slug="startups",
    model=Startup,
    title=_("창업기업"),
    singular=_("창업기업"),
    columns=(
        Column("name", _("창업기업"), order="name"),
        Column("institute__short", _("과기원"), selected=short_name("institute")),
        Column("startup_type", _("유형")),
        Column("industry", _("산업 분야")),
        Column("status", _("상태")),
        Column("founded_on", _("설립일"), inline=True),
        Column("investment_won", _("투자유치"), inline=True, unit=_("원")),
        Column("from_lab", _("나온 공동연구소")),
    ),
    sections=(
        Section(_("무엇을 하는가"), ("summary", "industry", "startup_type", "status")),
        Section(_("어디서 나왔는가"), ("institute", "centre", "from_lab", "zone", "organisation")),
        Section(_("얼마나 자랐는가"), ("founded_on", "investment_won")),
    ),
    editable=(
        "name_ko",
        "name_en",
        "institute",
        "centre",
        "zone",
        "industry",
        "startup_type",
        "status",
        "founded_on",
        "from_lab",
        "investment_won",
        "summary_ko",
        "summary_en",
        "publication",
    ),
    filterset=StartupFilterSet,
    orderings={"name": BY_NAME, "updated_at": BY_UPDATE},
    shape=Shape(
        {
            **FACT_FIELDS,
            "publication": "publication",
            "institute": institute_lookup(),
            "centre": "centre__uuid",
            "zone": zone_lookup(),
            "industry": industry_lookup(),
            "startup_type": "startup_type",
            "status": "status",
            "founded_on": "founded_on",
            "from_lab": "from_lab__uuid",
            "investment_won": "investment_won",
            "summary_ko": "summary_ko",
            "summary_en": "summary_en",
        }
    ),
    facets=(
        Facet("status", "status", _("상태"), choices_of(Startup.Status)),
        Facet("zone_id", "zone", _("권역"), zone_choices),
        Facet("startup_type", "startup_type", _("유형"), choices_of(Startup.Kind)),
        Facet("industry_id", "industry", _("산업 분야"), industry_choices),
        Facet("publication", "publication", _("공개"), choices_of(Startup.Publication)),
        Facet("origin", "origin", _("자료 구분"), choices_of(Startup.Origin)),
    ),
    search_fields=("name_ko", "name_en", "summary_ko"),
    select_related=("institute", "industry", "zone", "from_lab", "centre", "organisation", "source"),
    can_create=can_create_startup,
    defaults_for=own_institute_defaults,
    choices_for=_startup_choices,
    tones={"preparing": "info", "active": "ok", "closed": "plain"},
)
