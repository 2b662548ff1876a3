"""Database triggers shared by all models. They hold for the API, the shell and raw SQL alike."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.migrations.state import ProjectState
from pgtrigger import migrations

_UNTRACKED = {"version", "updated_at", "status_since"}


class BumpVersion(pgtrigger.Trigger):
    """Raise `version` and `updated_at` whenever any other column changes; hand-set values are ignored."""

    name = "bump_version"
    when = pgtrigger.Before
    operation = pgtrigger.Update

    def get_condition(self, model: Any) -> Any:
        """Any tracked column differs. Named one by one: generated columns may not appear in a BEFORE trigger."""
        return pgtrigger.AnyChange(*(field.name for field in tracked_fields(model)))

    func = pgtrigger.Func("NEW.version = OLD.version + 1; NEW.updated_at = now(); RETURN NEW;")


def tracked_fields(model: type[models.Model]) -> list[models.Field]:
    """The stored columns whose change makes a new version of the row."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if field.name not in _UNTRACKED and not isinstance(field, models.GeneratedField)
    ]


_REFUSE = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';"


def append_only() -> pgtrigger.Trigger:
    """Refuse UPDATE and DELETE."""
    return pgtrigger.Trigger(
        name="append_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=pgtrigger.Func(_REFUSE),
    )


def no_truncate() -> pgtrigger.Trigger:
    """Refuse TRUNCATE."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=pgtrigger.Func(_REFUSE),
    )


class AddTrigger(migrations.AddTrigger):
    """What migrations use in place of pgtrigger's own, which renders the model and all it touches for each trigger.

    Nothing asks a rendered model for its triggers: they are compiled when the migration is made. That is a quarter
    of the time that an empty database takes.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Note the trigger on the model's state."""
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class RemoveTrigger(migrations.RemoveTrigger):
    """The same for a trigger that goes."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Take the trigger off the model's state."""
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [one for one in options.get("triggers", []) if one.name != self.name]
