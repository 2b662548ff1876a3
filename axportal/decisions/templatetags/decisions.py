"""What pages and letters about decisions say in words."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from axportal.calls import selectors as calls
from axportal.core import formats
from axportal.decisions.selectors.wording import reasons_of

register = template.Library()


@register.filter
def points(value: Any) -> str:
    """Points without zeros that say nothing: 81.50 becomes 81.5, 80.00 becomes 80."""
    if value in ("", None):
        return ""
    number = Decimal(str(value))
    return format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(), "f")


@register.filter
def signed(value: Decimal) -> str:
    """With its sign: +2, -3."""
    return f"+{points(value)}" if value > 0 else points(value)


@register.simple_tag
def outcome_sentence(material: Any) -> str:
    """The decision and its reasons, as a letter says them."""
    outcomes = {
        "selected": _("신청하신 과제가 선정되었습니다."),
        "reserve": _("신청하신 과제가 예비로 선정되었습니다. 선정된 과제가 빠지면 순위대로 올라갑니다."),
        "not_selected": _("신청하신 과제가 이번에는 선정되지 않았습니다."),
    }
    place = material.place
    rank = _("순위: %(rank)s위") % {"rank": formats.number(place["rank"])}
    return " ".join([outcomes[material.decision.outcome], *reasons_of(place), rank])


@register.simple_tag
def place_reasons(place: dict[str, Any]) -> list[str]:
    """For tables."""
    return reasons_of(place)


@register.simple_tag
def ground_name(objection: Any) -> str:
    """The ground of an objection in words, by the rules that were in force."""
    if objection.decision is None:
        rules = calls.rules_in_force(objection.application.call).after.objection
    else:
        rules = calls.read_version(objection.decision.selection.rules).after.objection
    return next((one.name for one in rules.grounds if one.key == objection.ground), objection.ground)
