"""Addresses of the programme."""

from django.urls import path

from scheduling import api, views

urlpatterns = [
    path("programme-years/", views.programme_years, name="programme_years"),
    path("programme-years/open/", views.year_open, name="year_open"),
    path("programme-years/<int:year>/", views.programme_year, name="programme_year"),
    path("programme-years/<int:year>/plan/", views.plan_inspection, name="plan_inspection"),
    path("programme-years/<int:year>/target/", views.year_target, name="year_target"),
    path("programme-years/<int:year>/replacements/<int:pk>/", views.replacement_choose, name="replacement_choose"),
    path(
        "programme-years/<int:year>/replacements/<int:pk>/take-back/", views.replacement_take_back, name="replacement_take_back"
    ),
    path("api/v1/programme-years/", api.YearsOperation.as_view(), name="api_programme_years"),
    path("api/v1/programme-years/<int:year>/", api.YearOperation.as_view(), name="api_programme_year"),
    path("api/v1/programme-years/<int:year>/dates/", api.DatesOperation.as_view(), name="api_programme_year_dates"),
    path("api/v1/programme-years/<int:year>/target/", api.TargetOperation.as_view(), name="api_programme_year_target"),
    path("api/v1/programme-years/<int:year>/replacements/", api.ReplacementsOperation.as_view(), name="api_replacements"),
    path(
        "api/v1/programme-years/<int:year>/replacements/<int:pk>/", api.ReplacementOperation.as_view(), name="api_replacement"
    ),
    path("api/v1/programme-years/<int:year>/inspections/", api.PlacesOperation.as_view(), name="api_programme_year_places"),
]
