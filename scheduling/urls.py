"""Addresses of the programme."""

from django.urls import path

from scheduling import api, views

CANDIDATES = [
    path("programme-years/<int:year>/candidates/", views.candidates, name="candidates"),
    path("programme-years/<int:year>/candidates/map/", views.candidates_map, name="candidates_map"),
    path("programme-years/<int:year>/candidates/compare/", views.candidates_compare, name="candidates_compare"),
    path("programme-years/<int:year>/candidates.<slug:kind>", views.candidates_export, name="candidates_export"),
    path("programme-years/<int:year>/candidates/<str:code>/", views.candidate, name="candidate"),
    path("api/v1/programme-years/<int:year>/candidates/", api.CandidatesOperation.as_view(), name="api_year_candidates"),
    path(
        "api/v1/programme-years/<int:year>/candidates/<str:code>/", api.CandidateOperation.as_view(), name="api_year_candidate"
    ),
]

urlpatterns = [
    *CANDIDATES,
    path("programme-years/", views.programme_years, name="programme_years"),
    path("programme-years/open/", views.year_open, name="year_open"),
    path("programme-years/<int:year>/", views.programme_year, name="programme_year"),
    path("programme-years/<int:year>/plan/", views.plan_inspection, name="plan_inspection"),
    path("api/v1/programme-years/", api.YearsOperation.as_view(), name="api_programme_years"),
    path("api/v1/programme-years/<int:year>/", api.YearOperation.as_view(), name="api_programme_year"),
    path("api/v1/programme-years/<int:year>/dates/", api.DatesOperation.as_view(), name="api_programme_year_dates"),
    path("api/v1/programme-years/<int:year>/inspections/", api.PlacesOperation.as_view(), name="api_programme_year_places"),
]
