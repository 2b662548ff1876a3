"""What the portal itself says can be drawn, and from the small files that a first view loads."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from scripts import characters

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "frontend" / "dist"
FACE = re.compile(r"@font-face\s*{([^}]*)}")
FILE = re.compile(r'url\("?[^")]*/([^")/]+\.woff2)"?\)')
RANGE = re.compile(r"unicode-range:\s*([^;}]+)")
LARGEST_FIRST_FONTS = 270 * 1024


def in_range(given: str) -> set[int]:
    """U+33A1, U+3000-303F as code points."""
    codes: set[int] = set()
    for part in given.split(","):
        first, _dash, last = part.strip().removeprefix("U+").partition("-")
        codes |= set(range(int(first, 16), int(last or first, 16) + 1))
    return codes


def drawn_at_once(weight: str) -> set[int]:
    """The characters of a weight's first file, and of what stands in for all weights."""
    codes: set[int] = set()
    for face in FACE.findall((BUILT / "app.css").read_text()):
        file, limits = FILE.search(face), RANGE.search(face)
        if file and limits and (f"font-weight:{weight}" in face or "font-weight" not in face):
            codes |= set(TTFont(BUILT / "fonts" / file.group(1)).getBestCmap()) & in_range(limits.group(1))
    return codes


@pytest.mark.parametrize("weight", ["400", "500", "700"])
def test_each_character_of_texts_and_data_is_drawn_at_once(weight):
    codes = drawn_at_once(weight)
    missing = {char: where for char, where in characters.said().items() if ord(char) not in codes}
    assert missing == {}, "run scripts/characters.py --write, then make build"


def test_what_a_first_view_preloads_is_small():
    preloaded = re.findall(r"static 'fonts/([^']+)'", (ROOT / "templates" / "base.html").read_text())
    assert len(preloaded) == 3
    assert sum((BUILT / "fonts" / name).stat().st_size for name in preloaded) <= LARGEST_FIRST_FONTS
