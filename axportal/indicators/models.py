"""Figures kept day by day, so that the past can be looked up as it was counted then."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models import FactModel, Zone


class FigureDay(models.Model):
    """A day whose figures were kept, and the instant of the snapshot they come from."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    taken_at = models.DateTimeField()
    is_demo = models.BooleanField(
        default=False, help_text="The whole day is made up, as the history of a demonstration is."
    )

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class DailyFigure(models.Model):
    """One counted figure of a day: task × measure × zone × origin of the rows. No value: not known that day."""

    class Task(models.TextChoices):
        LABS = "labs", _("산·학 AX 공동연구소")
        TALENT = "talent", _("AI 인재양성")
        STARTUPS = "startups", _("창업원")
        GPU = "gpu", _("GPU 공동활용")

    id = models.BigAutoField(primary_key=True)
    kept = models.ForeignKey(FigureDay, on_delete=models.CASCADE, related_name="figures")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.CharField(max_length=10, choices=Task.choices)
    measure = models.CharField(max_length=20)
    origin = models.CharField(max_length=15, choices=FactModel.Origin.choices)
    value = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kept", "zone", "task", "measure", "origin"],
                name="indicators_dailyfigure_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="indicators_dailyfigure_task_known",
                condition=models.Q(task__in=["labs", "talent", "startups", "gpu"]),
            ),
            models.CheckConstraint(
                name="indicators_dailyfigure_not_negative",
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}.{self.measure} {self.zone_id} {self.value}"
