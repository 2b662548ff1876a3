"""Each of the ten risks of OWASP API Security 2023 is attacked by three tests or more (`pytest -m api10`)."""

import ast
from collections import defaultdict

import pytest

from tests.house.test_features import ROOT

RISKS = {
    "API1": "Broken object level authorization",
    "API2": "Broken authentication",
    "API3": "Broken object property level authorization",
    "API4": "Unrestricted resource consumption",
    "API5": "Broken function level authorization",
    "API6": "Unrestricted access to sensitive business flows",
    "API7": "Server side request forgery",
    "API8": "Security misconfiguration",
    "API9": "Improper inventory management",
    "API10": "Unsafe consumption of APIs",
}


def attacks() -> dict[str, set[str]]:
    """Risk → the tests marked with it."""
    found = defaultdict(set)
    for file in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for decorator in getattr(node, "decorator_list", []):
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.api10":
                    for argument in decorator.args:
                        found[argument.value].add(f"{file.relative_to(ROOT)}::{node.name}")
    return found


@pytest.mark.goal("R20")
@pytest.mark.parametrize("risk", RISKS)
def test_three_attacks_for_each_risk(risk):
    assert len(attacks()[risk]) >= 3, RISKS[risk]


def test_every_mark_names_a_risk():
    assert set(attacks()) == set(RISKS)
