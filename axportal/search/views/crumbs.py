"""Where the reader is."""

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the home page: label and address of each step; the page itself has no address."""
    return [(_("홈"), reverse("home")), *way]
