"""Organisations, industries, the partners of a zone, and who holds which role where."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.accounts.scoping import ROLES
from axportal.core import counters, text_search
from axportal.core.models import BaseModel, NamedModel, in_language
from regions.models.facts import FactModel
from regions.models.zones import Province, Zone
from regions.querysets import FactQuerySet, MembershipQuerySet, OpenQuerySet, OrganisationQuerySet


@counters.counted("kind", "zone", "origin")
@pghistory.track(exclude=text_search.COLUMNS)
class Organisation(FactModel, NamedModel):
    """A body that takes part: institute, company, university, ministry, school …; its zone follows its province."""

    class Kind(models.TextChoices):
        INSTITUTE = "institute", _("과학기술원")
        UNIVERSITY = "university", _("대학")
        RESEARCH_INSTITUTE = "research_institute", _("연구기관")
        COMPANY = "company", _("기업")
        MINISTRY = "ministry", _("중앙부처")
        LOCAL_GOVERNMENT = "local_government", _("지방자치단체")
        SCHOOL = "school", _("학교")
        AGENCY = "agency", _("전문기관")
        DATA_CENTRE = "data_centre", _("데이터센터")
        CLUSTER = "cluster", _("집적단지")
        LABORATORY = "laboratory", _("연구실·학과")
        OTHER = "other", _("기타")

    class Size(models.TextChoices):
        SME = "sme", _("중소기업")
        MID = "mid", _("중견기업")
        LARGE = "large", _("대기업")

    key = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    kind = models.CharField(_("종류"), max_length=20, choices=Kind.choices)
    short_ko = models.CharField(_("줄인 이름"), max_length=80, blank=True)
    short_en = models.CharField(_("줄인 영어 이름"), max_length=80, blank=True)
    biz_reg_no = models.CharField(_("사업자등록번호"), max_length=10, blank=True)
    representative = models.CharField(_("대표자"), max_length=100, blank=True)
    province = models.ForeignKey(
        Province, verbose_name=_("시도"), on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    address_ko = models.CharField(_("주소"), max_length=300, blank=True)
    website = models.URLField(_("누리집"), max_length=300, blank=True)
    founded_on = models.DateField(_("설립일"), null=True, blank=True)
    latitude = models.DecimalField(_("위도"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("경도"), max_digits=8, decimal_places=5, null=True, blank=True)
    size_class = models.CharField(_("기업 규모"), max_length=10, choices=Size.choices, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("상위 기관"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField(_("유효 시작"), null=True, blank=True)
    valid_to = models.DateField(_("유효 끝"), null=True, blank=True)
    search_words = text_search.words_of("name_ko", "name_en", "short_ko", "short_en")
    search_initials = text_search.initials_of("name_ko")

    objects = OrganisationQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["name_ko", "id"]
        constraints = [
            *FactModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["biz_reg_no"], condition=~models.Q(biz_reg_no=""), name="regions_organisation_biz_reg_no_once"
            ),
            models.CheckConstraint(
                name="regions_organisation_biz_reg_no_form", condition=models.Q(biz_reg_no__regex=r"^([0-9]{10})?$")
            ),
            models.CheckConstraint(
                name="regions_organisation_size_known", condition=models.Q(size_class__in=["", "sme", "mid", "large"])
            ),
        ]
        indexes = [
            models.Index(fields=["name_ko", "id"], name="regions_organisation_name"),
            models.Index(fields=["updated_at", "id"], name="regions_organisation_updated"),
            *text_search.indexes("regions_organisation"),
        ]
        triggers = [*FactModel.Meta.triggers, *counters.triggers("kind", "zone", "origin")]

    def get_absolute_url(self) -> str:
        """The organisation's page."""
        return reverse("records:detail", kwargs={"slug": "organisations", "uuid": self.uuid})

    @property
    def short(self) -> str:
        """The short name in the reader's language, the full one where there is none."""
        return in_language(self.short_ko, self.short_en) or self.name

    def audit_organisation_id(self) -> int:
        """Acts on an organisation belong to itself."""
        return self.pk


@pghistory.track()
class Industry(FactModel, NamedModel):
    """A field of industry; fields may have fields below them."""

    code = models.SlugField(_("코드"), max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("상위 분야"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = OpenQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["code"]
        verbose_name_plural = "industries"

    def get_absolute_url(self) -> str:
        """The industry's page."""
        return reverse("records:detail", kwargs={"slug": "industries", "uuid": self.uuid})


@pghistory.track()
class ZoneIndustry(FactModel):
    """An industry that a zone focuses on, within dates."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="zone_industries")
    industry = models.ForeignKey(Industry, on_delete=models.PROTECT, related_name="zone_industries")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["zone", "id"]
        constraints = [
            *FactModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["zone", "industry", "valid_from"], name="regions_zone_industry_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} · {self.industry}"


@pghistory.track()
class ZonePartner(FactModel):
    """An organisation that works with a zone, and on what."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partner_of")
    topic_ko = models.CharField(max_length=300, blank=True)
    topic_en = models.CharField(max_length=300, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["zone", "id"]
        constraints = [
            *FactModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["zone", "organisation", "source", "topic_ko"],
                name="regions_zone_partner_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} · {self.organisation}"

    @property
    def topic(self) -> str:
        """What they work on together."""
        return in_language(self.topic_ko, self.topic_en)


@pghistory.track()
class Membership(BaseModel):
    """One role of one person, within one scope and dates. Without a scope the role holds for the whole portal."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("역할"), max_length=30, choices=list(ROLES.items()))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    starts_on = models.DateField(_("시작"), db_default=Now())
    ends_on = models.DateField(_("끝"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        constraints = [
            models.CheckConstraint(name="regions_membership_role_known", condition=models.Q(role__in=sorted(ROLES))),
            models.CheckConstraint(
                name="regions_membership_dates_ordered",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "organisation", "zone"],
                condition=models.Q(ends_on__isnull=True),
                name="regions_membership_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
