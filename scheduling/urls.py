"""Addresses of the programme."""

from django.urls import path

from scheduling import api, views

OF_PLANS = "programme-years/<int:year>/plans/"
moving = [
    path(f"{OF_PLANS}compare/", views.plan_compare, name="plan_compare"),
    path(f"{OF_PLANS}<int:pk>/", views.plan_board, name="plan"),
    path(f"{OF_PLANS}<int:pk>/board/", views.plan_board, name="plan_board"),
    path(f"{OF_PLANS}<int:pk>/board/<slug:code>/", views.plan_move, name="plan_move"),
    path(f"{OF_PLANS}<int:pk>/moves/", views.plan_moves, name="plan_moves"),
]
urlpatterns = [
    path("programme-years/", views.programme_years, name="programme_years"),
    path("programme-years/open/", views.year_open, name="year_open"),
    path("programme-years/<int:year>/", views.programme_year, name="programme_year"),
    path("programme-years/<int:year>/plan/", views.plan_inspection, name="plan_inspection"),
    path("api/v1/programme-years/", api.YearsOperation.as_view(), name="api_programme_years"),
    path("api/v1/programme-years/<int:year>/", api.YearOperation.as_view(), name="api_programme_year"),
    path("api/v1/programme-years/<int:year>/dates/", api.DatesOperation.as_view(), name="api_programme_year_dates"),
    path("api/v1/programme-years/<int:year>/inspections/", api.PlacesOperation.as_view(), name="api_programme_year_places"),
    *moving,
]
