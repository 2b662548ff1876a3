"""API routes of GPU sites: what they report for readers, where they send it for their programs."""

from typing import Any

from django.urls import include, path

from gpu.api import figures, views


def _list(name: str, viewset: Any) -> Any:
    basename = f"gpu-{name}"
    view = viewset.as_view({"get": "list"}, basename=basename, detail=False)
    return path(f"gpu/{name}/", view, name=f"{basename}-list")


def _shown(name: str, viewset: Any) -> Any:
    basename = f"gpu-{name}"
    return path(
        f"gpu/{name}/", viewset.as_view({"get": "show"}, basename=basename, detail=False), name=f"{basename}-detail"
    )


urlpatterns = [
    _list("sites", views.SiteViewSet),
    _list("nodes", views.NodeViewSet),
    _list("jobs", views.JobViewSet),
    _list("attempts", views.AttemptViewSet),
    _list("outages", views.OutageViewSet),
    _shown("figures", figures.FiguresViewSet),
    _shown("history", figures.HistoryViewSet),
    path("", include("gpu.api.push")),
]
