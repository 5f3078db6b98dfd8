"""Addresses of the programme."""

from django.urls import path

from scheduling import api, views

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
    *terms_patterns,
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
