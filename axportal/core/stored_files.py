"""V13: every stored file has a row, every row its file with its SHA-256.

An app names its models of files in its `invariants.py` as `STORED_FILES`; this module walks the rows and then the
storage, a slice at a time, and keeps what is amiss. It knows nothing of a storage but Django's interface.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import models, transaction

from axportal.core import clock
from axportal.core.models import FileFinding, FileWalk

#: What one slice looks at: files are read whole, names are only compared.
ROWS, NAMES = 100, 2000
#: A younger file may still be waiting for its row to commit.
UPLOADING = timedelta(hours=1)
STORAGE = "storage"
Kind = FileFinding.Kind


@dataclass(frozen=True)
class StoredFiles:
    """A model of which each row stands for one file; `name` and `sha256` are its fields that say which."""

    model: str
    name: str
    sha256: str = "sha256"

    @property
    def rows(self) -> models.QuerySet:
        """All rows, whoever may see them."""
        return apps.get_model(self.model)._base_manager.all()


@dataclass
class Slice:
    """What one step of a walk saw, and where the next one begins."""

    stage: str
    after: str
    seen: int = 0
    is_last: bool = False
    found: list[tuple[str, str]] = field(default_factory=list)


def declared() -> list[StoredFiles]:
    """Every model of files, in the order of the walk."""
    modules = [import_module(f"{name}.invariants") for name in settings.INVARIANT_MODULES]
    return [files for module in modules for files in getattr(module, "STORED_FILES", [])]


def open_walk(period: str, *, at: datetime) -> FileWalk:
    """The walk of this period, begun now if it is new."""
    walk, _created = FileWalk.objects.get_or_create(
        period=period, defaults={"started_at": at, "stage": _stages()[0], "after": ""}
    )
    return walk


def look(walk: FileWalk, *, at: datetime, storage: Storage = default_storage) -> Slice:
    """Look at the next slice of a walk. Writes nothing and holds no transaction: a storage may be slow."""
    if walk.stage == STORAGE:
        return _look_at_storage(walk.after, storage, at=at)
    files = next(files for files in declared() if files.model == walk.stage)
    return _look_at_rows(files, int(walk.after or 0), storage)


@transaction.atomic
def keep(walk: FileWalk, seen: Slice, *, at: datetime) -> None:
    """Take a slice into its walk."""
    found = [FileFinding(walk=walk, kind=kind, name=name) for kind, name in seen.found]
    FileFinding.objects.bulk_create(found, ignore_conflicts=True)
    if walk.stage == STORAGE:
        walk.files += seen.seen
    else:
        walk.rows += seen.seen
    walk.stage, walk.after, walk.slices = seen.stage, seen.after, walk.slices + 1
    walk.finished_at = at if seen.is_last else None
    walk.save()


def walk_now(occasion: str) -> FileWalk:
    """Walk over everything at once, for a person who waits; the finished walk with its findings."""
    walk = open_walk(f"{occasion} {clock.now().isoformat()}", at=clock.now())
    while walk.finished_at is None:
        keep(walk, look(walk, at=clock.now()), at=clock.now())
    return walk


def _stages() -> list[str]:
    return [*(files.model for files in declared()), STORAGE]


def _look_at_rows(files: StoredFiles, after: int, storage: Storage) -> Slice:
    rows = list(files.rows.filter(pk__gt=after).order_by("pk").values_list("pk", files.name, files.sha256)[:ROWS])
    stages = _stages()
    following = Slice(stage=stages[stages.index(files.model) + 1], after="")
    seen = Slice(stage=files.model, after=str(rows[-1][0])) if len(rows) == ROWS else following
    for pk, name, sha256 in rows:
        fault = _fault_of(name, sha256, storage)
        if fault and files.rows.filter(pk=pk, **{files.name: name}).exists():  # not removed while we looked
            seen.found.append((fault, name))
    seen.seen = len(rows)
    return seen


def _fault_of(name: str, sha256: str, storage: Storage) -> str:
    """What is wrong with a row's file; empty when nothing is. A storage that is away altogether raises."""
    digest = hashlib.sha256()
    try:
        with storage.open(name) as stored:
            for chunk in stored.chunks():
                digest.update(chunk)
    except FileNotFoundError:
        return Kind.MISSING
    except OSError:
        return Kind.UNREADABLE
    return "" if digest.hexdigest() == sha256 else Kind.CHANGED


def _look_at_storage(after: str, storage: Storage, *, at: datetime) -> Slice:
    found = list(islice(names(storage, after=after), NAMES))
    if not found:
        return Slice(stage=STORAGE, after=after, is_last=True)
    known: set[str] = set()
    for files in declared():
        known.update(files.rows.filter(**{f"{files.name}__in": found}).values_list(files.name, flat=True))
    strays = [name for name in found if name not in known and _is_settled(name, storage, at=at)]
    return Slice(stage=STORAGE, after=found[-1], seen=len(found), found=[(Kind.STRAY, name) for name in strays])


def _is_settled(name: str, storage: Storage, *, at: datetime) -> bool:
    """Whether a file is there and too old to be an upload under way."""
    return storage.exists(name) and storage.get_modified_time(name) < at - UPLOADING


def names(storage: Storage, folder: str = "", after: str = "") -> Iterator[str]:
    """The names of all files that come after this one, in the order of their whole names."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing has been stored yet
        return
    prefix = f"{folder}/" if folder else ""
    for entry in sorted([*(f"{name}/" for name in folders), *filter(None, files)]):  # S3 may name the folder itself
        name = f"{prefix}{entry}"
        if not entry.endswith("/"):
            if name > after:
                yield name
        elif name > after or after.startswith(name):
            yield from names(storage, name.rstrip("/"), after)
