"""What is said to who names a part of a GPU and not of which, or into how many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gpu", "0008_alert_told")]

    operations = [
        migrations.AlterConstraint(
            model_name="gpumodel",
            name="gpu_gpumodel_slice_of_something",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", True), ("parts__isnull", True)),
                    models.Q(("parent__isnull", False), ("parts__gte", 2)),
                    _connector="OR",
                ),
                name="gpu_gpumodel_slice_of_something",
                violation_error_message="나누기 전 모델과 나눈 수(2 이상)를 함께 적거나 함께 비워 주세요.",
            ),
        ),
    ]
