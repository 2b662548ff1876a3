"""The diagrams in docs/calls.md are those of the tables of transitions."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from axportal.calls.workflow import APPLICATION
from axportal.core.workflow import Row, Workflow
from axportal.decisions.management.commands import state_diagrams


def test_the_page_is_as_the_tables_are():
    call_command("state_diagrams", "--check")


def test_another_table_is_noticed(monkeypatch):
    rows = [*APPLICATION.rows.values(), Row("vanish", ("draft",), "gone", lambda user, obj: True)]
    other = Workflow(model="calls.application", rows=rows)
    monkeypatch.setitem(state_diagrams.WORKFLOWS, "Application", other)
    with pytest.raises(CommandError):
        call_command("state_diagrams", "--check")


def test_a_diagram_names_beginning_end_and_what_goes_by_itself():
    def anybody(user, obj):
        return True

    table = Workflow(
        model="x",
        rows=[Row("open", ("draft",), "open", anybody), Row("close", ("open",), "closed", anybody, by_itself=True)],
    )
    assert table.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> draft",
        "    draft --> open: open",
        "    open --> closed: close †",
        "    closed --> [*]",
    ]


def test_every_status_of_the_models_is_drawn():
    page = (settings.BASE_DIR / "docs" / "calls.md").read_text(encoding="utf-8")
    for name, table in state_diagrams.WORKFLOWS.items():
        drawing = page.split(f"### {name}\n")[1].split("```")[1]
        statuses = {status for row in table.rows.values() for status in (*row.sources, row.target)}
        assert all(f" {status}" in drawing for status in statuses), name
