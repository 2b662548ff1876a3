"""Who may call: reading is open as far as `visible_to` goes, writing needs a signed-in caller with the scope."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request


class ScopedPermission(BasePermission):
    """Deny first. A token must carry `read` to read and `write` to change; what it reaches is up to `visible_to`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Anonymous callers may only read."""
        token: Any = request.auth
        wanted = "read" if request.method in SAFE_METHODS else "write"
        if token is not None:
            return token.allows(wanted)
        return wanted == "read" or bool(request.user and request.user.is_authenticated)
