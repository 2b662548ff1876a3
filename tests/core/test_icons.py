"""Every icon that a template asks for is in the sprite."""

import re
from pathlib import Path

from django.conf import settings

ASKED = re.compile(r'{% icon "([a-z-]+)"|icon="([a-z-]+)"')


def test_every_icon_asked_for_is_drawn() -> None:
    base = Path(settings.BASE_DIR)
    drawn = set(re.findall(r'<symbol[^>]* id="([a-z-]+)"|id="([a-z-]+)"', (base / "frontend/icons.svg").read_text()))
    names = {name for pair in drawn for name in pair if name}
    asked = {
        (name, file.name)
        for file in (base / "templates").rglob("*.html")
        for pair in ASKED.findall(file.read_text())
        for name in pair
        if name
    }
    assert len(asked) > 30
    assert {(name, file) for name, file in asked if name not in names} == set()
