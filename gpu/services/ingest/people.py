"""Under which account and whose name work runs, as the site wants it shown."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from gpu.models import Attempt, Cluster, Job, SiteAccount
from gpu.services import raw

RENAMED = """
UPDATE {table} AS r SET person = n.after
FROM unnest(%(before)s::text[], %(after)s::text[]) AS n(before, after)
WHERE r.cluster_id = %(cluster)s AND r.person = n.before
"""


def accounts(cluster: Cluster, names: Iterable[str]) -> dict[str, int]:
    """The ids of the site's accounts by name; new ones are made, of which nobody has said whose they are."""
    wanted = sorted(set(names))
    found = _found(cluster, wanted)
    missing = [name for name in wanted if name not in found]
    if missing:
        made = [SiteAccount(cluster=cluster, name=name) for name in missing]
        SiteAccount.objects.bulk_create(made, ignore_conflicts=True)
        found = _found(cluster, wanted)
    return found


def _found(cluster: Cluster, names: list[str]) -> dict[str, int]:
    return dict(SiteAccount.objects.filter(cluster=cluster, name__in=names).order_by().values_list("name", "pk"))


def shown(cluster: Cluster, users: Iterable[str]) -> dict[str, str]:
    """What is kept of each person's name: nothing, a pseudonym that holds within the site, or the name.

    Asked behind the lock of the stream, as the site says by then: names do not come back behind `rename`.
    """
    names = set(users)
    wanted = Cluster.objects.filter(pk=cluster.pk).values_list("people", flat=True).first()
    if wanted == Cluster.People.SHOWN:
        return {name: raw.text(name, 100) for name in names}
    return _hashed(cluster, names) if wanted == Cluster.People.HASHED else dict.fromkeys(names, "")


def rename(cluster: Cluster, *, was: str) -> None:
    """Bring what was kept of people under `was` to what the site wants now; what is not known stays unknown.

    Runs in the transaction that changes the setting, behind the locks of the site's streams.
    """
    if cluster.people == Cluster.People.HIDDEN:
        for kind in (Job, Attempt):
            kind.objects.filter(cluster=cluster).exclude(person="").update(person="")
    elif cluster.people == Cluster.People.HASHED and was == Cluster.People.SHOWN:
        for kind in (Job, Attempt):
            kept = kind.objects.filter(cluster=cluster).exclude(person="").order_by()
            after = _hashed(cluster, set(kept.values_list("person", flat=True).distinct()))
            params = {"cluster": cluster.pk, "before": list(after), "after": list(after.values())}
            raw.execute(RENAMED.format(table=kind._meta.db_table), params)


def _hashed(cluster: Cluster, names: Iterable[str]) -> dict[str, str]:
    key = f"{settings.SECRET_KEY}{cluster.uuid}".encode()
    return {name: hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:16] if name else "" for name in names}
