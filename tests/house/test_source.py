"""Habits of the house that the source itself must show (docs/architecture.md, habits 2 to 5, 8 and 9)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.same_everywhere  # it reads files alone

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("axportal", "regions", "labs", "talent", "startups", "gpu")
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
WRITES = {"save", "create", "bulk_create", "bulk_update", "delete", "get_or_create", "update_or_create", "update"}
#: `.update(` of these names is a dictionary's.
NOT_QUERYSETS = {"context", "headers", "kwargs", "body", "data", "attrs", "parameters"}


def sources() -> list[Path]:
    return sorted(
        file for package in PACKAGES for file in (ROOT / package).rglob("*.py") if "migrations" not in file.parts
    )


def parsed() -> Iterator[tuple[Path, ast.Module]]:
    for file in sources():
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, str]]:
    """Each call with the name of its method and of what it is called on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            yield node, node.func.attr, name


def at(file: Path, node: ast.AST) -> str:
    return f"{file.relative_to(ROOT)}:{node.lineno}"


def in_layer(file: Path, *names: str) -> bool:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return any(name in parts for name in names)


def test_views_forms_and_api_write_nothing():
    found = [
        f"{at(file, node)} .{method}("
        for file, tree in parsed()
        if in_layer(file, "views", "forms", "api") and "core" not in file.parts
        for node, method, owner in calls(tree)
        if method in WRITES and owner not in NOT_QUERYSETS and not owner.endswith("services") and owner != "self"
    ]
    assert found == []


def test_only_the_outbox_talks_to_the_broker():
    found = [
        at(file, node)
        for file, tree in parsed()
        if file != ROOT / "axportal/core/outbox.py"
        for node, method, _owner in calls(tree)
        if method in {"delay", "apply_async", "send_task"}
    ]
    assert found == []


def test_the_status_of_a_workflow_moves_in_one_place():
    found = []
    for file, tree in parsed():
        if file == ROOT / "axportal/core/workflow.py":
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            found += [
                at(file, node) for target in targets if isinstance(target, ast.Attribute) and target.attr == "status"
            ]
        found += [
            at(file, node)
            for node, method, _owner in calls(tree)
            if method == "update" and any(keyword.arg == "status" for keyword in node.keywords)
        ]
    assert found == []


def test_no_signals_and_no_save_override():
    found = []
    for file, tree in parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("django.db.models.signals"):
                found.append(at(file, node))
            if isinstance(node, ast.ClassDef) and in_layer(file, "models"):
                found += [
                    at(file, part) for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "save"
                ]
    assert found == []


def test_roles_are_compared_in_permissions_and_scoping_only():
    from axportal.accounts.scoping import ROLES

    allowed = {"permissions", "scoping", "querysets", "demonstration", "models"}
    found = []
    for file, tree in parsed():
        if in_layer(file, *allowed, "management"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                literals = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                found += [at(file, node) for value in literals if value in ROLES]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "has":
                literals = [part.value for part in node.args if isinstance(part, ast.Constant)]
                found += [at(file, node) for value in literals if value in ROLES]
    assert found == []


@pytest.mark.parametrize("name", ["extra", "raw", "RawSQL"])
def test_no_query_is_written_by_hand_in_the_orm(name):
    found = [
        at(file, node)
        for file, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr == name and name != "extra")
            or (isinstance(node.func, ast.Name) and node.func.id == name)
        )
    ]
    assert found == []


def test_no_file_and_no_function_is_too_long():
    found = []
    for file, tree in parsed():
        lines = file.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST_FILE:
            found.append(f"{file.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION:
                found.append(f"{at(file, node)} {node.name}: {node.end_lineno - node.lineno + 1} lines")
    assert found == []


def test_public_functions_say_what_they_do():
    found = []
    for file, tree in parsed():
        if "management" in file.parts:
            continue
        if not ast.get_docstring(tree) and file.name != "__init__.py":
            found.append(str(file.relative_to(ROOT)))
        found += [
            f"{at(file, node)} {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
    assert found == []
