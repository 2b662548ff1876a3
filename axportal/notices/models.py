"""What people were told, how they want to be told, and which addresses send mail back."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axportal.core import changes
from axportal.core.models import BaseModel
from axportal.notices.querysets import ChoiceQuerySet, MailAddressQuerySet, NoticeQuerySet


class Way(models.TextChoices):
    """How a notice reaches a person. The list on the portal has them all."""

    AT_ONCE = "at_once", _("바로 메일로")
    DAILY = "daily", _("하루에 한 번 모아서")
    NOT = "not", _("메일 받지 않음")


class Notice(BaseModel):
    """One thing one person was told, in their language. `way` is how they wanted that kind when it happened.

    `organisation_id` is the institute that has to know when a notice with legal effect does not arrive.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    dedup_key = models.CharField(max_length=300, unique=True)
    subject = models.CharField(_("제목"), max_length=300)
    body = models.TextField()
    path = models.CharField(max_length=300)
    organisation_id = models.BigIntegerField(null=True)
    way = models.CharField(max_length=10)
    message_id = models.CharField(max_length=300, blank=True, help_text="Of its own mail; none when it has none.")
    read_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)
    undelivered_at = models.DateTimeField(null=True)
    undelivered_why = models.CharField(max_length=600, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_notice_of_person"),
            models.Index(fields=["user"], name="notices_notice_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(
                fields=["user", "id"],
                name="notices_notice_undigested",
                condition=models.Q(way="daily", digested_at__isnull=True),
            ),
            models.Index(
                fields=["organisation_id"],
                name="notices_notice_not_arrived",
                condition=models.Q(undelivered_at__isnull=False),
            ),
            models.Index(fields=["message_id"], name="notices_notice_mail", condition=~models.Q(message_id="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="notices_notice_way_known", condition=models.Q(way__in=["at_once", "daily", "not"])
            ),
        ]
        triggers = [*BaseModel.Meta.triggers, changes.Note()]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Its page among one's own notices."""
        return reverse("notices:notice-detail", kwargs={"uuid": self.uuid})


class Choice(BaseModel):
    """How one person wants one kind of notice. No row: by mail at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=60)
    way = models.CharField(max_length=10)

    objects = ChoiceQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notices_choice_once"),
            models.CheckConstraint(
                name="notices_choice_way_known", condition=models.Q(way__in=["at_once", "daily", "not"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}: {self.way}"


class MailAddress(BaseModel):
    """An address that sent mail back at least once. `failing_since`: ordinary mail goes there no more."""

    address = models.EmailField(max_length=254, unique=True)
    failing_since = models.DateTimeField(null=True)

    objects = MailAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address


class Bounce(BaseModel):
    """One report that one of our mails did not reach an address; a repeated report is no second one."""

    mail_address = models.ForeignKey(MailAddress, on_delete=models.CASCADE, related_name="bounces")
    message_id = models.CharField(max_length=300)
    status = models.CharField(max_length=12, blank=True)
    is_hard = models.BooleanField()
    diagnostic = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField()

    class Meta(BaseModel.Meta):
        ordering = ["-reported_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["mail_address", "message_id", "is_hard"], name="notices_bounce_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mail_address_id} {self.status}"
