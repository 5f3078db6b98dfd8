"""Addresses of the public site; they stay for good."""

from django.urls import path

from reports import public, public_api

urlpatterns = [
    path("reports/", public.published_reports, name="published_reports"),
    path("reports/<slug:slug>/", public.published_report, name="published_report"),
    path("reports/<slug:slug>/report.pdf", public.published_report_pdf, name="published_report_pdf"),
    path("api/v1/published-reports/", public_api.PublishedReports.as_view(), name="api_published_reports"),
    path("api/v1/published-reports/<slug:slug>/", public_api.PublishedReport.as_view(), name="api_published_report"),
]
