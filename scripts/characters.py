"""The characters that the portal itself says, and frontend/characters.txt, which lists those of the first font files.

`characters.py` says which are missing in the list; `characters.py --write` adds them.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "frontend" / "characters.txt"
SAID_IN = ("templates", "locale", "axportal", "regions", "labs", "talent", "startups", "gpu", "frontend")
KINDS = {".css", ".html", ".txt", ".md", ".py", ".po", ".js", ".json", ".csv", ".toml", ".yaml", ".typ", ".svg", ".xml"}


def files() -> Iterator[Path]:
    """Every text of the portal: pages, catalogues, code, data."""
    for place in SAID_IN:
        yield from sorted(
            file
            for file in (ROOT / place).rglob("*")
            if file.suffix in KINDS and file != LIST and "dist" not in file.parts
        )


def said() -> dict[str, list[str]]:
    """Each visible character with the files it is in."""
    found: dict[str, list[str]] = {}
    for file in files():
        for char in set(file.read_text(encoding="utf-8")):
            if char.isprintable() and not char.isspace():
                found.setdefault(char, []).append(str(file.relative_to(ROOT)))
    return found


def listed() -> set[str]:
    """The characters of the list."""
    return set("".join(LIST.read_text(encoding="utf-8").split()))


def write(characters: set[str]) -> None:
    """Write the list in order, sixty a line."""
    lines = textwrap.wrap("".join(sorted(characters)), 60)
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Tell or add what is missing."""
    missing = set(said()) - listed()
    if missing and "--write" in sys.argv[1:]:
        write(listed() | missing)
    elif missing:
        sys.exit(f"Not in {LIST.relative_to(ROOT)}: {''.join(sorted(missing))}; run scripts/characters.py --write")


if __name__ == "__main__":
    main()
