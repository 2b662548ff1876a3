"""The kinds of notice about challenges."""

from django.utils.translation import gettext_lazy as _

from axportal.notices.rules.kinds import Kind

KINDS = [
    Kind("challenges.offered", _("내 난제에 연구실이 답함"), _("현장 난제")),
]
