"""Sites as their operators keep them: made, changed, stopped, published; accounts, servers and work lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from axportal.audit import services as audit
from axportal.core import locks
from axportal.core.errors import InvalidInput, StaleVersion, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.records import history
from axportal.records.publishing import ensure_published_neighbours
from gpu.connectors import networks
from gpu.models import Cluster, ConnectorSecret, DataCentre, Node, SiteAccount, StreamState
from gpu.rules.addresses import host_and_port
from gpu.services import secrets
from gpu.services.ingest import people
from regions.models import Organisation

CONNECTION = {"connector", "address", "account", "host_key", "remote_name", "telemetry_address", "telemetry_match"}
"""Fields whose change makes the next reading start anew."""
Purpose = ConnectorSecret.Purpose
_SCHEDULER = frozenset({"connector", "address", "account", "host_key"})
SENT_TO = {
    Purpose.SLURM_TOKEN: _SCHEDULER,
    Purpose.SSH_KEY: _SCHEDULER,
    Purpose.TELEMETRY: frozenset({"telemetry_address"}),
}
"""Fields that say to whom a secret goes: it was typed for them as they stood."""


@transaction.atomic
def create_site(*, values: Mapping[str, Any], kept: Mapping[str, str], actor: Any, at: datetime) -> Cluster:
    """Make a site in a data centre that the actor keeps. `kept` are secrets by purpose.

    Raises `InvalidInput` naming the fields.
    """
    refuse_personal_numbers(values)
    centre = _own_centre(values["data_centre"], actor)
    cluster = Cluster(**{**values, "owner_id": centre.owner_id, "zone_id": centre.zone_id})
    if actor.is_demo:
        cluster.origin = Cluster.Origin.DEMONSTRATION  # what a made-up person files is made up
    _ensure_sound(cluster)
    cluster.save(force_insert=True)
    _keep(cluster, kept, actor=actor, at=at)
    audit.record(actor=actor, action="gpu.site.created", target=cluster, detail={"by": cluster.connector}, at=at)
    return cluster


@transaction.atomic
def change_site(
    *,
    cluster: Cluster,
    changes: Mapping[str, Any],
    kept: Mapping[str, str],
    base_version: int,
    actor: Any,
    at: datetime,
) -> Cluster:
    """Change fields that the actor read at `base_version`; the kind of connector stays. New secrets replace old ones.

    Raises `StaleVersion` with the fields that somebody else changed meanwhile, and `InvalidInput`.
    """
    refuse_personal_numbers(changes)
    cluster = _locked(cluster)
    differing = {name: value for name, value in changes.items() if getattr(cluster, name) != value}
    _ensure_unchanged(cluster, differing, base_version)
    _ensure_secrets_typed(cluster, differing, kept)
    if "data_centre" in differing:
        centre = _own_centre(differing["data_centre"], actor)
        differing |= {"owner_id": centre.owner_id, "zone_id": centre.zone_id}
    was_people = cluster.people
    for name, value in differing.items():
        setattr(cluster, name, value)
    _ensure_sound(cluster)
    if differing:
        cluster.save(update_fields=[name.removesuffix("_id") for name in differing])
    if differing.get("telemetry_address") == "":
        secrets.forget(cluster, Purpose.TELEMETRY, actor=actor, at=at)
    _keep(cluster, kept, actor=actor, at=at)
    _lock_streams(cluster)
    if "people" in differing:
        people.rename(cluster, was=was_people)
    if kept or CONNECTION & differing.keys():
        _read_anew(cluster)
    if differing or kept:
        detail = {"fields": sorted(differing), "secrets": sorted(kept)}
        audit.record(actor=actor, action="gpu.site.changed", target=cluster, detail=detail, at=at)
    cluster.refresh_from_db()
    return cluster


def _own_centre(centre: DataCentre, actor: Any) -> DataCentre:
    """Nobody connects a site in another's name."""
    found: DataCentre | None = DataCentre.objects.editable_by(actor).filter(pk=centre.pk).first()
    if found is None:
        message = _("이 데이터센터의 운영 기관이 아닙니다.")
        raise InvalidInput(message, fields={"data_centre": [message]})
    return found


def _ensure_sound(cluster: Cluster) -> None:
    try:
        cluster.full_clean(validate_unique=False)
    except ValidationError as error:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields=error.message_dict) from error
    _ensure_may_be_shown(cluster)
    outside = _("이 포털이 접속해도 되는 네트워크 밖의 주소입니다. 포털 관리자에게 열어 달라고 해 주세요.")
    rules = networks.readable(settings.CONNECTOR_NETWORKS)
    wrong = {}
    for name in ("address", "telemetry_address"):
        told = host_and_port(getattr(cluster, name))
        if told is not None and not networks.is_declared(*told, rules):
            wrong[name] = [outside]
    if wrong:
        raise InvalidInput(outside, fields=wrong)


def _ensure_may_be_shown(cluster: Cluster) -> None:
    """A published site names a published data centre. Nothing that is published names a site."""
    if cluster.publication == Cluster.Publication.PUBLISHED:
        ensure_published_neighbours(cluster)


def _ensure_unchanged(cluster: Cluster, differing: Mapping[str, Any], base_version: int) -> None:
    """What nobody else touched since may change, however much the version moved."""
    if cluster.version == base_version:
        return
    base = history.values_at(cluster, version=base_version)
    attnames = {name: cluster._meta.get_field(name).attname for name in differing}  # type: ignore[union-attr]
    conflicts = [
        {"field": name, "theirs": str(getattr(cluster, name))}
        for name, attname in attnames.items()
        if base is None or getattr(cluster, attname) != base[attname]
    ]
    if conflicts:
        message = _("고치는 사이 다른 사람이 같은 칸을 바꿨습니다.")
        raise StaleVersion(message, detail={"conflicts": conflicts, "version": cluster.version})


def _ensure_secrets_typed(cluster: Cluster, differing: Mapping[str, Any], kept: Mapping[str, str]) -> None:
    """Who changes an address must know the secret that goes there: one that is kept does not follow."""
    message = _("접속할 곳이 바뀌어 보관하던 비밀을 쓸 수 없습니다. 새로 적어 주세요.")
    moved = {name for name, value in differing.items() if value or name != "telemetry_address"}
    held = ConnectorSecret.objects.filter(cluster=cluster).order_by("purpose").values_list("purpose", flat=True)
    wrong = {
        f"secret_{purpose}": [message]
        for purpose in held
        if not kept.get(purpose) and moved & SENT_TO[Purpose(purpose)]
    }
    if wrong:
        raise InvalidInput(message, fields=wrong)


def _keep(cluster: Cluster, kept: Mapping[str, str], *, actor: Any, at: datetime) -> None:
    for purpose, text in kept.items():
        secrets.keep(cluster, purpose, text, actor=actor, at=at)


def _locked(cluster: Cluster) -> Cluster:
    """The site, freshly read, locked against others who change it; rows that name it are written meanwhile."""
    found: Cluster = Cluster.objects.select_for_update(of=("self",), no_key=True).get(pk=cluster.pk)
    return found


def _lock_streams(cluster: Cluster) -> None:
    """In the order in which those who take in data lock them."""
    len(StreamState.objects.select_for_update().filter(cluster=cluster).order_by("-stream"))


def _read_anew(cluster: Cluster) -> None:
    StreamState.objects.filter(cluster=cluster).update(next_at=None, failures=0)


@transaction.atomic
def stop_site(*, cluster: Cluster, actor: Any, at: datetime) -> None:
    """Read nothing of it and take nothing from it until it is resumed; what is known stays, with its age."""
    _set_stopped(cluster, at, actor=actor, at=at, action="gpu.site.stopped")


@transaction.atomic
def resume_site(*, cluster: Cluster, actor: Any, at: datetime) -> None:
    """Undo the stop: read it again, at once."""
    _set_stopped(cluster, None, actor=actor, at=at, action="gpu.site.resumed")
    _lock_streams(cluster)
    _read_anew(cluster)


def _set_stopped(cluster: Cluster, value: datetime | None, *, actor: Any, at: datetime, action: str) -> None:
    cluster = _locked(cluster)
    if (cluster.stopped_at is None) == (value is None):
        return
    cluster.stopped_at = value
    cluster.save(update_fields=["stopped_at"])
    audit.record(actor=actor, action=action, target=cluster, at=at)


@transaction.atomic
def set_publication(*, cluster: Cluster, is_published: bool, actor: Any, at: datetime) -> None:
    """Show the site's figures to everybody, or to its own people and national staff alone. Raises `InvalidInput`."""
    cluster = _locked(cluster)
    wanted = Cluster.Publication.PUBLISHED if is_published else Cluster.Publication.DRAFT
    if cluster.publication == wanted:
        return
    cluster.publication = wanted
    _ensure_may_be_shown(cluster)
    cluster.save(update_fields=["publication"])
    action = "gpu.site.published" if is_published else "gpu.site.withdrawn"
    audit.record(actor=actor, action=action, target=cluster, at=at)


@transaction.atomic
def map_accounts(
    *, cluster: Cluster, choices: Mapping[SiteAccount, Organisation | None], actor: Any, at: datetime
) -> int:
    """Say for which organisation each account of the scheduler stands; returns how many changed."""
    changed = []
    for account, organisation in choices.items():
        found = SiteAccount.objects.select_for_update().get(pk=account.pk, cluster=cluster)
        if found.organisation_id != (organisation.pk if organisation else None):
            found.organisation = organisation
            changed.append(found)
    SiteAccount.objects.bulk_update(changed, ["organisation"])
    if changed:
        detail = {"accounts": sorted(account.name for account in changed)[:100]}
        audit.record(actor=actor, action="gpu.site.accounts_mapped", target=cluster, detail=detail, at=at)
    return len(changed)


@transaction.atomic
def retire_node(*, node: Node, actor: Any, at: datetime) -> None:
    """Take a server that is no longer reported out of the figures. Raises `WrongState` while it is reported."""
    node = locks.update(node)
    if node.retired_at is not None:
        return
    if node.unlisted_at is None:
        raise WrongState(_("아직 보고되고 있는 서버입니다. 스케줄러에서 먼저 빼 주세요."), code="still_listed")
    node.retired_at, node.retired_by = at, actor
    node.save(update_fields=["retired_at", "retired_by"])
    audit.record(actor=actor, action="gpu.node.retired", target=node.cluster, detail={"node": node.name}, at=at)


@transaction.atomic
def return_node(*, node: Node, actor: Any, at: datetime) -> None:
    """Undo a retirement: the server counts again as last reported."""
    node = locks.update(node)
    if node.retired_at is None:
        return
    node.retired_at, node.retired_by = None, None
    node.save(update_fields=["retired_at", "retired_by"])
    audit.record(actor=actor, action="gpu.node.returned", target=node.cluster, detail={"node": node.name}, at=at)
