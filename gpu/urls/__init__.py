"""Routes of GPU sites: figures and rows for everybody, keeping a site for its operators."""

from django.urls import include, path

from gpu.views import figures, rows

app_name = "gpu"
urlpatterns = [
    path("", figures.NationalView.as_view(), name="national"),
    path("public/", figures.public_figures, name="public"),
    path("nodes/", rows.nodes, name="nodes"),
    path("nodes/<uuid:uuid>/", rows.node, name="node"),
    path("jobs/", rows.jobs, name="jobs"),
    path("outages/", rows.outages, name="outages"),
    path("history/", rows.past, name="history"),
    path("", include("gpu.urls.operators")),
    path("sites/<uuid:uuid>/", figures.SiteView.as_view(), name="site"),
]
