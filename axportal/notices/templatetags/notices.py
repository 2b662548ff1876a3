"""What pages say of notices in words."""

from typing import Any

from django import template

from axportal.notices.rules.kinds import kinds

register = template.Library()


@register.filter
def kind_name(notice: Any) -> str:
    """The name of its kind; nothing for one that no app declares any more."""
    kind = kinds().get(notice.kind)
    return str(kind.label) if kind is not None else ""
