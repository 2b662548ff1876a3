import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureDay",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField(unique=True)),
                ("taken_at", models.DateTimeField()),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False, help_text="The whole day is made up, as the history of a demonstration is."
                    ),
                ),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="DailyFigure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "task",
                    models.CharField(
                        choices=[
                            ("labs", "산·학 AX 공동연구소"),
                            ("talent", "AI 인재양성"),
                            ("startups", "창업원"),
                            ("gpu", "GPU 공동활용"),
                        ],
                        max_length=10,
                    ),
                ),
                ("measure", models.CharField(max_length=20)),
                (
                    "origin",
                    models.CharField(
                        choices=[("reference", "공개 자료"), ("demonstration", "시연"), ("entered", "기관 입력")],
                        max_length=15,
                    ),
                ),
                ("value", models.BigIntegerField(null=True)),
                (
                    "zone",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.zone"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="indicators.figureday"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kept", "zone", "task", "measure", "origin"),
                        name="indicators_dailyfigure_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("task__in", ["labs", "talent", "startups", "gpu"])),
                        name="indicators_dailyfigure_task_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                        name="indicators_dailyfigure_not_negative",
                    ),
                ],
            },
        ),
    ]
