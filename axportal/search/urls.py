"""Routes of the public pages."""

from django.urls import URLPattern, URLResolver, include, path

from axportal.search.views.catalogue import CatalogueView
from axportal.search.views.home import HomeView
from axportal.search.views.search import SearchView
from axportal.search.views.sources import SourceListView
from axportal.search.views.zones import ZoneDetailView, ZoneListView

zone_patterns = [
    path("", ZoneListView.as_view(), name="list"),
    path("<slug:slug>/", ZoneDetailView.as_view(), name="detail"),
]
search_patterns = [
    path("catalogue/", CatalogueView.as_view(), name="catalogue"),
    path("search/", SearchView.as_view(), name="search"),
    path("sources/", SourceListView.as_view(), name="sources"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", HomeView.as_view(), name="home"),
    path("zones/", include((zone_patterns, "zones"))),
    path("", include((search_patterns, "search"))),
]
