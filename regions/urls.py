"""Routes of the regions beside its records."""

from django.urls import path

from regions.views.companies import CompanyRegisterView

app_name = "regions"
urlpatterns = [path("companies/register/", CompanyRegisterView.as_view(), name="company-register")]
