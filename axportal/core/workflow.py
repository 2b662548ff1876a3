"""One engine for every lifecycle: a table of transitions, and one function that moves an object along it.

Buttons on the page, `available_actions` in the API, the diagrams in the documentation and the tests read the
same table. This module is the only place that assigns the status of a workflow model.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from axportal.core.errors import NotAllowed, WrongState
from axportal.core.models import Transition, WorkflowModel
from axportal.core.personal_numbers import refuse_personal_numbers


@dataclass(frozen=True)
class Row:
    """One transition: from any of `sources` to `target`, for users that `allowed(user, obj)` admits.

    `by_itself`: the portal takes it too, without an actor, when a deadline passes.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    allowed: Callable[[Any, Any], bool]
    label: str | Promise = ""
    by_itself: bool = False

    def admits(self, actor: Any, obj: models.Model) -> bool:
        """Whether this actor may take the step; nobody (None) stands for the portal itself."""
        return self.by_itself if actor is None else self.allowed(actor, obj)


class Workflow:
    """The transitions of one model. `field` is its status column."""

    def __init__(self, *, model: str, rows: Iterable[Row], field: str = "status") -> None:
        self.model = model
        self.rows = {row.name: row for row in rows}
        self.field = field

    def available(self, user: Any, obj: models.Model) -> list[Row]:
        """The transitions this user may take with the object as it stands."""
        status = getattr(obj, self.field)
        return [row for row in self.rows.values() if status in row.sources and row.allowed(user, obj)]

    def advance(self, obj: models.Model, name: str, *, actor: Any, at: datetime, reason: str = "") -> Transition:
        """Move the object and record the step. Call inside a transaction with the row locked.

        Raises `NotAllowed` when the actor may not take this step, `WrongState` when the object stands elsewhere and
        `InvalidInput` for a reason that may not be kept.
        """
        refuse_personal_numbers({"reason": reason})
        row = self.rows[name]
        if not row.admits(actor, obj):
            raise NotAllowed(_("이 일을 할 권한이 없습니다."), code="transition_not_allowed")
        source = getattr(obj, self.field)
        changes = {self.field: row.target, **_since(obj, at)}
        moved = source in row.sources and (
            type(obj)._default_manager.filter(pk=obj.pk, **{self.field: source}).update(**changes)
        )
        if not moved:
            raise WrongState(_("지금 상태에서는 할 수 없습니다."), code="wrong_state", detail={"state": source})
        obj.refresh_from_db(fields=[*changes, "version", "updated_at"])
        return self._record(obj, row, source=source, actor=actor, at=at, reason=reason)

    def begin(self, obj: models.Model, *, actor: Any, at: datetime) -> Transition:
        """Record the first step of a new object: from nothing to its present status."""
        first = Row(name="create", sources=(), target=getattr(obj, self.field), allowed=lambda user, obj: True)
        if since := _since(obj, at):
            type(obj)._default_manager.filter(pk=obj.pk).update(**since)
            obj.refresh_from_db(fields=[*since])
        return self._record(obj, first, source="", actor=actor, at=at, reason="")

    def _record(self, obj: models.Model, row: Row, *, source: str, actor: Any, at: datetime, reason: str) -> Transition:
        steps = Transition.objects.filter(model=self.model, object_id=obj.pk)
        return Transition.objects.create(
            model=self.model,
            object_id=obj.pk,
            previous=steps.order_by("-id").first(),
            name=row.name,
            source=source,
            target=row.target,
            actor=actor if actor is not None and actor.pk else None,
            at=at,
            reason=reason,
        )

    def diagram(self) -> str:
        """The table as a Mermaid state diagram; a dagger marks steps that the portal takes by itself."""
        reached = {row.target for row in self.rows.values()}
        left = {source: None for row in self.rows.values() for source in row.sources}
        lines = ["stateDiagram-v2", *(f"    [*] --> {status}" for status in left if status not in reached)]
        for row in self.rows.values():
            mark = " †" if row.by_itself else ""
            lines += [f"    {source} --> {row.target}: {row.name}{mark}" for source in row.sources]
        ends = sorted(reached - set(left))
        return "\n".join([*lines, *(f"    {status} --> [*]" for status in ends)])

    def steps(self, obj: models.Model) -> models.QuerySet[Transition]:
        """The object's steps, oldest first, with their actors."""
        return Transition.objects.filter(model=self.model, object_id=obj.pk).select_related("actor").order_by("id")


def _since(obj: models.Model, at: datetime) -> dict[str, datetime]:
    """What is noted on the object itself: since when it stands where it stands."""
    return {"status_since": at} if isinstance(obj, WorkflowModel) else {}
