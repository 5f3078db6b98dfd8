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

TERMS = "programme-years/<int:year>/school-holidays/"
terms_patterns = [
    path(TERMS, views.school_holidays, name="school_holidays"),
    path(f"{TERMS}import/", views.school_holidays_import, name="school_holidays_import"),
    path(f"{TERMS}template.<slug:kind>", views.school_holidays_template, name="school_holidays_template"),
    path(f"{TERMS}export.<slug:kind>", views.school_holidays_export, name="school_holidays_export"),
    path(f"{TERMS}<slug:code>/", views.school_holidays_of_area, name="school_holidays_of_area"),
    path(f"{TERMS}<slug:code>/add/", views.school_holiday_add, name="school_holiday_add"),
    path(f"{TERMS}<slug:code>/<int:pk>/", views.school_holiday_change, name="school_holiday_change"),
    path(f"{TERMS}<slug:code>/<int:pk>/remove/", views.school_holiday_remove, name="school_holiday_remove"),
    path(f"api/v1/{TERMS}", api.TermsOperation.as_view(), name="api_school_holidays"),
    path(f"api/v1/{TERMS}import/", api.TermsTableOperation.as_view(), name="api_school_holidays_import"),
    path(f"api/v1/{TERMS}<slug:code>/", api.AreaTermsOperation.as_view(), name="api_school_holidays_of_area"),
    path(f"api/v1/{TERMS}<slug:code>/<int:pk>/", api.HolidayOperation.as_view(), name="api_school_holiday"),
]
urlpatterns = [
    *CANDIDATES,
    *terms_patterns,
    path("programme-years/", views.programme_years, name="programme_years"),
    path("programme-years/open/", views.year_open, name="year_open"),
    path("programme-years/<int:year>/", views.programme_year, name="programme_year"),
    path("programme-years/<int:year>/plan/", views.plan_inspection, name="plan_inspection"),
    path("api/v1/programme-years/", api.YearsOperation.as_view(), name="api_programme_years"),
    path("api/v1/programme-years/<int:year>/", api.YearOperation.as_view(), name="api_programme_year"),
    path("api/v1/programme-years/<int:year>/dates/", api.DatesOperation.as_view(), name="api_programme_year_dates"),
    path("api/v1/programme-years/<int:year>/inspections/", api.PlacesOperation.as_view(), name="api_programme_year_places"),
]
