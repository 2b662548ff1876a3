"""Start-up centres of the institutes and the start-ups that grow in them."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.core import counters, text_search
from axportal.core.models import in_language
from labs.models import JointLab
from regions.models import Industry, Organisation, RecordModel, Zone
from startups.querysets import StartupCentreQuerySet, StartupQuerySet

COUNTED_CENTRE = ("status", "zone", "institute", "publication", "origin")
COUNTED = ("status", "zone", "institute", "startup_type", "industry", "publication", "origin")


@counters.counted(*COUNTED_CENTRE)
@pghistory.track(exclude=text_search.COLUMNS)
class StartupCentre(RecordModel):
    """A start-up centre (창업원): enlarged at one institute, new at the others."""

    class Action(models.TextChoices):
        ENLARGE = "enlarge", _("확대")
        NEW = "new", _("신설")

    class Status(models.TextChoices):
        EXISTING = "existing", _("있음")
        PLANNED = "planned", _("계획")
        UNKNOWN = "unknown", _("모름")

    key = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    institute = models.ForeignKey(
        Organisation, verbose_name=_("과기원"), on_delete=models.PROTECT, related_name="startup_centres"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.PROTECT, null=True, blank=True, related_name="startup_centres"
    )
    strategy_action = models.CharField(_("전략의 조치"), max_length=10, choices=Action.choices)
    status = models.CharField(_("상태"), max_length=10, choices=Status.choices)
    predecessor_ko = models.CharField(_("앞선 조직"), max_length=300, blank=True)
    predecessor_en = models.CharField(_("앞선 조직(영어)"), max_length=300, blank=True)
    opened_on = models.DateField(_("개원일"), null=True, blank=True)
    search_words = text_search.words_of("name_ko", "name_en", "predecessor_ko")
    search_initials = text_search.initials_of("name_ko")

    objects = StartupCentreQuerySet.as_manager()
    record_slug = "startup-centres"

    class Meta(RecordModel.Meta):
        ordering = ["name_ko", "id"]
        constraints = [
            *RecordModel.Meta.constraints,
            models.CheckConstraint(
                name="startups_startupcentre_status_known",
                condition=models.Q(status__in=["existing", "planned", "unknown"]),
            ),
            models.CheckConstraint(
                name="startups_startupcentre_action_known", condition=models.Q(strategy_action__in=["enlarge", "new"])
            ),
        ]
        indexes = [
            models.Index(fields=["name_ko", "id"], name="startups_centre_name"),
            *text_search.indexes("startups_centre"),
        ]
        triggers = [*RecordModel.Meta.triggers, *counters.triggers(*COUNTED_CENTRE)]

    def audit_organisation_id(self) -> int:
        """Acts on a centre belong to its institute."""
        return self.institute_id

    @property
    def predecessor(self) -> str:
        """What did its work before."""
        return in_language(self.predecessor_ko, self.predecessor_en)


@counters.counted(*COUNTED)
@pghistory.track(exclude=text_search.COLUMNS)
class Startup(RecordModel):
    """A start-up of a centre; a spin-off names the joint lab its result came from."""

    class Kind(models.TextChoices):
        FACULTY = "faculty", _("교원 창업")
        STUDENT = "student", _("학생 창업")
        SPINOFF = "spinoff", _("AX 실증 스핀오프")
        PRELIMINARY = "preliminary", _("예비 창업")

    class Status(models.TextChoices):
        PREPARING = "preparing", _("준비")
        ACTIVE = "active", _("활동")
        CLOSED = "closed", _("폐업")

    institute = models.ForeignKey(
        Organisation, verbose_name=_("과기원"), on_delete=models.PROTECT, related_name="startups"
    )
    centre = models.ForeignKey(
        StartupCentre,
        verbose_name=_("창업원"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="startups",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("법인"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="as_startups",
    )
    zone = models.ForeignKey(Zone, verbose_name=_("권역"), on_delete=models.PROTECT, related_name="startups")
    industry = models.ForeignKey(
        Industry, verbose_name=_("산업 분야"), on_delete=models.PROTECT, null=True, blank=True, related_name="startups"
    )
    startup_type = models.CharField(_("유형"), max_length=15, choices=Kind.choices)
    status = models.CharField(_("상태"), max_length=10, choices=Status.choices, default=Status.PREPARING)
    founded_on = models.DateField(_("설립일"), null=True, blank=True)
    from_lab = models.ForeignKey(
        JointLab,
        verbose_name=_("나온 공동연구소"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="spinoffs",
    )
    investment_won = models.BigIntegerField(_("투자유치(원)"), null=True, blank=True)
    summary_ko = models.TextField(_("소개"), max_length=3000, blank=True)
    summary_en = models.TextField(_("소개(영어)"), max_length=3000, blank=True)
    search_words = text_search.words_of("name_ko", "name_en", "summary_ko")
    search_initials = text_search.initials_of("name_ko")

    objects = StartupQuerySet.as_manager()
    record_slug = "startups"

    class Meta(RecordModel.Meta):
        ordering = ["name_ko", "id"]
        constraints = [
            *RecordModel.Meta.constraints,
            models.CheckConstraint(
                name="startups_startup_status_known", condition=models.Q(status__in=["preparing", "active", "closed"])
            ),
            models.CheckConstraint(
                name="startups_startup_type_known",
                condition=models.Q(startup_type__in=["faculty", "student", "spinoff", "preliminary"]),
            ),
            models.CheckConstraint(
                name="startups_startup_investment_not_negative",
                condition=models.Q(investment_won__isnull=True) | models.Q(investment_won__gte=0),
                violation_error_message=_("투자유치는 0원 이상이어야 합니다."),
            ),
        ]
        indexes = [
            models.Index(fields=["name_ko", "id"], name="startups_startup_name"),
            models.Index(fields=["updated_at", "id"], name="startups_startup_updated"),
            *text_search.indexes("startups_startup"),
        ]
        triggers = [*RecordModel.Meta.triggers, *counters.triggers(*COUNTED)]

    def audit_organisation_id(self) -> int:
        """Acts on a start-up belong to the institute whose centre it grows in."""
        return self.institute_id

    @property
    def summary(self) -> str:
        """What it does."""
        return in_language(self.summary_ko, self.summary_en)
