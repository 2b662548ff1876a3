"""An application of a company to a call, and the organisations that take part in it."""

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.calls import Call
from axportal.calls.querysets import ApplicationQuerySet
from axportal.challenges.models import Challenge
from axportal.core import changes
from axportal.core.models import BaseModel
from regions.models import Organisation


@pghistory.track()
class Application(BaseModel):
    """One company's application, on behalf of a consortium. Its receipt number is given once and stays."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("작성 중")
        SUBMITTED = "submitted", _("제출됨")
        RETURNED = "returned", _("보완 요청")
        SCREENED = "screened", _("사전검토 통과")
        EXCLUDED = "excluded", _("지원 제외")
        UNDER_REVIEW = "under_review", _("평가 중")
        EVALUATED = "evaluated", _("평가 마침")
        SELECTED = "selected", _("선정")
        RESERVE = "reserve", _("예비")
        NOT_SELECTED = "not_selected", _("미선정")
        DECLINED = "declined", _("선정 포기")
        WITHDRAWN = "withdrawn", _("거둠")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("신청 기관"), on_delete=models.PROTECT, related_name="applications"
    )
    number = models.CharField(_("접수번호"), max_length=50, blank=True, editable=False)
    status = models.CharField(_("상태"), max_length=15, choices=Status.choices, default=Status.DRAFT, editable=False)
    challenge = models.ForeignKey(
        Challenge,
        verbose_name=_("답하는 난제"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["organisation", "-id"], name="calls_application_applicant")]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=~models.Q(status="withdrawn"),
                name="calls_application_one_live",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="calls_application_number_once"
            ),
            models.CheckConstraint(
                name="calls_application_status_known",
                condition=models.Q(
                    status__in=[
                        "draft",
                        "submitted",
                        "returned",
                        "screened",
                        "excluded",
                        "under_review",
                        "evaluated",
                        "selected",
                        "reserve",
                        "not_selected",
                        "declined",
                        "withdrawn",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="calls_application_number_when_submitted",
                condition=models.Q(status__in=["draft", "withdrawn"]) | ~models.Q(number=""),
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return self.number or str(self.uuid)

    def get_absolute_url(self) -> str:
        """The application's page."""
        return reverse("calls:application-detail", kwargs={"uuid": self.uuid})

    def audit_zone_id(self) -> int | None:
        """Acts on an application belong to the zone of its call."""
        return self.call.zone_id

    @property
    def is_demo(self) -> bool:
        """Made up for demonstration, as everything that is written to a made-up call."""
        return self.call.is_demo

    @property
    def has_been_submitted(self) -> bool:
        """Handed in at least once."""
        return bool(self.number)


@pghistory.track()
class ConsortiumMember(BaseModel):
    """An organisation that takes part in an application, and as what."""

    class Role(models.TextChoices):
        LEAD = "lead", _("주관연구개발기관")
        JOINT = "joint", _("공동연구개발기관")
        COMMISSIONED = "commissioned", _("위탁연구개발기관")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consortia")
    role = models.CharField(_("역할"), max_length=15, choices=Role.choices)
    gives_data = models.BooleanField(_("데이터 제공"), default=False)
    email = models.EmailField(_("담당자 이메일"), max_length=254, blank=True)

    class Meta(BaseModel.Meta):
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation"], name="calls_consortium_member_once"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(role="lead"), name="calls_consortium_one_lead"
            ),
            models.CheckConstraint(
                name="calls_consortium_role_known", condition=models.Q(role__in=["lead", "joint", "commissioned"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.organisation_id} {self.role}"
