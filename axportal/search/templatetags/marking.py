"""Shows which parts of a text a search hits."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from axportal.search.selectors.marking import Part

register = template.Library()


@register.filter
def marked(parts: Iterable[Part]) -> SafeString:
    """The text with its hits in `<mark>`; every part is escaped."""
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", p.text) if p.hit else p.text,) for p in parts))
