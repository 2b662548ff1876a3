"""Who may do what with GPU resources."""

from typing import Any

from axportal.accounts.scoping import scope_of


def can_create_pool(user: Any) -> bool:
    """Administrators of an institute and operators of its GPUs."""
    return scope_of(user).has("institute_admin", "gpu_operator", "platform_admin")


def is_platform_admin(user: Any) -> bool:
    """Keeps the list of GPU models."""
    return scope_of(user).has("platform_admin")


def keeps_sites(user: Any) -> bool:
    """Administrators of an institute and operators of its GPUs connect their own sites."""
    return scope_of(user).has("institute_admin", "gpu_operator", "platform_admin")


def watches_sites(user: Any) -> bool:
    """National staff read how each site is connected and what is wrong with it."""
    return scope_of(user).is_national
