"""Cut the part of the pages' font that a first view needs: cut_fonts.py TARGET.

That is a quarter of it: the characters of frontend/characters.txt. The whole file is fetched only by a page that has
another one. first.txt and rest.txt tell the style sheet which characters to look for in which.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools import subset

from scripts import characters

SOURCES = Path(__file__).resolve().parent.parent / "node_modules" / "krds-uiux" / "resources" / "fonts"
WEIGHTS = ("Regular", "Medium", "Bold")
#: Latin, digits and common punctuation come first whatever the texts say.
ALWAYS = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x100)) | frozenset(range(0x2010, 0x2027))
#: Named as one block: a quarter of the length of the list of those that the font has.
SYLLABLES = frozenset(range(0xAC00, 0xD7A4))


def source(weight: str) -> Path:
    """Where KRDS keeps a weight."""
    return SOURCES / f"PretendardGOV-{weight}.subset.woff2"


def cut(weight: str, chosen: frozenset[int], target: Path) -> frozenset[int]:
    """Write the part of a weight that has only these characters; all that the weight has."""
    options = subset.Options(flavor="woff2", layout_features=["*"], recalc_timestamp=False)
    font = subset.load_font(source(weight), options)
    everything = frozenset(font.getBestCmap())
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chosen & everything)
    cutter.subset(font)
    subset.save_font(font, target, options)
    return everything


def ranges(codes: frozenset[int]) -> str:
    """Write code points as CSS: U+20-7E,U+AC00."""
    parts: list[list[int]] = []
    for code in sorted(codes):
        if parts and code == parts[-1][1] + 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in parts)


def main() -> None:
    """Cut all weights."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    first = ALWAYS | {ord(char) for char in characters.listed()}
    with ProcessPoolExecutor() as processes:
        cuts = [
            processes.submit(cut, weight, first, target / f"PretendardGOV-{weight}.first.woff2") for weight in WEIGHTS
        ]
    everything = frozenset.union(*(done.result() for done in cuts))
    (target / "first.txt").write_text(ranges(first), encoding="utf-8")
    (target / "rest.txt").write_text(ranges((everything | SYLLABLES) - first), encoding="utf-8")


if __name__ == "__main__":
    main()
