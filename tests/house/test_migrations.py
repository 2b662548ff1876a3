"""Migrations of the house are quick on an empty database."""

from tests.servers import ROOT

FOLDERS = ("axportal/*/migrations", "*/migrations")


def test_triggers_are_added_without_rendering_their_models():
    """`makemigrations` writes `pgtrigger.migrations.AddTrigger`; `triggers.AddTrigger` does the same work at once."""
    files = [file for folder in FOLDERS for file in ROOT.glob(f"{folder}/0*.py")]
    assert len(files) > 20
    slow = [str(file.relative_to(ROOT)) for file in files if "pgtrigger.migrations.AddTrigger(" in file.read_text()]
    assert slow == []
