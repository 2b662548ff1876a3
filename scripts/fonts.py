"""Convert the built web fonts to TTF for the PDF compiler: fonts.py FOLDER."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

from fontTools.ttLib import TTFont

BUILT = Path(__file__).resolve().parent.parent / "frontend" / "dist"
#: The font of the pages; then what stands in for characters it has not, in pieces of a hundred or two.
FONTS = ("fonts/PretendardGOV-*.subset.woff2", "paper-fonts/*.woff2")


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
    found = [sorted(BUILT.glob(pattern)) for pattern in FONTS]
    if not all(found):
        sys.exit("Web fonts are missing: run `make build` first.")
    folder.mkdir(parents=True, exist_ok=True)
    for source in chain.from_iterable(found):
        target = folder / f"{source.stem}.ttf"
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            convert(source, target)


if __name__ == "__main__":
    main()
