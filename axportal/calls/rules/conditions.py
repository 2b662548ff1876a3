"""Rules across the fields of an application, as data of the call: "this field is at least that one, when …".

Each row of `conditions` names a field as `step.field`, a relation, another field or a value, and the answer under which
it is asked for at all. Its words say to the applicant what does not fit. What is empty is judged by `filled` and
`empty` alone: that it is missing is told elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.calls.models import Call
from axportal.calls.rules.content import RulesContent, Worded, read_words
from axportal.calls.rules.steps import Field, Kind, steps_of
from axportal.calls.rules.values import BadValue, read_value
from axportal.core.errors import InvalidInput

Values = Mapping[str, Mapping[str, Any]]

RELATIONS: dict[str, str | Promise] = {
    "at_least": gettext_lazy("이상"),
    "at_most": gettext_lazy("이하"),
    "equals": gettext_lazy("같음"),
    "differs": gettext_lazy("다름"),
    "filled": gettext_lazy("적어야 함"),
    "empty": gettext_lazy("비워야 함"),
}
_ORDERED = {"at_least", "at_most"}
_ALONE = {"filled", "empty"}
_COUNTED = {Kind.NUMBER, Kind.WON}
#: Sums over all years of one organisation, beside what is written.
TOTALS = {
    "budget.gov": gettext_lazy("정부지원연구개발비 합계"),
    "budget.own": gettext_lazy("기관부담 합계"),
    "budget.total": gettext_lazy("연구개발비 합계"),
}


@dataclass(frozen=True)
class Condition(Worded):
    """One rule. `name` is the sentence for who breaks it."""

    field: str = ""
    relation: str = "filled"
    other: str = ""
    value: str = ""
    when_field: str = ""
    when_value: str = ""

    @property
    def step(self) -> str:
        """The step in which it is put right."""
        return self.field.partition(".")[0]

    @property
    def field_key(self) -> str:
        """The field's own key."""
        return self.field.partition(".")[2]

    def is_broken(self, values: Values) -> bool:
        """Whether these answers, by step and key, break it."""
        if self.when_field and _of(values, self.when_field) != _literal(self.when_field, self.when_value):
            return False
        found = _of(values, self.field)
        if self.relation in _ALONE:
            return (found == "") == (self.relation == "filled")
        against = _of(values, self.other) if self.other else _literal(self.field, self.value)
        if "" in (found, against):
            return False
        return not _holds(self.relation, found, against)


def _holds(relation: str, found: Any, against: Any) -> bool:
    if relation == "equals":
        return bool(found == against)
    if relation == "differs":
        return bool(found != against)
    return bool(found >= against) if relation == "at_least" else bool(found <= against)


def _of(values: Values, path: str) -> Any:
    step, _dot, key = path.partition(".")
    return values.get(step, {}).get(key, "")


def _literal(path: str, text: str) -> Any:
    """A value of the rules as the field keeps it."""
    if path in TOTALS:
        return int(text) if text.isdecimal() else ""
    return read_value(fields_known()[path], text)


@lru_cache(maxsize=1)
def fields_known() -> dict[str, Field]:
    """The fields that every application has, by path; sums of money apart."""
    steps = steps_of(Call(years_max=10), RulesContent())
    return {f"{step.key}.{field.key}": field for step in steps if step.key != "budget" for field in step.fields}


def field_choices() -> list[tuple[str, str | Promise]]:
    """What a rule may name, with labels."""
    labels = {step.key: step.label for step in steps_of(Call(years_max=1), RulesContent())}
    written = [
        (path, format_lazy("{step} · {field}", step=labels[path.partition(".")[0]], field=field.label))
        for path, field in fields_known().items()
    ]
    return [*written, *((path, format_lazy("{step} · {field}", step=labels["budget"], field=label))
                        for path, label in TOTALS.items())]  # fmt: skip


def read_conditions(body: Mapping[str, Any]) -> tuple[Condition, ...]:
    """The rows of a body. Raises `InvalidInput` for one that cannot be judged."""
    return tuple(_read(row) for row in body.get("conditions", ()))


def _read(row: Mapping[str, Any]) -> Condition:
    names = ("field", "relation", "other", "value", "when_field", "when_value")
    condition = Condition(row["key"], read_words(row), **{name: str(row.get(name, "")) for name in names})
    for sentence in _faults(condition):
        raise InvalidInput(sentence, code="rules_wrong", fields={"conditions": [sentence]})
    return condition


def _faults(one: Condition) -> Iterator[str]:
    named = [path for path in (one.field, one.other, one.when_field) if path]
    unknown = [path for path in named if path not in fields_known() and path not in TOTALS]
    if unknown or not one.field:
        yield _("모르는 칸입니다: %(paths)s") % {"paths": ", ".join(unknown)}
        return
    if one.relation not in RELATIONS:
        yield _("모르는 관계입니다: %(relation)s") % {"relation": one.relation}
    if one.relation not in _ALONE and bool(one.other) == bool(one.value):
        yield _("‘%(name)s’: 견줄 칸이나 값을 하나만 정해 주세요.") % {"name": one.name}
    if one.relation in _ORDERED and len({_measure(path) for path in (one.field, one.other) if path} | {""}) != 2:
        yield _("‘%(name)s’: 수는 수와, 날짜는 날짜와 견줍니다.") % {"name": one.name}
    if bool(one.when_field) != bool(one.when_value):
        yield _("‘%(name)s’: 어떤 답일 때인지 칸과 값을 함께 정해 주세요.") % {"name": one.name}
    yield from _bad_values(one)


def _measure(path: str) -> str:
    """What a field counts in; "" for what has no order twice, so that it never fits."""
    kind = Kind.WON if path in TOTALS else fields_known()[path].kind
    if kind in _COUNTED:
        return "number"
    return "date" if kind == Kind.DATE else ""


def _bad_values(one: Condition) -> Iterator[str]:
    for path, text in ((one.field, one.value), (one.when_field, one.when_value)):
        try:
            fits = not (path and text) or _literal(path, text) != ""
        except BadValue:
            fits = False
        if not fits:
            yield _("‘%(name)s’: 그 칸에 쓸 수 없는 값입니다: %(value)s") % {"name": one.name, "value": text}
