"""Under which account and whose name work runs, as the site wants it shown."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from gpu.models import Cluster, SiteAccount
from gpu.services import raw


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
    """What is kept of each person's name: nothing, a pseudonym that holds within the site, or the name."""
    names = set(users)
    if cluster.people == Cluster.People.SHOWN:
        return {name: raw.text(name, 100) for name in names}
    if cluster.people == Cluster.People.HASHED:
        key = f"{settings.SECRET_KEY}{cluster.uuid}".encode()
        return {name: hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:16] if name else "" for name in names}
    return dict.fromkeys(names, "")
