"""`python -m tests.drills NAME [--seed N]`: run one drill; its exit code says whether the goals were met."""

import sys
from importlib import import_module

import django

DRILLS = ("restore",)

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in DRILLS:
        sys.exit(f"python -m tests.drills {{{','.join(DRILLS)}}} [--seed N]")
    django.setup()
    sys.exit(import_module(f"tests.drills.{sys.argv.pop(1)}").main())
