"""Which model a scheduler's or a monitor's name means."""

from collections.abc import Iterable

from gpu.models import GpuModel, GpuModelAlias
from gpu.rules.names import folded


def models_of(kind: str, names: Iterable[str]) -> dict[str, int]:
    """The model's id for each name that is known: by alias, else by the model's own code or name. Two statements."""
    known: dict[str, int] = {}
    for pk, code, name in GpuModel.objects.values_list("pk", "code", "name"):
        known[folded(name)] = known[folded(code)] = pk
    for name, pk in GpuModelAlias.objects.filter(kind=kind).values_list("name", "gpu_model_id"):
        known[folded(name)] = pk
    return {name: known[folded(name)] for name in set(names) if name and folded(name) in known}
