"""What a list that a person enters would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from gpu.models import Cluster, Node
from gpu.rules.hand_files import HandRow, rows_of


@dataclass(frozen=True)
class Change:
    """One server and type: as it stands, and as it would be. None: not there."""

    before: HandRow | None
    after: HandRow | None

    @property
    def kind(self) -> str:
        """added, removed, changed or same."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "same" if self.before == self.after else "changed"

    @property
    def row(self) -> HandRow:
        """The row as it would be, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True)
class Preview:
    """All changes, those that change nothing last, and how many GPUs there are before and after."""

    changes: tuple[Change, ...]
    before: int
    after: int

    def count(self, kind: str) -> int:
        """How many of a kind."""
        return sum(change.kind == kind for change in self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """By kind."""
        return {kind: self.count(kind) for kind in ("added", "changed", "removed", "same")}


def standing(cluster: Cluster) -> list[HandRow]:
    """The site's servers as rows."""
    nodes = Node.objects.filter(cluster=cluster, retired_at=None).prefetch_related("gpus").order_by("name")
    return rows_of(nodes)


def preview(cluster: Cluster, rows: Sequence[HandRow]) -> Preview:
    """What entering these rows would change."""
    before = {(row.server, row.type_name): row for row in standing(cluster)}
    after = {(row.server, row.type_name): row for row in rows}
    changes = [Change(before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())]
    changes.sort(key=lambda change: change.kind == "same")
    return Preview(tuple(changes), sum(row.gpus for row in before.values()), sum(row.gpus for row in after.values()))
