"""Write the SQL of each of our migrations into a folder: python -m scripts.audit.migrations FOLDER."""

import sys
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command


def write_all(folder: Path) -> None:
    """One file for each migration."""
    for app in apps.get_app_configs():
        home = Path(app.path)
        if not home.is_relative_to(settings.BASE_DIR) or ".venv" in home.parts:
            continue
        for migration in sorted((home / "migrations").glob("[0-9]*.py")):
            output = StringIO()
            call_command("sqlmigrate", app.label, migration.stem, database="owner", stdout=output)
            (folder / f"{app.label}.{migration.stem}.sql").write_text(output.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    django.setup()
    write_all(Path(sys.argv[1]))
