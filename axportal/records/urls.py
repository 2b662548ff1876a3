"""Routes of records. The slug picks the record type; unknown ones are 404."""

from django.urls import path, register_converter

from axportal.records.converters import ExportExtension, RecordSlug
from axportal.records.views import editing, reading

register_converter(RecordSlug, "record")
register_converter(ExportExtension, "export")

app_name = "records"
urlpatterns = [
    path("<record:slug>/", reading.RecordListView.as_view(), name="list"),
    path("<record:slug>/new/", editing.RecordCreateView.as_view(), name="create"),
    path("<record:slug>/export.<export:extension>", reading.RecordExportView.as_view(), name="export"),
    path("<record:slug>/<uuid:uuid>/", reading.RecordDetailView.as_view(), name="detail"),
    path("<record:slug>/<uuid:uuid>/edit/", editing.RecordEditView.as_view(), name="edit"),
    path("<record:slug>/<uuid:uuid>/cell/<slug:name>/", editing.RecordCellView.as_view(), name="cell"),
    path("<record:slug>/<uuid:uuid>/history/", reading.RecordHistoryView.as_view(), name="history"),
    path("<record:slug>/<uuid:uuid>/undo/<int:version>/", editing.RecordUndoView.as_view(), name="undo"),
    path("<record:slug>/<uuid:uuid>/do/<slug:name>/", editing.RecordAdvanceView.as_view(), name="advance"),
]
