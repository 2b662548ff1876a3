"""An organisation's money against the own-share table of the call's rules. Whole won, no rounding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.rules.content import RulesContent
from regions.models import Organisation


@dataclass(frozen=True)
class Sums:
    """Totals over the years."""

    gov: int
    cash: int
    inkind: int

    @property
    def own(self) -> int:
        """What the organisation pays itself."""
        return self.cash + self.inkind

    @property
    def total(self) -> int:
        """All money."""
        return self.gov + self.own


def sums_of(values: Mapping[str, Any]) -> Sums:
    """Add up the years of one organisation's budget; empty fields count nothing."""

    def add(ending: str) -> int:
        return sum(value for key, value in values.items() if key.endswith(ending) and isinstance(value, int))

    return Sums(gov=add("_gov"), cash=add("_cash"), inkind=add("_inkind"))


def budget_faults(
    organisation: Organisation, values: Mapping[str, Any], rules: RulesContent
) -> Iterator[tuple[Organisation, str, str]]:
    """Each rule this budget breaks: organisation, field, sentence. Bodies without a size class pay no own share."""
    sums = sums_of(values)
    cap = rules.yearly_cap_won
    for key, value in values.items():
        if cap is not None and key.endswith("_gov") and isinstance(value, int) and value > cap:
            yield organisation, key, _("정부지원연구개발비가 한 해 %(cap)s원을 넘습니다") % {"cap": f"{cap:,}"}
    share = (rules.own_shares or {}).get(organisation.size_class)
    if share is None or not sums.total:
        return
    if sums.own * 100 < sums.total * share.share:
        facts = {"name": organisation.name, "share": share.share}
        yield organisation, "y1_cash", _("%(name)s의 부담이 총액의 %(share)s%%보다 적습니다") % facts
    if sums.cash * 100 < sums.own * share.cash:
        facts = {"name": organisation.name, "cash": share.cash}
        yield organisation, "y1_cash", _("%(name)s의 현금이 부담금의 %(cash)s%%보다 적습니다") % facts
