"""Convert the web fonts of the KRDS package to TTF for the PDF compiler: fonts.py FOLDER."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

REPOSITORY = Path(__file__).resolve().parent.parent
#: The packages' own folder first; a deployment without node_modules has the built copies.
SOURCES = (REPOSITORY / "node_modules" / "krds-uiux", REPOSITORY / "frontend" / "dist")
FAMILY = "PretendardGOV"


def web_fonts() -> list[Path]:
    """Return one web font file for each weight."""
    for source in SOURCES:
        by_content = {
            hashlib.sha256(file.read_bytes()).digest(): file for file in sorted(source.rglob(f"*{FAMILY}*.woff2"))
        }
        if by_content:
            return list(by_content.values())
    return []


def convert(source: Path, target: Path) -> None:
    """Write the font as TTF, in one step and with the times of the source, so that all machines agree."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    draft = target.with_suffix(".new")
    font.save(draft)
    draft.replace(target)


def main() -> None:
    """Convert what is missing or older than its source."""
    folder = Path(sys.argv[1])
    fonts = web_fonts()
    if not fonts:
        sys.exit("No web fonts found: run `make build` first.")
    folder.mkdir(parents=True, exist_ok=True)
    for source in fonts:
        target = folder / f"{source.stem}.ttf"
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            convert(source, target)


if __name__ == "__main__":
    main()
