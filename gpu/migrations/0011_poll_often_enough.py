"""A site is read at least every five minutes: the finest rollup holds no more, and would have gaps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gpu", "0010_guarded_days")]

    operations = [
        migrations.RemoveConstraint(model_name="cluster", name="gpu_cluster_poll_seconds_sane"),
        migrations.RunSQL("UPDATE gpu_cluster SET poll_seconds = 300 WHERE poll_seconds > 300", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                name="gpu_cluster_poll_seconds_sane",
                condition=models.Q(("poll_seconds__gte", 5), ("poll_seconds__lte", 300)),
            ),
        ),
    ]
