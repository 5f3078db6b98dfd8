"""Addresses of the pages that look over several rooms."""

from django.urls import path

from desk import agencies, areas, chains, home, inspection, pages, response, trails

urlpatterns = [
    path("", home.home, name="home"),
    path("inspections/<int:pk>/", inspection.inspection, name="inspection"),
    path("inspections/<int:pk>/trail/", trails.inspection_trail, name="inspection_trail"),
    path("inspections/<int:pk>/trail.csv", trails.inspection_trail_csv, name="inspection_trail_csv"),
    path("inspections/<int:pk>/reads/", trails.inspection_reads, name="inspection_reads"),
    path("inspections/<int:pk>/reads.csv", trails.inspection_reads_csv, name="inspection_reads_csv"),
    path("intelligence/<int:pk>/trail/", chains.item_trail, name="item_trail"),
    path("intelligence/<int:pk>/trail.csv", chains.item_trail_csv, name="item_trail_csv"),
    path("intelligence/letters/<int:pk>/trail/", chains.letter_trail, name="letter_trail"),
    path("intelligence/letters/<int:pk>/trail.csv", chains.letter_trail_csv, name="letter_trail_csv"),
    path("activities/<int:pk>/trail/", chains.activity_trail, name="activity_trail"),
    path("activities/<int:pk>/trail.csv", chains.activity_trail_csv, name="activity_trail_csv"),
    path("trails/own/", trails.own_trail, name="own_trail"),
    path("trails/own.csv", trails.own_trail_csv, name="own_trail_csv"),
    path("trails/people/<int:person>/", trails.person_trail, name="person_trail"),
    path("trails/people/<int:person>.csv", trails.person_trail_csv, name="person_trail_csv"),
    path("responses/<int:pk>/", response.response, name="response"),
    path("local-areas/", areas.local_areas, name="local_areas"),
    path("local-areas/<slug:code>/", areas.local_area, name="local_area"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/<slug:code>/", agencies.agency, name="agency"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("components/", pages.components, name="components"),
]
