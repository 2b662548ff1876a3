"""What the portal itself says can be drawn: each character of texts and data is in a font that the pages load."""

import re
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "frontend" / "dist" / "fonts"
SAID_IN = ("templates", "locale", "axportal", "regions", "labs", "talent", "startups", "gpu", "frontend/js")
FACE = re.compile(r"@font-face\s*{([^}]*)}")
FILE = re.compile(r'url\("[^"]*/([^"/]+\.woff2)"\)')
RANGE = re.compile(r"unicode-range:\s*([^;]+);")


def in_range(given: str) -> set[int]:
    """U+33A1, U+3000-303F as code points."""
    codes: set[int] = set()
    for part in given.split(","):
        first, _dash, last = part.strip().removeprefix("U+").partition("-")
        codes |= set(range(int(first, 16), int(last or first, 16) + 1))
    return codes


def drawn(weight: str) -> set[int]:
    """The characters of the faces for a weight; a face without one stands in for all."""
    codes: set[int] = set()
    for face in FACE.findall((ROOT / "frontend" / "css" / "fonts.css").read_text()):
        file, limits = FILE.search(face), RANGE.search(face)
        if file and (f"font-weight: {weight}" in face or "font-weight" not in face):
            held = set(TTFont(BUILT / file.group(1)).getBestCmap())
            codes |= held & in_range(limits.group(1)) if limits else held
    return codes


@pytest.mark.parametrize("weight", ["400", "500", "700"])
def test_each_character_of_texts_and_data_has_a_font(weight):
    listed = subprocess.run(["git", "ls-files", "-z", *SAID_IN], cwd=ROOT, capture_output=True, text=True, check=True)
    codes = drawn(weight)
    missing: dict[str, list[str]] = {}
    for name in filter(None, listed.stdout.split("\0")):
        for char in set((ROOT / name).read_text()) - set("\n\r\t"):
            if ord(char) not in codes:
                missing.setdefault(char, []).append(name)
    assert missing == {}
