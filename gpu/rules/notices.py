"""The kinds of notice about GPU sites, and what an alert says."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.notices.rules.kinds import Kind
from gpu.models.streams import Stream
from gpu.models.troubles import Alert, Discrepancy
from gpu.rules.thresholds import COVERAGE_LEAST, IDLE_HELD_MOST

_SITES = gettext_lazy("GPU 사이트")
ALERT, RECOVERY = "gpu.alert", "gpu.recovered"

KINDS = [
    Kind(ALERT, gettext_lazy("GPU 사이트에 이상이 생김"), _SITES),
    Kind(RECOVERY, gettext_lazy("GPU 사이트의 이상이 풀림"), _SITES),
]
#: What a detail of the kind REFUSED says where it is about a token of ours rather than a stream.
WRONG_SITE = "wrong_site"


def sentence(kind: str, detail: Sequence[str]) -> str:
    """What an alert of this kind is about, in the reader's language. `detail` is the row's."""
    if kind == Alert.Kind.LOST:
        return _("72시간 넘게 서버 목록이 오지 않아 전국 합계에서 빠졌습니다.")
    if kind == Alert.Kind.STALE:
        return _("제때 오지 않는 자료: %(streams)s") % {"streams": _listed(detail, Stream)}
    if kind == Alert.Kind.REJECTED:
        return _(
            "쓸 수 없는 줄이 섞여 오는 자료: %(streams)s. 그 줄의 서버나 작업은 전에 알던 값으로 남아 있습니다."
        ) % {"streams": _listed(detail, Stream)}
    if kind == Alert.Kind.REFUSED:
        return _refused(detail)
    if kind == Alert.Kind.COVERAGE:
        return _("지난 한 시간 동안 가동 GPU의 %(share)s%%만 계측되었습니다. 기준은 %(least)s%%입니다.") % {
            "share": "".join(detail), "least": COVERAGE_LEAST // 10,
        }  # fmt: skip
    if kind == Alert.Kind.IDLE_HELD:
        return _("지난 24시간 동안 작업이 잡은 GPU 시간의 %(share)s%%가 놀았습니다. 기준은 %(most)s%%입니다.") % {
            "share": "".join(detail), "most": IDLE_HELD_MOST // 10,
        }  # fmt: skip
    return _("풀리지 않은 불일치: %(kinds)s") % {"kinds": _listed(detail, Discrepancy.Kind)}


def _refused(detail: Sequence[str]) -> str:
    streams = [name for name in detail if name != WRONG_SITE]
    told = []
    if streams:
        told.append(_("사이트가 포털을 들이지 않는 자료: %(streams)s") % {"streams": _listed(streams, Stream)})
    if WRONG_SITE in detail:
        told.append(_("이 사이트의 토큰이 다른 사이트에 쓰였습니다. 새어 나갔는지 확인하고 바꿔 주세요."))
    return " ".join(told)


def _listed(names: Sequence[str], choices: type[Stream] | type[Discrepancy.Kind]) -> str:
    return ", ".join(str(choices(name).label) for name in names if name in choices.values)
