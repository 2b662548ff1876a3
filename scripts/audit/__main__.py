"""`make audit`: run every check, print a table, exit 1 on anything that is not allowed with a reason."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scripts.audit import advisories, tools
from scripts.audit.findings import Allowance, Finding, Outcome, read_allowances, sort

ALLOWED = tools.ROOT / ".ci" / "audit-allow.toml"
FOLDER = Path(os.environ.get("AXPORTAL_VAR") or tools.ROOT / "var").resolve() / "audit"
CHECKS: dict[str, Callable[[], tools.Result]] = {
    "ruff": tools.ruff,
    "bandit": tools.bandit,
    "semgrep-rules": tools.semgrep_rules,
    "semgrep": tools.semgrep,
    "squawk": lambda: tools.squawk(FOLDER),
    "secrets": tools.detect_secrets,
    "sbom": lambda: tools.sbom(FOLDER),
    "deploy": lambda: tools.deploy_check(FOLDER),
}


def main(wanted: list[str]) -> int:
    """Run the named checks, or all; the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    allowances, used = read_allowances(ALLOWED), set[Allowance]()
    outcomes = []
    for name in [*CHECKS, "advisories"]:
        if wanted and name not in wanted:
            continue
        began = time.monotonic()
        outcome, needed = _outcome(name, allowances)
        used |= needed
        outcomes.append(outcome)
        print(f"{name}: {outcome.word}, {time.monotonic() - began:.0f} s", file=sys.stderr)
    checked = {outcome.check for outcome in outcomes}
    stale = [one for one in allowances if one.check in checked and one not in used]
    _report(outcomes, stale)
    return 1 if stale or any(outcome.open for outcome in outcomes) else 0


def _outcome(name: str, allowances: list[Allowance]) -> tuple[Outcome, set[Allowance]]:
    left = ""
    try:
        if name == "advisories":
            did, found, left = advisories.check()
        else:
            did, found = CHECKS[name]()
    except (RuntimeError, OSError, ValueError, KeyError) as error:
        did, found = "did not run", [Finding("broken", name, str(error)[-1500:])]
    outcome, used = sort(name, did, found, allowances)
    outcome.not_checked = left
    return outcome, used


def _report(outcomes: list[Outcome], stale: list[Allowance]) -> None:
    print(f"\n{'check':<14} {'result':<12} {'open':>4} {'allowed':>7}  what was done")
    for outcome in outcomes:
        left = f"; NOT CHECKED: {outcome.not_checked}" if outcome.not_checked else ""
        print(
            f"{outcome.check:<14} {outcome.word:<12} {len(outcome.open):>4} {len(outcome.allowed):>7}"
            f"  {outcome.did}{left}"
        )
    for outcome in outcomes:
        for finding in outcome.open:
            print(f"{outcome.check}: {finding.rule} {finding.where}: {finding.text}")
    for allowance in stale:
        print(f"{ALLOWED.name}: {allowance.check} {allowance.rule} {allowance.where} is not needed any more")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
