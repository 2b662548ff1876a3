"""The portal's routes and three more that take as long as they are told to, for the tests of time limits."""

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from axportal.urls import handler400, handler403, handler404, handler500  # noqa: F401
from axportal.urls import urlpatterns as portal
from labs.models import JointLab


def _sleep(request) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [float(request.GET["seconds"])])


def slow_page(request):
    _sleep(request)
    return HttpResponse("done")


def waiting_page(request):
    with transaction.atomic():
        JointLab.objects.select_for_update().get(pk=request.GET["pk"])
    return HttpResponse("done")


class SlowView(APIView):
    permission_classes = [AllowAny]

    def get(self, request):
        _sleep(request)
        return Response({"done": True})


urlpatterns = [
    path("slow/", slow_page, name="slow"),
    path("waiting/", waiting_page, name="waiting"),
    path("api/v1/slow/", SlowView.as_view(), name="slow-api"),
    *portal,
]
