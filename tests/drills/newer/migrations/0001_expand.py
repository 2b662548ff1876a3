"""Expand: a column with a default, which the version before neither reads nor writes."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """One change of one table that everybody uses."""

    dependencies: ClassVar = [("calls", "__first__")]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE calls_application ADD COLUMN drill_note text NOT NULL DEFAULT ''",
            "ALTER TABLE calls_application DROP COLUMN drill_note",
        )
    ]
