"""The order by `updated_at`, which lists offer, without sorting the whole table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # as the index is made beside the work that goes on

    dependencies = [("regions", "0002_search_columns")]

    operations = [
        AddIndexConcurrently(
            model_name="organisation",
            index=models.Index(fields=["updated_at", "id"], name="regions_organisation_updated"),
        ),
    ]
