"""Addresses of the pages that look over several rooms."""

from django.urls import path

from desk import areas, home, inspection, pages, response

urlpatterns = [
    path("", home.home, name="home"),
    path("inspections/<int:pk>/", inspection.inspection, name="inspection"),
    path("responses/<int:pk>/", response.response, name="response"),
    path("local-areas/", areas.local_areas, name="local_areas"),
    path("local-areas/<slug:code>/", areas.local_area, name="local_area"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("components/", pages.components, name="components"),
]
