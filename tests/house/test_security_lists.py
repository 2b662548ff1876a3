"""docs/security/ stays true: every row is there, and what it names exists."""

import ast
import csv
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "security"
STATES = {"met", "not_applicable", "open"}
LISTS = {"asvs.csv": 253, "web.csv": 21, "code-weaknesses.csv": 49}
#: How many requirements the standard has at level 1, and at level 2 beyond it.
LEVELS = {"1": 70, "2": 183}
CHAPTERS = {f"V{number}" for number in range(1, 18)}
SHORTEST_REASON = 8


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def named_in(file: str) -> frozenset[str]:
    """The names of a file's tests, without running it."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@cache
def semgrep_rules() -> frozenset[str]:
    files = (ROOT / ".ci" / "semgrep").glob("*.yaml")
    return frozenset(rule["id"] for file in files for rule in yaml.safe_load(file.read_text("utf-8"))["rules"])


@cache
def ruff_selects() -> tuple[str, ...]:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    return tuple(code for code in lint["select"] if code not in lint["ignore"])


def exists(evidence: str) -> bool:
    """Whether a test, rule, setting or file that a row names is there."""
    kind, _colon, name = evidence.partition(":")
    if "::" in evidence:
        file, _colons, test = evidence.partition("::")
        return test in named_in(file)
    if kind == "semgrep":
        return name in semgrep_rules()
    if kind == "ruff":
        return bool(re.fullmatch(r"[A-Z]+\d+", name)) and name.startswith(ruff_selects())
    if kind == "setting":
        return hasattr(settings, name)
    return (ROOT / evidence).is_file()


@pytest.mark.goal("R19")
def test_every_requirement_of_the_standard_has_its_row():
    found = rows("asvs.csv")
    ids = [row["id"] for row in found]
    assert len(ids) == len(set(ids)) == LISTS["asvs.csv"]
    assert [one for one in ids if not re.fullmatch(r"V\d{1,2}\.\d\.\d{1,2}", one)] == []
    assert {one.split(".")[0] for one in ids} == CHAPTERS
    assert {level: sum(row["level"] == level for row in found) for level in LEVELS} == LEVELS
    assert ids == sorted(ids, key=lambda one: [int(part) for part in one[1:].split(".")])


@pytest.mark.goal("R19")
def test_nothing_is_open_at_level_1():
    assert [row["id"] for row in rows("asvs.csv") if row["level"] == "1" and row["state"] == "open"] == []


@pytest.mark.goal("R20")
@pytest.mark.parametrize("name", ["web.csv", "code-weaknesses.csv"])
def test_the_korean_lists_are_whole(name):
    found = rows(name)
    assert [row["id"] for row in found] == [str(number) for number in range(1, LISTS[name] + 1)]
    assert len({row["name_ko"] for row in found}) == LISTS[name]


@pytest.mark.parametrize("name", LISTS)
def test_each_state_is_backed(name):
    for row in rows(name):
        assert row["state"] in STATES, row["id"]
        evidence = row["evidence"].split()
        assert [one for one in evidence if not exists(one)] == [], row["id"]
        if row["state"] == "met":
            assert evidence, row["id"]
        else:
            assert len(row["reason"]) >= SHORTEST_REASON, row["id"]


@pytest.mark.parametrize("name", LISTS)
def test_the_summary_counts_what_the_lists_say(name):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    states = [row["state"] for row in rows(name)]
    counts = " | ".join(str(states.count(state)) for state in ("met", "not_applicable", "open"))
    assert f"| `{name}` | {len(states)} | {counts} |" in text


@pytest.mark.parametrize("evidence", ["tests/none.py::test_x", "semgrep:none", "ruff:T999x", "setting:NONE", "none.md"])
def test_what_is_not_there_does_not_count(evidence):
    assert not exists(evidence)


def test_our_scripts_write_text_and_no_markup():
    dangerous = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage")
    scripts = sorted((ROOT / "frontend" / "js").glob("*.js"))
    assert scripts
    assert [file.name for file in scripts if dangerous.search(file.read_text(encoding="utf-8"))] == []
