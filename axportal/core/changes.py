"""Has anything of a model changed? One number that moves with every committed change, also a late one.

Each changing statement inserts a row whose `total` is its own id, in the transaction of the change. The sum of all
totals therefore grows whenever a change becomes visible, in whatever order transactions commit; folding rows keeps
the sum. A maximum of ids or times would miss what commits late.
"""

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.db import connection, models, transaction

_INSERT = "INSERT INTO core_change (model) VALUES ('{label}'); RETURN NULL;"
_SUM = "SELECT coalesce(sum(coalesce(total, id)), 0) FROM core_change WHERE model = ANY(%s)"


class Note(pgtrigger.Trigger):
    """Note that a statement changed rows of the model."""

    name = "note_change"
    level = pgtrigger.Statement
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def get_func(self, model: Any) -> str:
        """The trigger's body."""
        return _INSERT.format(label=model._meta.label_lower)


def mark(model_list: Iterable[type[models.Model]]) -> int:
    """The sum for these models: differs from an earlier one if and only if one of them changed in between."""
    labels = [model._meta.label_lower for model in model_list]
    return int(connection.run_prepared(_SUM, [labels])[0][0])  # type: ignore[attr-defined]


@transaction.atomic
def fold() -> int:
    """Merge the notes of each model into one row; returns how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('core.fold_changes'))")
        cursor.execute(
            """
            WITH taken AS (DELETE FROM core_change RETURNING model, coalesce(total, id) AS total)
            INSERT INTO core_change (model, total) SELECT model, sum(total) FROM taken GROUP BY model
            """
        )
        return cursor.rowcount
