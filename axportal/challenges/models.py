"""A problem from the field that looks for a laboratory, and the laboratories that answer."""

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.challenges.querysets import ChallengeQuerySet, ConfidentialQuerySet, InterestQuerySet
from axportal.core.models import BaseModel, in_language
from regions.models import FactModel, Organisation


@pghistory.track()
class Challenge(FactModel):
    """What everybody may read of a problem and of the data that exist on it. No data are given here."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("작성 중")
        OPEN = "open", _("연구실을 찾는 중")
        MATCHED = "matched", _("짝을 찾음")
        CLOSED = "closed", _("마침")
        WITHDRAWN = "withdrawn", _("거둠")

    class Data(models.TextChoices):
        NONE = "none", _("아직 없음")
        PARTLY = "partly", _("일부 있음")
        READY = "ready", _("쓸 수 있게 정리됨")

    class Place(models.TextChoices):
        ON_SITE = "on_site", _("현장 안에서만")
        INSTITUTE = "institute", _("과기원 안에서")
        ANYWHERE = "anywhere", _("어디서나")

    class Personal(models.TextChoices):
        NONE = "none", _("개인정보 없음")
        PSEUDONYMISED = "pseudonymised", _("가명정보")
        PERSONAL = "personal", _("개인정보 있음")

    class Secrecy(models.TextChoices):
        NONE = "none", _("비밀 아님")
        TRADE_SECRET = "trade_secret", _("영업비밀")
        SECURITY = "security", _("보안 대상")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("올린 기관"), on_delete=models.PROTECT, related_name="challenges"
    )
    title_ko = models.CharField(_("제목"), max_length=200)
    title_en = models.CharField(_("영어 제목"), max_length=200, blank=True)
    summary_ko = models.TextField(_("공개 요약"), max_length=3000)
    summary_en = models.TextField(_("공개 요약(영어)"), max_length=3000, blank=True)
    data_state = models.CharField(_("데이터"), max_length=10, choices=Data.choices, default=Data.PARTLY)
    data_kind = models.CharField(_("데이터의 형식과 크기"), max_length=300, blank=True)
    data_place = models.CharField(_("처리할 수 있는 곳"), max_length=10, choices=Place.choices, default=Place.ON_SITE)
    data_personal = models.CharField(_("개인정보"), max_length=15, choices=Personal.choices, default=Personal.NONE)
    data_secrecy = models.CharField(_("비밀"), max_length=15, choices=Secrecy.choices, default=Secrecy.NONE)
    status = models.CharField(_("상태"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    readers = models.ManyToManyField(
        Organisation, verbose_name=_("비공개 부분을 볼 기관"), related_name="+", blank=True
    )

    objects = ChallengeQuerySet.as_manager()

    class Meta(FactModel.Meta):
        ordering = ["-id"]
        constraints = [
            *FactModel.Meta.constraints,
            models.CheckConstraint(
                name="challenges_challenge_status_known",
                condition=models.Q(status__in=["draft", "open", "matched", "closed", "withdrawn"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The challenge's page."""
        return reverse("challenges:detail", kwargs={"uuid": self.uuid})

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self.title_ko, self.title_en)

    @property
    def summary(self) -> str:
        """The public summary in the reader's language."""
        return in_language(self.summary_ko, self.summary_en)


class ConfidentialPart(BaseModel):
    """What only the named organisations read. A table of its own, so that nothing that reads challenges holds it."""

    challenge = models.OneToOneField(Challenge, on_delete=models.CASCADE, related_name="confidential")
    text = models.TextField(_("비공개 부분"), max_length=10_000, blank=True)
    #: How often it was changed who reads it, so that `version` moves with that, too.
    namings = models.PositiveIntegerField(default=0)

    objects = ConfidentialQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.challenge_id}"


@pghistory.track()
class Interest(BaseModel):
    """A laboratory's answer to a challenge."""

    class Status(models.TextChoices):
        OFFERED = "offered", _("답을 기다림")
        ACCEPTED = "accepted", _("함께함")
        DECLINED = "declined", _("사양함")
        WITHDRAWN = "withdrawn", _("거둠")

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("기관"), on_delete=models.PROTECT, related_name="interests"
    )
    laboratory = models.CharField(_("연구실"), max_length=200)
    contact = models.EmailField(_("담당자 이메일"), max_length=254)
    message = models.TextField(_("전하는 말"), max_length=3000)
    status = models.CharField(_("상태"), max_length=10, choices=Status.choices, default=Status.OFFERED, editable=False)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = InterestQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "organisation", "laboratory"],
                condition=~models.Q(status="withdrawn"),
                name="challenges_interest_one_live",
            ),
            models.CheckConstraint(
                name="challenges_interest_status_known",
                condition=models.Q(status__in=["offered", "accepted", "declined", "withdrawn"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.laboratory}"
