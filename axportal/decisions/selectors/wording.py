"""Why a place in a ranking is what it is, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from axportal.decisions.rules.ranking import Ground
from axportal.decisions.rules.scoring import Failure


def failure_sentence(failure: str) -> str:
    """Why an application cannot be selected whatever its rank."""
    sentences = {
        Failure.TOO_FEW_SHEETS: _("평가표가 규칙이 정한 수보다 적습니다."),
        Failure.BELOW_THRESHOLD: _("평균이 선정 기준 점수에 미치지 못했습니다."),
        Failure.BELOW_AFTER_PENALTY: _("감점을 빼면 선정 기준 점수에 미치지 못합니다."),
        Failure.BELOW_IN_CRITERION: _("평가 항목 가운데 기준 점수에 미치지 못한 것이 있습니다."),
        Failure.OUT_OF_SCOPE: _("공고의 범위에 맞지 않습니다."),
        Failure.NOT_NEW: _("이미 한 연구와 다르지 않습니다."),
        Failure.ABSENT: _("연구책임자가 발표에 나오지 않았습니다."),
    }
    return sentences[Failure(failure)]


def ground_sentence(ground: str) -> str:
    """Why an outcome is what it is, where nothing failed."""
    sentences = {
        Ground.RANK: _("순위와 예산 안에 들었습니다."),
        Ground.ZONE_LEAST: _("권역마다 약속된 수 안에 들었습니다."),
        Ground.FAILED: _("선정 기준에 맞지 않았습니다."),
        Ground.BUDGET: _("앞선 순위에서 예산이 다 쓰였습니다."),
        Ground.NUMBER: _("앞선 순위에서 정한 수가 다 찼습니다."),
        Ground.ZONE_MOST: _("같은 권역에서 선정할 수 있는 수가 다 찼습니다."),
        Ground.CONCENTRATION: _("한 기업이 받을 수 있는 수를 넘습니다."),
    }
    return sentences[Ground(ground)]


def reasons_of(place: Mapping[str, Any]) -> list[str]:
    """The sentences behind one place of a ranking."""
    if place["failures"]:
        return [failure_sentence(failure) for failure in place["failures"]]
    return [ground_sentence(place["ground"])]
