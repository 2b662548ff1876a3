"""docs/features.md says only what a marked test shows, and every mark is in the table."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([A-I]\d+|N\d+) \| (yes|partial|no) \| (.+) \|$", re.MULTILINE)


def rows() -> dict[str, tuple[str, str]]:
    text = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
    return {row: (state, shows) for row, state, shows in ROW.findall(text)}


def marks() -> dict[str, list[str]]:
    """Feature id → the tests marked with it."""
    found = defaultdict(list)
    for file in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for decorator in getattr(node, "decorator_list", []):
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.feature":
                    for argument in decorator.args:
                        found[argument.value].append(f"{file.relative_to(ROOT)}::{node.name}")
    return found


def test_the_table_has_every_row():
    ids = rows()
    assert len([row for row in ids if not row.startswith("N")]) == 239
    assert len([row for row in ids if row.startswith("N")]) == 26


def test_every_mark_names_a_row():
    assert sorted(set(marks()) - set(rows())) == []


def test_what_is_claimed_is_shown_by_a_marked_test():
    marked = marks()
    assert sorted(row for row, (state, _shows) in rows().items() if state == "yes" and row not in marked) == []


def test_what_is_marked_is_claimed():
    table = rows()
    assert sorted(row for row in marks() if table[row][0] == "no") == []


def test_a_named_test_exists():
    for row, (state, shows) in rows().items():
        if state == "yes":
            named = re.findall(r"`(tests/[\w/]+\.py)`", shows)
            assert named, f"{row} names no test file"
            assert all((ROOT / file).is_file() for file in named), row
