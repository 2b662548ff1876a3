"""The steps of an application, declared: which fields, of which kind, how long, and on what legal basis.

A step is written once by the applicant, or (`per_organisation`) by every organisation for itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Call
from axportal.calls.rules.content import RulesContent

Label = str | Promise
Choices = tuple[tuple[str, Label], ...]


class Kind(StrEnum):
    """What a field holds."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    WON = "won"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"
    AGREE = "agree"


@dataclass(frozen=True)
class Field:
    """One field. `when` names another field of the step and the value at which this one is asked at all.

    `reused` ones may be filled with what the organisation answered before; what is declared or judged anew is not.
    """

    key: str
    label: Label
    kind: Kind = Kind.LINE
    required: bool = True
    longest: int = 200
    least: int = 0
    most: int = 10**13
    help: Label = ""
    basis: Label = ""
    choices: Choices = ()
    when: tuple[str, str] | None = None
    group: Label = ""
    reused: bool = False

    def is_asked(self, fields: dict[str, object]) -> bool:
        """Whether the field is asked with the step's other values as they stand."""
        return self.when is None or fields.get(self.when[0]) == self.when[1]


@dataclass(frozen=True)
class Step:
    """One step of the form."""

    key: str
    label: Label
    intro: Label = ""
    fields: tuple[Field, ...] = ()
    per_organisation: bool = False
    data_givers_only: bool = False

    def field(self, key: str) -> Field | None:
        """The field of that key."""
        return next((field for field in self.fields if field.key == key), None)

    def is_written_by(self, *, is_applicant: bool, gives_data: bool) -> bool:
        """Whether a member of the consortium has a part in this step."""
        if not self.per_organisation:
            return is_applicant
        return gives_data or not self.data_givers_only


YES_NO: Choices = (("yes", _("예")), ("no", _("아니요")))
CHECKED: Choices = (("met", _("해당합니다")), ("not_met", _("해당하지 않습니다")), ("unsure", _("확인이 필요합니다")))
STAGES: Choices = (("basic", _("기초")), ("applied", _("응용")), ("development", _("개발")), ("other", _("기타")))
SECURITY: Choices = (("general", _("일반과제")), ("sensitive", _("민감과제")), ("secure", _("보안과제")))
ACCESS: Choices = (
    ("open", _("공개할 수 있음")),
    ("consortium", _("참여기관만")),
    ("on_site", _("제공기관 안에서만")),
)
STEP_KEYS = ("call", "project", "partners", "budget", "data", "gpu", "files")
_ACT_10 = _("국가연구개발혁신법 제10조제2항")
_DECREE_9 = _("국가연구개발혁신법 시행령 제9조제3항")
_NO_RRN = _("주민등록번호가 아닙니다.")


def steps_of(call: Call, rules: RulesContent) -> tuple[Step, ...]:
    """The seven steps of this call, in order."""
    return (_call(rules), _project(call), _PARTNERS, _budget(call), _DATA, _GPU, _FILES)


def step_of(call: Call, rules: RulesContent, key: str) -> Step:
    """One step by its key."""
    return next(step for step in steps_of(call, rules) if step.key == key)


def _call(rules: RulesContent) -> Step:
    checks = tuple(
        Field(f"check_{check.key}", check.name, Kind.CHOICE, choices=CHECKED, help=check.hint) for check in rules.checks
    )
    return Step(
        "call",
        _("공고·자격"),
        _("신청할 수 있는지 확인하고 연락 받을 사람을 적습니다."),
        (
            *checks,
            Field("contact_name", _("신청 담당자"), longest=100, reused=True),
            Field("contact_email", _("담당자 이메일"), Kind.EMAIL, longest=254, reused=True),
            Field("contact_phone", _("담당자 전화"), Kind.PHONE, longest=30, reused=True),
        ),
    )


def _project(call: Call) -> Step:
    years = tuple((str(n), format_lazy(_("{n}년"), n=n)) for n in range(1, call.years_max + 1))
    return Step(
        "project",
        _("과제"),
        _("무엇을 왜 어떻게 하려는지 적습니다. 칸을 벗어날 때마다 저장합니다."),
        (
            Field("title_ko", _("과제명"), basis=_DECREE_9),
            Field("title_en", _("영어 과제명"), required=False),
            Field("years", _("연구 기간"), Kind.CHOICE, choices=years),
            Field("research_stage", _("연구개발단계"), Kind.CHOICE, choices=STAGES),
            Field("trl_start", _("시작할 때 기술성숙도(TRL)"), Kind.NUMBER, least=1, most=9, help=_("1에서 9까지")),
            Field("trl_end", _("끝날 때 기술성숙도(TRL)"), Kind.NUMBER, least=1, most=9, help=_("1에서 9까지")),
            Field("keywords", _("핵심어"), longest=300, help=_("쉼표로 나누어 5개까지"), basis=_DECREE_9),
            Field("necessity", _("필요성"), Kind.TEXT, longest=4000, help=_("현장의 난제를 수치로 보여 주세요.")),
            Field("goal", _("목표"), Kind.TEXT, longest=4000),
            Field("method", _("추진 전략과 방법"), Kind.TEXT, longest=6000),
            Field("use_plan", _("활용방안과 기대효과"), Kind.TEXT, longest=4000),
            Field("regional_effect", _("지역 파급효과"), Kind.TEXT, longest=3000, basis=_ACT_10),
            Field("pi_name", _("연구책임자"), longest=100, reused=True),
            Field("pi_researcher_no", _("국가연구자번호"), required=False, longest=20, help=_NO_RRN, reused=True),
            Field("security", _("보안등급"), Kind.CHOICE, choices=SECURITY, basis=_("국가연구개발혁신법 제21조")),
        ),
    )  # fmt: skip


_PARTNERS = Step(
    "partners",
    _("참여기관"),
    _("초대받은 기관은 자기 부분만 쓰고, 다른 기관의 예산은 볼 수 없습니다."),
    (
        Field("contribution", _("맡는 일"), Kind.TEXT, longest=2000),
        Field("lead_person", _("기관 책임자"), longest=100, reused=True),
        Field("researchers", _("참여연구자 수"), Kind.NUMBER, most=9999, reused=True),
        Field("has_foreign_support", _("국외에서 받는 지원"), Kind.CHOICE, choices=YES_NO, basis=_DECREE_9),
        Field("foreign_support", _("국외 지원의 내용"), Kind.TEXT, longest=1000, when=("has_foreign_support", "yes")),
    ),
    per_organisation=True,
)

_DATA = Step(
    "data",
    _("데이터"),
    _("데이터를 제공하는 기관이 무엇을 어떤 조건으로 내놓는지 적습니다."),
    (
        Field("dataset", _("데이터 이름"), reused=True),
        Field("origin", _("데이터가 생긴 곳"), longest=500, reused=True),
        Field("size_format", _("크기와 형식"), longest=200, reused=True),
        Field("has_personal", _("개인정보가 들어 있나요?"), Kind.CHOICE, choices=YES_NO),
        Field(
            "pseudonymised",
            _("가명처리했나요?"),
            Kind.CHOICE,
            choices=YES_NO,
            when=("has_personal", "yes"),
            basis=_("개인정보 보호법 제28조의2"),
        ),
        Field("trade_secret", _("영업비밀이 들어 있나요?"), Kind.CHOICE, choices=YES_NO),
        Field("place", _("처리할 수 있는 곳"), longest=300, reused=True),
        Field(
            "derived",
            _("파생 데이터와 모델의 권리"),
            Kind.TEXT,
            longest=2000,
            basis=_("산업 디지털 전환 촉진법 제9조"),
        ),
        Field("returned_on", _("반환·파기일"), Kind.DATE),
        Field("access", _("접근 등급"), Kind.CHOICE, choices=ACCESS),
    ),
    per_organisation=True,
    data_givers_only=True,
)

_WHEN_GPU = ("needs_gpu", "yes")
_GPU = Step(
    "gpu",
    _("GPU"),
    _("과기원이 함께 쓰는 GPU가 얼마나 필요한지 적습니다."),
    (
        Field("needs_gpu", _("GPU가 필요한가요?"), Kind.CHOICE, choices=YES_NO),
        Field("gpu_model", _("GPU 종류"), longest=100, when=_WHEN_GPU),
        Field("gpu_count", _("한꺼번에 쓸 장 수"), Kind.NUMBER, least=1, most=4096, when=_WHEN_GPU),
        Field("gpu_hours", _("GPU 시간(한 해)"), Kind.NUMBER, least=1, most=10**8, when=_WHEN_GPU),
        Field("gpu_period", _("쓸 때"), longest=200, when=_WHEN_GPU, help=_("예: 2027년 3월부터 8월까지")),
        Field("storage_tib", _("저장공간(TiB)"), Kind.NUMBER, most=10000, required=False, when=_WHEN_GPU),
        Field("framework", _("소프트웨어"), longest=200, required=False, when=_WHEN_GPU),
        Field("location_limit", _("데이터 위치 제한"), longest=300, required=False, when=_WHEN_GPU),
    ),
)

_FILES = Step(
    "files",
    _("파일·제출"),
    _("서류를 올리고 서약한 다음 빠진 곳이 없는지 보고 냅니다."),
    (
        Field("pledge_integrity", _("청렴·연구윤리를 지키겠습니다"), Kind.AGREE),
        Field("pledge_conflict", _("이해충돌이 없거나 모두 적었습니다"), Kind.AGREE),
        Field("consent_personal", _("개인정보와 과세정보의 이용에 동의합니다"), Kind.AGREE),
    ),
)


def _money(year: int) -> Iterator[Field]:
    group = format_lazy(_("{n}년차"), n=year)
    yield Field(f"y{year}_gov", _("정부지원연구개발비"), Kind.WON, group=group, basis=_("시행령 제19조"))
    yield Field(f"y{year}_cash", _("기관부담 현금"), Kind.WON, group=group, basis=_("시행령 제19조"))
    yield Field(f"y{year}_inkind", _("기관부담 현물"), Kind.WON, group=group, basis=_("시행령 제19조"))


def _budget(call: Call) -> Step:
    fields = tuple(field for year in range(1, call.years_max + 1) for field in _money(year))
    return Step(
        "budget",
        _("예산"),
        _("해마다 기관별로 원 단위로 적습니다. 쓰지 않는 해에는 0을 적습니다."),
        fields,
        per_organisation=True,
    )
