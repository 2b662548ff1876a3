"""`python -m tests.drills NAME… [--seed N] [--quick]`: run drills; the exit code says whether all goals were met."""

import argparse
import os
import random
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

from tests.drills.run import Run
from tests.drills.yard import Yard
from tests.processes import state_folder

#: In the order of a whole run. A drill is a module of this package with `GOALS` and `drill(run)`.
DRILLS = (
    "kill", "rush", "valkey", "pg", "worker", "crash", "chain", "deploy", "disk", "database", "clock", "slow_clients",
    "night", "restore",
)  # fmt: skip
#: Only when they are named.
ON_DEMAND = ("soak", "crowd")
#: What `--quick` runs when no name is given: together at most four minutes.
QUICK = ("kill", "rush", "valkey", "pg", "chain")
HEAD = (
    "| drill | seed | load | injected | yes / no / unknown | lost | doubled | slowest recovery | goals |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def main() -> int:
    """Run them one after another; a drill that breaks down counts as missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*DRILLS, *ON_DEMAND, []], metavar="NAME", help=", ".join(DRILLS + ON_DEMAND)
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--quick", action="store_true", help="the short forms; without names what fits four minutes")
    parser.add_argument("--minutes", type=float, default=0.0, help="how long, for drills that take a length")
    parser.add_argument("--patience", type=float, default=1.0, help="time limits so many times as long: a busy machine")
    options = parser.parse_args()
    names = options.names or (QUICK if options.quick else DRILLS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "axportal.settings")
    with state_folder() as base:
        yard = Yard(Path(os.environ.get("AXPORTAL_DRILLS") or base))  # a folder to keep saves the preparation
        yard.folder.mkdir(exist_ok=True)
        try:
            runs = [perform(name, yard, options) for name in names]
        finally:
            yard.close()
    print(f"\n{HEAD}\n" + "\n".join(run.row() for run in runs))
    return 1 if any(run.missed() for run in runs) else 0


def perform(name: str, yard: Yard, options: argparse.Namespace) -> Run:
    """One drill from the start to its report."""
    module = import_module(f"tests.drills.{name}")
    print(f"\n=== {name}: seed {options.seed}{', quick' if options.quick else ''}", flush=True)
    with tempfile.TemporaryDirectory(prefix="axportal-drill-") as folder:
        run = Run(
            name, module.GOALS, options.seed, options.quick, yard, Path(folder), options.minutes, options.patience
        )
        try:
            module.drill(run)
        except Exception:  # the report has to come in any case
            traceback.print_exc()
            for goal in run.goals:
                run.expect(goal, False, "the drill broke down")
        run.report()
    return run


if __name__ == "__main__":
    sys.exit(main())
