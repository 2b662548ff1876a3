"""Reads across the regions."""
from typing import Any
from django.http import HttpRequest

def chrome(request: HttpRequest) -> dict[str, Any]:
    return {}
