"""The order by `created_at`, which lists offer, without sorting the whole table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # as the index is made beside the work that goes on

    dependencies = [("labs", "0003_status_since")]

    operations = [
        AddIndexConcurrently(
            model_name="jointlab",
            index=models.Index(fields=["created_at", "id"], name="labs_jointlab_created"),
        ),
    ]
