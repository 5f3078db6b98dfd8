"""Addresses of the programme."""

from django.urls import path

from scheduling import api, views

YEAR = "programme-years/<int:year>/"
PLAN, AREA = f"{YEAR}plans/<int:pk>/", f"{YEAR}plans/<int:pk>/areas/<slug:code>/"
plans = [
    path(f"{YEAR}plans/", views.plans, name="plans"),
    path(f"{YEAR}plans/new/", views.plan_add, name="plan_add"),
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}edit/", views.plan_edit, name="plan_edit"),
    path(f"{PLAN}copy/", views.plan_copy, name="plan_copy"),
    path(f"{PLAN}discard/", views.plan_discard, name="plan_discard"),
    path(f"{PLAN}bring-back/", views.plan_bring_back, name="plan_bring_back"),
    path(f"{PLAN}adopt/", views.plan_adopt, name="plan_adopt"),
    path(f"{PLAN}reasons/", views.plan_reasons, name="plan_reasons"),
    path(f"{PLAN}propose/", views.plan_propose, name="plan_propose"),
    path(f"{PLAN}search/", views.plan_progress, name="plan_progress"),
    path(f"{PLAN}search/stop/", views.plan_stop, name="plan_stop"),
    path(f"{PLAN}search/again/", views.plan_search_again, name="plan_search_again"),
    path(f"{PLAN}take/", views.plan_take, name="plan_take"),
    path(f"{PLAN}areas/", views.plan_areas, name="plan_areas"),
    path(AREA, views.plan_area, name="plan_area"),
    path(f"{AREA}pin/", views.plan_pin, name="plan_pin"),
    path(f"{AREA}rule-out/", views.plan_rule_out, name="plan_rule_out"),
    path(f"{AREA}leave-open/", views.plan_leave_open, name="plan_leave_open"),
    path(f"{AREA}put/", views.plan_put, name="plan_put"),
    path(f"{AREA}take-out/", views.plan_take_out, name="plan_take_out"),
]

moving = [
    path(f"{YEAR}plans/compare/", views.plan_compare, name="plan_compare"),
    path(f"{PLAN}board/", views.plan_board, name="plan_board"),
    path(f"{PLAN}board/<slug:code>/", views.plan_move, name="plan_move"),
    path(f"{PLAN}moves/", views.plan_moves, name="plan_moves"),
    path(f"api/v1/{PLAN}", api.PlanOperation.as_view(), name="api_plan"),
    path(f"api/v1/{PLAN}moves/<slug:code>/", api.MovesOperation.as_view(), name="api_plan_moves"),
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
    *plans,
    *moving,
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
