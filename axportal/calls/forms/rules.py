"""The rules of a call as one form: plain fields, and a list of rows for each part that is a list."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from axportal.calls.forms.calls import RowSet, row_set, with_more_rows
from axportal.calls.forms.rule_rows import ROWS, points, whole
from axportal.calls.rules.selection import CONFLICT_KINDS
from axportal.calls.rules.terms import NAMES as TERMS
from regions.models import Organisation, Zone

CONFLICT_LABELS = {
    "participant": _("과제 참여자"), "relative": _("친족"), "cross_review": _("서로 평가"),
    "same_department": _("같은 학과·부서"), "same_laboratory": _("같은 연구실"), "employer": _("소속 기관"),
    "former_employer": _("전 소속 기관"), "co_author": _("공동 저자"), "joint_patent": _("공동 특허"),
    "shareholding": _("지분"), "advisory": _("자문"), "company_group": _("같은 기업집단"),
    "official": _("부처·전문기관 직원"),
}  # fmt: skip


def _many(label: Any, choices: Iterable[Any], *, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _long(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


#: What goes without saying in each section: as the classes of `rules.content` and `rules.selection` have it.
DEFAULTS: dict[str, dict[str, Any]] = {
    "eligible": {"kinds": ["company"], "sizes": [], "zones": [], "minimum_companies": 1},
    "review": {
        "reviewers": 5, "fewest": 3, "most_per_reviewer": 20, "trim_from": 5, "decimals": 2, "threshold": 60,
        "most_bonus": 5, "comment_least": 30, "rounds": [], "adjustments": [], "tie_order": [],
        "conflicts": {"kinds": list(CONFLICT_KINDS), "years": 3},
    },
    "selection": {"zone_least": {}, "zone_most": {}, "regional_points": 0, "most_per_applicant": None, "reserve": 0},
    "objection": {"days": 10, "decide_days": 30, "grounds": []},
    "publication": {"small_cell": 5, "retention_years": 3},
    "consents": {"required": False},
    "returning": {"days": 10},
}  # fmt: skip
#: Where a list stands in the body.
PLACES = {"rounds": "review", "adjustments": "review", "grounds": "objection"}


class RulesForm(forms.Form):
    """What of the rules is no list."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kinds = _many(_("신청할 수 있는 기관"), Organisation.Kind.choices)
    sizes = _many(_("기업 규모"), Organisation.Size.choices, help_text=_("고르지 않으면 규모를 가리지 않습니다."))
    consents_required = forms.BooleanField(label=_("참여기관이 모두 동의해야 낼 수 있습니다"), required=False)
    minimum_companies = whole(_("참여 기업의 최소 수"), most=50)
    yearly_cap_won = forms.IntegerField(
        label=_("한 해 정부지원 한도(원)"),
        min_value=0,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric"}),
    )
    note_ko = _long(_("고르는 방법"))
    note_en = _long(_("고르는 방법(영어)"))
    reviewers = whole(_("평가위원 수"), least=1, most=50)
    fewest = whole(_("점수를 낼 최소 인원"), least=1, most=50)
    most_per_reviewer = whole(_("한 위원이 맡는 최대 건수"), least=1, most=500)
    trim_from = whole(_("최고·최저를 빼기 시작하는 인원"), least=3, most=50,
                       help_text=_("이보다 적으면 모두의 평균입니다."))  # fmt: skip
    decimals = whole(_("소수 자리"), most=6, help_text=_("사사오입합니다."))
    threshold = points(_("선정 기준 점수"), least=0)
    most_bonus = points(_("가점의 한도"), least=0)
    comment_least = whole(_("의견의 최소 글자 수"), most=2000)
    conflict_kinds = _many(_("빠져야 하는 이해관계"), CONFLICT_LABELS.items())
    conflict_years = whole(_("돌아보는 햇수"), most=20)
    regional_points = points(_("지역 가점"), least=0)
    most_per_applicant = whole(_("한 기관이 받는 최대 건수"), least=1, required=False)
    reserve = whole(_("예비 수"), most=1000)
    return_days = whole(_("보완 기간(일)"), least=1, most=30, help_text=_("근무일로 셉니다."))
    days = whole(_("이의신청 기간(일)"), least=10, most=60, help_text=_("국가연구개발혁신법 제14조제6항: 10일"))
    decide_days = whole(_("처리 기간(일)"), least=1, most=60, help_text=_("같은 조 제7항: 30일"))
    small_cell = whole(_("이보다 작은 수는 가립니다"), least=1, most=20)
    retention_years = whole(_("보관 햇수"), least=1, most=50)

    def __init__(self, *args: Any, zones: Iterable[Zone], correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = list(zones)
        self.fields["zones"] = _many(
            _("신청할 수 있는 권역"), [(zone.slug, zone.name) for zone in self.zones],
            help_text=_("고르지 않으면 권역을 가리지 않습니다."),
        )  # fmt: skip
        for size in Organisation.Size:
            self.fields[f"share_{size}"] = whole(_("총액 중 부담(%)"), required=False)
            self.fields[f"cash_{size}"] = whole(_("부담 중 현금(%)"), required=False)
        for zone in self.zones:
            self.fields[f"least_{zone.slug}"] = whole(_("최소"), most=1000, required=False)
            self.fields[f"most_{zone.slug}"] = whole(_("최대"), most=1000, required=False)
        if correcting:
            self.fields["budget_won"] = forms.IntegerField(
                label=_("예산(원)"), min_value=0, max_value=10**15 - 1, required=False,
                widget=forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric"}),
            )  # fmt: skip
            self.fields["years_max"] = whole(_("최장 연차"), least=1, most=10)
            self.fields["reason"] = forms.CharField(
                label=_("정정하는 까닭"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("공고 화면에 보이고, 신청을 시작한 모두에게 알립니다."),
            )  # fmt: skip

    def withhold_judgement(self) -> None:
        """Show what was typed without a word on it."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def clean(self) -> dict[str, Any]:
        """A size has both of its shares or none."""
        cleaned: dict[str, Any] = super().clean() or {}
        for size in Organisation.Size:
            share, cash = cleaned.get(f"share_{size}"), cleaned.get(f"cash_{size}")
            if (share is None) != (cash is None):
                self.add_error(f"cash_{size}" if cash is None else f"share_{size}", _("두 비율을 함께 적어 주세요."))
        return cleaned


class RulesEditor:
    """The form of the rules and its lists, filled from a body and read back into one."""

    def __init__(
        self,
        body: Mapping[str, Any],
        *,
        zones: Iterable[Zone],
        version: int,
        data: Any = None,
        correcting: bool = False,
    ) -> None:
        self.body_before = body
        self.more = data.get("more", "") if data is not None else ""
        if self.more in ROWS:
            data = with_more_rows(data, self.more)
        initial = {**_initial(body), "base_version": version}
        self.form = RulesForm(data, initial=initial, zones=zones, correcting=correcting)
        self.lists: dict[str, RowSet] = {
            name: row_set(form)(data, initial=_initial_rows(name, body), prefix=name) for name, form in ROWS.items()
        }
        if self.more:
            self.form.withhold_judgement()
            for rows in self.lists.values():
                rows.without_judgement()

    def is_valid(self) -> bool:
        """Every field and every row is in order, and points and weights add up. False while rows are being added."""
        if self.more:
            return False
        fine = [self.form.is_valid(), *(rows.is_valid() for rows in self.lists.values())]
        return all(fine) and self._adds_up("criteria", "points") and self._adds_up("rounds", "weight")

    def _adds_up(self, name: str, field: str) -> bool:
        rows = self.lists[name].ordered_forms
        total = sum(form.cleaned_data[field] for form in rows)
        if not rows or total == 100:
            return True
        sentence = _now("모두 더하면 100이어야 합니다. 지금 %(total)s입니다.") % {"total": total}
        rows[0].add_error(field, sentence)
        return False

    @property
    def problems(self) -> list[dict[str, str]]:
        """What is wrong, for the summary at the top, with the address of each field."""
        return [
            {"id": field.id_for_label, "label": str(field.label), "text": str(text)}
            for form in self._forms()
            for field in form
            for text in field.errors
        ] + [{"id": "", "label": "", "text": str(text)} for form in self._forms() for text in form.non_field_errors()]

    def _forms(self) -> Iterator[Any]:
        if not self.form.is_bound:
            return
        yield self.form
        for rows in self.lists.values():
            yield from rows.forms

    @property
    def shares(self) -> list[dict[str, Any]]:
        """The own-share table: a row for each size of company."""
        return [
            {"label": size.label, "share": self.form[f"share_{size}"], "cash": self.form[f"cash_{size}"]}
            for size in Organisation.Size
        ]

    @property
    def limits(self) -> list[dict[str, Any]]:
        """A row for each zone with the fewest and the most that are selected of it."""
        return [
            {"label": zone.name, "least": self.form[f"least_{zone.slug}"], "most": self.form[f"most_{zone.slug}"]}
            for zone in self.form.zones
        ]

    def body(self) -> dict[str, Any]:
        """What was typed as a body of rules. What the form does not know of stays as it was."""
        typed = self.form.cleaned_data
        rows = {name: _keyed(name, found.rows(), self.body_before) for name, found in self.lists.items()}
        ties = sorted((row["tie"], row["key"]) for row in rows["criteria"] if row.get("tie"))
        for row in rows["criteria"]:
            row.pop("tie", None)
            if "threshold" in row:
                row["threshold"] = _plain(row["threshold"])
        sections = {
            "eligible": {name: typed[name] for name in ("kinds", "sizes", "zones", "minimum_companies")},
            "review": self._review(rows, [key for _number, key in ties]),
            "selection": self._selection(),
            "objection": {"days": typed["days"], "decide_days": typed["decide_days"], "grounds": rows["grounds"]},
            "publication": {name: typed[name] for name in ("small_cell", "retention_years")},
            "consents": {"required": typed["consents_required"]},
            "returning": {"days": typed["return_days"]},
        }
        terms = {"terms": {name: typed[name] for name in TERMS}} if TERMS[0] in typed else {}
        body = {
            **self.body_before,
            **terms,
            "own_shares": self._own_shares(),
            "yearly_cap_won": typed["yearly_cap_won"],
            "selection_note": {"name_ko": typed["note_ko"], "name_en": typed["note_en"]} if typed["note_ko"] else None,
            **{name: rows[name] for name in ROWS if name not in PLACES},
            **{name: _said(name, said, self.body_before.get(name, {})) for name, said in sections.items()},
        }
        return {name: value for name, value in body.items() if value or name in self.body_before}

    def _own_shares(self) -> dict[str, dict[str, int]]:
        typed = self.form.cleaned_data
        return {
            str(size): {"share": typed[f"share_{size}"], "cash": typed[f"cash_{size}"]}
            for size in Organisation.Size
            if typed[f"share_{size}"] is not None
        }

    def _review(self, rows: Mapping[str, Any], ties: list[str]) -> dict[str, Any]:
        typed = self.form.cleaned_data
        whole = ("reviewers", "fewest", "most_per_reviewer", "trim_from", "decimals", "comment_least")
        return {
            **{name: typed[name] for name in whole},
            **{name: _plain(typed[name]) for name in ("threshold", "most_bonus")},
            "rounds": rows["rounds"],
            "adjustments": [{**row, "points": _plain(row["points"])} for row in rows["adjustments"]],
            "tie_order": ties,
            "conflicts": {
                "kinds": [kind for kind in CONFLICT_KINDS if kind in typed["conflict_kinds"]],
                "years": typed["conflict_years"],
            },
        }

    def _selection(self) -> dict[str, Any]:
        typed = self.form.cleaned_data
        limits = {
            f"zone_{end}": {
                zone.slug: typed[f"{end}_{zone.slug}"]
                for zone in self.form.zones
                if typed[f"{end}_{zone.slug}"] is not None
            }
            for end in ("least", "most")
        }
        return {
            **limits,
            "regional_points": _plain(typed["regional_points"]),
            "most_per_applicant": typed["most_per_applicant"],
            "reserve": typed["reserve"],
        }


def _said(section: str, said: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What a section says: what it said before in its new form, and what differs from what goes without saying."""
    unsaid = DEFAULTS[section]
    new = {name: value for name, value in said.items() if name in before or value != unsaid.get(name)}
    return {name: value for name, value in {**before, **new}.items() if value is not None}


def _plain(points: Any) -> Any:
    """Points as JSON keeps them: whole numbers as numbers, others as their text, so that nothing is rounded."""
    return int(points) if points == int(points) else str(points.normalize())


def _keyed(name: str, rows: list[dict[str, Any]], before: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows with a key each: new ones get one that no row of this list has or had; what is empty is left out."""
    known = {row["key"]: row for row in _rows_of(name, before)}
    taken = {*known, *(row["key"] for row in rows)}
    free = (f"{name}_{number}" for number in range(1, 10_000) if f"{name}_{number}" not in taken)
    return [
        {
            "key": row["key"] or next(free),
            **{field: value for field, value in known.get(row["key"], {}).items() if field not in row},
            **{field: value for field, value in row.items() if field != "key" and value not in ("", None, False)},
        }
        for row in rows
    ]


def _rows_of(name: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list((body.get(PLACES[name], {}) if name in PLACES else body).get(name, ()))


def _initial(body: Mapping[str, Any]) -> dict[str, Any]:
    sections = {name: {**unsaid, **body.get(name, {})} for name, unsaid in DEFAULTS.items()}
    note, conflicts = body.get("selection_note") or {}, sections["review"]["conflicts"]
    known = {name: value for section in sections.values() for name, value in section.items()}
    known |= {
        "yearly_cap_won": body.get("yearly_cap_won"),
        "consents_required": sections["consents"]["required"],
        "days": sections["objection"]["days"],
        "return_days": sections["returning"]["days"],
        **body.get("terms", {}),
        "note_ko": note.get("name_ko", ""),
        "note_en": note.get("name_en", ""),
        "conflict_kinds": conflicts.get("kinds", CONFLICT_KINDS),
        "conflict_years": conflicts.get("years", 3),
    }
    for size, share in body.get("own_shares", {}).items():
        known |= {f"share_{size}": share["share"], f"cash_{size}": share["cash"]}
    for end in ("least", "most"):
        known |= {f"{end}_{slug}": number for slug, number in sections["selection"][f"zone_{end}"].items()}
    return known


def _initial_rows(name: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    ties = {key: number for number, key in enumerate(body.get("review", {}).get("tie_order", ()), start=1)}
    rows = _rows_of(name, body)
    return [{**row, "tie": ties.get(row["key"])} for row in rows] if name == "criteria" else rows
