"""Contract: once nobody runs the version that knew the column, it goes."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """The reverse of expanding."""

    dependencies: ClassVar = [("newer", "0001_expand")]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE calls_application DROP COLUMN drill_note",
            "ALTER TABLE calls_application ADD COLUMN drill_note text NOT NULL DEFAULT ''",
        )
    ]
