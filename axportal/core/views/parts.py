"""/parts/: every part of the pages with its states, to be compared with the pictures of the design."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from axportal.core import clock, formats
from axportal.core.charts import LineChart, Series
from axportal.core.forms import SampleForm
from axportal.core.maps import MapZone
from axportal.core.tables import Column

ZONES = (
    ("jungbu", "중부권", "KAIST", ("daejeon", "sejong", "north-chungcheong", "south-chungcheong")),
    ("honam", "호남권", "GIST", ("gwangju", "south-jeolla")),
    ("daegyeong", "대경권", "DGIST", ("daegu", "north-gyeongsang")),
    ("dongnam", "동남권", "UNIST", ("busan", "ulsan", "south-gyeongsang")),
)
LABS = {
    "jungbu": (2, 4, 6, 7, 9, 11, 13),
    "honam": (1, 2, 4, 5, 7, 8, 9),
    "daegyeong": (1, 2, 3, 5, 7, 9, 10),
    "dongnam": (0, 1, 3, 4, None, 7, 8),
}
FINGERPRINT = "4b7e91c0d2aa35f877aa0c6e17b94b7e91c0d2aa35f877aa0c6e17b94b7e91c0"


class PartsView(TemplateView):
    """Made-up values in every part; only where demonstration data is shown anyway, or while developing."""

    template_name = "parts.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Hide the page from installations for real work."""
        if not (settings.DEBUG or settings.DEMONSTRATION):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Samples for all parts."""
        return super().get_context_data(**kwargs) | values() | lists() | forms() | times(clock.now())


def chart() -> LineChart:
    """Four zones over seven months; one month of one zone is unknown, the last month provisional."""
    return LineChart(
        title=_("공동연구소는 반년 만에 네 권역 모두에서 늘었습니다"),
        measure=_("운영 중인 산·학 AX 공동연구소, 월말 누적(개), 2026년 4–10월"),
        labels=[formats.month(number) for number in range(4, 11)],
        series=[Series(name, LABS[slug], f"z-{slug}", provisional_from=6) for slug, name, *_rest in ZONES],
        unit=_("개"),
        missing_reason=_("동남권 8월분 미보고"),
        source="IND-01",
        as_of=date(2026, 10, 31),
        provisional=True,
        demonstration=True,
        table_url="#table",
        csv_url="#csv",
    )


def values() -> dict[str, Any]:
    """Figures, charts, the map, tables."""
    return {
        "chart": chart(),
        "trend": (4, 5, 6, None, 8, 9),
        "map_zones": [MapZone(slug, name, lead, f"#{slug}", provinces) for slug, name, lead, provinces in ZONES],
        "switch": [
            {"slug": slug, "name": name, "lead": lead, "url": f"#{slug}", "current": slug == "honam"}
            for slug, name, lead, _provinces in ZONES
        ],
        "bars": [
            {"label": _("계획에 못 미침"), "value": 9, "plan": 12, "text": "9 / 12"},
            {"label": _("계획을 넘음"), "value": 13, "plan": 12, "text": "13 / 12"},
            {"label": "0", "value": 0, "plan": 12, "text": "0 / 12"},
            {"label": _("모름"), "value": None, "plan": 12, "text": _("모름") + " / 12"},
            {"label": _("계획 없음"), "value": 8, "plan": None, "text": "8 / –"},
        ],
        "columns": [
            Column(_("공동연구소"), sort_url="#up", sort="ascending"),
            Column(_("단계")),
            Column("GPU-h", True),
        ],
        "rows": [
            [mark_safe('<a class="val" href="#a">탄소포집 예측 AX</a>'), _("운영"), "1,840"],
            [
                mark_safe('<a class="val" href="#b">배터리 공정 AX</a>'),
                _("협약"),
                mark_safe('<span class="unkv">–</span>'),
            ],
        ],
        "sources": [
            {"title": "「4대 과학기술원 AX 전략」", "url": "#source", "date": date(2026, 3, 11), "grade": "S"},
            {"title": _("포털 협약 기록"), "date": date(2026, 10, 31)},
        ],
        "clash": [
            {"value": "A100 796 · H100 880", "title": _("지역 신문 보도"), "date": date(2025, 7, 2)},
            {"value": "H100 1,120", "title": _("방송 보도"), "date": date(2026, 1, 17)},
        ],
    }


def lists() -> dict[str, Any]:
    """What stands around a list."""
    return {
        "chips": [
            {"label": _("단계"), "value": _("협약"), "remove_url": "#without-stage"},
            {"label": _("마일스톤"), "value": _("30일 안"), "remove_url": "#without-milestone"},
        ],
        "views": [
            {"label": _("전체"), "url": "#all", "count": 38},
            {"label": _("이번 달 고칠 것"), "url": "#month", "count": 12, "current": True},
        ],
        "facets": [
            {"label": _("%(year)s년") % {"year": year}, "url": f"#{year}", "count": count}
            for year, count in ((2026, 7210), (2025, 3902), (2024, 1368))
        ],
        "drops": [{"url": "#drop", "label": _("‘기업 규모: 대기업’ 빼기"), "count_text": _("%(n)s건") % {"n": 3}}],
        "starts": [
            {"url": "#import", "label": _("파일 가져오기"), "icon": "upload", "primary": True},
            {"url": "#new", "label": _("하나씩 쓰기"), "icon": "plus"},
        ],
        "pages": [
            {"number": 1, "url": "#1", "current": True},
            {"number": 2, "url": "#2"},
            {"number": None},
            {"number": 9, "url": "#9"},
        ],
        "bulk": [
            {"name": "act", "value": "stage", "label": _("단계 바꾸기")},
            {"name": "act", "value": "delete", "label": _("지우기"), "danger": True},
        ],
        "changes": [{"label": _("현금 부담"), "was": "10.0", "now": "16.7", "unit": _("백만 원")}],
    }


def forms() -> dict[str, Any]:
    """A form as it opens, one that was refused, and what stands around long forms."""
    return {
        "refused": SampleForm({"share": "120", "organisation": "시연기업 C", "role": "lead"}, auto_id="bad_%s"),
        "cell": SampleForm(auto_id="cell_%s")["starts_on"],
        "bad_cell": SampleForm({"starts_on": "2026-12-31"}, auto_id="bad_cell_%s")["starts_on"],
        "steps": [
            {"label": _("공고·유형"), "url": "#s1", "state": "done", "text": _("완료")},
            {"label": _("참여기관"), "url": "#s2", "state": "now", "text": _("고칠 곳 1")},
            {"label": _("연구진"), "url": "#s3", "state": "warn", "text": _("빠진 곳 2")},
            {"label": _("확인·제출"), "url": "#s4", "state": "", "text": _("시작 전")},
        ],
        "todo": [
            {"label": _("공고·유형"), "state": "ok", "done": 4, "all": 4},
            {
                "label": _("참여기관"),
                "state": "bad",
                "done": 7,
                "all": 8,
                "missing": [{"label": _("사업자등록번호"), "url": "#brn"}],
            },
            {"label": _("예산·부담금"), "state": "yet", "done": 0, "all": 9},
        ],
        "stages": [
            {"label": _("값 굳히기"), "text": _("지표 64개"), "time": _("0.8초"), "state": "done"},
            {"label": _("문서 쓰기"), "text": "PDF 14 / 22", "time": _("3.1초"), "state": "now"},
            {"label": _("확인과 보관"), "text": _("열어 보기, 지문 적기")},
        ],
        "receipt_rows": [(_("과제"), "태양광 발전예측 AX"), (_("참여기관"), "GIST · 시연기업 A")],
        "receipt_actions": [{"url": "#pdf", "label": _("접수증 PDF"), "icon": "download", "primary": True}],
        "fingerprint": FINGERPRINT,
    }


def times(now: datetime) -> dict[str, Any]:
    """Deadlines in all their stages, and a course of events."""
    return {
        "now": now,
        "opened": now - timedelta(days=14),
        "far": now + timedelta(days=17, hours=23, minutes=1),
        "soon": now + timedelta(days=2, hours=23, minutes=14),
        "close": now + timedelta(minutes=9, seconds=41),
        "past": now - timedelta(days=1),
        "events": [
            {"when": _("11. 20. 18:52"), "title": _("접수됨"), "state": "past"},
            {
                "when": _("11. 24. – 12. 1."),
                "title": _("요건 검토"),
                "text": _("자격과 서류를 봅니다."),
                "state": "now",
            },
            {"when": _("12. 23.(수)"), "title": _("결과 통보")},
        ],
        "kept": [{"label": _("3단계 참여기관 · 7칸"), "text": _("서버에 저장 18:46:12")}],
    }
