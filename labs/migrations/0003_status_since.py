"""Note on each lab since when it stands where it stands: since its last step, without one since it was made."""

import django.db.models.functions.datetime
from django.db import migrations, models

FILL = """
UPDATE labs_jointlab SET status_since = coalesce(
    (SELECT step.at FROM core_transition step
     WHERE step.model = 'labs.jointlab' AND step.object_id = labs_jointlab.id ORDER BY step.id DESC LIMIT 1),
    created_at
)
"""


class Migration(migrations.Migration):
    dependencies = [("labs", "0002_search_columns"), ("core", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="jointlab",
            name="status_since",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="단계가 시작된 때"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
