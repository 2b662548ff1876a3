"""The kinds of notice: each app declares its own in `settings.NOTICE_KINDS`; people choose how they get them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Kind:
    """One kind of notice. One with legal effect starts a clock or is a proof, so nobody can switch its mail off."""

    key: str
    label: Any  # a text that is translated when it is shown
    group: Any
    is_legal: bool = False


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Every declared kind by its key, in the order of the apps."""
    found: dict[str, Kind] = {}
    for path in settings.NOTICE_KINDS:
        for kind in import_string(path):
            if kind.key in found:
                raise ImproperlyConfigured(f"two kinds of notice are called {kind.key}")
            found[kind.key] = kind
    return found


def legal_keys() -> list[str]:
    """The kinds that nobody can switch off."""
    return [key for key, kind in kinds().items() if kind.is_legal]
